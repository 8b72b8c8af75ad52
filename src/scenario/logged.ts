import type { Db } from '../db';
import { logLines } from './log-lines';
import { listEvents, listTexts, withoutPermissionCheckGetLoggedRun } from './queries';

/** The JSON lines of any run, for a command at the machine itself. Throws NotFound. */
export async function logLinesOf(db: Db, id: string): Promise<string> {
  const run = await withoutPermissionCheckGetLoggedRun(db, id);
  const [log, texts] = await Promise.all([listEvents(db, run), listTexts(db, run)]);
  return logLines(run, log, texts);
}

import type { Db } from '../db';
import { logLines } from './log-lines';
import type { Id } from './case';
import { withoutPermissionCheckGetLoggedRun, withoutPermissionCheckListOpenRuns } from './logged-queries';
import { listEvents, listTexts } from './queries';

/** The JSON lines of any run, for a command at the machine itself. Throws NotFound. */
export async function logLinesOf(db: Db, id: string): Promise<string> {
  const run = await withoutPermissionCheckGetLoggedRun(db, id);
  const [log, texts] = await Promise.all([listEvents(db, run), listTexts(db, run)]);
  return logLines(run, log, texts);
}

/** The JSON lines of every run that is not at its end, one after the other, of one case if it is said: for the same command. */
export async function openLogLines(db: Db, caseId: Id | undefined): Promise<string> {
  const runs = await withoutPermissionCheckListOpenRuns(db, caseId);
  const logs: string[] = [];
  for (const id of runs) logs.push(await logLinesOf(db, id));
  return logs.join('');
}

import {
  type LoggedRun,
  type PlayedRun,
  type Position,
  debrief,
  listTexts,
  logLines,
  reckonedOf,
  referenceOf,
} from '../scenario';
import { besidesOf } from './beside';
import { besideLines } from './beside-shown';
import { meanwhileLines } from './meanwhile';
import type { DebriefDeps } from './told';

/**
 * A run as JSON lines. After its end also what it comes to, on lines of their own: what the persons at the centre lived,
 * and each decision beside the careful course. Nothing of that is kept anywhere: it follows from the lines above it.
 */
export async function runLines(
  deps: DebriefDeps,
  run: LoggedRun & PlayedRun & { readonly endedAt: Date | null },
  position: Position,
): Promise<string> {
  const { exercise, log, standing } = position;
  const lines = logLines(run, log, await listTexts(deps.db, run));
  if (!run.endedAt) return lines;
  const more = [...meanwhileLines(exercise, run.seed, standing), ...(await besideOf(deps, run, position))];
  return lines + more.map((line) => `${JSON.stringify(line)}\n`).join('');
}

async function besideOf(deps: DebriefDeps, run: PlayedRun, position: Position): Promise<readonly object[]> {
  const { exercise, standing } = position;
  const reference = referenceOf(exercise);
  if (!reference) return [];
  const losses = (await reckonedOf(deps, run, position))?.losses?.losses ?? [];
  const lost = standing.flatMap(({ seq }, at) => {
    const loss = losses[at];
    return loss ? [[seq, loss.decision] as const] : [];
  });
  return besideLines(besidesOf(exercise, debrief(exercise, run.seed, standing), reference.told), new Map(lost));
}

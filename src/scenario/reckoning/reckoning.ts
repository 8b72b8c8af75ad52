import type { Case } from '../case';
import type { Input } from '../state';
import { type Attainable, attainable } from '../verify/attainable';
import { type Losses, losses } from '../verify/losses';
import { stateCap } from '../verify/verify';
import { type Earliest, earliestOf } from './earliest';

/** What is reckoned once for the rules of a case. `attainable` is null for a case too large to be proven. */
export interface ReckonedCase {
  readonly attainable: Attainable | null;
  readonly earliest: Earliest;
}

/** Takes seconds for a large case: only in the thread, or where nobody waits. */
export function reckonCase(case_: Case): ReckonedCase {
  return { attainable: attainable(case_, stateCap) ?? null, earliest: earliestOf(case_) };
}

/** What each input of a run took; null where the best of the case is not known. */
export function reckonRun(
  case_: Case,
  { attainable: from }: ReckonedCase,
  seed: string,
  inputs: readonly Input[],
): Losses | null {
  return (from && losses(case_, from, seed, inputs)) ?? null;
}

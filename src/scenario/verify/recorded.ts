import { type Case, type Check, dimensions, type Id, type Scores } from '../case';
import { score, sumOf } from '../score';
import { holds } from '../sight';
import { start, step } from '../step';
import { playWalk } from './checks';
import { sayCondition } from './observe';
import type { Walk } from './walk';

export type RecordedWalk = Extract<Check, { check: 'walk' }>;

/** What a course came to: the sum of its points, and the ticks that each role used. */
export interface Outcome {
  readonly scores: Scores;
  readonly costs: Readonly<Record<Id, number>>;
}

/** Throws nothing: what the case refuses counts for nothing. */
export function outcomeOf(case_: Case, walk: Walk): Outcome {
  const log = walk.inputs.map((input, index) => ({ seq: index + 1, input }));
  const costs: Record<Id, number> = Object.fromEntries(case_.roles.map(({ id }) => [id, 0]));
  let state = start(case_, walk.seed);
  for (const { input } of log) {
    const next = step(case_, state, input);
    if ('refused' in next) continue;
    if (input.type === 'decide')
      costs[input.role] =
        (costs[input.role] ?? 0) +
        (next.accepted.desks[input.role]?.spent ?? 0) -
        (state.desks[input.role]?.spent ?? 0);
    state = next.accepted;
  }
  return { scores: sumOf(score(case_, walk.seed, log)), costs };
}

/** Plays a recorded walk and compares it with its record; `fault` says where it goes differently. */
export function playRecorded(
  case_: Case,
  { steps, ending, record }: RecordedWalk,
): { readonly fault: string | null; readonly walk: Walk } {
  const { fault, walk, state } = playWalk(case_, steps, ending, record?.alone);
  if (fault !== null || !record) return { fault, walk };
  const { scores, costs } = outcomeOf(case_, walk);
  const points = dimensions.find((each) => record.scores && record.scores[each] !== scores[each]);
  if (record.scores && points)
    return { fault: `scores ${points} ${signed(scores[points])}, not ${signed(record.scores[points])}.`, walk };
  for (const [role, ticks] of Object.entries(record.costs ?? {}))
    if (costs[role] !== ticks)
      return { fault: `costs ${role} ${sayTicks(case_, costs[role] ?? 0)}, not ${sayTicks(case_, ticks)}.`, walk };
  const broken = record.holds?.find((condition) => !holds(condition, { case: case_, state, role: null }));
  return { fault: broken ? `ends where this does not hold: ${sayCondition(broken)}.` : null, walk };
}

/** The lines that record an outcome under a walk in `checks.md`. */
export function sayOutcome(case_: Case, { scores, costs }: Outcome): string[] {
  const points = dimensions.filter((each) => scores[each] !== 0).map((each) => `${each} ${signed(scores[each])}`);
  const used = Object.entries(costs).filter(([, ticks]) => ticks > 0);
  return [
    `  - scores: ${points.length > 0 ? points.join(', ') : 'accuracy 0'}`,
    ...(used.length > 0
      ? [`  - costs: ${used.map(([role, ticks]) => `${role} ${sayTicks(case_, ticks)}`).join(', ')}`]
      : []),
  ];
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}

/** Ticks as a duration of the notation. */
export function sayTicks(case_: Case, ticks: number): string {
  const minutes = ticks * case_.tickMinutes;
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`);
  return said.length > 0 ? said.join('') : '0h';
}

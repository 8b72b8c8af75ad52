import { type Case, type Check, dimensions, type Id, type Scores } from '../case';
import { Course, linesFrom } from '../person-line';
import { scored, type ScoreLine, sumOf } from '../score';
import { holds } from '../sight';
import type { Input, State } from '../state';
import { start, step } from '../step';
import { playWalk } from './checks';
import { sayCondition } from './observe';
import type { Walk } from './walk';

export type RecordedWalk = Extract<Check, { check: 'walk' }>;

/** What a course came to: the sum of its points, the ticks that each role used, what the persons at the centre lived. */
export interface Outcome {
  readonly scores: Scores;
  readonly costs: Readonly<Record<Id, number>>;
  readonly lives: readonly Id[];
}

/** Throws nothing: what the case refuses counts for nothing. */
export function outcomeOf(case_: Case, walk: Walk): Outcome {
  const tally = new Tally(case_);
  let state = start(case_, walk.seed);
  for (const input of walk.inputs) {
    const next = step(case_, state, input);
    if ('refused' in next) continue;
    tally.count(state, input, next.accepted);
    state = next.accepted;
  }
  return tally.outcome();
}

/** Counts what a course comes to while it is played, so that nobody has to play it again. */
class Tally {
  private readonly lines: Omit<ScoreLine, 'seq'>[] = [];
  private readonly costs: Record<Id, number>;
  private readonly course = new Course();

  constructor(private readonly case_: Case) {
    this.costs = Object.fromEntries(case_.roles.map(({ id }) => [id, 0]));
  }

  count(before: State, input: Input, after: State): void {
    this.course.note(before, input, after);
    this.lines.push(...scored(this.case_, before, input, after));
    if (input.type !== 'decide') return;
    const { role } = input;
    const spent = (state: State): number => state.desks[role]?.spent ?? 0;
    this.costs[role] = (this.costs[role] ?? 0) + spent(after) - spent(before);
  }

  outcome(): Outcome {
    const lives = linesFrom(this.case_, this.course).map(({ entry }) => entry.id);
    return { scores: sumOf(this.lines), costs: this.costs, lives };
  }
}

/** A recorded walk as it goes in a case; `fault` says where it breaks, or which other ending it comes to. */
interface Played {
  readonly fault: string | null;
  readonly walk: Walk;
  readonly state: State;
  readonly outcome: Outcome;
}

const plays = new WeakMap<Case, Map<RecordedWalk, Played>>();

/** Several checks ask about the walks of a case: each is played once. */
export function playedOnce(case_: Case, check: RecordedWalk): Played {
  const known = plays.get(case_) ?? new Map<RecordedWalk, Played>();
  plays.set(case_, known);
  const before = known.get(check);
  if (before) return before;
  const tally = new Tally(case_);
  const count = tally.count.bind(tally);
  const played = playWalk(case_, check.steps, check.ending, check.record?.alone, count);
  const made = { ...played, outcome: tally.outcome() };
  known.set(check, made);
  return made;
}

/** Compares a recorded walk with its record; `fault` says where it goes differently. */
export function playRecorded(case_: Case, check: RecordedWalk): { readonly fault: string | null; readonly walk: Walk } {
  const { record } = check;
  const { fault, walk, state, outcome } = playedOnce(case_, check);
  if (fault !== null || !record) return { fault, walk };
  const { scores, costs, lives } = outcome;
  const points = dimensions.find((each) => record.scores && record.scores[each] !== scores[each]);
  if (record.scores && points)
    return { fault: `scores ${points} ${signed(scores[points])}, not ${signed(record.scores[points])}.`, walk };
  for (const [role, ticks] of Object.entries(record.costs ?? {}))
    if (costs[role] !== ticks)
      return { fault: `costs ${role} ${sayTicks(case_, costs[role] ?? 0)}, not ${sayTicks(case_, ticks)}.`, walk };
  const other = otherLife(record.lives, lives);
  if (other !== null) return { fault: other, walk };
  const broken = record.holds?.find((condition) => !holds(condition, { case: case_, state, role: null }));
  return { fault: broken ? `ends where this does not hold: ${sayCondition(broken)}.` : null, walk };
}

function otherLife(recorded: readonly Id[] | undefined, lives: readonly Id[]): string | null {
  if (!recorded) return null;
  const at = Array.from({ length: Math.max(recorded.length, lives.length) }, (_, index) => index).find(
    (index) => recorded[index] !== lives[index],
  );
  if (at === undefined) return null;
  return `lives ${lives[at] ?? 'nothing more'} where ${recorded[at] ?? 'nothing more'} is recorded.`;
}

/** The lines that record an outcome under a walk in `checks.md`. */
export function sayOutcome(case_: Case, { scores, costs, lives }: Outcome): string[] {
  const points = dimensions.filter((each) => scores[each] !== 0).map((each) => `${each} ${signed(scores[each])}`);
  const used = Object.entries(costs).filter(([, ticks]) => ticks > 0);
  return [
    `  - scores: ${points.length > 0 ? points.join(', ') : 'accuracy 0'}`,
    ...(used.length > 0
      ? [`  - costs: ${used.map(([role, ticks]) => `${role} ${sayTicks(case_, ticks)}`).join(', ')}`]
      : []),
    ...(lives.length > 0 ? [`  - lives: ${lives.join(', ')}`] : []),
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

import type { Case, Id, Person, PersonEntry, StoryTime } from './case';
import { holds } from './sight';
import type { Input, State } from './state';
import { start, step } from './step';

/** One thing that a person at the centre lived in a run. */
export interface Lived {
  readonly person: Id;
  readonly entry: PersonEntry;
  /** The tick of the story. */
  readonly at: number;
}

/** What is needed of a run to tell the lines: noted while it is played or folded, so that nobody has to play it again. */
export class Course {
  /** The states that stood after each barrier, and first the one at the start. */
  readonly barriers: State[] = [];
  /** When each choice was done, on the clock of the story. */
  readonly done: { readonly choice: Id; readonly at: number }[] = [];

  note(before: State, input: Input, after: State): void {
    if (this.barriers.length === 0) this.barriers.push(before);
    if (input.type === 'end-round' || input.type === 'end-phase') this.barriers.push(after);
    const desk = input.type === 'decide' ? after.desks[input.role] : undefined;
    const choice = desk?.chose.at(-1);
    if (desk && choice !== undefined) this.done.push({ choice, at: after.clock + desk.spent });
  }
}

/** What the persons at the centre lived in a run, in the order of the story. It changes nothing in the run. */
export function linesOf(case_: Case, seed: string, log: readonly { readonly input: Input }[]): readonly Lived[] {
  if ((case_.persons ?? []).length === 0) return [];
  const course = new Course();
  let state = start(case_, seed);
  for (const { input } of log) {
    const next = step(case_, state, input);
    if ('refused' in next) continue;
    course.note(state, input, next.accepted);
    state = next.accepted;
  }
  return linesFrom(case_, course);
}

/** The same, from a course that somebody else has played. */
export function linesFrom(case_: Case, course: Course): readonly Lived[] {
  const lived = (case_.persons ?? []).flatMap((person) => lineOf(case_, course, person));
  return lived.toSorted((one, other) => one.at - other.at);
}

function lineOf(case_: Case, course: Course, person: Person): Lived[] {
  const line: Lived[] = [];
  for (const first of person.entries) {
    if (first.at === null) continue;
    const set = tickOf(course.barriers, first.at);
    if (set === null) continue;
    // A phase that took longer than it had to does not turn the order of a life around.
    const at = Math.max(set, line.at(-1)?.at ?? 0);
    const state = stateAt(course, at);
    const isLived = ({ if: condition, after }: PersonEntry): boolean =>
      state !== undefined &&
      (after === null || line.some(({ entry }) => entry.id === after)) &&
      holds(condition, { case: case_, state, role: null });
    const others = person.entries.filter(({ insteadOf }) => insteadOf === first.id);
    const entry = [...others, first].find(isLived);
    if (entry) line.push({ person: person.id, entry, at });
  }
  return line;
}

/**
 * The world as it was at this moment: as the last barrier at or before it left it, since what has not arrived anywhere has
 * not reached a person either; and what officers had decided by then, because a person feels that at once. What comes
 * after the end is judged on the end.
 */
function stateAt({ barriers, done }: Course, at: number): State | undefined {
  const state = barriers.findLast(({ clock }) => clock <= at) ?? barriers[0];
  const chose = done.filter((each) => each.at <= at).map(({ choice }) => choice);
  return state && { ...state, world: { ...state.world, chose } };
}

/** Null where the run never came there. */
function tickOf(barriers: readonly State[], { phase, edge, plus }: StoryTime): number | null {
  if (phase === null) return plus;
  const first = barriers.findIndex((state) => state.phase === phase);
  if (first < 0) return null;
  if (edge === 'begin') return (barriers[first]?.phaseBegan ?? 0) + plus;
  const after = barriers.slice(first).find((state) => state.phase !== phase || state.ending !== null);
  return after ? after.clock + plus : null;
}

/** When it would happen if every phase took just the time it has to. */
export function nominalTick(case_: Pick<Case, 'phases'>, { phase, edge, plus }: StoryTime): number {
  if (phase === null) return plus;
  const index = case_.phases.findIndex(({ id }) => id === phase);
  const before = case_.phases.slice(0, Math.max(0, index) + (edge === 'end' ? 1 : 0));
  return before.reduce((sum, { lasts }) => sum + lasts, 0) + plus;
}

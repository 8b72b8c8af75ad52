import { hashOf, type Json } from '../canonical';
import type { Case, Id } from './case';
import { textKeys } from './compile/words';
import { coveringWalks } from './verify/players';
import { outcomeOf, playRecorded } from './verify/recorded';
import type { Verified } from './verify/verify';
import { sayWalk, type Walk } from './verify/walk';
import { start, step } from './step';

/** How one course reads and goes in one version of a case. */
export interface CourseIn {
  /** Of the decisions, injects and the ending, by id: equal where the course goes the same way. */
  readonly route: string;
  /** Of every word read on the way. */
  readonly text: string;
  readonly scores: string;
  readonly ending: Id | null;
  /** Why it cannot be played on; null if it goes to its end. */
  readonly breaks: string | null;
}

export interface CourseChange {
  readonly name: string;
  readonly is: 'new' | 'removed' | 'other-ending' | 'other-scores' | 'other-words';
  readonly because: string;
  readonly walk: string;
}

export interface RangeChange {
  readonly ending: Id;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Comparison {
  readonly courses: readonly CourseChange[];
  readonly unchanged: number;
  readonly ranges: readonly RangeChange[];
  readonly sameRules: boolean;
  readonly sameWords: boolean;
}

/** Runs of steered players with which each version is compared, beside its recorded walks. */
const tries = 60;

/** What a new version of a case changes for those who play it. `proofs` are what was proven of both. */
export function compareCases(
  before: Case,
  after: Case,
  proofs: { readonly before: Verified; readonly after: Verified },
): Comparison {
  const courses: CourseChange[] = [];
  let unchanged = 0;
  for (const { name, walk } of coursesOf(before)) {
    const [was, is] = [courseIn(before, walk), courseIn(after, walk)];
    const said = { name, walk: sayWalk(walk) };
    if (is.breaks !== null) courses.push({ ...said, is: 'removed', because: is.breaks });
    else if (is.ending !== was.ending)
      courses.push({
        ...said,
        is: 'other-ending',
        because: `it came to ${was.ending ?? 'no ending'}, and comes to ${is.ending ?? 'no ending'}`,
      });
    else if (is.scores !== was.scores)
      courses.push({ ...said, is: 'other-scores', because: `it scored ${was.scores}, and scores ${is.scores}` });
    else if (is.text !== was.text)
      courses.push({ ...said, is: 'other-words', because: 'its rules are the same, its words are not' });
    else unchanged += 1;
  }
  for (const { name, walk } of coursesOf(after)) {
    const was = courseIn(before, walk);
    if (was.breaks !== null) courses.push({ name, is: 'new', because: was.breaks, walk: sayWalk(walk) });
  }
  const ids = [...new Set([...before.endings, ...after.endings].map(({ id }) => id))];
  const range = (proof: Verified, id: Id): string | null => {
    const ending = proof.endings.find((each) => each.id === id);
    if (!ending || ending.walks === 0) return null;
    return Object.entries(ending.score)
      .map(([name, { min, max }]) => `${name} ${String(min)}..${String(max)}`)
      .join(', ');
  };
  const ranges = ids
    .map((ending) => ({ ending, before: range(proofs.before, ending), after: range(proofs.after, ending) }))
    .filter((each) => each.before !== each.after);
  return {
    courses,
    unchanged,
    ranges,
    sameRules: before.logicHash === after.logicHash,
    sameWords: hashOf(wordsOf(before)) === hashOf(wordsOf(after)),
  };
}

/** Everything that people read, and nothing of the rules. */
function wordsOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(wordsOf);
  if (typeof value !== 'object' || value === null) return null;
  const members = Object.entries(value).filter(([key]) => key !== 'place');
  return members.map(([key, member]): Json => (textKeys.has(key) ? (member as Json) : wordsOf(member)));
}

function coursesOf(case_: Case): { name: string; walk: Walk }[] {
  const recorded = case_.checks.flatMap((check) =>
    check.check === 'walk' ? [{ name: check.id, walk: playRecorded(case_, check).walk }] : [],
  );
  const covering = coveringWalks(case_, tries).map(({ walk }) => ({
    name: `course ${hashOf(walk.inputs as unknown as Json).slice(0, 8)}`,
    walk,
  }));
  return [...recorded, ...covering];
}

/** Plays a course of one version in another, by the ids in it. */
export function courseIn(case_: Case, walk: Walk): CourseIn {
  let state = start(case_, walk.seed);
  let breaks: string | null = null;
  const read: Json[] = [];
  for (const input of walk.inputs) {
    if (input.type === 'decide') {
      const scene = case_.scenes.find(({ id }) => id === state.desks[input.role]?.at);
      const choice = scene?.choices.find(
        ({ id }) => id === (case_.aliases[input.choice] ?? input.choice) || id === input.choice,
      );
      read.push([
        scene?.title ?? '',
        scene?.body ?? [],
        choice?.label ?? '',
        choice?.feedback ?? [],
      ] as unknown as Json);
    }
    const next = step(case_, state, input);
    if ('refused' in next) {
      breaks = `${input.type === 'decide' ? `"${input.choice}"` : input.type === 'fire-inject' ? `"${input.inject}"` : input.type} is refused (${next.refused})`;
      break;
    }
    state = next.accepted;
  }
  const { scores } = outcomeOf(case_, walk);
  const said = Object.entries(scores).filter(([, points]) => points !== 0);
  return {
    route: hashOf({ inputs: walk.inputs as unknown as Json, ending: state.ending }),
    text: hashOf([read, (case_.endings.find(({ id }) => id === state.ending) ?? null) as unknown as Json]),
    scores: said.map(([name, points]) => `${name} ${String(points)}`).join(', ') || 'nothing',
    ending: state.ending,
    breaks,
  };
}

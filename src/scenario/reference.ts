import { type Case, type Check, type Id, type Scores, qualities } from './case';
import { type Debrief, debrief } from './debrief';
import { type ScoreLine, score, sumOf } from './score';
import { closingInputs, standInInputs } from './stand-ins';
import type { Input, LogEntry, State } from './state';
import { start, step } from './step';

type Walk = Extract<Check, { check: 'walk' }>;

/** The careful course of a case, as its author recorded it: what it scored, and what each seat chose in each scene. */
export interface Reference {
  readonly scores: readonly ScoreLine[];
  readonly room: Scores;
  /** `role scene` -> the choices taken there. */
  readonly chosen: ReadonlyMap<string, readonly Id[]>;
  /** The course itself, told as a run is. */
  readonly told: Debrief;
}

/**
 * Of the author's recorded walks, the one that comes to the best ending (the first of equals). It is one good way, not
 * the only one. Undefined for a case without a walk that can be played to an ending.
 */
export function referenceOf(exercise: Case): Reference | undefined {
  // A case has dozens of walks, and never changes: playing them takes a second, and is done once.
  if (!references.has(exercise)) references.set(exercise, bestWalk(exercise));
  return references.get(exercise);
}

const references = new WeakMap<Case, Reference | undefined>();

function bestWalk(exercise: Case): Reference | undefined {
  const walks = exercise.checks.filter((check): check is Walk => check.check === 'walk');
  const played = walks.flatMap((walk) => {
    const log = logOf(exercise, walk);
    const quality = exercise.endings.find(({ id }) => id === log?.ending)?.quality;
    return log && quality ? [{ log: log.entries, rank: qualities.indexOf(quality) }] : [];
  });
  const best = played.toSorted((one, other) => one.rank - other.rank)[0];
  if (!best) return undefined;
  const scores = score(exercise, seed, best.log);
  const chosen = new Map<string, Id[]>();
  for (const { input } of best.log) {
    if (input.type !== 'decide') continue;
    const key = `${input.role} ${input.scene}`;
    chosen.set(key, [...(chosen.get(key) ?? []), input.choice]);
  }
  return { scores, room: sumOf(scores), chosen, told: debrief(exercise, seed, best.log) };
}

/** The logs of the author's recorded walks, those that can be played to an ending. Their seed is "reference". */
export function recordedWalks(exercise: Case): readonly (readonly LogEntry[])[] {
  const walks = exercise.checks.filter((check): check is Walk => check.check === 'walk');
  return walks.flatMap((walk) => {
    const log = logOf(exercise, walk);
    return log ? [log.entries] : [];
  });
}

const seed = 'reference';
const longest = 400;

/** Plays a recorded walk; what it does not say is played by the stand-ins. Undefined if the case refuses a step. */
function logOf(exercise: Case, walk: Walk): { entries: LogEntry[]; ending: Id } | undefined {
  const entries: LogEntry[] = [];
  let state: State = start(exercise, seed);
  const take = (input: Input): boolean => {
    const next = step(exercise, state, input);
    if ('refused' in next || entries.length > longest) return false;
    entries.push({ seq: entries.length + 1, actor: 'team', input });
    state = next.accepted;
    return true;
  };
  const close = (): boolean => closingInputs(exercise, state, false).every(({ input }) => take(input));

  for (const each of walk.steps) {
    if ('end' in each) {
      if (!close()) return undefined;
    } else if ('fire' in each) {
      if (!take({ type: 'fire-inject', inject: each.fire })) return undefined;
    } else {
      const scene = exercise.scenes.find(({ choices }) => choices.some(({ id }) => id === each.choose));
      if (!scene || !reach(exercise, scene.role, scene.id, () => state, take)) return undefined;
      if (!take({ type: 'decide', role: scene.role, scene: scene.id, choice: each.choose, form: each.form }))
        return undefined;
    }
  }
  while (state.ending === null) if (!close()) return undefined;
  return { entries, ending: state.ending };
}

/** Lets the stand-in play a role until it stands in this scene. */
function reach(exercise: Case, role: Id, scene: Id, state: () => State, take: (input: Input) => boolean): boolean {
  while (state().desks[role]?.at !== scene) {
    const [next] = standInInputs(exercise, state(), role);
    if (!next || !take(next)) return false;
  }
  return true;
}

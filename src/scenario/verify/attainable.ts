import { hashOf } from '../../canonical';
import { type Case, dimensions, type Scores } from '../case';
import { Moment } from '../packed/moment';
import { normaliser } from '../packed/normal';
import { pack } from '../packed/pack';
import type { Stage } from '../packed/stage';
import { Layout, type Words } from '../packed/words';
import type { State } from '../state';
import { type Exploration, explore } from './explore';
import { horizonOf, listsOf } from './lists';
import { liveness } from './live';
import type { Step } from './way';

/**
 * The best that could still be had from each position, for every principle apart: the maximum over everything that all
 * roles together, the injects and the chances can still do. Plain JSON, computed once when a case is published.
 */
export interface Attainable {
  readonly contentHash: string;
  /** By position, in the order of `dimensions`. */
  readonly best: Readonly<Record<string, readonly number[]>>;
}

/** Explores the whole case; undefined if it is too large to be proven. */
export function attainable(case_: Case, cap: number): Attainable | undefined {
  const silent = { desk: () => undefined, barrier: () => undefined, inject: () => undefined };
  const explored = explore(case_, cap, silent);
  if (!explored.complete) return undefined;
  const values = valuesOf(explored);
  const words = new Int32Array(explored.layout.size);
  const best: Record<string, readonly number[]> = {};
  for (const layer of explored.layers)
    for (let index = 0; index < layer.count; index += 1) {
      layer.read(index, words);
      best[nameOf(explored.layout, words)] = values.get(layer)?.[index] ?? [];
    }
  return { contentHash: case_.contentHash, best };
}

const readers = new WeakMap<Case, (state: State) => string>();

/** The best that could still be had from the start of a round; undefined inside a round, or for another case. */
export function bestFrom(case_: Case, from: Attainable, state: State): Scores | undefined {
  if (from.contentHash !== case_.contentHash || Object.values(state.desks).some((desk) => desk.chose.length > 0))
    return undefined;
  const nameIn = readers.get(case_) ?? positionNames(case_);
  readers.set(case_, nameIn);
  const best = from.best[nameIn(state)];
  return best && (Object.fromEntries(dimensions.map((dimension, index) => [dimension, best[index] ?? 0])) as Scores);
}

/** Positions from which everything that can still happen is the same have the same name. */
function positionNames(case_: Case): (state: State) => string {
  const live = liveness(case_);
  const layout = new Layout(case_, live);
  const horizon = horizonOf(case_);
  const normal = case_.phases.map((_, index) =>
    normaliser(layout, new Moment(layout, listsOf(case_, live, index)), horizon),
  );
  return (state) => {
    const words = pack(layout, state);
    normal[words[layout.phase] ?? 0]?.(words);
    return nameOf(layout, words);
  };
}

/** Sixty bits of a hash over names and values, so that the numbering of one exploration plays no part. */
function nameOf(layout: Layout, words: Words): string {
  const said = [...layout.names].map(([name, word]) =>
    name.startsWith('place ') ? layout.textOf(words[word] ?? 0) : (words[word] ?? 0),
  );
  return hashOf(said).slice(0, 15);
}

/** Backward from the endings: the value of a node is the best of what it leads to, and what is earned on the way. */
function valuesOf(explored: Exploration): ReadonlyMap<Stage<Step>, readonly (readonly number[])[]> {
  const values = new Map<Stage<Step>, readonly (readonly number[])[]>();
  const none = dimensions.map(() => 0);
  for (const [at, stage] of [...explored.stages.entries()].toReversed()) {
    const after = values.get(explored.stages[at + 1] ?? stage) ?? [];
    const isRole = explored.stages[at + 1]?.step.is === 'role';
    const isBarrier = explored.stages[at + 1]?.step.is === 'barrier' || at + 1 === explored.stages.length;
    values.set(
      stage,
      Array.from({ length: stage.count }, (_, index) => {
        const best: number[] = [];
        stage.next.each(index, (to, how) => {
          const gained = isRole ? explored.outcomes[how]?.outcome.most : isBarrier ? explored.points[how] : none;
          const later = to < 0 ? none : (after[to] ?? none);
          for (const each of none.keys())
            best[each] = Math.max(best[each] ?? -Infinity, (gained?.[each] ?? 0) + (later[each] ?? 0));
        });
        return best.length > 0 ? best : none;
      }),
    );
  }
  return values;
}

import { type Case, dimensions, type Scores } from '../case';
import { pack } from '../packed/pack';
import type { Stage } from '../packed/stage';
import type { Layout, Words } from '../packed/words';
import type { State } from '../state';
import { Engine } from './engine';
import type { Exploration } from './exploration';
import { explore } from './explore';
import type { Step } from './way';

/**
 * The best that could still be had from each position at the start of a round, for every principle apart: the maximum over
 * everything that all roles together, the injects and the chances can still do. Plain JSON, computed once when a case is
 * published: eighteen bytes for each position.
 */
export interface Attainable {
  /** Of the case's rules: words may change under it. */
  readonly logicHash: string;
  /** Names of positions, two numbers of 32 bits each, in base64. */
  readonly positions: string;
  /** For each the best in the order of `dimensions`, numbers of 16 bits, in base64. */
  readonly best: string;
}

const size = dimensions.length;

/** Explores the whole case; undefined if it is too large to be proven. */
export function attainable(case_: Case, cap: number): Attainable | undefined {
  const silent = { desk: () => null, barrier: () => undefined, inject: () => undefined };
  const explored = explore(case_, cap, silent, true);
  if (!explored.complete) return undefined;
  const count = explored.layers.reduce((sum, layer) => sum + layer.count, 0);
  const positions = new Int32Array(2 * count);
  const best = new Int16Array(size * count);
  const namer = new Namer(explored.layout);
  const values = valuesOf(explored);
  const words = new Int32Array(explored.layout.size);
  let at = 0;
  for (const layer of explored.layers) {
    best.set(values.get(layer) ?? [], at * size);
    for (let index = 0; index < layer.count; index += 1, at += 1) {
      layer.read(index, words);
      positions.set(namer.name(words), 2 * at);
    }
  }
  return { logicHash: case_.logicHash, positions: base64(positions), best: base64(best) };
}

/** `Attainable` ready to be asked. */
export class Best {
  private readonly values: Int16Array;
  private readonly index = new Map<string, number>();
  private readonly namer: Namer;

  constructor(
    readonly engine: Engine,
    from: Attainable,
  ) {
    const positions = new Int32Array(bytesOf(from.positions));
    this.values = new Int16Array(bytesOf(from.best));
    this.namer = new Namer(engine.layout);
    for (let at = 0; at < positions.length; at += 2)
      this.index.set(`${String(positions[at])} ${String(positions[at + 1])}`, at / 2);
  }

  /** For the world of a round's start in its normal form; undefined if no course comes to it. */
  of(words: Words): Int16Array | undefined {
    const [a, b] = this.namer.name(words);
    const at = this.index.get(`${String(a)} ${String(b)}`);
    return at === undefined ? undefined : this.values.subarray(at * size, (at + 1) * size);
  }
}

const known = new WeakMap<Attainable, Best>();

/** Throws nothing; undefined if this was computed for other rules than the case has. */
export function bestOf(case_: Case, from: Attainable): Best | undefined {
  if (from.logicHash !== case_.logicHash) return undefined;
  const best = known.get(from) ?? new Best(new Engine(case_), from);
  known.set(from, best);
  return best;
}

/** The best that could still be had from the start of a round; undefined inside a round, or for another case. */
export function bestFrom(case_: Case, from: Attainable, state: State): Scores | undefined {
  const best = bestOf(case_, from);
  if (!best || Object.values(state.desks).some((desk) => desk.chose.length > 0)) return undefined;
  const words = pack(best.engine.layout, state);
  best.engine.normal(words);
  const values = best.of(words);
  return values && (Object.fromEntries(dimensions.map((each, index) => [each, values[index] ?? 0])) as Scores);
}

/** Names worlds by what is in them, so that the numbering of one exploration plays no part: 64 bits. */
class Namer {
  private readonly places: ReadonlySet<number>;
  private readonly receivers: ReadonlySet<number>;
  private readonly texts = new Map<number, number>();

  constructor(private readonly layout: Layout) {
    this.places = new Set(layout.places);
    this.receivers = new Set(layout.slots.map(({ word }) => word + 1));
  }

  name(words: Words): readonly [number, number] {
    let a = 0x811c9dc5;
    let b = 0x3c6ef372;
    for (let word = 0; word < words.length; word += 1) {
      const raw = words[word] ?? 0;
      if (raw === 0) continue;
      const value = this.places.has(word) || this.receivers.has(word) ? this.text(raw) : raw;
      a = Math.imul(a ^ Math.imul(word + 1, 0x9e3779b1) ^ value, 0x5bd1e995) ^ (a >>> 13);
      b = Math.imul(b ^ Math.imul(word + 1, 0x85ebca77) ^ value, 0xc2b2ae35) ^ (b >>> 16);
    }
    return [a | 0, b | 0];
  }

  private text(number: number): number {
    const hashed = this.texts.get(number);
    if (hashed !== undefined) return hashed;
    let hash = 0x811c9dc5;
    for (const letter of this.layout.textOf(number)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    this.texts.set(number, hash);
    return hash;
  }
}

/** Backward from the endings: the value of a node is the best of what it leads to, and what is earned on the way. */
function valuesOf(explored: Exploration): ReadonlyMap<Stage<Step>, Int16Array> {
  const values = new Map<Stage<Step>, Int16Array>();
  const none = dimensions.map(() => 0);
  let after = new Int16Array(0);
  for (const [at, stage] of [...explored.stages.entries()].toReversed()) {
    const next = explored.stages[at + 1]?.step.is;
    const best = new Int16Array(stage.count * size).fill(-0x8000);
    for (let index = 0; index < stage.count; index += 1)
      stage.next?.each(index, (to, how) => {
        const gained =
          next === 'role'
            ? explored.outcomes[how]?.most
            : next === 'barrier' || next === undefined
              ? explored.points[how]
              : none;
        for (let each = 0; each < size; each += 1) {
          const value = (gained?.[each] ?? 0) + (to < 0 ? 0 : (after[to * size + each] ?? 0));
          if (value > (best[index * size + each] ?? 0)) best[index * size + each] = value;
        }
      });
    if (explored.layers.includes(stage)) values.set(stage, best);
    after = best;
  }
  return values;
}

function base64(array: Int32Array | Int16Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function bytesOf(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

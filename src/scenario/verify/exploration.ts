import type { Case, Condition, Id } from '../case';
import type { DeskWatch } from '../packed/desk-node';
import type { Outcome } from '../packed/desk-outcome';
import type { Stage } from '../packed/stage';
import type { Layout, Words } from '../packed/words';
import type { Node, Step } from './way';

/** Told of everything that the exploration finds, the nearest first within each round. */
export interface Observer {
  /** Asked before the possibilities of a role are explored that it has from this node on. */
  desk(role: Id, from: Node): DeskWatch | null;
  /** The start of a round, or the end of the run. */
  barrier(node: Node, words: Words): void;
  /** An inject came in at the barrier after this node and left these words. */
  inject(index: number, words: Words, node: Node): void;
  /** Told now and then how far it has come. */
  progress?(states: number, phase: number): void;
}

export interface Exploration {
  readonly case: Case;
  readonly layout: Layout;
  /** Starts of rounds, in the order of play; each keeps its words. */
  readonly layers: readonly Stage<Step>[];
  /** Everything explored, in the order of play, the layers included; endings are apart. */
  readonly stages: readonly Stage<Step>[];
  readonly endings: readonly Stage<Step>[];
  readonly outcomes: readonly Outcome[];
  /** Points of the barriers, which the edges into a layer or an ending name by index. */
  readonly points: readonly (readonly number[])[];
  /** Conditions that held at least once where they count. */
  readonly held: ReadonlySet<Condition>;
  readonly states: number;
  readonly transitions: number;
  /** False if the cap was reached or a form has too many combinations: then nothing is proven. */
  readonly complete: boolean;
}

/** An edge into an ending is told from one into the next round by its sign. */
export const endingEdge = (index: number): number => -1 - index;

/** The nodes of a stage by their cost, a small number. */
export function nearestFirst(stage: Stage<Step>): Int32Array {
  const begins: number[] = [0];
  for (let index = 0; index < stage.count; index += 1) {
    const cost = stage.cost(index) + 1;
    while (begins.length <= cost) begins.push(0);
    begins[cost] = (begins[cost] ?? 0) + 1;
  }
  for (let cost = 1; cost < begins.length; cost += 1) begins[cost] = (begins[cost] ?? 0) + (begins[cost - 1] ?? 0);
  const order = new Int32Array(stage.count);
  for (let index = 0; index < stage.count; index += 1) {
    const cost = stage.cost(index);
    const at = begins[cost] ?? 0;
    order[at] = index;
    begins[cost] = at + 1;
  }
  return order;
}

/** The points that barriers bring, each list kept once. */
export class PointsTable {
  readonly all: number[][] = [];
  private readonly known = new Map<string, number>();

  indexOf(points: Int32Array): number {
    const key = points.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.all.length);
    this.all.push([...points]);
    return this.all.length - 1;
  }
}

import { dimensions } from '../case';
import type { Packing } from './packing';
import { grown, RowTable } from './row-table';
import type { Words } from './words';

/**
 * Ranges over all ways that lead to a node, in one row: the least points per principle, the most, and the decisions of
 * each role at most.
 */
export type Range = Int32Array;

export const rangeAt = { least: 0, most: dimensions.length, longest: 2 * dimensions.length };

export function newRange(roles: number): Range {
  return new Int32Array(rangeAt.longest + roles);
}

/** Where each node leads, in the order of nodes: for the way back from the endings. */
export class Edges {
  private begins = new Int32Array(16);
  private tos = new Int32Array(16);
  private hows = new Int32Array(16);
  private nodes = 0;
  private count = 0;

  /** The edges added from now on leave the next node. */
  leaveNext(): void {
    if (this.nodes === this.begins.length) this.begins = grown(this.begins, this.nodes * 2);
    this.begins[this.nodes] = this.count;
    this.nodes += 1;
  }

  add(to: number, how: number): void {
    if (this.count === this.tos.length) {
      this.tos = grown(this.tos, this.count * 2);
      this.hows = grown(this.hows, this.count * 2);
    }
    this.tos[this.count] = to;
    this.hows[this.count] = how;
    this.count += 1;
  }

  each(index: number, see: (to: number, how: number) => void): void {
    const end = index + 1 < this.nodes ? (this.begins[index + 1] ?? 0) : this.count;
    for (let edge = this.begins[index] ?? 0; edge < end; edge += 1) see(this.tos[edge] ?? 0, this.hows[edge] ?? 0);
  }
}

/**
 * The nodes of one step of the exploration, told apart by their rows. Of each node are kept a nearest way to it and the
 * range over all ways.
 */
export class Stage<Step> {
  /** Null where nobody goes back. */
  readonly next: Edges | null;
  private readonly nodes: RowTable;
  private readonly stride: number;
  private ranges: Int32Array;
  private ways: Float64Array;
  /** Fewest inputs to the node; by which node of the step before, and how from there. */
  private costs: Int32Array;
  private parents: Int32Array;
  private hows: Int32Array;
  private capacity: number;

  constructor(
    readonly before: Stage<Step> | null,
    /** How its nodes came about from the nodes before. */
    readonly step: Step,
    private readonly packing: Packing,
    roles: number,
    hasEdges: boolean,
  ) {
    // Most steps lead to about as many nodes as there were before.
    this.capacity = Math.max(16, before?.count ?? 0);
    this.nodes = new RowTable(packing.size, this.capacity);
    this.stride = rangeAt.longest + roles;
    this.ranges = new Int32Array(this.capacity * this.stride);
    this.ways = new Float64Array(this.capacity);
    this.costs = new Int32Array(this.capacity);
    this.parents = new Int32Array(this.capacity);
    this.hows = new Int32Array(this.capacity);
    this.next = hasEdges ? new Edges() : null;
  }

  get count(): number {
    return this.nodes.count;
  }

  /** Adds a way to the node with this row, and answers with its index. */
  addRow(row: Int32Array, range: Range, ways: number, cost: number, parent: number, how: number): number {
    const before = this.nodes.count;
    const index = this.nodes.indexOf(row);
    const { stride } = this;
    if (index < before) {
      this.join(index, range);
      this.ways[index] = (this.ways[index] ?? 0) + ways;
      if (cost >= (this.costs[index] ?? 0)) return index;
    } else {
      if (index === this.capacity) this.grow();
      const { ranges } = this;
      const from = index * stride;
      for (let each = 0; each < stride; each += 1) ranges[from + each] = range[each] ?? 0;
      this.ways[index] = ways;
    }
    this.costs[index] = cost;
    this.parents[index] = parent;
    this.hows[index] = how;
    return index;
  }

  /** Copies a node's words to where they may be changed. */
  read(index: number, into: Words): void {
    this.packing.unpack(this.nodes.rows, index * this.packing.size, into);
  }

  readRow(index: number, into: Int32Array): void {
    const { size } = this.packing;
    const { rows } = this.nodes;
    const from = index * size;
    for (let each = 0; each < size; each += 1) into[each] = rows[from + each] ?? 0;
  }

  word(index: number, word: number): number {
    return this.packing.word(this.nodes.rows, index * this.packing.size, word);
  }

  readRange(index: number, into: Range): void {
    const { stride, ranges } = this;
    const from = index * stride;
    for (let each = 0; each < stride; each += 1) into[each] = ranges[from + each] ?? 0;
  }

  waysTo(index: number): number {
    return this.ways[index] ?? 0;
  }

  cost(index: number): number {
    return this.costs[index] ?? 0;
  }

  parent(index: number): number {
    return this.parents[index] ?? -1;
  }

  how(index: number): number {
    return this.hows[index] ?? 0;
  }

  /** Once the next step is known, only the nearest ways are still needed, and the rows if `keepsRows`. */
  forget(keepsRows: boolean): void {
    if (!keepsRows) this.nodes.forget();
    this.ranges = new Int32Array(0);
    this.ways = new Float64Array(0);
    this.costs = this.costs.slice(0, this.count);
    this.parents = this.parents.slice(0, this.count);
    this.hows = this.hows.slice(0, this.count);
  }

  private join(index: number, range: Range): void {
    const { ranges, stride } = this;
    const from = index * stride;
    for (let each = 0; each < rangeAt.most; each += 1) {
      const value = range[each] ?? 0;
      if (value < (ranges[from + each] ?? 0)) ranges[from + each] = value;
    }
    for (let each = rangeAt.most; each < stride; each += 1) {
      const value = range[each] ?? 0;
      if (value > (ranges[from + each] ?? 0)) ranges[from + each] = value;
    }
  }

  private grow(): void {
    this.capacity *= 2;
    this.ranges = grown(this.ranges, this.capacity * this.stride);
    this.costs = grown(this.costs, this.capacity);
    this.parents = grown(this.parents, this.capacity);
    this.hows = grown(this.hows, this.capacity);
    const ways = new Float64Array(this.capacity);
    ways.set(this.ways);
    this.ways = ways;
  }
}

import type { Packing } from './packing';
import { grown, WordTable } from './word-table';
import type { Words } from './words';

/** Ranges over all ways that lead to a node: points per principle, number of ways, decisions of each role at most. */
export interface Range {
  readonly least: Int32Array;
  readonly most: Int32Array;
  ways: number;
  readonly longest: Int32Array;
}

export function newRange(dimensions: number, roles: number): Range {
  return {
    least: new Int32Array(dimensions),
    most: new Int32Array(dimensions),
    ways: 1,
    longest: new Int32Array(roles),
  };
}

/** Where each node leads, in the order of nodes: for the way back from the endings. */
export class Edges {
  private readonly begins: number[] = [];
  private readonly tos: number[] = [];
  private readonly hows: number[] = [];

  /** The edges added from now on leave the next node. */
  leaveNext(): void {
    this.begins.push(this.tos.length);
  }

  add(to: number, how: number): void {
    this.tos.push(to);
    this.hows.push(how);
  }

  each(index: number, see: (to: number, how: number) => void): void {
    const end = this.begins[index + 1] ?? this.tos.length;
    for (let edge = this.begins[index] ?? 0; edge < end; edge += 1) see(this.tos[edge] ?? 0, this.hows[edge] ?? 0);
  }
}

/**
 * The nodes of one step of the exploration, told apart by their words. Of each node are kept a nearest way to it and the
 * range over all ways.
 */
export class Stage<Step> {
  readonly next = new Edges();
  private readonly nodes: WordTable;
  private least: Int32Array;
  private most: Int32Array;
  private longest: Int32Array;
  private ways = new Float64Array(16);
  /** Fewest inputs to the node; by which node of the step before, and how from there. */
  private costs = new Int32Array(16);
  private parents = new Int32Array(16);
  private hows = new Int32Array(16);
  private capacity = 16;

  constructor(
    readonly before: Stage<Step> | null,
    /** How its nodes came about from the nodes before. */
    readonly step: Step,
    packing: Packing,
    private readonly dimensions: number,
    private readonly roles: number,
  ) {
    this.nodes = new WordTable(packing);
    this.least = new Int32Array(16 * dimensions);
    this.most = new Int32Array(16 * dimensions);
    this.longest = new Int32Array(16 * roles);
  }

  get count(): number {
    return this.nodes.count;
  }

  /** Adds a way to the node with these words, and answers with its index. */
  add(words: Words, range: Range, cost: number, parent: number, how: number): number {
    const before = this.nodes.count;
    const index = this.nodes.indexOf(words);
    if (index === before) this.insert(index, range, cost, parent, how);
    else this.join(index, range, cost, parent, how);
    return index;
  }

  /** Copies a node's words to where they may be changed. */
  read(index: number, into: Words): void {
    this.nodes.read(index, into);
  }

  word(index: number, word: number): number {
    return this.nodes.word(index, word);
  }

  readRange(index: number, into: Range): void {
    for (let each = 0; each < this.dimensions; each += 1) {
      into.least[each] = this.least[index * this.dimensions + each] ?? 0;
      into.most[each] = this.most[index * this.dimensions + each] ?? 0;
    }
    for (let each = 0; each < this.roles; each += 1) into.longest[each] = this.longest[index * this.roles + each] ?? 0;
    into.ways = this.ways[index] ?? 0;
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

  /** Once the next step is known, only the nearest ways are still needed. */
  forget(): void {
    this.nodes.forget();
    this.least = new Int32Array(0);
    this.most = new Int32Array(0);
    this.longest = new Int32Array(0);
    this.ways = new Float64Array(0);
  }

  private insert(index: number, range: Range, cost: number, parent: number, how: number): void {
    if (index === this.capacity) this.grow();
    this.least.set(range.least, index * this.dimensions);
    this.most.set(range.most, index * this.dimensions);
    this.longest.set(range.longest, index * this.roles);
    this.ways[index] = range.ways;
    this.costs[index] = cost;
    this.parents[index] = parent;
    this.hows[index] = how;
  }

  private join(index: number, range: Range, cost: number, parent: number, how: number): void {
    for (let each = 0; each < this.dimensions; each += 1) {
      const at = index * this.dimensions + each;
      this.least[at] = Math.min(this.least[at] ?? 0, range.least[each] ?? 0);
      this.most[at] = Math.max(this.most[at] ?? 0, range.most[each] ?? 0);
    }
    for (let each = 0; each < this.roles; each += 1) {
      const at = index * this.roles + each;
      this.longest[at] = Math.max(this.longest[at] ?? 0, range.longest[each] ?? 0);
    }
    this.ways[index] = (this.ways[index] ?? 0) + range.ways;
    if (cost >= (this.costs[index] ?? 0)) return;
    this.costs[index] = cost;
    this.parents[index] = parent;
    this.hows[index] = how;
  }

  private grow(): void {
    this.capacity *= 2;
    this.least = grown(this.least, this.capacity * this.dimensions);
    this.most = grown(this.most, this.capacity * this.dimensions);
    this.longest = grown(this.longest, this.capacity * this.roles);
    this.costs = grown(this.costs, this.capacity);
    this.parents = grown(this.parents, this.capacity);
    this.hows = grown(this.hows, this.capacity);
    const ways = new Float64Array(this.capacity);
    ways.set(this.ways);
    this.ways = ways;
  }
}

import { dimensions } from '../case';
import { grown } from './row-table';

/** Points along the edges and the ranges over all ways to a node: the least per principle, then the most. */
export const spread = 2 * dimensions.length;

/** The edges of one graph: from, to, how many forms they stand for, and the range of points over these. Reused. */
export class DeskEdges {
  count = 0;
  from = new Int32Array(64);
  to = new Int32Array(64);
  ways = new Int32Array(64);
  points = new Int32Array(64 * spread);

  clear(): void {
    this.count = 0;
  }

  add(from: number, to: number, ways: number, least: Int32Array, most: Int32Array): void {
    const at = this.count;
    if (at === this.from.length) this.grow();
    this.from[at] = from;
    this.to[at] = to;
    this.ways[at] = ways;
    const begins = at * spread;
    for (let each = 0; each < least.length; each += 1) {
      this.points[begins + each] = least[each] ?? 0;
      this.points[begins + least.length + each] = most[each] ?? 0;
    }
    this.count += 1;
  }

  private grow(): void {
    this.from = grown(this.from, this.count * 2);
    this.to = grown(this.to, this.count * 2);
    this.ways = grown(this.ways, this.count * 2);
    this.points = grown(this.points, this.count * 2 * spread);
  }
}

/** The range of points over all ways to each node, how many ways these are, and how many decisions at most. */
export interface DeskRanges {
  readonly points: Int32Array;
  readonly ways: Float64Array;
  readonly longest: Int32Array;
  /** 1 for a node to which a way leads. */
  readonly reached: Uint8Array;
}

/** Carries ranges forward in an order in which every node comes after all that lead to it. */
export function rangesOf(nodes: number, edges: DeskEdges): DeskRanges {
  const { count, from, to } = edges;
  const waiting = new Int32Array(nodes);
  const begins = new Int32Array(nodes + 1);
  for (let edge = 0; edge < count; edge += 1) {
    waiting[to[edge] ?? 0] = (waiting[to[edge] ?? 0] ?? 0) + 1;
    begins[(from[edge] ?? 0) + 1] = (begins[(from[edge] ?? 0) + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodes; node += 1) begins[node + 1] = (begins[node + 1] ?? 0) + (begins[node] ?? 0);
  const ranges: DeskRanges = {
    points: new Int32Array(nodes * spread),
    ways: new Float64Array(nodes),
    longest: new Int32Array(nodes),
    reached: new Uint8Array(nodes),
  };
  ranges.ways[0] = 1;
  ranges.reached[0] = 1;
  // Edges are found node by node, so those that leave a node stand together.
  const ready = new Int32Array(nodes);
  let last = 1;
  while (last > 0) {
    last -= 1;
    const node = ready[last] ?? 0;
    const end = begins[node + 1] ?? 0;
    for (let edge = begins[node] ?? 0; edge < end; edge += 1) {
      const into = to[edge] ?? 0;
      if (ranges.reached[node] === 1) follow(ranges, edges, edge, node, into);
      const left = (waiting[into] ?? 1) - 1;
      waiting[into] = left;
      if (left > 0) continue;
      ready[last] = into;
      last += 1;
    }
  }
  return ranges;
}

/** Widens the range of the node to which an edge leads. */
function follow(ranges: DeskRanges, edges: DeskEdges, edge: number, node: number, into: number): void {
  const { points, ways, longest, reached } = ranges;
  const isFirst = reached[into] === 0;
  reached[into] = 1;
  for (let each = 0; each < spread; each += 1) {
    const value = (points[node * spread + each] ?? 0) + (edges.points[edge * spread + each] ?? 0);
    const at = into * spread + each;
    const known = points[at] ?? 0;
    const isWider = each < dimensions.length ? value < known : value > known;
    if (isFirst || isWider) points[at] = value;
  }
  ways[into] = (ways[into] ?? 0) + (ways[node] ?? 0) * (edges.ways[edge] ?? 1);
  longest[into] = Math.max(longest[into] ?? 0, (longest[node] ?? 0) + 1);
}

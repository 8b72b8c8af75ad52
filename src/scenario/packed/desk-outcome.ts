import { dimensions, type Id } from '../case';
import type { DeskEdges, DeskNode } from './desk-node';
import type { DeskWords } from './desk-words';
import type { Moment } from './moment';
import type { Patch } from './pack';
import type { RowTable } from './row-table';
import { slot, type Words } from './words';

/** An end of a role's round: the nearest node of its class, the range of points, how many ways, how many decisions at most. */
export interface Outcome {
  readonly node: DeskNode;
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly ways: number;
  readonly longest: number;
  readonly patch: Patch;
}

/** What is read after the round, and whether its barrier ends the phase. */
export interface RoundEnd {
  readonly last: boolean;
  readonly done: Moment;
  /** The desk as the round began. */
  readonly begun: Words;
}

interface Range {
  readonly least: number[];
  readonly most: number[];
  ways: number;
  longest: number;
}

const none = dimensions.map(() => 0);

/** The ends that leave different patches, with the ranges over all ways to each. */
export function outcomesOf(
  desk: DeskWords,
  table: RowTable,
  nodes: readonly DeskNode[],
  edges: DeskEdges,
  end: RoundEnd,
): Outcome[] {
  const ranges = rangesOf(nodes.length, edges);
  const patcher = new Patcher(desk, end);
  const classes = new Map<string, Outcome & Range>();
  for (const [index, node] of nodes.entries()) {
    if (node.scene !== null) continue;
    const range = ranges[index];
    if (!range) continue;
    const patch = patcher.patch(end.begun, table.rows.subarray(index * table.size, (index + 1) * table.size));
    const key = keyOf(patch);
    const known = classes.get(key);
    if (known) join(known, range, none, none, 1, 0);
    else classes.set(key, { node, patch, ...range });
  }
  return [...classes.values()];
}

/** Ranges are carried forward in an order in which every node comes after all that lead to it. */
function rangesOf(count: number, edges: DeskEdges): readonly (Range | undefined)[] {
  const size = dimensions.length;
  const waiting = new Int32Array(count);
  for (const to of edges.to) waiting[to] = (waiting[to] ?? 0) + 1;
  const leaving = Array.from({ length: count }, (): number[] => []);
  for (const [edge, from] of edges.from.entries()) leaving[from]?.push(edge);
  const ranges: (Range | undefined)[] = Array.from({ length: count });
  ranges[0] = { least: [...none], most: [...none], ways: 1, longest: 0 };
  const ready = [0];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const range = ranges[node];
    for (const edge of range ? (leaving[node] ?? []) : []) {
      const to = edges.to[edge] ?? 0;
      const least = edges.least.slice(edge * size, (edge + 1) * size);
      const most = edges.most.slice(edge * size, (edge + 1) * size);
      const into = ranges[to] ?? {
        least: none.map(() => Infinity),
        most: none.map(() => -Infinity),
        ways: 0,
        longest: 0,
      };
      ranges[to] = into;
      if (range) join(into, range, least, most, edges.ways[edge] ?? 1, 1);
      const left = (waiting[to] ?? 1) - 1;
      waiting[to] = left;
      if (left === 0) ready.push(to);
    }
  }
  return ranges;
}

function join(
  into: Range,
  from: Range,
  least: readonly number[],
  most: readonly number[],
  ways: number,
  longer: number,
): void {
  for (const each of none.keys()) {
    into.least[each] = Math.min(into.least[each] ?? 0, (from.least[each] ?? 0) + (least[each] ?? 0));
    into.most[each] = Math.max(into.most[each] ?? 0, (from.most[each] ?? 0) + (most[each] ?? 0));
  }
  into.ways += from.ways * ways;
  into.longest = Math.max(into.longest, from.longest + longer);
}

function keyOf(patch: Patch): string {
  const mail = patch.mail.map(({ delivery, after }) => `${String(delivery.mail)}@${String(after)}`);
  return `${String(patch.spent)}|${patch.most.join()}|${patch.set.join()}|${patch.add.join()}|${patch.ticks.join()}|${mail.join()}`;
}

/** Says what a finished desk changes in every world that gives the role the same possibilities. */
class Patcher {
  private readonly raised: readonly { readonly word: number; readonly told: (value: number) => number }[];
  private readonly slots: readonly { readonly id: Id; readonly word: number; readonly asks: boolean }[];
  private readonly isTimed: boolean;

  constructor(
    private readonly desk: DeskWords,
    private readonly end: RoundEnd,
  ) {
    const { layout, role } = desk;
    const { done } = end;
    this.raised = [...layout.names].flatMap(([name, word]) => {
      const [kind = '', of = ''] = name.split(' ', 2);
      if (kind === 'k' && of === role) return [{ word, told: (value: number) => done.levelOf(word, value) }];
      if (!['h', 'x', 'b'].includes(kind) || (kind === 'h' && of !== role) || !done.isRead(word)) return [];
      return [{ word, told: (value: number) => value }];
    });
    this.slots = done.slots.filter(({ live }) => live);
    this.isTimed = done.clock || this.slots.length > 0 || layout.mail.some((each) => done.read(each) !== undefined);
  }

  patch(first: Words, words: Words): Patch {
    const { desk, end, isTimed } = this;
    const { done, last } = end;
    const spent = isTimed ? (words[desk.spent] ?? 0) : 0;
    const phase = desk.layout.case_.phases[first[desk.layout.phase] ?? 0];
    const least = last ? (phase?.lasts ?? 0) - (first[desk.layout.began] ?? 0) : 0;
    // What arrives before the round can end arrives at its barrier, whenever that is.
    const arrival = (tick: number): number => (tick <= Math.max(spent, least) ? 0 : tick);
    const raised = new Map<number, number>();
    const set: number[] = [];
    const add: number[] = [];
    const ticks: number[] = [];
    const raise = (word: number, value: number): void => {
      if (value > (raised.get(word) ?? 0)) raised.set(word, value);
    };
    for (const { word, told } of this.raised) {
      const value = told(words[word] ?? 0);
      if (value > told(first[word] ?? 0)) raise(word, value);
    }
    for (const [word, wrote] of desk.wrote)
      if (words[wrote] !== 0 && done.isRead(word)) set.push(word, words[wrote] === 1 ? 1 : 0);
    for (const [word, by] of desk.added) if (words[by] !== 0 && done.isRead(word)) add.push(word, words[by] ?? 0);
    for (const { word, asks } of this.slots) this.slot(first, words, word, asks, { set, ticks, arrival });
    if (!last) set.push(desk.place, words[desk.next] ?? 0);
    const mail = [...desk.sent].flatMap(([delivery, sent]) => {
      const read = (words[sent] ?? 0) > 0 ? done.read(delivery) : undefined;
      const after = arrival((words[sent] ?? 1) - 1);
      if (!read) return [];
      if (read.mail !== null && after > 0) return [{ delivery: read, after }];
      for (const { word, level } of read.learns) raise(word, level);
      if (read.holds !== null) raise(read.holds, 1);
      return [];
    });
    const most = [...raised].sort(([a], [b]) => a - b).flat();
    return { spent: spent > least ? spent : 0, most, set, add, ticks, mail };
  }

  private slot(
    first: Words,
    words: Words,
    word: number,
    asks: boolean,
    into: { set: number[]; ticks: number[]; arrival: (tick: number) => number },
  ): void {
    if (words[word] !== first[word]) {
      for (let each = 0; each < slot.size; each += 1)
        if (each !== slot.arrives && (each !== slot.asks || asks)) into.set.push(word + each, words[word + each] ?? 0);
      into.ticks.push(word + slot.arrives, into.arrival(words[word + slot.arrives] ?? 0));
    } else if (words[word + slot.reply] !== first[word + slot.reply]) {
      const status = words[word + slot.reply] ?? 0;
      const told = status === 4 && !asks ? 3 : status;
      into.set.push(word + slot.reply, told, word + slot.latency, 0, word + slot.lapses, 0);
      into.ticks.push(word + slot.replyArrives, into.arrival(words[word + slot.replyArrives] ?? 0));
    }
  }
}

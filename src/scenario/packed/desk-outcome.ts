import { dimensions, type Id } from '../case';
import { type DeskEdges, type DeskRanges, rangesOf, spread } from './desk-edges';
import type { DeskNode } from './desk-node';
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

interface OpenOutcome extends Outcome {
  ways: number;
  longest: number;
  readonly least: number[];
  readonly most: number[];
}

/** The ends of a role's rounds in one phase that leave different patches, with the ranges over all ways to each. */
export class Outcomes {
  private readonly patchers = new Map<string, Patcher>();

  constructor(private readonly desk: DeskWords) {}

  /**
   * `last`: the barrier after the round ends the phase; `done` is what is read after it, `begun` the desk as the round
   * began.
   */
  of(
    table: RowTable,
    nodes: readonly DeskNode[],
    edges: DeskEdges,
    end: { readonly last: boolean; readonly done: Moment; readonly begun: Words },
  ): Outcome[] {
    const ranges = rangesOf(nodes.length, edges);
    const patcher = this.patcher(end.last, end.done);
    const classes = new Map<string, OpenOutcome>();
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      if (!node || node.scene !== null || ranges.reached[index] === 0) continue;
      const patch = patcher.patch(end.begun, table.rows.subarray(index * table.size, (index + 1) * table.size));
      const key = keyOf(patch);
      const known = classes.get(key);
      if (known) join(known, ranges, index);
      else classes.set(key, outcome(node, patch, ranges, index));
    }
    return [...classes.values()];
  }

  private patcher(last: boolean, done: Moment): Patcher {
    const key = String(last);
    const known = this.patchers.get(key);
    if (known?.done === done) return known;
    // What words a desk has is known once its scenes are compiled, and these are before the first round.
    const made = new Patcher(this.desk, last, done);
    this.patchers.set(key, made);
    return made;
  }
}

function outcome(node: DeskNode, patch: Patch, { points, ways, longest }: DeskRanges, index: number): OpenOutcome {
  const from = index * spread;
  return {
    node,
    patch,
    least: [...points.subarray(from, from + dimensions.length)],
    most: [...points.subarray(from + dimensions.length, from + spread)],
    ways: ways[index] ?? 0,
    longest: longest[index] ?? 0,
  };
}

function join(into: OpenOutcome, { points, ways, longest }: DeskRanges, index: number): void {
  for (let each = 0; each < dimensions.length; each += 1) {
    const from = index * spread + each;
    into.least[each] = Math.min(into.least[each] ?? 0, points[from] ?? 0);
    into.most[each] = Math.max(into.most[each] ?? 0, points[from + dimensions.length] ?? 0);
  }
  into.ways += ways[index] ?? 0;
  into.longest = Math.max(into.longest, longest[index] ?? 0);
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
    private readonly last: boolean,
    readonly done: Moment,
  ) {
    const { layout, role } = desk;
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
    const { desk, done, last, isTimed } = this;
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

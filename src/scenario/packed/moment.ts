import type { Id } from '../case';
import type { Lists } from '../verify/lists';
import type { Delivery, Layout } from './words';

/** Which words are read at or after a moment, and which of their values are still told apart. */
export class Moment {
  /** By word and level: the highest level still told apart that this level reaches. */
  private readonly levels = new Map<number, readonly number[]>();
  private readonly deadWords = new Set<number>();
  private readonly delivered = new Map<Delivery, Delivery | undefined>();
  readonly slots: readonly { readonly id: Id; readonly word: number; readonly live: boolean; readonly asks: boolean }[];
  readonly clock: boolean;

  constructor(
    private readonly layout: Layout,
    lists: Lists,
  ) {
    this.clock = lists.clock;
    for (const [pair, told] of lists.levelsOf) {
      const word = layout.find(`k ${pair}`);
      const most = Math.max(...told);
      const levels = Array.from({ length: most + 1 }, (_, level) => told.findLast((each) => each <= level) ?? 0);
      if (word !== undefined) this.levels.set(word, levels);
    }
    for (const word of deadWords(layout, lists)) this.deadWords.add(word);
    this.slots = layout.slots.map(({ id, word }) => ({
      id,
      word,
      live: lists.slots.has(id),
      asks: lists.asks.has(id),
    }));
  }

  get dead(): Iterable<number> {
    return this.deadWords;
  }

  get steps(): ReadonlyMap<number, readonly number[]> {
    return this.levels;
  }

  /** The highest level of the fact in this word. */
  mostOf(word: number): number {
    return this.layout.levelsIn(word);
  }

  isRead(word: number): boolean {
    return !this.deadWords.has(word);
  }

  levelOf(word: number, level: number): number {
    const levels = this.levels.get(word);
    return levels ? (levels[level] ?? levels.at(-1) ?? 0) : 0;
  }

  slot(id: Id): { readonly word: number; readonly asks: boolean } | undefined {
    return this.slots.find((each) => each.id === id && each.live);
  }

  /** The part of a delivery that is still read; undefined if nothing of it is. */
  read(delivery: Delivery): Delivery | undefined {
    if (this.delivered.has(delivery)) return this.delivered.get(delivery);
    const learns = delivery.learns.flatMap(({ word, level }) => {
      const told = this.levelOf(word, level);
      return told > 0 ? [{ word, level: told }] : [];
    });
    const holds = delivery.holds !== null && this.isRead(delivery.holds) ? delivery.holds : null;
    const read = learns.length > 0 || holds !== null ? { learns, holds, mail: delivery.mail } : undefined;
    this.delivered.set(delivery, read);
    return read;
  }
}

function deadWords(layout: Layout, lists: Lists): readonly number[] {
  const live = new Set<string>([
    ...[...lists.levelsOf.keys()].map((pair) => `k ${pair}`),
    ...lists.has.map(({ role, document }) => `h ${role} ${document}`),
    ...lists.flags.map((id) => `f ${id}`),
    ...lists.counters.map((id) => `c ${id}`),
    ...[...lists.chose].map((id) => `x ${id}`),
    ...[...lists.fired].map((id) => `i ${id}`),
    ...[...lists.breached].map((id) => `b ${id}`),
  ]);
  const isLive = (name: string): boolean =>
    name.startsWith('a ') ? lists.agreed.has(name.split(' ').slice(2, 4).join(' ')) : live.has(name);
  const kinds = new Set(['k', 'h', 'f', 'c', 'x', 'i', 'b', 'a']);
  return [...layout.names].flatMap(([name, word]) =>
    kinds.has(name.split(' ', 1)[0] ?? '') && !isLive(name) ? [word] : [],
  );
}

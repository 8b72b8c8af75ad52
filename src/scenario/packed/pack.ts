import type { Case, Id } from '../case';
import { latencyOf } from '../decide';
import { lookup } from '../lookup';
import type { Desk, Slot, State, World } from '../state';
import { type Delivery, type Layout, slot, statusCode, type Words } from './words';

/** A plain state as words. Only for the start of a round (or the end of a run), where no desk has begun. */
export function pack(layout: Layout, state: State): Words {
  const words = new Int32Array(layout.size);
  const { case_ } = layout;
  const { world } = state;
  words[layout.phase] = case_.phases.findIndex((phase) => phase.id === state.phase);
  words[layout.round] = state.round;
  words[layout.clock] = state.clock;
  words[layout.began] = state.ending === null ? state.phaseBegan : 0;
  words[layout.ended] = case_.endings.findIndex((ending) => ending.id === state.ending) + 1;
  for (const role of case_.roles)
    words[layout.word(`place ${role.id}`)] = layout.numberOf(
      state.ending === null ? placeOf(state.desks[role.id]) : '',
    );
  const write = (name: string, value: number): void => {
    const word = layout.find(name);
    if (word !== undefined) words[word] = value;
  };
  packWorld(layout, world, write);
  for (const [id, each] of Object.entries(world.slots)) {
    const word = layout.find(`s ${id}`);
    if (word !== undefined) words.set(slotWords(layout, id, each), word);
  }
  for (const parcel of world.mail) {
    const delivery = layout.delivery(parcel.to, parcel.fact, parcel.document, parcel.level);
    if (delivery?.mail != null) words[delivery.mail] = soonest(words[delivery.mail] ?? 0, parcel.arrivesAt + 1);
  }
  return words;
}

function packWorld(layout: Layout, world: World, write: (name: string, value: number) => void): void {
  for (const role of layout.case_.roles) {
    for (const [fact, known] of Object.entries(world.know[role.id] ?? {})) write(`k ${role.id} ${fact}`, known.level);
    for (const document of world.hold[role.id] ?? []) write(`h ${role.id} ${document}`, 1);
  }
  for (const [flag, value] of Object.entries(world.flags)) write(`f ${flag}`, value ? 1 : 0);
  for (const [counter, value] of Object.entries(world.counters)) write(`c ${counter}`, value);
  for (const [key, value] of Object.entries(world.agreed)) write(`a ${key}`, value ? 1 : 0);
  for (const id of world.chose) write(`x ${id}`, 1);
  for (const id of world.fired) write(`i ${id}`, 1);
  for (const id of world.breached) write(`b ${id}`, 1);
}

/** Where a role stands and to where it goes back, as one text; empty while it waits for the phase to end. */
export function placeOf(desk: Pick<Desk, 'at' | 'back'> | undefined): string {
  if (!desk || (desk.at === null && desk.back.length === 0)) return '';
  return [desk.at, ...desk.back].map((each) => each ?? '-').join('<');
}

/** The earlier of two arrivals, each plus one, where 0 is none. */
export function soonest(a: number, b: number): number {
  return a === 0 ? b : b === 0 ? a : Math.min(a, b);
}

function slotWords(layout: Layout, id: Id, each: Slot): Int32Array {
  const words = new Int32Array(slot.size);
  words[slot.status] = statusCode[each.status];
  words[slot.to] = layout.numberOf(each.to);
  words[slot.latency] = latencyOf(layout.case_, each.channel) + 1;
  words[slot.asks] = asksMask(layout.case_, id, each.asks);
  words[slot.arrives] = each.arrivesAt;
  words[slot.lapses] = each.lapsesAt === null ? 0 : each.lapsesAt + 1;
  words[slot.reply] = each.reply ? statusCode[each.reply.status] : 0;
  words[slot.replyArrives] = each.reply?.arrivesAt ?? 0;
  return words;
}

function asksMask(case_: Case, request: Id, asks: readonly Id[]): number {
  const options =
    lookup(case_)
      .choices.get(request)
      ?.form?.fields.find(({ name }) => name === 'asks')?.options ?? [];
  return options.reduce((mask, { value }, index) => (asks.includes(value) ? mask | (1 << index) : mask), 0);
}

/**
 * What a desk that has finished its round changes, with ticks counted from the start of the round, so that it fits every
 * world that gives the role the same possibilities. Flat lists of numbers: word, value, word, value …
 */
export interface Patch {
  readonly spent: number;
  readonly most: readonly number[];
  readonly set: readonly number[];
  readonly add: readonly number[];
  /** Words that are set to a tick. */
  readonly ticks: readonly number[];
  readonly mail: readonly { readonly delivery: Delivery; readonly after: number }[];
}

function raise(words: Words, word: number, value: number): void {
  if ((words[word] ?? 0) < value) words[word] = value;
}

/** Puts something on its way; what has surely arrived by `now` is opened at once, and what teaches nothing is dropped. */
export function send(layout: Layout, words: Words, delivery: Delivery, arrives: number, now: number): void {
  if (arrives <= now || delivery.mail === null) open(words, delivery);
  else if (arrives < layout.never && isNews(words, delivery))
    words[delivery.mail] = soonest(words[delivery.mail] ?? 0, arrives + 1);
}

export function open(words: Words, { learns, holds }: Delivery): void {
  for (let each = 0; each < learns.length; each += 1) {
    const learned = learns[each];
    if (learned) raise(words, learned.word, learned.level);
  }
  if (holds !== null) words[holds] = 1;
}

/** Whether the receiver does not know all of it already. */
export function isNews(words: Words, { learns, holds }: Delivery): boolean {
  if (holds !== null && words[holds] === 0) return true;
  for (let each = 0; each < learns.length; each += 1) {
    const learned = learns[each];
    if (learned && (words[learned.word] ?? 0) < learned.level) return true;
  }
  return false;
}

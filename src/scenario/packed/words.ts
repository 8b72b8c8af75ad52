import type { Case, Id } from '../case';
import { agreementKey } from '../sight';
import { horizonOf } from '../verify/lists';
import type { Live } from '../verify/live';
import { liveKey } from '../verify/live-keys';
import { choicesOf, slowParcels, valuesOf } from './slow-mail';

/** A world as whole numbers, one for each thing that something still reads. `Layout` says which word is which. */
export type Words = Int32Array;

/** The words of one request: a run of numbers that begins at `status`. */
export const slot = {
  status: 0,
  to: 1,
  latency: 2,
  asks: 3,
  arrives: 4,
  lapses: 5,
  reply: 6,
  replyArrives: 7,
  size: 8,
};

/** What `slot.status` and `slot.reply` hold; 0 is no request, or no reply. */
export const statusCode = { sent: 1, delivered: 2, answered: 3, 'part-answered': 4, refused: 5, lapsed: 6 };

/** Inside a round counters are sums that are not yet clamped; shifted, they stay positive. */
export const counterShift = 1024;

/** Something sent, and what it does to the words where it arrives. */
export interface Delivery {
  readonly learns: readonly { readonly word: number; readonly level: number }[];
  readonly holds: number | null;
  /** Holds the tick of arrival plus one while it is on its way; null if it never stays on its way. */
  readonly mail: number | null;
}

/**
 * Which word of a world holds what. A thing that nothing ever reads has no word, so that what is written to it is
 * dropped. The same case always has the same layout.
 */
export class Layout {
  private readonly words = new Map<string, number>();
  private readonly deliveries = new Map<string, Delivery>();
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [''];
  private readonly openedAt = new Map<Id, Map<number, number>>();
  readonly phase = this.add('phase');
  readonly round = this.add('round');
  readonly clock = this.add('clock');
  readonly began = this.add('began');
  /** While a round is being put together: the tick at which it will have ended, as far as it is known. */
  readonly ends = this.add('ends');
  /** A tick that is never reached: what would come later stays away. */
  readonly never: number;
  /** The index of the ending plus one, once the run has ended. */
  readonly ended = this.add('ended');
  /**
   * By role, in the declared order: where it stands. While a round is put together and the role has not had its turn, the
   * word says instead what the role can do in it: the number of its graph plus one.
   */
  readonly places: readonly number[];
  readonly slots: readonly { readonly id: Id; readonly word: number; readonly due: number | null }[];
  readonly counters: readonly number[];
  readonly mail: readonly Delivery[];

  constructor(
    readonly case_: Case,
    live: Live,
  ) {
    this.never = horizonOf(case_) + 1;
    this.places = case_.roles.map((role) => this.add(`place ${role.id}`));
    for (const inject of case_.injects) this.add(`queued ${inject.id}`);
    const kinds = new Set(['k', 'h', 'f', 'c', 'x', 'i', 'b']);
    for (const key of live.keys()) {
      const [kind = '', ...rest] = key.split(' ');
      if (kinds.has(kind)) this.add(kind === 'k' ? `k ${rest.slice(0, 2).join(' ')}` : key);
    }
    for (const key of agreementsOf(case_))
      if (live.has(`a ${key.split(' ').slice(1, 3).join(' ')}`)) this.add(`a ${key}`);
    this.counters = case_.counters.flatMap(({ id }) => this.find(`c ${id}`) ?? []);
    const requests = choicesOf(case_).filter(
      ({ choice }) => choice.form?.kind === 'request' && live.has(liveKey.slot(choice.id)),
    );
    this.slots = requests.map(({ choice }) => {
      const word = this.add(`s ${choice.id}`);
      for (let each = 1; each < slot.size; each += 1) this.add(`s ${choice.id} ${String(each)}`);
      return { id: choice.id, word, due: choice.form?.due ?? null };
    });
    this.mail = slowParcels(case_).flatMap(({ to, fact, document, level }) => {
      const delivery = this.delivery(to, fact, document, level, true);
      return delivery ? [delivery] : [];
    });
  }

  /** How many bits each word takes, at most; larger numbers are refused where worlds are kept. */
  widths(horizon: number): readonly number[] {
    const tick = bitsFor(horizon + 2);
    const levels = Math.max(1, ...this.case_.facts.map((fact) => fact.levels.length));
    const asks = new Map(choicesOf(this.case_).map(({ choice }) => [choice.id, valuesOf(choice, 'asks').length]));
    const latency = bitsFor(Math.max(0, ...this.case_.channels.map((channel) => channel.latency)) + 1);
    const kinds: Readonly<Record<string, number>> = {
      ...{
        phase: bitsFor(this.case_.phases.length),
        round: bitsFor(Math.max(...this.case_.phases.map((each) => each.rounds))),
      },
      ...{ clock: tick, began: tick, ends: tick, m: tick, ended: bitsFor(this.case_.endings.length) },
      ...{ place: 20, queued: 1, k: bitsFor(levels), h: 1, f: 1, c: 12, x: 1, i: 1, b: 1, a: 1 },
    };
    const slots = new Map([
      [slot.to, 12],
      [slot.latency, latency],
      [slot.arrives, tick],
      [slot.lapses, tick],
      [slot.replyArrives, tick],
    ]);
    return [...this.words.keys()].map((name) => {
      const [kind = '', id = '', part = '0'] = name.split(' ');
      if (kind !== 's') return kinds[kind] ?? 31;
      return Number(part) === slot.asks ? Math.max(1, asks.get(id) ?? 0) : (slots.get(Number(part)) ?? 3);
    });
  }

  get size(): number {
    return this.words.size;
  }

  /** The word of this name, or undefined if nothing ever reads it. */
  find(name: string): number | undefined {
    return this.words.get(name);
  }

  get names(): ReadonlyMap<string, number> {
    return this.words;
  }

  /** How many levels the fact has whose knowledge this word holds; 0 for other words. */
  levelsIn(word: number): number {
    const name = [...this.words].find(([, each]) => each === word)?.[0] ?? '';
    const fact = name.startsWith('k ') ? name.split(' ')[2] : undefined;
    return this.case_.facts.find(({ id }) => id === fact)?.levels.length ?? 0;
  }

  /** The word that every case has. */
  word(name: string): number {
    const word = this.words.get(name);
    if (word === undefined) throw new Error(`There is no word "${name}".`);
    return word;
  }

  /** A number for a text, the same for the same text; 0 is the empty text. */
  numberOf(text: string): number {
    if (text === '') return 0;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }

  /** What a parcel does where it arrives; undefined if nobody reads any of it. */
  delivery(to: Id, fact: Id | null, document: Id | null, level: number, slow = false): Delivery | undefined {
    const name = `m ${to} ${fact ?? ''} ${document ?? ''} ${String(level)}`;
    const known = this.deliveries.get(name);
    if (known) return known;
    const carried =
      fact === null ? this.case_.documents.find((each) => each.id === document)?.carries : [{ fact, level }];
    const learns = (carried ?? []).flatMap((each) => {
      const word = this.find(`k ${to} ${each.fact}`);
      return word === undefined || each.level === 0 ? [] : [{ word, level: each.level }];
    });
    const holds = document === null ? null : (this.find(`h ${to} ${document}`) ?? null);
    if (learns.length === 0 && holds === null) return undefined;
    const made: Delivery = { learns, holds, mail: slow ? this.add(name) : null };
    this.deliveries.set(name, made);
    return made;
  }

  /** Where a role stands after a scene was opened for it: afterwards it goes back to where it stood. */
  opened(place: number, scene: Id): number {
    const known = this.openedAt.get(scene)?.get(place);
    if (known !== undefined) return known;
    const [at = '', ...back] = this.textOf(place).split('<');
    const opened = this.numberOf([scene, ...back, at === '' ? '-' : at].join('<'));
    const places = this.openedAt.get(scene) ?? new Map<number, number>();
    this.openedAt.set(scene, places.set(place, opened));
    return opened;
  }

  textOf(number: number): string {
    return this.texts[number] ?? '';
  }

  private add(name: string): number {
    const known = this.words.get(name);
    if (known !== undefined) return known;
    this.words.set(name, this.words.size);
    return this.words.size - 1;
  }

  /** Makes a world ready for the desks of a round to be laid over it. */
  openRound(words: Words, last: boolean): void {
    const clock = words[this.clock] ?? 0;
    const lasts = this.case_.phases[words[this.phase] ?? 0]?.lasts ?? 0;
    words[this.ends] = last ? Math.max(clock, (words[this.began] ?? 0) + lasts) : clock;
    if (last) words[this.began] = 0;
    for (const word of this.counters) words[word] = (words[word] ?? 0) + counterShift;
    for (const word of this.places) words[word] = 0;
  }
}

function bitsFor(most: number): number {
  return Math.max(1, 32 - Math.clz32(most));
}

/** Every key under which an agreement can be on record. */
function agreementsOf(case_: Case): ReadonlySet<string> {
  const effects = [
    ...choicesOf(case_).flatMap(({ choice }) => choice.effects),
    ...case_.injects.flatMap((each) => each.effects),
  ];
  return new Set(effects.flatMap((effect) => (effect.do === 'agrees' ? [agreementKey(effect.record)] : [])));
}

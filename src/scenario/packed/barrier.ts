import { type Condition, dimensions } from '../case';
import { isAlways } from '../opening';
import { clamp } from '../sight';
import { Arrivals } from './arrivals';
import { type BarrierRule, barrierRules, count } from './barrier-rules';
import { compileCondition, type Holds } from './condition';
import { open, placeOf } from './pack';
import { counterShift, type Delivery, type Layout, slot, statusCode, type Words } from './words';

/** What a barrier brought, besides the words it changed. Reused by the next one. */
export interface Passed {
  /** The index of the ending, or -1 if the run goes on. */
  ending: number;
  /** Points for the whole room, in the order of `dimensions`. */
  readonly points: Int32Array;
  /** Injects that came in. */
  readonly arrivals: Arrivals;
}

interface Breach {
  readonly word: number;
  readonly holds: Holds;
  readonly scores: readonly BarrierRule[];
}

/** `passBarrier` for packed worlds: the same rules in the same order, compiled once for a case. */
export class Barrier {
  /** Conditions that held at least once where they count. */
  readonly held = new Set<Condition>();
  readonly passed: Passed;
  private readonly counters;
  private readonly breaches: readonly Breach[];
  private readonly endings;
  private readonly openings;
  private readonly mail: readonly Delivery[];
  private readonly mailWords: Int32Array;
  /** What happens again after each inject; null where nothing can. */
  private readonly between: ((words: Words, clock: number) => void) | null;
  /** By breach: whether it came about at the last barrier. */
  private readonly broke: Uint8Array;

  constructor(private readonly layout: Layout) {
    const { case_ } = layout;
    this.passed = {
      ending: -1,
      points: new Int32Array(dimensions.length),
      arrivals: new Arrivals(layout, this.held),
    };
    this.counters = case_.counters.flatMap(({ id, most }) => {
      const word = layout.find(`c ${id}`);
      return word === undefined ? [] : [{ word, most }];
    });
    this.mail = layout.mail.filter(({ mail }) => mail !== null);
    this.mailWords = Int32Array.from(this.mail, ({ mail }) => mail ?? 0);
    // What an inject sends without delay is opened by its act; only a request without any time lapses in between.
    this.between = layout.slots.some(({ due }) => due === 0) ? this.deliver.bind(this) : null;
    this.breaches = case_.checks.flatMap((check): Breach[] => {
      const word = check.check === 'breach' ? layout.find(`b ${check.id}`) : undefined;
      if (check.check !== 'breach' || word === undefined) return [];
      const scores = barrierRules(check.score ? [check.score] : [], layout);
      return [{ word, holds: compileCondition(check.if, layout), scores }];
    });
    this.broke = new Uint8Array(this.breaches.length);
    this.endings = case_.endings.map((ending) => ({
      atOnce: ending.atOnce,
      holds: compileCondition(ending.if, layout),
      scores: barrierRules(ending.scores, layout),
    }));
    this.openings = case_.phases.map((phase) =>
      case_.roles.map((role) => {
        const scenes = case_.scenes.filter(
          (scene) => scene.role === role.id && scene.phase === phase.id && scene.opens,
        );
        const conditional = scenes.filter((scene) => !isAlways(scene.opens));
        const always = scenes.find((scene) => isAlways(scene.opens));
        const place = (at: string | undefined): number => layout.numberOf(placeOf({ at: at ?? null, back: [] }));
        return {
          word: layout.word(`place ${role.id}`),
          conditional: conditional.map((scene) => ({
            holds: compileCondition(scene.opens, layout),
            place: place(scene.id),
          })),
          always: place(always?.id),
        };
      }),
    );
  }

  /** Changes a world whose desks have all been laid over it into the next round's, not yet in its normal form. */
  pass(words: Words, last: boolean): Passed {
    const { layout, passed, counters } = this;
    const phase = words[layout.phase] ?? 0;
    const clock = words[layout.ends] ?? 0;
    words[layout.clock] = clock;
    words[layout.ends] = 0;
    passed.points.fill(0);
    for (let each = 0; each < counters.length; each += 1) {
      const counter = counters[each];
      if (counter) words[counter.word] = clamp((words[counter.word] ?? 0) - counterShift, counter.most);
    }
    this.deliver(words, clock);
    passed.arrivals.take(words, clock, this.between);
    this.breach(words);
    const final = last && phase === layout.case_.phases.length - 1;
    passed.ending = this.judge(words, final);
    if (passed.ending < 0) this.goOn(words, phase, last, clock);
    else this.end(words, passed.ending);
    this.score(words);
    return passed;
  }

  /** The index of the first ending whose condition holds; -1 if the run goes on. */
  private judge(words: Words, final: boolean): number {
    const { endings } = this;
    for (let index = 0; index < endings.length; index += 1) {
      const each = endings[index];
      if (each && (final || each.atOnce) && each.holds(words)) return index;
    }
    return final ? endings.length - 1 : -1;
  }

  /** Breaches come about together: none reads that another has. */
  private breach(words: Words): void {
    const { breaches, broke } = this;
    for (let each = 0; each < breaches.length; each += 1) {
      const breach = breaches[each];
      broke[each] = breach && words[breach.word] === 0 && breach.holds(words) ? 1 : 0;
    }
    for (let each = 0; each < breaches.length; each += 1) {
      const breach = breaches[each];
      if (breach && broke[each] === 1) words[breach.word] = 1;
    }
  }

  /** Score lines read the world as it goes on, or as it has ended. */
  private score(words: Words): void {
    const { passed, breaches, broke, held } = this;
    passed.arrivals.score(words, passed.points);
    for (let each = 0; each < breaches.length; each += 1)
      if (broke[each] === 1) count(breaches[each]?.scores ?? [], words, passed.points, held);
    if (passed.ending >= 0) count(this.endings[passed.ending]?.scores ?? [], words, passed.points, held);
  }

  /** Requests arrive and lapse, answers arrive, parcels are opened. A request never lapses where it arrives. */
  private deliver(words: Words, clock: number): void {
    const { mailWords, layout } = this;
    const { slots } = layout;
    for (let each = 0; each < slots.length; each += 1) {
      const request = slots[each];
      if (request) this.deliverSlot(words, clock, request.word, request.due);
    }
    for (let each = 0; each < mailWords.length; each += 1) {
      const word = mailWords[each] ?? 0;
      const arrives = words[word] ?? 0;
      const delivery = arrives === 0 || arrives - 1 > clock ? undefined : this.mail[each];
      if (!delivery) continue;
      words[word] = 0;
      open(words, delivery);
    }
  }

  private deliverSlot(words: Words, clock: number, word: number, due: number | null): void {
    const status = words[word];
    if (status === statusCode.sent && (words[word + slot.arrives] ?? 0) <= clock) {
      words[word] = statusCode.delivered;
      words[word + slot.lapses] = due === null || clock + due >= this.layout.never ? 0 : clock + due + 1;
    } else if (status === statusCode.delivered) {
      const reply = words[word + slot.reply] ?? 0;
      const lapses = words[word + slot.lapses] ?? 0;
      if (reply > 0 && (words[word + slot.replyArrives] ?? 0) <= clock) words[word] = reply;
      else if (reply === 0 && lapses > 0 && lapses - 1 <= clock) words[word] = statusCode.lapsed;
    }
  }

  private goOn(words: Words, phase: number, last: boolean, clock: number): void {
    const { layout } = this;
    if (last) {
      words[layout.phase] = phase + 1;
      words[layout.round] = 1;
      words[layout.began] = clock;
      this.openPhase(words, phase + 1);
    } else words[layout.round] = (words[layout.round] ?? 0) + 1;
    this.passed.arrivals.open(words);
  }

  private openPhase(words: Words, phase: number): void {
    const openings = this.openings[phase] ?? [];
    for (let each = 0; each < openings.length; each += 1) {
      const opening = openings[each];
      if (!opening) continue;
      const { conditional } = opening;
      let place = opening.always;
      for (let at = conditional.length - 1; at >= 0; at -= 1) {
        const scene = conditional[at];
        if (scene?.holds(words) === true) place = scene.place;
      }
      words[opening.word] = place;
    }
  }

  private end(words: Words, ending: number): void {
    const { layout } = this;
    words[layout.ended] = ending + 1;
    words[layout.began] = 0;
    for (let each = 0; each < layout.places.length; each += 1) words[layout.places[each] ?? 0] = 0;
  }
}

import { type Condition, dimensions, type Effect, type Inject, type ScoreRule } from '../case';
import { isAlways } from '../opening';
import { clamp } from '../sight';
import { compileCondition, type Holds } from './condition';
import { injectAct } from './inject-acts';
import { open, placeOf } from './pack';
import { counterShift, type Layout, slot, statusCode, type Words } from './words';

/** What a barrier brought, besides the words it changed. Reused by the next one. */
export interface Passed {
  /** The index of the ending, or -1 if the run goes on. */
  ending: number;
  /** Points for the whole room, in the order of `dimensions`. */
  readonly points: Int32Array;
  /** Injects that came in, by index. */
  readonly arrived: number[];
}

interface Rule {
  readonly when: Condition | null;
  readonly holds: Holds;
  readonly dimension: number;
  readonly points: number;
}

type Opening = Extract<Effect, { do: 'opens' }>;

const nothing: readonly never[] = [];

interface Effected {
  readonly effect: Effect;
  readonly holds: Holds;
  readonly act: (words: Words, clock: number) => void;
}

interface Effects {
  readonly effects: readonly Effected[];
  readonly opens: readonly Opening[];
}

function opensOf(effects: readonly Effect[]): readonly Opening[] {
  return effects.flatMap((effect) => (effect.do === 'opens' ? [effect] : []));
}

/** `passBarrier` for packed worlds: the same rules in the same order, compiled once for a case. */
export class Barrier {
  /** Conditions that held at least once where they count. */
  readonly held = new Set<Condition>();
  readonly passed: Passed = { ending: -1, points: new Int32Array(dimensions.length), arrived: [] };
  private readonly counters;
  private readonly injects;
  private readonly breaches;
  private readonly endings;
  private readonly openings;
  private readonly placeOf;

  constructor(private readonly layout: Layout) {
    const { case_ } = layout;
    this.placeOf = new Map(case_.roles.map(({ id }) => [id, layout.word(`place ${id}`)]));
    this.counters = case_.counters.flatMap(({ id, most }) => {
      const word = layout.find(`c ${id}`);
      return word === undefined ? [] : [{ word, most }];
    });
    this.injects = case_.injects.map((inject) => ({
      inject,
      fired: layout.find(`i ${inject.id}`),
      queued: layout.word(`queued ${inject.id}`),
      ...this.effectsOf(inject),
      scores: this.rules(inject.scores),
    }));
    this.breaches = case_.checks.flatMap((check) => {
      const word = check.check === 'breach' ? layout.find(`b ${check.id}`) : undefined;
      if (check.check !== 'breach' || word === undefined) return [];
      return [
        { word, holds: compileCondition(check.if, layout), scores: this.rules(check.score ? [check.score] : []) },
      ];
    });
    this.endings = case_.endings.map((ending) => ({
      atOnce: ending.atOnce,
      holds: compileCondition(ending.if, layout),
      scores: this.rules(ending.scores),
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
    const { layout, passed } = this;
    const { case_ } = layout;
    const phase = words[layout.phase] ?? 0;
    const clock = words[layout.ends] ?? 0;
    words[layout.clock] = clock;
    words[layout.ends] = 0;
    passed.ending = -1;
    passed.points.fill(0);
    passed.arrived.length = 0;
    for (const { word, most } of this.counters) words[word] = clamp((words[word] ?? 0) - counterShift, most);
    this.deliver(words, clock);
    const opens = this.injectsIn(words, clock);
    const broken = this.brokenIn(words);
    for (const { word } of broken) words[word] = 1;
    const final = last && phase === case_.phases.length - 1;
    const ending = this.endings.findIndex((each) => (final || each.atOnce) && each.holds(words));
    passed.ending = ending < 0 && final ? this.endings.length - 1 : ending;
    if (passed.ending < 0) this.goOn(words, phase, last, clock, opens);
    else this.end(words, passed.ending);
    for (const index of passed.arrived) this.count(words, this.injects[index]?.scores ?? []);
    for (const { scores } of broken) this.count(words, scores);
    this.count(words, this.endings[passed.ending]?.scores ?? []);
    return passed;
  }

  private brokenIn(words: Words): readonly (typeof this.breaches)[number][] {
    if (this.breaches.length === 0) return nothing;
    return this.breaches.filter(({ word, holds }) => words[word] === 0 && holds(words));
  }

  /** Requests arrive and lapse, answers arrive, parcels are opened. A request never lapses where it arrives. */
  private deliver(words: Words, clock: number): void {
    for (const { word, due } of this.layout.slots) {
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
    for (const delivery of this.layout.mail) {
      const arrives = delivery.mail === null ? 0 : (words[delivery.mail] ?? 0);
      if (delivery.mail === null || arrives === 0 || arrives - 1 > clock) continue;
      words[delivery.mail] = 0;
      open(words, delivery);
    }
  }

  /** Conditions of injects read the world after delivery and before any inject of the same barrier. */
  private injectsIn(words: Words, clock: number): readonly Opening[] {
    const { arrived } = this.passed;
    for (let index = 0; index < this.injects.length; index += 1) {
      const each = this.injects[index];
      if (!each) continue;
      const { inject, fired, queued } = each;
      const isDue = inject.firesAt !== null && inject.firesAt <= clock;
      const isNew = fired === undefined || words[fired] === 0;
      if (isNew && (isDue || words[queued] === 1)) arrived.push(index);
      words[queued] = 0;
    }
    if (arrived.length === 0) return nothing;
    const holding = arrived.map((index) => this.holdingOf(words, index));
    for (const [each, index] of arrived.entries()) {
      const { fired } = this.injects[index] ?? {};
      if (fired !== undefined) words[fired] = 1;
      for (const { act } of holding[each]?.effects ?? []) act(words, clock);
      this.deliver(words, clock);
    }
    return holding.length === 1 ? (holding[0]?.opens ?? nothing) : holding.flatMap(({ opens }) => opens);
  }

  /** The effects of an inject that take place in this world. */
  private holdingOf(words: Words, index: number): Effects {
    const inject = this.injects[index];
    if (!inject) return { effects: nothing, opens: nothing };
    if (inject.isPlain) return inject;
    const effects = inject.effects.filter((each) => this.holds(words, each));
    return { effects, opens: opensOf(effects.map(({ effect }) => effect)) };
  }

  private effectsOf(inject: Inject): Effects & { readonly isPlain: boolean } {
    const effects = inject.effects.map((effect) => ({
      effect,
      holds: compileCondition(effect.when, this.layout),
      act: injectAct(effect, inject.id, this.layout),
    }));
    return { effects, opens: opensOf(inject.effects), isPlain: inject.effects.every(({ when }) => when === null) };
  }

  private goOn(words: Words, phase: number, last: boolean, clock: number, opens: readonly Opening[]): void {
    const { layout } = this;
    if (last) {
      words[layout.phase] = phase + 1;
      words[layout.round] = 1;
      words[layout.began] = clock;
      for (const { word, conditional, always } of this.openings[phase + 1] ?? [])
        words[word] = conditional.find(({ holds }) => holds(words))?.place ?? always;
    } else words[layout.round] = (words[layout.round] ?? 0) + 1;
    for (const { role, scene } of opens) {
      const word = this.placeOf.get(role);
      if (word !== undefined) words[word] = layout.opened(words[word] ?? 0, scene);
    }
  }

  private end(words: Words, ending: number): void {
    words[this.layout.ended] = ending + 1;
    words[this.layout.began] = 0;
    for (const word of this.layout.places) words[word] = 0;
  }

  private rules(scores: readonly ScoreRule[]): readonly Rule[] {
    return scores.map(({ when, dimension, points }) => ({
      when,
      holds: compileCondition(when, this.layout),
      dimension: dimensions.indexOf(dimension),
      points,
    }));
  }

  private count(words: Words, rules: readonly Rule[]): void {
    for (const { when, holds, dimension, points } of rules) {
      if (!holds(words)) continue;
      if (when) this.held.add(when);
      this.passed.points[dimension] = (this.passed.points[dimension] ?? 0) + points;
    }
  }

  private holds(words: Words, { effect, holds }: Effected): boolean {
    const does = holds(words);
    if (does && effect.when) this.held.add(effect.when);
    return does;
  }
}

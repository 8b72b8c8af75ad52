import type { Condition, Effect, Inject } from '../case';
import { type BarrierRule, barrierRules, count } from './barrier-rules';
import { compileCondition, type Holds } from './condition';
import { type InjectAct, injectAct } from './inject-acts';
import type { Layout, Words } from './words';

interface Effected {
  readonly when: Condition | null;
  readonly holds: Holds;
  readonly act: InjectAct;
  /** The word of the role for which it opens a scene, and that scene. */
  readonly place: number | undefined;
  readonly scene: string;
}

interface Coming {
  readonly firesAt: number;
  readonly fired: number | undefined;
  readonly queued: number;
  readonly effects: readonly Effected[];
  /** By effect: whether it takes place at this barrier. */
  readonly does: Uint8Array;
  readonly scores: readonly BarrierRule[];
}

const never = 0x7fffffff;

/** The injects that come in at a barrier. Compiled once; a barrier makes nothing new. */
export class Arrivals {
  /** Those of the last barrier, by index; `count` of them. */
  readonly list: Int32Array;
  count = 0;
  private readonly injects: readonly Coming[];

  constructor(
    private readonly layout: Layout,
    private readonly held: Set<Condition>,
  ) {
    this.injects = layout.case_.injects.map((inject) => ({
      firesAt: inject.firesAt ?? never,
      fired: layout.find(`i ${inject.id}`),
      queued: layout.word(`queued ${inject.id}`),
      effects: inject.effects.map((effect) => this.effected(effect, inject)),
      does: new Uint8Array(inject.effects.length),
      scores: barrierRules(inject.scores, layout),
    }));
    this.list = new Int32Array(this.injects.length);
  }

  /**
   * Lets in what was fired and what the clock fires, in the declared order. Conditions read the world before any inject of
   * the same barrier. `between` happens after each.
   */
  take(words: Words, clock: number, between: ((words: Words, clock: number) => void) | null): void {
    this.count = 0;
    for (let index = 0; index < this.injects.length; index += 1) {
      const each = this.injects[index];
      if (!each) continue;
      const isNew = each.fired === undefined || words[each.fired] === 0;
      if (isNew && (each.firesAt <= clock || words[each.queued] === 1)) {
        this.list[this.count] = index;
        this.count += 1;
      }
      words[each.queued] = 0;
    }
    for (let each = 0; each < this.count; each += 1) this.judge(words, this.at(each));
    for (let each = 0; each < this.count; each += 1) {
      this.act(words, clock, this.at(each));
      between?.(words, clock);
    }
  }

  /** Opens the scenes of the injects that have come in, for roles whose next place is known. */
  open(words: Words): void {
    for (let each = 0; each < this.count; each += 1) {
      const inject = this.at(each);
      const effects = inject?.effects ?? [];
      for (let index = 0; index < effects.length; index += 1) {
        const effect = effects[index];
        if (effect?.place !== undefined && inject?.does[index] === 1)
          words[effect.place] = this.layout.opened(words[effect.place] ?? 0, effect.scene);
      }
    }
  }

  score(words: Words, points: Int32Array): void {
    for (let each = 0; each < this.count; each += 1) count(this.at(each)?.scores ?? [], words, points, this.held);
  }

  private at(each: number): Coming | undefined {
    return this.injects[this.list[each] ?? 0];
  }

  private judge(words: Words, inject: Coming | undefined): void {
    for (let each = 0; each < (inject?.effects.length ?? 0); each += 1) {
      const effect = inject?.effects[each];
      if (!inject || !effect) continue;
      const holds = effect.holds(words);
      inject.does[each] = holds ? 1 : 0;
      if (holds && effect.when) this.held.add(effect.when);
    }
  }

  private act(words: Words, clock: number, inject: Coming | undefined): void {
    if (!inject) return;
    if (inject.fired !== undefined) words[inject.fired] = 1;
    for (let each = 0; each < inject.effects.length; each += 1)
      if (inject.does[each] === 1) inject.effects[each]?.act(words, clock);
  }

  private effected(effect: Effect, { id }: Inject): Effected {
    const { layout } = this;
    return {
      when: effect.when,
      holds: compileCondition(effect.when, layout),
      act: injectAct(effect, id, layout),
      place: effect.do === 'opens' ? layout.find(`place ${effect.role}`) : undefined,
      scene: effect.do === 'opens' ? effect.scene : '',
    };
  }
}

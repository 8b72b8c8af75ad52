import type { Atom, Case, Choice, Condition, Effect, Id, Scene } from '../case';
import { atomsOf } from '../compile/perspective';
import { factsIn } from '../compile/text';
import { liveKey } from './live-keys';
import { comesAgain, phasesOf } from './scene-phases';

/**
 * What is still read, and until when: for each part of the state the last phase (by order, the endings one later) in
 * which something reads it. What nothing reads any more is dropped from a state before it is compared: exact, because
 * no later offer, effect, score or ending can tell the difference.
 */
export type Live = ReadonlyMap<string, number>;

/** A barrier stands between its phase and the next. */
export const atBarrier = 0.5;

export function liveness(case_: Case): Live {
  const live = lives.get(case_) ?? livenessOf(case_);
  lives.set(case_, live);
  return live;
}

const lives = new WeakMap<Case, Live>();
function livenessOf(case_: Case): Live {
  const live = new Map<string, number>();
  const reader = new Reader(case_, live, live);
  let before = -1;
  while (before !== reader.changes) {
    before = reader.changes;
    reader.readAll();
  }
  return live;
}

/** What one role's round can depend on in one phase: the reads of its own scenes. */
export function readsOf(case_: Case, live: Live, role: Id, phase: Id): Live {
  const notes = new Map<string, number>();
  const reader = new Reader(case_, live, notes);
  const at = case_.phases.findIndex((each) => each.id === phase);
  for (const scene of case_.scenes)
    if (scene.role === role && phasesOf(case_, scene).includes(at)) reader.readScene(scene, at);
  return notes;
}

class Reader {
  changes = 0;
  private readonly end: number;

  constructor(
    private readonly case_: Case,
    private readonly live: Live,
    private readonly notes: Map<string, number>,
  ) {
    this.end = case_.phases.length;
  }

  readAll(): void {
    for (const scene of this.case_.scenes) this.readScene(scene, Math.max(...phasesOf(this.case_, scene)));
    for (const inject of this.case_.injects) {
      const at = inject.firesAt === null ? Math.max(...inject.mayFire.map((phase) => this.indexOf(phase))) : this.end;
      this.note(liveKey.fired(inject.id), at + atBarrier);
      if (inject.firesAt !== null) this.note(liveKey.clock, this.end);
      for (const role of inject.for)
        for (const fact of factsIn(inject.text)) this.note(liveKey.knows(role, fact, 1), at + atBarrier);
      for (const effect of inject.effects) this.read(effect.when, at + atBarrier);
      for (const rule of inject.scores) this.read(rule.when, at + atBarrier);
    }
    for (const ending of this.case_.endings) {
      this.read(ending.if, this.end);
      for (const rule of ending.scores) this.read(rule.when, this.end);
    }
    for (const check of this.case_.checks) {
      if (check.check === 'never') this.read(check.if, this.end);
      if (check.check === 'can-reach' && check.before !== null) this.note(liveKey.clock, this.end);
      if (check.check === 'breach' && (check.score || this.isLive(liveKey.breached(check.id), 0))) {
        this.read(check.if, this.end);
        this.note(liveKey.breached(check.id), this.end);
      }
      if (check.check === 'must-pass') {
        const until = 'ending' in check.before ? this.end : this.indexOf(check.before.phase);
        for (const choice of check.choices) this.note(liveKey.chose(choice), until);
      }
    }
  }

  readScene(scene: Scene, at: number): void {
    this.read(scene.opens, at - 1 + atBarrier);
    for (const block of scene.body) {
      this.read(block.when, at);
      for (const fact of factsIn(block.content)) this.note(liveKey.knows(scene.role, fact, 1), at);
    }
    for (const rule of scene.standIns) this.read(rule.when, at);
    for (const choice of scene.choices) this.readChoice(scene, choice, at);
  }

  private readChoice(scene: Scene, choice: Choice, at: number): void {
    this.read(choice.if, at);
    if (scene.phase === 'any' || comesAgain(this.case_, scene)) this.note(liveKey.chose(choice.id), at);
    for (const block of choice.feedback) {
      this.read(block.when, at);
      for (const fact of factsIn(block.content)) this.note(liveKey.knows(scene.role, fact, 1), at);
    }
    for (const then of choice.then) this.read(then.when, at);
    for (const rule of choice.scores) this.read(rule.when, at);
    for (const effect of choice.effects) if (this.matters(effect, at, scene.role)) this.read(effect.when, at);
    this.readForm(scene, choice, at);
    for (const effect of choice.effects) {
      if (effect.do === 'tells') this.readPassed(scene.role, effect.to, effect.fact, effect.level, at);
      if (effect.do === 'hands')
        for (const { fact } of this.case_.documents.find(({ id }) => id === effect.document)?.carries ?? [])
          this.readAgreed(fact, effect.to, at);
      // Without a purpose, a withdrawal takes back what is on record.
      if (
        effect.do === 'agrees' &&
        !effect.value &&
        effect.record.purpose === null &&
        this.matters(effect, at, scene.role)
      )
        this.note(liveKey.agreed(effect.record.fact, effect.record.to), at);
    }
  }

  private readForm(scene: Scene, choice: Choice, at: number): void {
    const { form } = choice;
    if (!form) return;
    if (form.request !== null) {
      this.note(liveKey.slot(form.request), at);
      if (form.kind === 'reply' && this.isLive(liveKey.asks(form.request), 0))
        this.note(liveKey.asks(form.request), at);
    }
    const receivers =
      form.fields.find((field) => field.name === 'to')?.options.map((option) => option.value) ??
      this.askers(form.request);
    const gives = form.fields.find((field) => field.name === 'gives');
    for (const option of gives?.options ?? []) {
      if (gives?.fixed === false) this.note(liveKey.knows(scene.role, option.value, 1), at);
      for (const to of receivers) this.readPassed(scene.role, to, option.value, option.level ?? 0, at);
    }
  }

  private askers(request: Id | null): readonly Id[] {
    return this.case_.scenes
      .filter((scene) => scene.choices.some((choice) => choice.id === request))
      .map((scene) => scene.role);
  }

  /** Passing on reads what the sender knows, and what was agreed about the fact. */
  private readPassed(role: Id, to: Id, fact: Id, level: number, at: number): void {
    const levels = this.case_.facts.find((each) => each.id === fact)?.levels.length ?? 1;
    for (let each = 1; each <= levels; each += 1)
      if (each === 1 || level === 0)
        if (this.isLive(liveKey.knows(to, fact, each), at)) this.note(liveKey.knows(role, fact, each), at);
    this.note(liveKey.knows(role, fact, 1), at);
    this.readAgreed(fact, to, at);
  }

  private readAgreed(fact: Id, to: Id, at: number): void {
    const handling = this.case_.facts.find((each) => each.id === fact)?.handling;
    if (this.case_.handling.some((each) => each.id === handling && each.rule !== 'none'))
      this.note(liveKey.agreed(fact, to), at);
  }

  /** Whether anything after this moment can notice the effect. */
  private matters(effect: Effect, at: number, actor: Id): boolean {
    const learned = (role: Id, fact: Id): boolean => {
      const levels = this.case_.facts.find((each) => each.id === fact)?.levels.length ?? 1;
      return Array.from({ length: levels }, (_, index) => index + 1).some((level) =>
        this.isLive(liveKey.knows(role, fact, level), at),
      );
    };
    const carried = (role: Id, document: Id): boolean =>
      this.isLive(liveKey.has(role, document), at) ||
      (this.case_.documents.find((each) => each.id === document)?.carries.some(({ fact }) => learned(role, fact)) ??
        false);
    switch (effect.do) {
      case 'learns':
        return learned(effect.role ?? actor, effect.fact);
      case 'takes':
        return carried(effect.role ?? actor, effect.document);
      case 'sets':
        return this.isLive(liveKey.flag(effect.flag), at);
      case 'adds':
        return this.isLive(liveKey.counter(effect.counter), at);
      case 'agrees':
        return this.isLive(liveKey.agreed(effect.record.fact, effect.record.to), at);
      default:
        return true;
    }
  }

  private read(condition: Condition | null, at: number): void {
    for (const atom of atomsOf(condition)) this.readAtom(atom, at);
  }

  private readAtom(atom: Atom, at: number): void {
    switch (atom.is) {
      case 'knows':
        this.note(liveKey.knows(atom.role, atom.fact, atom.level), at);
        break;
      case 'has':
        this.note(liveKey.has(atom.role, atom.document), at);
        break;
      case 'flag':
        this.note(liveKey.flag(atom.flag), at);
        break;
      case 'counter':
        this.note(liveKey.counter(atom.counter), at);
        break;
      case 'chose':
        this.note(liveKey.chose(atom.choice), at);
        break;
      case 'fired':
        this.note(liveKey.fired(atom.inject), at);
        break;
      case 'breached':
        this.note(liveKey.breached(atom.id), at);
        break;
      case 'before':
        this.note(liveKey.clock, at);
        break;
      case 'agreed':
        this.note(liveKey.agreed(atom.record.fact, atom.record.to), at);
        break;
      case 'phase':
      case 'round':
      case 'field':
      case 'graded':
      case 'drew':
        break;
      default:
        this.note(liveKey.slot(atom.request), at);
        if (atom.is === 'fully-answered') this.note(liveKey.asks(atom.request), at);
    }
  }

  private isLive(key: string, after: number): boolean {
    return (this.live.get(key) ?? -1) >= after;
  }

  private note(key: string, at: number): void {
    if ((this.notes.get(key) ?? -1) >= at) return;
    this.notes.set(key, at);
    this.changes += 1;
  }

  private indexOf(phase: Id): number {
    const index = this.case_.phases.findIndex((each) => each.id === phase);
    return index < 0 ? this.end - 1 : index;
  }
}

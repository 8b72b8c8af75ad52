import { createHash } from 'node:crypto';
import type { Case, Choice, Condition, Effect, FormValues, ScoreRule } from '../../src/scenario/case';

/**
 * A second reading of the rules of a case, slow and simple, that shares nothing with the kernel but the type of a compiled
 * case. It works on one mutable world; in a round each seat has a whole copy of it, on which it acts and of which it notes
 * what it did; at the barrier the notes are read out in the order of the seats. What it says is what a debrief says.
 */
export interface PlainTelling {
  readonly knew: { role: string; fact: string; level: string; at: number; from: readonly string[] }[];
  readonly decisions: { seq: number; role: string; choice: string; at: number; doneAt: number }[];
  readonly breaches: { seq: number; id: string; role: string | null }[];
  readonly points: { seq: number; role: string | null; dimension: string; points: number; reason: string }[];
  readonly events: { seq: number; kind: string; id: string; at: number }[];
  readonly messages: { id: string; status: string; sentAt: number; closedAt: number | null }[];
  readonly texts: { seq: number; field: string; body: string }[];
  /** What the persons at the centre lived, in the order of the story. */
  readonly lived: { person: string; entry: string; at: number }[];
  ending: string | null;
  endedAt: number;
}

interface Letter {
  from: string;
  to: string;
  fact: string | null;
  document: string | null;
  level: number;
  due: number;
}
interface Question {
  from: string;
  to: string;
  channel: string | null;
  asks: string[];
  status: string;
  sentAt: number;
  due: number;
  lapses: number | null;
  reply: { status: string; due: number } | null;
  closedAt: number | null;
}
interface Copy {
  know: Map<string, { level: number; at: number; from: string[] }>;
  hold: Set<string>;
  flags: Map<string, boolean>;
  counters: Map<string, number>;
  questions: Map<string, Question>;
  agreed: Map<string, boolean>;
  chose: Set<string>;
  breached: Set<string>;
  fired: Set<string>;
}
type Input =
  | { type: 'decide'; role: string; scene: string; choice: string; form?: FormValues }
  | { type: 'fire-inject'; inject: string }
  | { type: 'end-round' | 'end-phase' }
  | { type: 'undo'; to: number }
  | { type: 'migrate'; from: string; to: string };
/** The world as a barrier left it, copied whole. */
interface Snapshot {
  clock: number;
  began: number;
  phase: number;
  round: number;
  over: boolean;
  know: Map<string, Copy['know']>;
  hold: Map<string, Set<string>>;
  flags: Map<string, boolean>;
  counters: Map<string, number>;
  questions: Map<string, Question>;
  agreed: Map<string, boolean>;
  fired: Set<string>;
  breached: Set<string>;
}
/** From where a rule is read: whose copy (null: the world's), with which form and draws, at which minute. */
interface Reader {
  role: string | null;
  form: FormValues;
  draws: Map<string, boolean>;
}

/**
 * Reads a run from its JSON lines, with the case or with all the versions of it that the run was played in. Throws where the
 * lines are not a run of these.
 */
export function readPlainly(cases: Case | readonly Case[], text: string): PlainTelling {
  const versions = [cases].flat();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const head = lines[0];
  let case_ = versions.find(({ contentHash }) => contentHash === head?.['caseHash']);
  if (head?.['line'] !== 'run' || !case_) throw new Error('Not a run of this case.');
  let kept: { seq: number; input: Input }[] = [];
  for (const line of lines.filter((each) => each['line'] === 'input')) {
    const { seq, input } = line as unknown as { seq: number; input: Input };
    if (input.type === 'undo') while ((kept.at(-1)?.seq ?? 0) > input.to) kept.pop();
    else if (input.type !== 'migrate') kept.push({ seq, input });
    else {
      const next = versions.find(({ contentHash }) => contentHash === input.to);
      if (input.from !== case_.contentHash || !next)
        throw new Error(`Line ${String(seq)} goes on with no known version.`);
      case_ = next;
      kept = kept.map((each) => ({ seq: each.seq, input: calledNow(next, each.input) }));
    }
  }
  const reading = new Reading(case_, String(head['seed']));
  for (const { seq, input } of kept) reading.read(seq, input);
  const texts = lines.filter((each) => each['line'] === 'text') as unknown as PlainTelling['texts'];
  return reading.told(texts);
}

/** What was taken under other names, under those of this version: every word of it that only `was:` knows. */
function calledNow(case_: Case, input: Input): Input {
  const all = JSON.stringify(case_);
  const now = (word: string): string =>
    case_.aliases[word] !== undefined && !all.includes(`"id":"${word}"`) ? case_.aliases[word] : word;
  return JSON.parse(JSON.stringify(input), (key, value: unknown) => {
    if (typeof value === 'string') return key === 'type' ? value : now(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const renamed = Object.entries(value).map(([name, each]) => [
      name.replace(/(?<=^grade\.).+/, now),
      each as unknown,
    ]);
    return Object.fromEntries(renamed) as unknown;
  }) as Input;
}

class Reading {
  private clock = 0;
  private began = 0;
  private phase: number;
  private round = 1;
  private ended: string | null = null;
  private letters: Letter[] = [];
  private queued = new Set<string>();
  private know = new Map<string, Copy['know']>();
  private hold = new Map<string, Set<string>>();
  private flags = new Map<string, boolean>();
  private counters = new Map<string, number>();
  private questions = new Map<string, Question>();
  private agreed = new Map<string, boolean>();
  private chose = new Set<string>();
  private fired = new Set<string>();
  private breached = new Set<string>();
  private copies = new Map<string, Copy>();
  private notes = new Map<string, (() => void)[]>();
  private spent = new Map<string, number>();
  private at = new Map<string, string | null>();
  private next = new Map<string, string | null>();
  private back = new Map<string, (string | null)[]>();
  private seen = new Map<string, number>();
  private readonly snapshots: Snapshot[] = [];
  private readonly telling: Omit<PlainTelling, 'ending' | 'endedAt' | 'texts' | 'messages' | 'lived'> = {
    knew: [],
    decisions: [],
    breaches: [],
    points: [],
    events: [],
  };

  constructor(
    private readonly case_: Case,
    private readonly seed: string,
  ) {
    this.phase = 0;
    for (const { id } of case_.roles) {
      this.know.set(id, new Map());
      this.hold.set(id, new Set(case_.documents.filter((each) => each.starts.includes(id)).map((each) => each.id)));
    }
    for (const { id, starts } of case_.counters) this.counters.set(id, starts ?? 0);
    const knows = (role: string, fact: string, level: number) => {
      const map = this.know.get(role);
      if ((map?.get(fact)?.level ?? 0) < level) map?.set(fact, { level, at: 0, from: ['start'] });
    };
    for (const fact of case_.facts) for (const { role, level } of fact.starts) knows(role, fact.id, level);
    for (const { starts, carries } of case_.documents)
      for (const role of starts) for (const { fact, level } of carries) knows(role, fact, level);
    this.event(0, 'phase', case_.phases[0]?.id ?? '');
    this.openPhase();
    this.snapshots.push(this.snapshot());
    this.tellKnowledge();
  }

  told(texts: PlainTelling['texts']): PlainTelling {
    const all = new Map(this.questions);
    for (const copy of this.copies.values())
      for (const [id, question] of copy.questions) if (!all.has(id)) all.set(id, question);
    const messages = [...all].map(([id, { status, sentAt, closedAt }]) => ({ id, status, sentAt, closedAt }));
    const [ending, endedAt] = [this.ended, this.clock];
    return { ...this.telling, messages, texts, ending, endedAt, lived: this.lived() };
  }

  private snapshot(): Snapshot {
    return structuredClone({
      clock: this.clock,
      began: this.began,
      phase: this.phase,
      round: this.round,
      over: this.ended !== null,
      know: this.know,
      hold: this.hold,
      flags: this.flags,
      counters: this.counters,
      questions: this.questions,
      agreed: this.agreed,
      fired: this.fired,
      breached: this.breached,
    });
  }

  /** Each person's line: an entry at its time, or the first that takes its place, if what it needs is so at that time. */
  private lived(): PlainTelling['lived'] {
    const lived: PlainTelling['lived'] = [];
    for (const { id: person, entries } of this.case_.persons ?? []) {
      const own: PlainTelling['lived'] = [];
      for (const entry of entries) {
        if (!entry.at) continue;
        const set = this.timeOf(entry.at);
        if (set === undefined) continue;
        const at = Math.max(set, ...own.map((each) => each.at));
        const told = [...entries.filter(({ insteadOf }) => insteadOf === entry.id), entry].find(
          (each) => (each.after === null || own.some((one) => one.entry === each.after)) && this.wasTrue(each.if, at),
        );
        if (told) own.push({ person, entry: told.id, at });
      }
      lived.push(...own);
    }
    return lived.sort((one, other) => one.at - other.at);
  }

  private timeOf({ phase, edge, plus }: { phase: string | null; edge: string; plus: number }): number | undefined {
    if (phase === null) return plus;
    const index = this.case_.phases.findIndex(({ id }) => id === phase);
    const first = this.snapshots.find((each) => each.phase === index);
    if (!first || edge === 'begin') return first && first.began + plus;
    const end = this.snapshots.find((each) => each.phase > index || (each.phase === index && each.over));
    return end && end.clock + plus;
  }

  /** Goes back to the last barrier before that time, with what had been decided by then, and reads the condition there. */
  private wasTrue(when: Condition | null, at: number): boolean {
    const then = this.snapshots.findLast(({ clock }) => clock <= at);
    if (!then) return false;
    const chose = new Set(this.telling.decisions.filter(({ doneAt }) => doneAt <= at).map(({ choice }) => choice));
    Object.assign(this, { ...then, chose });
    return this.true(when, { role: null, form: {}, draws: new Map() });
  }

  read(seq: number, input: Input): void {
    if (this.ended !== null) throw new Error(`Line ${String(seq)} comes after the end.`);
    if (input.type === 'decide') this.decide(seq, input);
    else if (input.type === 'fire-inject') this.queued.add(this.case_.aliases[input.inject] ?? input.inject);
    else if (input.type === 'end-round' || input.type === 'end-phase') this.barrier(seq);
    this.tellKnowledge();
  }

  private decide(seq: number, input: Extract<Input, { type: 'decide' }>): void {
    const { case_ } = this;
    const { role } = input;
    const scene = case_.scenes.find((each) => each.id === this.at.get(role));
    const choice = scene?.choices.find((each) => each.id === input.choice || each.id === case_.aliases[input.choice]);
    const copy = this.copies.get(role);
    if (!choice || !copy) throw new Error(`Line ${String(seq)}: ${role} has no choice ${input.choice} here.`);
    const draws = new Map<string, boolean>();
    for (const effect of choice.effects)
      if (effect.do === 'draws') draws.set(effect.chance, this.draw(role, choice.id, effect));
    const form = this.filled(choice, input.form ?? {}, copy);
    const reader: Reader = { role, form, draws };
    const at = this.clock + (this.spent.get(role) ?? 0);
    // All conditions are read as things stood before the choice; so they are read before anything is done.
    const effects = choice.effects.filter((effect) => this.true(effect.when, reader));
    const then = choice.then.find((each) => this.true(each.when, reader));
    const scores = choice.scores.filter((rule) => this.true(rule.when, reader));
    const now = at + choice.costs;
    this.spent.set(role, (this.spent.get(role) ?? 0) + choice.costs);
    const sent: Letter[] = this.sendForm(choice, form, role, copy, now);
    for (const effect of effects) sent.push(...this.act(effect, role, copy, now));
    copy.chose.add(choice.id);
    this.note(role, () => this.chose.add(choice.id));
    this.note(role, () => this.letters.push(...sent));
    if (then?.go === 'scene') this.at.set(role, then.scene);
    else if (then?.go === 'back') this.at.set(role, this.back.get(role)?.pop() ?? null);
    else {
      this.at.set(role, null);
      this.next.set(role, then?.go === 'next-round' ? then.scene : null);
      this.back.set(role, []);
    }
    this.telling.decisions.push({ seq, role, choice: choice.id, at, doneAt: now });
    for (const rule of scores) {
      this.score(seq, role, rule);
      this.add(role, copy, `band:${rule.dimension}`, rule.points);
    }
    for (const letter of sent) this.watch(seq, role, letter, form, copy);
  }

  private add(role: string, copy: Copy, counter: string, by: number): void {
    copy.counters.set(counter, (copy.counters.get(counter) ?? 0) + by);
    this.note(role, () => this.added.set(counter, (this.added.get(counter) ?? 0) + by));
  }

  private draw(role: string, choice: string, effect: Extract<Effect, { do: 'draws' }>): boolean {
    const said = `{"chance":${JSON.stringify(effect.chance)},"choice":${JSON.stringify(choice)},"role":${JSON.stringify(role)},"seed":${JSON.stringify(this.seed)}}`;
    const number = parseInt(createHash('sha256').update(said).digest('hex').slice(0, 12), 16);
    return number % effect.of < effect.wins;
  }

  private filled(choice: Choice, said: FormValues, copy: Copy): FormValues {
    const values: Record<string, string | readonly string[]> = {};
    for (const field of choice.form?.fields ?? []) {
      if (field.type === 'text') continue;
      const open = field.options
        .map(({ value }) => value)
        .filter((value) => field.name !== 'gives' || copy.know.has(value));
      const short = field.name.startsWith('grade.') ? said['grade'] : undefined;
      const given = field.fixed ? open : (said[field.name] ?? short ?? []);
      const chosen = open.filter((value) => (typeof given === 'string' ? given === value : given.includes(value)));
      values[field.name] = field.type === 'some' ? chosen : (chosen[0] ?? '');
    }
    return values;
  }

  private sendForm(choice: Choice, form: FormValues, role: string, copy: Copy, now: number): Letter[] {
    if (!choice.form) return [];
    const { kind, request, fields } = choice.form;
    const asked = request === null ? undefined : copy.questions.get(request);
    const word = (name: string): string | null => (typeof form[name] === 'string' ? form[name] : null);
    const list = (name: string): string[] => [form[name] ?? []].flat();
    const channel = asked ? asked.channel : word('channel');
    const to = asked ? asked.from : word('to');
    const due = now + this.slowness(channel);
    if (kind === 'request' && to !== null) {
      const question: Question = {
        from: role,
        to,
        channel,
        asks: list('asks'),
        status: 'sent',
        sentAt: now,
        due,
        lapses: null,
        reply: null,
        closedAt: null,
      };
      copy.questions.set(choice.id, question);
      this.note(role, () => this.questions.set(choice.id, { ...question }));
    }
    if (asked && request !== null) {
      const whole = asked.asks.every((fact) => list('gives').includes(fact));
      const reply = { status: kind === 'refuse' ? 'refused' : whole ? 'answered' : 'part-answered', due };
      copy.questions.set(request, { ...asked, reply });
      this.lateNotes.push(() => {
        const question = this.questions.get(request);
        if (question) question.reply = reply;
      });
    }
    if (to === null) return [];
    const levels = fields.find(({ name }) => name === 'gives')?.options ?? [];
    return list('gives').flatMap((fact) =>
      this.letter(role, to, fact, levels.find(({ value }) => value === fact)?.level ?? 0, copy, due),
    );
  }

  private lateNotes: (() => void)[] = [];

  private letter(from: string, to: string, fact: string, level: number, copy: Copy, due: number): Letter[] {
    const known = copy.know.get(fact);
    return known ? [{ from, to, fact, document: null, level: level === 0 ? known.level : level, due }] : [];
  }

  private act(effect: Effect, role: string, copy: Copy, now: number): Letter[] {
    const learn = (fact: string, level: number) => {
      if ((copy.know.get(fact)?.level ?? 0) >= level) return;
      const known = { level, at: now, from: ['self'] };
      copy.know.set(fact, known);
      this.note(role, () => this.know.get(role)?.set(fact, known));
    };
    switch (effect.do) {
      case 'learns':
        learn(effect.fact, effect.level);
        return [];
      case 'takes':
        copy.hold.add(effect.document);
        this.note(role, () => this.hold.get(role)?.add(effect.document));
        for (const { fact, level } of this.document(effect.document)) learn(fact, level);
        return [];
      case 'tells':
        return this.letter(role, effect.to, effect.fact, effect.level, copy, now + this.slowness(effect.channel));
      case 'hands': {
        const due = now + this.slowness(effect.channel);
        return [{ from: role, to: effect.to, fact: null, document: effect.document, level: 0, due }];
      }
      case 'sets':
        copy.flags.set(effect.flag, effect.value);
        this.note(role, () => this.flags.set(effect.flag, effect.value));
        return [];
      case 'adds':
        // A band is counted here from the score lines themselves.
        if (!effect.counter.startsWith('band:')) this.add(role, copy, effect.counter, effect.by);
        return [];
      case 'agrees': {
        const { kind, fact, to, purpose } = effect.record;
        const start = `${kind}/${fact}/${to}/`;
        const keys =
          effect.value || purpose !== null
            ? [start + (purpose ?? '*')]
            : [`${start}*`, ...[...copy.agreed.keys()].filter((key) => key.startsWith(start))];
        for (const key of keys) {
          copy.agreed.set(key, effect.value);
          this.note(role, () => this.agreed.set(key, effect.value));
        }
        return [];
      }
      default:
        return [];
    }
  }

  private added = new Map<string, number>();

  /** Says of a letter whether something in it should not have been passed on. */
  private watch(seq: number, role: string, { to, fact, document }: Letter, form: FormValues, copy: Copy): void {
    const facts = fact !== null ? [fact] : this.document(document).map((each) => each.fact);
    const purpose = typeof form['purpose'] === 'string' ? form['purpose'] : null;
    for (const id of facts) {
      const marked = this.case_.facts.find((each) => each.id === id);
      const mark = this.case_.handling.find((each) => each.id === marked?.handling);
      if (!mark || mark.rule === 'none') continue;
      const kind = mark.rule === 'consent' ? 'consent' : 'permission';
      if (kind === 'permission' && (marked?.originator === role || marked?.originator === to)) continue;
      if (this.inForce(copy.agreed, kind, id, to, purpose)) continue;
      if (!copy.breached.has(id)) this.telling.breaches.push({ seq, id, role });
      copy.breached.add(id);
      this.note(role, () => this.breached.add(id));
      if (mark.breach) this.score(seq, role, mark.breach);
    }
  }

  private inForce(agreed: Map<string, boolean>, kind: string, fact: string, to: string, purpose: string | null) {
    const start = `${kind}/${fact}/${to}/`;
    if (agreed.get(`${start}*`)) return true;
    if (purpose !== null) return agreed.get(start + purpose) ?? false;
    return [...agreed].some(([key, value]) => key.startsWith(start) && value);
  }

  private barrier(seq: number): void {
    const { case_ } = this;
    const phase = case_.phases[this.phase];
    const last = this.round >= (phase?.rounds ?? 1);
    this.clock += Math.max(0, ...this.spent.values());
    if (last) this.clock = Math.max(this.clock, this.began + (phase?.lasts ?? 0));
    for (const { id } of case_.roles) for (const note of this.notes.get(id) ?? []) note();
    for (const note of this.lateNotes) note();
    this.lateNotes = [];
    for (const { id, most } of case_.counters)
      this.counters.set(id, within((this.counters.get(id) ?? 0) + (this.added.get(id) ?? 0), most));
    this.added.clear();
    this.copies.clear();
    this.spent.clear();
    this.deliver();
    const coming = case_.injects.filter(
      ({ id, firesAt }) => !this.fired.has(id) && (this.queued.has(id) || (firesAt !== null && firesAt <= this.clock)),
    );
    this.queued.clear();
    const nobody: Reader = { role: null, form: {}, draws: new Map() };
    const doing = coming.map(({ effects }) => effects.filter(({ when }) => this.true(when, nobody)));
    for (const [index, { id }] of coming.entries()) {
      this.fired.add(id);
      for (const effect of doing[index] ?? []) this.bring(effect, id);
      this.deliver();
    }
    const broken = case_.checks.flatMap((check) =>
      check.check === 'breach' && !this.breached.has(check.id) && this.true(check.if, nobody) ? [check] : [],
    );
    for (const { id } of broken) this.breached.add(id);
    const final = last && this.phase === case_.phases.length - 1;
    const ending =
      case_.endings.find((each) => (final || each.atOnce) && this.true(each.if, nobody)) ??
      (final ? case_.endings.at(-1) : undefined);
    if (ending) this.ended = ending.id;
    else if (last) {
      this.phase += 1;
      this.round = 1;
      this.began = this.clock;
      this.openPhase();
    } else {
      this.round += 1;
      for (const { id } of case_.roles) this.openRound(id, this.next.get(id) ?? null);
    }
    if (!ending)
      for (const effects of doing)
        for (const effect of effects) {
          if (effect.do !== 'opens') continue;
          this.back.get(effect.role)?.push(this.at.get(effect.role) ?? null);
          this.at.set(effect.role, effect.scene);
        }
    this.snapshots.push(this.snapshot());
    for (const { id } of coming) this.event(seq, 'inject', id);
    if (!ending) this.event(seq, last ? 'phase' : 'round', case_.phases[this.phase]?.id ?? '');
    for (const { id } of broken) this.telling.breaches.push({ seq, id, role: null });
    for (const { scores } of coming)
      for (const rule of scores) if (this.true(rule.when, nobody)) this.score(seq, null, rule);
    for (const { score } of broken) if (score) this.score(seq, null, score);
    for (const rule of ending?.scores ?? []) if (this.true(rule.when, nobody)) this.score(seq, null, rule);
  }

  private bring(effect: Effect, inject: string): void {
    const send = (to: string, fact: string | null, document: string | null, level: number, channel: string | null) =>
      this.letters.push({ from: inject, to, fact, document, level, due: this.clock + this.slowness(channel) });
    if (effect.do === 'learns') send(effect.role ?? '', effect.fact, null, effect.level, null);
    else if (effect.do === 'tells') send(effect.to, effect.fact, null, effect.level, effect.channel);
    else if (effect.do === 'takes') send(effect.role ?? '', null, effect.document, 0, null);
    else if (effect.do === 'hands') send(effect.to, null, effect.document, 0, effect.channel);
    else if (effect.do === 'sets') this.flags.set(effect.flag, effect.value);
    else if (effect.do === 'agrees') {
      const { kind, fact, to, purpose } = effect.record;
      this.agreed.set(`${kind}/${fact}/${to}/${purpose ?? '*'}`, effect.value);
    } else if (effect.do === 'adds') {
      const most = this.case_.counters.find(({ id }) => id === effect.counter)?.most ?? 0;
      this.counters.set(effect.counter, within((this.counters.get(effect.counter) ?? 0) + effect.by, most));
    }
  }

  private deliver(): void {
    for (const [id, question] of this.questions) {
      if (question.status === 'sent' && question.due <= this.clock) {
        const due = this.case_.scenes.flatMap(({ choices }) => choices).find((each) => each.id === id)?.form?.due;
        question.status = 'delivered';
        question.lapses = due === null || due === undefined ? null : this.clock + due;
      } else if (question.status === 'delivered') {
        const answered = question.reply !== null && question.reply.due <= this.clock;
        const lapsed = question.reply === null && question.lapses !== null && question.lapses <= this.clock;
        if (!answered && !lapsed) continue;
        question.status = answered ? (question.reply?.status ?? '') : 'lapsed';
        question.closedAt = this.clock;
      }
    }
    const due = this.letters.filter((letter) => letter.due <= this.clock);
    this.letters = this.letters.filter((letter) => letter.due > this.clock);
    for (const { from, to, fact, document, level } of due) {
      if (document !== null) this.hold.get(to)?.add(document);
      for (const told of fact === null ? this.document(document) : [{ fact, level }]) {
        const map = this.know.get(to);
        const known = map?.get(told.fact);
        if ((known?.level ?? 0) < told.level) map?.set(told.fact, { level: told.level, at: this.clock, from: [from] });
        // Of two letters that say the same at the same barrier either may be named as the source.
        else if (known?.level === told.level && known.at === this.clock) known.from.push(from);
      }
    }
  }

  private openPhase(): void {
    const { case_ } = this;
    const phase = case_.phases[this.phase]?.id;
    for (const { id: role } of case_.roles) {
      const scenes = case_.scenes.filter((scene) => scene.role === role && scene.phase === phase && scene.opens);
      const always = (when: Condition | null) => when?.is === 'all' && when.of.length === 0;
      this.openRound(role, null);
      const reader: Reader = { role, form: {}, draws: new Map() };
      const opening =
        scenes.find(({ opens }) => !always(opens) && this.true(opens, reader)) ??
        scenes.find(({ opens }) => always(opens));
      this.at.set(role, opening?.id ?? null);
    }
  }

  private openRound(role: string, scene: string | null): void {
    this.copies.set(role, {
      know: new Map(this.know.get(role)),
      hold: new Set(this.hold.get(role)),
      flags: new Map(this.flags),
      counters: new Map(this.counters),
      questions: new Map([...this.questions].map(([id, question]) => [id, { ...question }])),
      agreed: new Map(this.agreed),
      chose: new Set(this.chose),
      breached: new Set(this.breached),
      fired: new Set(this.fired),
    });
    this.notes.set(role, []);
    this.at.set(role, scene);
    this.next.set(role, null);
    this.back.set(role, []);
  }

  private true(when: Condition | null, reader: Reader): boolean {
    if (when === null) return true;
    const { role, form } = reader;
    const own = role === null ? undefined : this.copies.get(role);
    const question = (id: string) => (own?.questions ?? this.questions).get(id);
    switch (when.is) {
      case 'all':
        return when.of.every((each) => this.true(each, reader));
      case 'any':
        return when.of.some((each) => this.true(each, reader));
      case 'not':
        return !this.true(when.of, reader);
      case 'knows': {
        const know = when.role === role ? own?.know : this.know.get(when.role);
        return (know?.get(when.fact)?.level ?? 0) >= when.level;
      }
      case 'has':
        return (when.role === role ? own?.hold : this.hold.get(when.role))?.has(when.document) ?? false;
      case 'chose':
        return (own?.chose ?? this.chose).has(when.choice);
      case 'flag':
        return (own?.flags ?? this.flags).get(when.flag) ?? false;
      case 'counter': {
        const most = this.case_.counters.find(({ id }) => id === when.counter)?.most ?? 0;
        return within((own?.counters ?? this.counters).get(when.counter) ?? 0, most) >= when.atLeast;
      }
      case 'before':
        return this.clock + (role === null ? 0 : (this.spent.get(role) ?? 0)) < when.clock;
      case 'phase':
        return this.case_.phases[this.phase]?.id === when.phase;
      case 'round':
        return this.round === when.round;
      case 'fired':
        return this.fired.has(when.inject);
      case 'agreed': {
        const { kind, fact, to, purpose } = when.record;
        return this.inForce(own?.agreed ?? this.agreed, kind, fact, to, purpose);
      }
      case 'field':
        return [form[when.field] ?? []].flat().includes(when.value);
      case 'graded': {
        const given = form[`grade.${when.fact}`];
        const right = this.case_.facts.find(({ id }) => id === when.fact)?.grade;
        return given !== undefined && given === (when.value === 'right' ? right : when.value);
      }
      case 'drew':
        return reader.draws.get(when.chance) ?? false;
      case 'breached':
        return (own?.breached ?? this.breached).has(when.id);
      default: {
        const { status, reply } = question(when.request) ?? { status: '', reply: null };
        if (status === '') return false;
        const meant: Readonly<Record<string, boolean>> = {
          asked: true,
          received: status !== 'sent',
          waiting: ['sent', 'delivered'].includes(status),
          answered: ['answered', 'part-answered'].includes(status),
          'fully-answered': status === 'answered',
          refused: status === 'refused',
          lapsed: status === 'lapsed',
          replied: reply !== null,
        };
        return meant[when.is] ?? false;
      }
    }
  }

  private note(role: string, what: () => void): void {
    this.notes.get(role)?.push(what);
  }

  private score(seq: number, role: string | null, { dimension, points, reason }: ScoreRule): void {
    this.telling.points.push({ seq, role, dimension, points, reason });
  }

  private event(seq: number, kind: string, id: string): void {
    this.telling.events.push({ seq, kind, id, at: this.clock });
  }

  /** What anybody has come to know, or to know better, since this was last asked. */
  private tellKnowledge(): void {
    for (const { id: role } of this.case_.roles)
      for (const fact of this.case_.facts) {
        const known = this.copies.get(role)?.know.get(fact.id) ?? this.know.get(role)?.get(fact.id);
        const key = `${role} ${fact.id}`;
        if (!known || known.level <= (this.seen.get(key) ?? 0)) continue;
        this.seen.set(key, known.level);
        const level = fact.levels[known.level - 1] ?? '';
        this.telling.knew.push({ role, fact: fact.id, level, at: known.at, from: known.from });
      }
  }

  private slowness(channel: string | null): number {
    return this.case_.channels.find(({ id }) => id === channel)?.latency ?? 0;
  }

  private document(id: string | null): readonly { fact: string; level: number }[] {
    return this.case_.documents.find((each) => each.id === id)?.carries ?? [];
  }
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

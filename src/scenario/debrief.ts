import type { Case, Choice, Field, FormValues, Id } from './case';
import { fillForm } from './form-values';
import { momentOf } from './moment';
import { sceneOf } from './offers';
import type { Moment } from './role-view';
import { scored, type ScoreLine, sumOf } from './score';
import { start, step } from './step';
import type { BreachStory, Debrief, Decision, EventStory, FactStory, MessageStory } from './story';
import type { Known, LogEntry, Slot, State } from './state';

export type { BreachStory, Debrief, Decision, EventStory, FactStory, MessageStory } from './story';

/** Tells a run from its log alone. Inputs that the case refuses are left out, as they changed nothing. */
export function debrief(case_: Case, seed: string, log: readonly LogEntry[]): Debrief {
  let state = start(case_, seed);
  const teller = new Teller(case_, state);
  for (const entry of log) {
    const next = step(case_, state, entry.input);
    if ('refused' in next) continue;
    teller.tell(entry, state, next.accepted);
    state = next.accepted;
  }
  return teller.told(state);
}

class Teller {
  private readonly decisions: Decision[] = [];
  private readonly breaches: BreachStory[] = [];
  private readonly events: EventStory[] = [];
  private readonly scores: ScoreLine[] = [];
  private readonly delivered = new Map<Id, number>();
  private readonly known = new Map<Id, FactStory['known'][number][]>();

  constructor(
    private readonly case_: Case,
    first: State,
  ) {
    this.learn(null, first);
    this.event(0, 'phase', first, first.phase, case_.phases[0]?.title ?? '', null);
  }

  tell(entry: LogEntry, before: State, after: State): void {
    const lines = scored(this.case_, before, entry.input, after).map((line) => ({ seq: entry.seq, ...line }));
    this.scores.push(...lines);
    if (entry.input.type === 'decide') this.decision(entry, entry.input, before, after, lines);
    this.breach(entry, before, after, lines);
    this.learn(before, after);
    for (const [id, slot] of Object.entries(after.world.slots))
      if (slot.status !== 'sent' && !this.delivered.has(id)) this.delivered.set(id, after.clock);
    for (const inject of this.case_.injects)
      if (after.world.fired.includes(inject.id) && !before.world.fired.includes(inject.id))
        this.event(entry.seq, 'inject', after, inject.id, inject.title, inject.expects);
    if (after.phase !== before.phase)
      this.event(entry.seq, 'phase', after, after.phase, this.phaseTitle(after.phase), null);
    else if (after.round !== before.round)
      this.event(entry.seq, 'round', after, after.phase, this.phaseTitle(after.phase), null);
  }

  told(state: State): Debrief {
    const { case_ } = this;
    const ending = case_.endings.find((each) => each.id === state.ending);
    const roles = case_.roles.map(({ id, name, country }) => ({ id, name, country }));
    const slots = { ...state.world.slots };
    for (const desk of Object.values(state.desks)) Object.assign(slots, desk.slots);
    return {
      ending: ending ? { id: ending.id, title: ending.title, quality: ending.quality, text: ending.text } : null,
      endedAt: momentOf(case_, state.clock),
      roles,
      decisions: this.decisions,
      messages: Object.entries(slots)
        .map(([id, slot]) => this.message(id, slot))
        .sort((a, b) => a.sentAt.tick - b.sentAt.tick),
      knowledge: case_.facts.map((fact) => ({
        id: fact.id,
        text: fact.text,
        grade: fact.grade,
        handling: case_.handling.find((mark) => mark.id === fact.handling)?.name ?? null,
        known: this.known.get(fact.id) ?? [],
      })),
      breaches: this.breaches,
      events: this.events,
      scores: this.scores,
      byRole: Object.fromEntries(
        roles.map((role) => [role.id, sumOf(this.scores.filter((line) => line.role === role.id))]),
      ),
      room: sumOf(this.scores),
    };
  }

  private decision(
    entry: LogEntry,
    input: Extract<LogEntry['input'], { type: 'decide' }>,
    before: State,
    after: State,
    scores: readonly ScoreLine[],
  ): void {
    const { case_ } = this;
    const scene = sceneOf(case_, before, input.role);
    const choice = scene?.choices.find((each) => [input.choice, case_.aliases[input.choice]].includes(each.id));
    if (!scene || !choice) return;
    this.decisions.push({
      seq: entry.seq,
      actor: entry.actor,
      role: input.role,
      phase: { id: before.phase, title: this.phaseTitle(before.phase) },
      at: momentOf(case_, before.clock + (before.desks[input.role]?.spent ?? 0)),
      doneAt: momentOf(case_, after.clock + (after.desks[input.role]?.spent ?? 0)),
      scene: { id: scene.id, title: scene.title },
      choice: { id: choice.id, label: choice.label },
      form: this.formOf(choice, input.form ?? {}, before, input.role),
      scores,
      debrief: choice.debrief,
    });
  }

  private formOf(choice: Choice, given: FormValues, before: State, role: Id): Decision['form'] {
    const filled = fillForm(choice, given, { case: this.case_, state: before, role });
    if ('refused' in filled) return [];
    return Object.entries(filled.values).map(([name, value]) => {
      const field = choice.form?.fields.find((each) => each.name === name);
      const values = typeof value === 'string' ? [value] : value;
      return {
        field: name,
        label: field?.label ?? null,
        values: values.map((each) => this.valueWords(field, name, each)),
      };
    });
  }

  private valueWords(field: Field | undefined, name: string, value: string): string {
    const { case_ } = this;
    const fact = case_.facts.find((each) => each.id === value);
    const words: Readonly<Record<string, string | null | undefined>> = {
      to: case_.roles.find((role) => role.id === value)?.name,
      channel: case_.channels.find((channel) => channel.id === value)?.name,
      asks: fact?.question,
      gives: fact?.text,
    };
    return field?.options.find((option) => option.value === value)?.label ?? words[name] ?? value;
  }

  private breach(entry: LogEntry, before: State, after: State, lines: readonly ScoreLine[]): void {
    const { case_ } = this;
    const role = entry.input.type === 'decide' ? entry.input.role : null;
    const was = [...before.world.breached, ...(role === null ? [] : (before.desks[role]?.breached ?? []))];
    const now =
      role === null
        ? after.world.breached.filter((id) => case_.checks.some((check) => check.check === 'breach' && check.id === id))
        : (after.desks[role]?.breached ?? []);
    for (const id of now) {
      if (was.includes(id)) continue;
      const check = case_.checks.find((each) => each.check === 'breach' && each.id === id);
      const reason =
        check?.check === 'breach'
          ? check.reason
          : (lines.find((line) => line.of === 'handling' && line.owner === id)?.reason ?? null);
      const at = momentOf(case_, after.clock + (role === null ? 0 : (after.desks[role]?.spent ?? 0)));
      this.breaches.push({
        seq: entry.seq,
        at,
        id,
        text: case_.facts.find((fact) => fact.id === id)?.text ?? id,
        role,
        reason,
      });
    }
  }

  private learn(before: State | null, after: State): void {
    for (const role of this.case_.roles)
      for (const fact of this.case_.facts) {
        const now = knownBy(after, role.id, fact.id);
        if (!now || now.level <= (before ? (knownBy(before, role.id, fact.id)?.level ?? 0) : 0)) continue;
        const line = {
          role: role.id,
          level: fact.levels[now.level - 1] ?? '',
          at: momentOf(this.case_, now.at),
          from: now.from,
          grade: now.grade ?? null,
        };
        this.known.set(fact.id, [...(this.known.get(fact.id) ?? []), line]);
      }
  }

  private message(id: Id, slot: Slot): MessageStory {
    const { case_ } = this;
    const at = (tick: number | null | undefined): Moment | null =>
      tick === null || tick === undefined ? null : momentOf(case_, tick);
    const choice = case_.scenes.flatMap((scene) => scene.choices).find((each) => each.id === id);
    return {
      id,
      label: choice?.label ?? id,
      from: slot.from,
      to: slot.to,
      channel: case_.channels.find((channel) => channel.id === slot.channel)?.name ?? null,
      asks: slot.asks.map((fact) => case_.facts.find((each) => each.id === fact)?.question ?? fact),
      status: slot.status,
      sentAt: momentOf(case_, slot.sentAt),
      deliveredAt: at(this.delivered.get(id)),
      repliedAt: at(slot.reply?.sentAt),
      closedAt: at(slot.closedAt),
    };
  }

  private event(
    seq: number,
    kind: EventStory['kind'],
    state: State,
    id: Id,
    title: string,
    expects: string | null,
  ): void {
    this.events.push({ seq, at: momentOf(this.case_, state.clock), kind, id, title, expects });
  }

  private phaseTitle(id: Id): string {
    return this.case_.phases.find((phase) => phase.id === id)?.title ?? id;
  }
}

function knownBy(state: State, role: Id, fact: Id): Known | undefined {
  return state.desks[role]?.know[fact] ?? state.world.know[role]?.[fact];
}

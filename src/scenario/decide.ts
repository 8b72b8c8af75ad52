import { hashOf } from '../canonical';
import type { Case, Choice, Effect, FormValues, Id } from './case';
import { breachesOf } from './breach';
import { lookup } from './lookup';
import { agreementKey, holds, knownTo, type Sight, slotOf } from './sight';
import type { Desk, Known, Parcel, Reply, Slot, State } from './state';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Says how each chance of a choice falls. */
export type Draw = (chance: Id, wins: number, of: number) => boolean;

/** The draw of a run: it depends on the seed, the role and the choice, and on nothing that happened before. */
export function seededDraw(seed: string, role: Id, choice: Id): Draw {
  return (chance, wins, of) => parseInt(hashOf({ seed, role, choice, chance }).slice(0, 12), 16) % of < wins;
}

/** Takes a choice that is offered, with a complete form. Only the role's own desk changes. */
export function decide(case_: Case, state: State, role: Id, choice: Choice, form: FormValues, draw: Draw): State {
  const before = state.desks[role];
  if (!before) return state;
  const draws = drawsOf(choice, draw);
  const sight: Sight = { case: case_, state, role, form, draws };
  const now = state.clock + before.spent + choice.costs;
  const desk: Mutable<Desk> = {
    ...before,
    spent: before.spent + choice.costs,
    chose: [...before.chose, choice.id],
    feedback: choice.feedback.length > 0 ? choice.id : null,
  };
  sendForm(desk, choice, sight, now);
  for (const effect of choice.effects) if (holds(effect.when, sight)) applyEffect(desk, effect, sight, choice.id, now);
  move(desk, choice, sight);
  const after: State = { ...state, desks: { ...state.desks, [role]: desk } };
  const breaches = breachesOf({ ...sight, state: after }, desk.mail.slice(before.mail.length));
  if (breaches.length === 0) return after;
  const breached = [...new Set([...desk.breached, ...breaches.map((breach) => breach.fact)])];
  return { ...after, desks: { ...after.desks, [role]: { ...desk, breached } } };
}

export function drawsOf(choice: Choice, draw: Draw): Readonly<Record<Id, boolean>> {
  const draws: Record<Id, boolean> = {};
  for (const effect of choice.effects)
    if (effect.do === 'draws') draws[effect.chance] = draw(effect.chance, effect.wins, effect.of);
  return draws;
}

function move(desk: Mutable<Desk>, choice: Choice, sight: Sight): void {
  const then = choice.then.find((each) => holds(each.when, sight));
  if (then?.go === 'scene') desk.at = then.scene;
  else if (then?.go === 'back') {
    desk.at = desk.back.at(-1) ?? null;
    desk.back = desk.back.slice(0, -1);
  } else {
    desk.at = null;
    desk.next = then?.go === 'next-round' ? then.scene : null;
    desk.back = [];
  }
}

function sendForm(desk: Mutable<Desk>, choice: Choice, sight: Sight, now: number): void {
  const { form } = choice;
  const values = sight.form ?? {};
  if (!form || sight.role === null) return;
  const grades = Object.entries(values).filter(([name]) => name.startsWith('grade.'));
  if (grades.length > 0)
    desk.grades = {
      ...desk.grades,
      ...Object.fromEntries(grades.map(([name, value]) => [name.slice(6), String(value)])),
    };
  const asked = form.request === null ? undefined : slotOf(sight, form.request);
  const channel = asked ? asked.channel : one(values['channel']);
  const to = asked ? asked.from : one(values['to']);
  const arrivesAt = now + latencyOf(sight.case, channel);
  const gives = many(values['gives']);
  if (form.kind === 'request' && to !== null)
    desk.slots = { ...desk.slots, [choice.id]: newSlot(sight.role, to, channel, values, now, arrivesAt) };
  if (asked && form.request !== null)
    desk.replies = { ...desk.replies, [form.request]: replyTo(asked, choice, gives, now, arrivesAt) };
  if (to === null) return;
  for (const fact of gives) {
    const told = form.fields
      .find((field) => field.name === 'gives')
      ?.options.find((option) => option.value === fact)?.level;
    desk.mail = [...desk.mail, ...parcel(sight, desk, to, fact, told ?? 0, choice.id, arrivesAt)];
  }
}

function newSlot(from: Id, to: Id, channel: Id | null, values: FormValues, sentAt: number, arrivesAt: number): Slot {
  return {
    from,
    to,
    channel,
    asks: many(values['asks']),
    values,
    status: 'sent',
    sentAt,
    arrivesAt,
    lapsesAt: null,
    reply: null,
    closedAt: null,
  };
}

function replyTo(asked: Slot, choice: Choice, gives: readonly Id[], sentAt: number, arrivesAt: number): Reply {
  const complete = asked.asks.every((fact) => gives.includes(fact));
  const status = choice.form?.kind === 'refuse' ? 'refused' : complete ? 'answered' : 'part-answered';
  return { choice: choice.id, status, sentAt, arrivesAt };
}

function applyEffect(desk: Mutable<Desk>, effect: Effect, sight: Sight, by: Id, now: number): void {
  const role = sight.role ?? '';
  switch (effect.do) {
    case 'learns':
      learn(desk, sight, effect.fact, effect.level, now);
      break;
    case 'takes':
      take(desk, sight, effect.document, now);
      break;
    case 'tells': {
      const arrivesAt = now + latencyOf(sight.case, effect.channel);
      desk.mail = [...desk.mail, ...parcel(sight, desk, effect.to, effect.fact, effect.level, by, arrivesAt)];
      break;
    }
    case 'hands': {
      const arrivesAt = now + latencyOf(sight.case, effect.channel);
      desk.mail = [
        ...desk.mail,
        { from: role, to: effect.to, fact: null, document: effect.document, level: 0, by, arrivesAt },
      ];
      break;
    }
    case 'sets':
      desk.flags = { ...desk.flags, [effect.flag]: effect.value };
      break;
    case 'adds':
      desk.counters = { ...desk.counters, [effect.counter]: (desk.counters[effect.counter] ?? 0) + effect.by };
      break;
    case 'agrees':
      desk.agreed = withAgreement(desk, sight, effect);
      break;
    default:
      break;
  }
}

/** Without a purpose, a withdrawal takes back what was agreed for any purpose. */
function withAgreement(
  desk: Desk,
  sight: Sight,
  effect: Extract<Effect, { do: 'agrees' }>,
): Readonly<Record<string, boolean>> {
  const key = agreementKey(effect.record);
  const { kind, fact, to, purpose } = effect.record;
  if (effect.value || purpose !== null) return { ...desk.agreed, [key]: effect.value };
  const start = `${kind} ${fact} ${to} `;
  const keys = [...Object.keys(sight.state.world.agreed), ...Object.keys(desk.agreed)].filter((each) =>
    each.startsWith(start),
  );
  return { ...desk.agreed, ...Object.fromEntries([key, ...keys].map((each) => [each, false])) };
}

function learn(desk: Mutable<Desk>, sight: Sight, fact: Id, level: number, at: number): void {
  const known = desk.know[fact] ?? knownTo(sight, sight.role ?? '', fact);
  if ((known?.level ?? 0) >= level) return;
  desk.know = { ...desk.know, [fact]: { level, from: 'self', at } };
}

function take(desk: Mutable<Desk>, sight: Sight, id: Id, at: number): void {
  const held = sight.role === null ? [] : (sight.state.world.hold[sight.role] ?? []);
  if (!desk.hold.includes(id) && !held.includes(id)) desk.hold = [...desk.hold, id];
  const document = lookup(sight.case).documents.get(id);
  for (const { fact, level } of document?.carries ?? []) learn(desk, sight, fact, level, at);
}

/** A fact on its way. Level 0 is "as known"; nobody can pass on what they do not know. */
function parcel(sight: Sight, desk: Desk, to: Id, fact: Id, level: number, by: Id, arrivesAt: number): Parcel[] {
  const from = sight.role ?? '';
  const known: Known | undefined = desk.know[fact] ?? knownTo(sight, from, fact);
  if (known === undefined) return [];
  const grade = desk.grades[fact] ?? known.grade;
  const told = level === 0 ? known.level : level;
  return [{ from, to, fact, document: null, level: told, by, arrivesAt, ...(grade === undefined ? {} : { grade }) }];
}

export function latencyOf(case_: Case, channel: Id | null): number {
  return channel === null ? 0 : (lookup(case_).channels.get(channel)?.latency ?? 0);
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}

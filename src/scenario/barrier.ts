import type { Case, Effect, Ending, Id, Inject } from './case';
import { latencyOf } from './decide';
import { emptyDesk, openPhase, openScenes } from './opening';
import { lookup } from './lookup';
import { agreementKey, clamp, holds, type Sight } from './sight';
import type { Desk, Knowledge, Known, News, Parcel, Slot, State, World } from './state';

/** A world under construction at a barrier. */
interface Draft {
  know: Record<Id, Readonly<Record<Id, Known>>>;
  hold: Record<Id, readonly Id[]>;
  flags: Record<Id, boolean>;
  counters: Record<Id, number>;
  slots: Record<Id, Slot>;
  agreed: Record<string, boolean>;
  chose: readonly Id[];
  fired: readonly Id[];
  breached: readonly Id[];
  mail: readonly Parcel[];
  readonly news: Record<Id, News[]>;
}

/**
 * Ends a round: the desks are merged in the declared order of roles, what is due arrives, injects come in, an ending is
 * judged, and the next round or phase begins. `last` is the barrier that ends the phase.
 */
export function passBarrier(case_: Case, state: State, last: boolean): State {
  const clock = clockAtBarrier(case_, state, last);
  const draft = mergeDesks(case_, state);
  deliver(case_, draft, clock);
  const injects = arriving(case_, state, clock);
  const merged: State = { ...state, clock, world: worldOf(draft) };
  for (const inject of injects) applyInject(case_, draft, inject, merged, clock);
  const breaches = breachesNow(case_, injects.length > 0 ? { ...merged, world: worldOf(draft) } : merged);
  draft.breached = [...draft.breached, ...breaches];
  const world = injects.length > 0 || breaches.length > 0 ? worldOf(draft) : merged.world;
  const settled: State = { ...merged, world, news: draft.news, queued: [], desks: emptyDesks(case_, state) };
  const final = last && case_.phases.at(-1)?.id === state.phase;
  const ending = judge(case_, settled, final);
  if (ending) return { ...settled, ending: ending.id };
  const moved = last ? nextPhase(case_, settled, clock) : nextRound(state, settled);
  return openScenes(case_, moved, injects, merged);
}

/** The round's start and the longest time any role spent; at the end of a phase at least its declared length. */
export function clockAtBarrier(case_: Case, state: State, last: boolean): number {
  const phase = case_.phases.find((each) => each.id === state.phase);
  const spent = Math.max(0, ...Object.values(state.desks).map((desk) => desk.spent));
  const earliest = last ? state.phaseBegan + (phase?.lasts ?? 0) : 0;
  return Math.max(state.clock + spent, earliest);
}

function mergeDesks(case_: Case, state: State): Draft {
  const { world } = state;
  const draft: Draft = {
    know: { ...world.know },
    hold: { ...world.hold },
    flags: { ...world.flags },
    counters: { ...world.counters },
    slots: { ...world.slots },
    agreed: { ...world.agreed },
    chose: world.chose,
    fired: world.fired,
    breached: world.breached,
    mail: world.mail,
    news: Object.fromEntries(case_.roles.map((role) => [role.id, []])),
  };
  const added: Record<Id, number> = {};
  for (const role of case_.roles) {
    const desk = state.desks[role.id];
    if (!desk) continue;
    if (desk.chose.length === 0) continue;
    draft.know[role.id] = mergedKnowledge(draft.know[role.id] ?? {}, desk);
    if (desk.hold.length > 0) draft.hold[role.id] = [...new Set([...(draft.hold[role.id] ?? []), ...desk.hold])];
    Object.assign(draft.flags, desk.flags);
    Object.assign(draft.slots, desk.slots);
    Object.assign(draft.agreed, desk.agreed);
    for (const [counter, by] of Object.entries(desk.counters)) added[counter] = (added[counter] ?? 0) + by;
    draft.chose = [...draft.chose, ...desk.chose];
    draft.breached = [...draft.breached, ...desk.breached];
    draft.mail = [...draft.mail, ...desk.mail];
  }
  for (const role of case_.roles)
    for (const [request, reply] of Object.entries(state.desks[role.id]?.replies ?? {})) {
      const slot = draft.slots[request];
      if (slot) draft.slots[request] = { ...slot, reply };
    }
  for (const counter of case_.counters)
    draft.counters[counter.id] = clamp((draft.counters[counter.id] ?? 0) + (added[counter.id] ?? 0), counter.most);
  return draft;
}

function mergedKnowledge(before: Knowledge, desk: Desk): Knowledge {
  const facts = Object.entries(desk.know);
  const grades = Object.entries(desk.grades);
  if (facts.length === 0 && grades.length === 0) return before;
  const know = { ...before };
  for (const [fact, known] of facts) if ((know[fact]?.level ?? 0) < known.level) know[fact] = known;
  for (const [fact, grade] of grades) if (know[fact]) know[fact] = { ...know[fact], grade };
  return know;
}

/** Requests arrive and lapse, answers arrive, parcels are opened. A request never lapses at the barrier it arrives at. */
function deliver(case_: Case, draft: Draft, clock: number): void {
  for (const [request, slot] of Object.entries(draft.slots)) {
    const changed = slotAt(case_, request, slot, clock);
    if (changed === slot) continue;
    draft.slots[request] = changed;
    if (changed.status === 'delivered') draft.news[slot.to]?.push({ kind: 'request', id: request, from: slot.from });
    else draft.news[slot.from]?.push({ kind: 'answer', id: request, from: slot.to });
  }
  if (draft.mail.length === 0) return;
  const due = draft.mail.filter((parcel) => parcel.arrivesAt <= clock);
  draft.mail = draft.mail.filter((parcel) => parcel.arrivesAt > clock);
  for (const parcel of due) open(case_, draft, parcel, clock);
}

function slotAt(case_: Case, request: Id, slot: Slot, clock: number): Slot {
  if (slot.status === 'sent' && slot.arrivesAt <= clock) {
    const due = dueOf(case_, request);
    return { ...slot, status: 'delivered', lapsesAt: due === null ? null : clock + due };
  }
  if (slot.status !== 'delivered') return slot;
  if (slot.reply && slot.reply.arrivesAt <= clock) return { ...slot, status: slot.reply.status, closedAt: clock };
  if (!slot.reply && slot.lapsesAt !== null && slot.lapsesAt <= clock)
    return { ...slot, status: 'lapsed', closedAt: clock };
  return slot;
}

function dueOf(case_: Case, request: Id): number | null {
  return lookup(case_).choices.get(request)?.form?.due ?? null;
}

function open(case_: Case, draft: Draft, parcel: Parcel, clock: number): void {
  const { to, from } = parcel;
  const held = draft.hold[to] ?? [];
  if (parcel.document !== null && !held.includes(parcel.document)) {
    draft.hold[to] = [...held, parcel.document];
    draft.news[to]?.push({ kind: 'document', id: parcel.document, from });
  }
  const document = lookup(case_).documents.get(parcel.document ?? '');
  const facts = parcel.fact === null ? (document?.carries ?? []) : [{ fact: parcel.fact, level: parcel.level }];
  for (const { fact, level } of facts) {
    const before = draft.know[to]?.[fact]?.level ?? 0;
    if (before >= level) continue;
    const known: Known = { level, from, at: clock, ...(parcel.grade === undefined ? {} : { grade: parcel.grade }) };
    draft.know[to] = { ...draft.know[to], [fact]: known };
    draft.news[to]?.push({ kind: 'fact', id: fact, from });
  }
}

/** Injects that come in at this barrier, in declared order: those fired since, and those whose time has come. */
function arriving(case_: Case, state: State, clock: number): readonly Inject[] {
  return case_.injects.filter((inject) => {
    if (state.world.fired.includes(inject.id)) return false;
    return state.queued.includes(inject.id) || (inject.firesAt !== null && inject.firesAt <= clock);
  });
}

/** Conditions of injects read the world after delivery and before any inject of the same barrier. */
function applyInject(case_: Case, draft: Draft, inject: Inject, state: State, clock: number): void {
  draft.fired = [...draft.fired, inject.id];
  for (const role of inject.for) draft.news[role]?.push({ kind: 'inject', id: inject.id, from: inject.id });
  const sight: Sight = { case: case_, state, role: null };
  for (const effect of inject.effects)
    if (holds(effect.when, sight)) applyEffect(case_, draft, effect, inject.id, clock);
  deliver(case_, draft, clock);
}

function applyEffect(case_: Case, draft: Draft, effect: Effect, by: Id, clock: number): void {
  const send = (to: Id, fact: Id | null, document: Id | null, level: number, channel: Id | null): void => {
    draft.mail = [
      ...draft.mail,
      { from: by, to, fact, document, level, by, arrivesAt: clock + latencyOf(case_, channel) },
    ];
  };
  switch (effect.do) {
    case 'learns':
      send(effect.role ?? '', effect.fact, null, effect.level, null);
      break;
    case 'tells':
      send(effect.to, effect.fact, null, effect.level, effect.channel);
      break;
    case 'takes':
      send(effect.role ?? '', null, effect.document, 0, null);
      break;
    case 'hands':
      send(effect.to, null, effect.document, 0, effect.channel);
      break;
    case 'sets':
      draft.flags[effect.flag] = effect.value;
      break;
    case 'adds': {
      const most = lookup(case_).most.get(effect.counter) ?? 0;
      draft.counters[effect.counter] = clamp((draft.counters[effect.counter] ?? 0) + effect.by, most);
      break;
    }
    case 'agrees':
      draft.agreed[agreementKey(effect.record)] = effect.value;
      break;
    default:
      break;
  }
}

function worldOf(draft: Draft): World {
  const { know, hold, flags, counters, slots, agreed, chose, fired, breached, mail } = draft;
  return {
    know: { ...know },
    hold: { ...hold },
    flags: { ...flags },
    counters: { ...counters },
    slots: { ...slots },
    agreed: { ...agreed },
    chose: [...chose].sort(),
    fired: [...fired].sort(),
    breached: [...new Set(breached)].sort(),
    mail: sorted(mail),
  };
}

/** Declared breaches that hold now and did not come about before. */
function breachesNow(case_: Case, state: State): readonly Id[] {
  const sight: Sight = { case: case_, state, role: null };
  return case_.checks.flatMap((check) =>
    check.check === 'breach' && !state.world.breached.includes(check.id) && holds(check.if, sight) ? [check.id] : [],
  );
}

/** Parcels stand in an order that does not tell who decided first. */
function sorted(mail: readonly Parcel[]): readonly Parcel[] {
  if (mail.length < 2) return mail;
  const key = (parcel: Parcel): string =>
    JSON.stringify([parcel.arrivesAt, parcel.from, parcel.to, parcel.fact, parcel.document, parcel.by]);
  return [...mail].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function emptyDesks(case_: Case, state: State): Readonly<Record<Id, Desk>> {
  const feedback = (role: Id): Id | null => state.desks[role]?.feedback ?? null;
  return Object.fromEntries(case_.roles.map((role) => [role.id, { ...emptyDesk(null), feedback: feedback(role.id) }]));
}

/** The first ending whose condition holds; before the last barrier only those marked "at once". */
export function judge(case_: Case, state: State, final: boolean): Ending | undefined {
  const sight: Sight = { case: case_, state, role: null };
  return (
    case_.endings.find((ending) => (final || ending.atOnce) && holds(ending.if, sight)) ??
    (final ? case_.endings.at(-1) : undefined)
  );
}

function nextRound(before: State, settled: State): State {
  const desks = Object.entries(settled.desks).map(([role, desk]): [Id, Desk] => [
    role,
    { ...desk, at: before.desks[role]?.next ?? null },
  ]);
  return { ...settled, round: settled.round + 1, desks: Object.fromEntries(desks) };
}

function nextPhase(case_: Case, settled: State, clock: number): State {
  const index = case_.phases.findIndex((phase) => phase.id === settled.phase);
  const phase = case_.phases[index + 1];
  return phase ? openPhase(case_, { ...settled, phase: phase.id, round: 1, phaseBegan: clock }) : settled;
}

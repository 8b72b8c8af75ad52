import { type Case, type Id } from '../case';
import { latencyOf } from '../decide';
import { lookup } from '../lookup';
import type { Desk, Parcel, Slot, State } from '../state';
import { horizonOf, type Lists, listsOf } from './lists';
import { liveness } from './live';

/**
 * Says when two situations of a role inside a round are the same for everything that can still happen: a key made only
 * of what is still read. `desk` is for a role that decides, `done` for one that waits for the barrier.
 */
export interface Projection {
  desk(state: State, role: Id): string;
  done(state: State, role: Id): string;
}

export function projectionOf(case_: Case): Projection {
  const live = liveness(case_);
  const horizon = horizonOf(case_);
  const order = new Map(case_.phases.map((phase, index) => [phase.id, index]));
  const lists = new Map<number, Lists>();
  const listsAt = (threshold: number): Lists => {
    const known = lists.get(threshold) ?? listsOf(case_, live, threshold);
    lists.set(threshold, known);
    return known;
  };
  const phaseOf = (state: State): number => order.get(state.phase) ?? 0;
  return {
    desk: (state, role) => {
      const desk = state.desks[role];
      if (!desk) return '';
      return [
        place(desk),
        desk.spent,
        deskKey(case_, state, desk, role, listsAt(phaseOf(state)), state.clock, horizon),
      ].join('|');
    },
    done: (state, role) => {
      const desk = state.desks[role];
      if (!desk) return '';
      const phase = case_.phases[phaseOf(state)];
      const last = state.round >= (phase?.rounds ?? 1);
      const ends = Math.max(state.clock + desk.spent, last ? state.phaseBegan + (phase?.lasts ?? 0) : 0);
      const at = listsAt(phaseOf(state) + (last ? 0.5 : 0));
      return [last ? '' : place(desk), ends, deskKey(case_, state, desk, role, at, ends, horizon)].join('|');
    },
  };
}

function place(desk: Desk | undefined): string {
  return desk ? `${desk.at ?? ''}>${desk.next ?? ''}<${desk.back.map((each) => each ?? '').join('<')}` : '';
}

/** How many of the levels that are still told apart have been reached. */
function level(known: number, levels: readonly number[]): number {
  let reached = 0;
  for (const each of levels) if (known >= each) reached += 1;
  return reached;
}

function slotKey(case_: Case, id: Id, slot: Slot, at: Lists, clock: number, horizon: number): string {
  const closed = slot.status !== 'sent' && slot.status !== 'delivered';
  const asks = at.asks.has(id) ? slot.asks.join('+') : '';
  const told = (status: string): string => (status === 'part-answered' && !at.asks.has(id) ? 'answered' : status);
  if (closed) return `${id}=${told(slot.status)}`;
  const when = (tick: number | null): number | string =>
    tick === null ? '' : tick > horizon ? 'x' : Math.max(0, tick - clock);
  const reply = slot.reply ? `${told(slot.reply.status)}@${String(when(slot.reply.arrivesAt))}` : '';
  return `${id}=${slot.status}>${slot.to}@${String(slot.status === 'sent' ? when(slot.arrivesAt) : '')}/${String(when(slot.lapsesAt))}/${asks}/${String(latencyOf(case_, slot.channel))}/${reply}`;
}

/** Parcels that could still teach somebody something that is read, whoever else knows it by now. */
function parcels(case_: Case, mail: readonly Parcel[], at: Lists, clock: number, horizon: number): string {
  const keys = mail
    .filter((parcel) => parcel.arrivesAt <= horizon && changesSomething(case_, parcel, at))
    .map(
      (parcel) =>
        `${parcel.to}:${parcel.fact ?? ''}${parcel.document ?? ''}:${String(parcel.level)}@${String(Math.max(0, parcel.arrivesAt - clock))}`,
    );
  return [...new Set(keys)].sort().join();
}

function changesSomething(case_: Case, parcel: Parcel, at: Lists): boolean {
  if (parcel.document !== null && at.has.some((each) => each.role === parcel.to && each.document === parcel.document))
    return true;
  const document = lookup(case_).documents.get(parcel.document ?? '');
  const facts = parcel.fact === null ? (document?.carries ?? []) : [{ fact: parcel.fact, level: parcel.level }];
  return facts.some(({ fact, level: told }) => level(told, at.levelsOf.get(`${parcel.to} ${fact}`) ?? []) > 0);
}

function deskKey(case_: Case, state: State, desk: Desk, role: Id, at: Lists, clock: number, horizon: number): string {
  const world = state.world;
  const knows = (at.knowsOf.get(role) ?? []).map(({ fact, levels }) =>
    level(desk.know[fact]?.level ?? world.know[role]?.[fact]?.level ?? 0, levels),
  );
  const replies = Object.entries(desk.replies).filter(([id]) => at.slots.has(id));
  const flags = Object.entries(desk.flags).filter(([id]) => at.flags.includes(id));
  const counters = Object.entries(desk.counters).filter(([id, by]) => by !== 0 && at.counters.includes(id));
  const agreed = Object.entries(desk.agreed).filter(([key]) => at.agreed.has(key.split(' ').slice(1, 3).join(' ')));
  return [
    knows.join(''),
    desk.hold
      .filter((document) => at.has.some((each) => each.role === role && each.document === document))
      .sort()
      .join(),
    flags
      .map(([id, value]) => `${id}${value ? '+' : '-'}`)
      .sort()
      .join(),
    counters
      .map(([id, by]) => `${id}${String(by)}`)
      .sort()
      .join(),
    Object.entries(desk.slots)
      .filter(([id]) => at.slots.has(id))
      .map(([id, slot]) => slotKey(case_, id, slot, at, clock, horizon))
      .sort()
      .join(),
    replies
      .map(
        ([id, reply]) =>
          `${id}=${reply.status}@${String(reply.arrivesAt > horizon ? 'x' : Math.max(0, reply.arrivesAt - clock))}`,
      )
      .sort()
      .join(),
    agreed
      .map(([key, value]) => `${key}${value ? '+' : '-'}`)
      .sort()
      .join(),
    desk.chose
      .filter((id) => at.chose.has(id))
      .sort()
      .join(),
    desk.breached
      .filter((id) => at.breached.has(id))
      .sort()
      .join(),
    parcels(case_, desk.mail, at, clock, horizon),
  ].join('|');
}

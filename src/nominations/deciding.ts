import type { Person } from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { findAddressOf, withdrawInvitation, writeInvitation } from '../mail';
import { type Deed as Meant, addNewcomer, freeSeats, giveUpPlace, setReplaces, whoAre } from '../roster';
import { type Workshop, enrol } from '../workshops';
import { type Deed, type Nomination, deeds, deedsOf, lastPlace, neighbours } from './nomination';
import { addState, findNomination, listNominations, setPerson } from './queries';

export interface Desk {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/**
 * What became of a decision. `repeated`: the same form was taken before. `moved`: something else happened first. `full`:
 * no place is free. `ask`: the name may mean somebody known, and nobody has said who. Only `done` has changed anything.
 */
export type Outcome = 'done' | 'repeated' | 'moved' | 'full' | { readonly ask: Meant };

export interface Decision {
  readonly then: Deed;
  /** The last state that the page knew. */
  readonly seen: number;
  readonly because?: string;
  readonly who?: string | undefined;
}

/**
 * Decides about one nomination. The workshop is held meanwhile, so that the last place is given once. Approval enrols
 * the person (a substitute: in the place of whom they replace) and writes an invitation for staff to read; withdrawal
 * frees the place, and nobody is moved up by it.
 */
export function decide(desk: Desk, by: Person, workshop: Workshop, id: string, decision: Decision): Promise<Outcome> {
  return desk.db.transaction(async (trx) => {
    const free = await freeSeats(trx, workshop);
    const nomination = await findNomination(trx, workshop, id);
    const { to } = deeds[decision.then];
    if (!nomination) return 'moved';
    if (nomination.seq !== decision.seen)
      return nomination.seq === decision.seen + 1 && nomination.state === to ? 'repeated' : 'moved';
    if (!deedsOf(nomination).includes(decision.then)) return 'moved';
    if (decision.then === 'approve') return approve({ ...desk, db: trx }, by, workshop, nomination, free, decision.who);
    if (decision.then === 'withdraw') await leave({ ...desk, db: trx }, by, workshop, nomination);
    const place = to === 'waiting' ? { place: lastPlace(await listNominations(trx, workshop)) } : {};
    const because = decision.because === undefined ? {} : { because: decision.because };
    await addState(trx, desk.origin, desk.clock(), nomination, { state: to, by, ...because, ...place });
    await audit({ ...desk, db: trx }, workshop, by, nomination, `nomination ${to}`);
    return 'done';
  });
}

async function approve(
  desk: Desk,
  by: Person,
  workshop: Workshop,
  nomination: Nomination,
  free: number,
  answer: string | undefined,
): Promise<Outcome> {
  const { db: trx, origin } = desk;
  const at = desk.clock();
  const before = nomination.replaces === null ? undefined : await findNomination(trx, workshop, nomination.replaces);
  const takesOver = before?.state === 'approved' && before.placed;
  const [meant] = await whoAre(trx, by, workshop, [lineOf(nomination)], answer ? new Map([[0, answer]]) : new Map());
  if (!meant || meant.kind === 'ask') return meant ? { ask: meant } : 'moved';
  if (meant.kind !== 'enrolled' && free + (takesOver ? 1 : 0) < 1) return 'full';
  const freed = takesOver && before.personId ? await giveUpPlace(trx, at, workshop, before.personId) : undefined;
  const personId =
    meant.kind === 'known' || meant.kind === 'enrolled'
      ? meant.personId
      : await addNewcomer(trx, origin, at, { name: nomination.name ?? '', email: nomination.email });
  await enrol(trx, origin, at, workshop, personId, {
    role: 'participant',
    represents: nomination.represents ?? undefined,
    agency: nomination.agency ?? undefined,
    languages: nomination.languages,
    nominatedOn: dayAtVenue(nomination.madeAt, workshop.timeZone),
  });
  if (freed !== undefined) await setReplaces(trx, workshop, personId, freed);
  if (before && deedsOf(before).includes('withdraw')) {
    if (before.personId) await withdrawInvitation(trx, origin, at, by, workshop, before.personId);
    await addState(trx, origin, at, before, { state: 'replaced', by });
    await audit(desk, workshop, by, before, 'nomination replaced');
  }
  await setPerson(trx, nomination, personId);
  await addState(trx, origin, at, nomination, { state: 'approved', by });
  await audit(desk, workshop, by, nomination, 'nomination approved');
  const addressee = await findAddressOf(trx, personId);
  if (addressee && !addressee.hasSignIn) await writeInvitation(trx, origin, at, workshop, addressee);
  return 'done';
}

/** Gives up the place that an approved nominee holds, and takes back the invitation to it. */
async function leave(
  { db: trx, clock, origin }: Desk,
  by: Person | null,
  workshop: Pick<Workshop, 'id'>,
  { state, personId }: Nomination,
): Promise<void> {
  if (state !== 'approved' || personId === null) return;
  await giveUpPlace(trx, clock(), workshop, personId);
  await withdrawInvitation(trx, origin, clock(), by, workshop, personId);
}

/** Withdraws one of an agency's own nominations by its link. The same form again changes nothing. */
export function withdrawByAgency(
  desk: Desk,
  agencyId: string,
  workshop: Workshop | Pick<Workshop, 'id' | 'capacity'>,
  id: string,
  seen: number,
): Promise<Outcome> {
  return desk.db.transaction(async (trx) => {
    await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
    const nomination = await findNomination(trx, workshop, id);
    if (nomination?.agencyId !== agencyId) return 'moved';
    if (nomination.seq !== seen)
      return nomination.seq === seen + 1 && nomination.state === 'withdrawn' ? 'repeated' : 'moved';
    if (!deedsOf(nomination).includes('withdraw')) return 'moved';
    const held = { ...desk, db: trx };
    await leave(held, null, workshop, nomination);
    await addState(trx, desk.origin, desk.clock(), nomination, { state: 'withdrawn', by: null });
    await audit(held, workshop, null, nomination, 'nomination withdrawn');
    return 'done';
  });
}

/** Changes the places of two neighbours on the waiting list; both rows say who did it. */
export function moveInList(
  desk: Desk,
  by: Person,
  workshop: Workshop,
  id: string,
  { seen, way }: { readonly seen: number; readonly way: 'up' | 'down' },
): Promise<Outcome> {
  return desk.db.transaction(async (trx) => {
    await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
    const all = await listNominations(trx, workshop);
    const moved = all.find((one) => one.id === id);
    if (moved?.seq !== seen) return moved?.seq === seen + 1 && moved.state === 'waiting' ? 'repeated' : 'moved';
    const pair = neighbours(all, id, way);
    if (!pair) return 'moved';
    const [one, other] = pair;
    for (const [each, place] of [
      [one, other.place],
      [other, one.place],
    ] as const) {
      await addState(trx, desk.origin, desk.clock(), each, {
        ...{ state: 'waiting', by, place: place ?? 1 },
        ...(each.because === null ? {} : { because: each.because }),
      });
    }
    await audit({ ...desk, db: trx }, workshop, by, moved, `nomination moved ${way}`);
    return 'done';
  });
}

/** As a line of a list for the roster, so that one rule says who is meant. */
export function lineOf(nomination: Nomination, line = 0) {
  const { name, email, represents, agency, languages } = nomination;
  const seat = { represents, agency, languages, role: 'participant', nominatedOn: null } as const;
  return { line, name: name ?? '', email, ...seat };
}

/** Names are not written into the audit: what is removed from a nomination later must not stand there. */
export async function audit(
  { db, clock, origin }: Desk,
  workshop: Pick<Workshop, 'id'>,
  by: Person | null,
  { id }: Pick<Nomination, 'id'>,
  action: string,
): Promise<void> {
  await record(db, origin, clock(), { workshopId: workshop.id, actorId: by?.id ?? null, action, subject: id });
}

import { type Person, fold } from '../accounts';
import { record } from '../audit';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { digestOf, newSecret } from '../ids';
import type { Workshop } from '../workshops';

/** An agency of a state or organisation that was asked to name people, with its link where one is open. */
export interface NominatingAgency {
  readonly id: string;
  readonly represents: string;
  readonly agency: string | null;
  /** ISO day, the last on which the link opens anything. */
  readonly endsOn: string | null;
  readonly named: number;
}

/** What a visitor with a link may know of the workshop, and act upon. */
export type NominatingWorkshop = Pick<
  Workshop,
  'id' | 'title' | 'venue' | 'timeZone' | 'startsOn' | 'endsOn' | 'capacity'
>;

export interface Nominator {
  readonly id: string;
  readonly represents: string;
  readonly agency: string | null;
  readonly endsOn: string;
  readonly workshop: NominatingWorkshop;
}

export function agencyKey(represents: string, agency: string | null): string {
  return JSON.stringify([fold(represents), fold(agency ?? '')]);
}

const columns = { id: 'nominating_agencies.id', represents: 'represents', agency: 'agency', endsOn: 'ends_on' };

export function listAgencies(db: Db, workshop: Pick<Workshop, 'id'>): Promise<NominatingAgency[]> {
  return db('nominating_agencies')
    .leftJoin('nomination_links as link', (on) =>
      on.on('link.agency_id', 'nominating_agencies.id').andOnNull('link.ended_at'),
    )
    .where({ workshop_id: workshop.id })
    .orderByRaw('represents collate "und-x-icu", agency collate "und-x-icu"')
    .select<NominatingAgency[]>(
      columns,
      db.raw('(select count(*)::int from nominations where agency_id = nominating_agencies.id) as named'),
    );
}

export async function findAgency(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
  by: { readonly id: string } | { readonly key: string },
): Promise<string | undefined> {
  const row = await db('nominating_agencies')
    .where({ workshop_id: workshop.id, ...by })
    .first<{ id: string } | undefined>('id');
  return row?.id;
}

/** Asks an agency of this workshop, once for each: an agency that was asked before keeps its row. Answers its id. */
export async function askAgency(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Pick<Workshop, 'id'>,
  asked: { readonly id: string; readonly represents: string; readonly agency: string | null },
): Promise<string> {
  const key = agencyKey(asked.represents, asked.agency);
  const [added] = await trx('nominating_agencies')
    .insert({ ...asked, key, origin, workshop_id: workshop.id, made_at: at, made_by: by.id })
    .onConflict(['workshop_id', 'key'])
    .ignore()
    .returning<{ id: string }[]>('id');
  return added?.id ?? (await findAgency(trx, workshop, { key })) ?? asked.id;
}

/**
 * Makes an agency's link, and ends the one it had. Only the digest is kept: the path is answered here and never again.
 * Undefined for a form that was taken before: `input` is its id.
 */
export async function makeAgencyLink(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Pick<Workshop, 'id'>,
  agencyId: string,
  { input, endsOn }: { readonly input: string; readonly endsOn: string },
): Promise<{ path: string; until: Date } | undefined> {
  await trx('nominating_agencies').where({ id: agencyId }).forUpdate().first('id');
  if (await trx('nomination_links').where({ input_id: input }).first<object | undefined>('digest')) return undefined;
  await endAgencyLink(trx, at, by, agencyId);
  const secret = newSecret();
  await trx('nomination_links').insert({
    ...{ digest: digestOf(secret), origin, agency_id: agencyId, input_id: input, ends_on: endsOn },
    ...{ made_at: at, made_by: by.id },
  });
  const deed = { workshopId: workshop.id, actorId: by.id, action: 'nomination link made', subject: agencyId };
  await record(trx, origin, at, { ...deed, after: { endsOn } });
  return { path: `/nominate/${secret}`, until: new Date(`${endsOn}T00:00:00Z`) };
}

/** Ends an agency's link. False where it had none. */
export async function endAgencyLink(trx: Db, at: Date, by: Person, agencyId: string): Promise<boolean> {
  const ended = await trx('nomination_links')
    .where({ agency_id: agencyId, ended_at: null })
    .update({ ended_at: at, ended_by: by.id });
  return ended > 0;
}

type NominatorRow = Omit<Nominator, 'workshop'> &
  Omit<NominatingWorkshop, 'id' | 'endsOn'> & { readonly workshopId: string; readonly lastDay: string };

/** Who holds this secret, until the end of the link's last day at the venue. */
export async function findNominator(db: Db, now: Date, secret: unknown): Promise<Nominator | undefined> {
  const row = await db('nomination_links as link')
    .join('nominating_agencies', 'nominating_agencies.id', 'agency_id')
    .join('workshops', 'workshops.id', 'nominating_agencies.workshop_id')
    .where({ digest: digestOf(String(secret)), ended_at: null })
    .first<NominatorRow | undefined>({
      ...columns,
      endsOn: 'link.ends_on',
      workshopId: 'workshops.id',
      title: 'title',
      venue: 'venue',
      timeZone: 'time_zone',
      startsOn: 'starts_on',
      lastDay: 'workshops.ends_on',
      capacity: 'capacity',
    });
  if (!row || row.endsOn < dayAtVenue(now, row.timeZone)) return undefined;
  const { id, represents, agency, endsOn, workshopId, lastDay, ...facts } = row;
  return { id, represents, agency, endsOn, workshop: { ...facts, id: workshopId, endsOn: lastDay } };
}

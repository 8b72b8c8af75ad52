import type { Db } from '../db/db';
import type { Workshop } from '../workshops';

/** One place in a workshop, held now or formerly. */
export interface RosterEntry {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly displayName: string;
  /** The address that is theirs, or that they sign in with. */
  readonly email: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly role: 'facilitator' | 'participant' | 'observer' | 'interpreter';
  readonly nominatedOn: string | null;
  readonly languages: readonly string[];
  readonly endedAt: Date | null;
  /** Whose place this one took over. */
  readonly replaces: string | null;
  readonly signsIn: boolean;
  readonly runsProgramme: boolean;
  /** The record was merged into another and is closed. */
  readonly mergedAway: boolean;
}

const columns = {
  enrolmentId: 'enrolments.id',
  personId: 'people.id',
  displayName: 'people.display_name',
  represents: 'enrolments.represents',
  agency: 'enrolments.agency',
  role: 'enrolments.role',
  nominatedOn: 'enrolments.nominated_on',
  languages: 'enrolments.languages',
  endedAt: 'enrolments.ended_at',
};

const looked = `
  coalesce((select email from person_emails where person_id = people.id),
    (select email from sign_ins where person_id = people.id)) as email,
  (select display_name from enrolments before join people replaced on replaced.id = before.person_id
    where before.id = enrolments.replaces) as replaces,
  people.merged_into is not null as "mergedAway",
  exists (select from sign_ins where person_id = people.id) as "signsIn",
  exists (select from programme_roles where person_id = people.id and ended_at is null) as "runsProgramme"`;

/** The roster, by name as ICU sorts it; `former` are the places that ended. */
export function listRoster(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
  which: 'now' | 'former' = 'now',
): Promise<RosterEntry[]> {
  return places(db, workshop)
    .modify((query) => {
      if (which === 'now') void query.whereNull('ended_at');
      else void query.whereNotNull('ended_at');
    })
    .orderByRaw(`display_name collate "und-x-icu", people.id`);
}

/** The places that one person holds in a workshop. */
export function listPlaces(db: Db, workshop: Pick<Workshop, 'id'>, personId: string): Promise<RosterEntry[]> {
  return places(db, workshop).where({ 'people.id': personId }).whereNull('ended_at').orderBy('enrolments.role');
}

function places(db: Db, workshop: Pick<Workshop, 'id'>) {
  return db('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id })
    .select<RosterEntry[]>(columns, db.raw(looked));
}

/** Ends a place; its row stays. False when it had ended before. */
export async function endPlace(
  trx: Db,
  at: Date,
  workshop: Pick<Workshop, 'id'>,
  enrolmentId: string,
): Promise<boolean> {
  const ended = await trx('enrolments')
    .where({ id: enrolmentId, workshop_id: workshop.id, ended_at: null })
    .update({ ended_at: at });
  return ended === 1;
}

/** Says of somebody's place in a workshop that it took over another. */
export async function setReplaces(
  trx: Db,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
  replaces: string,
): Promise<void> {
  await trx('enrolments').where({ workshop_id: workshop.id, person_id: personId, ended_at: null }).update({ replaces });
}

/** Whether somebody's certificate of this workshop would lose its cohort if their place ended. */
export async function holdsCertificate(db: Db, workshop: Pick<Workshop, 'id'>, personId: string): Promise<boolean> {
  const row = await db('certificates')
    .where({ workshop_id: workshop.id, person_id: personId })
    .first<object | undefined>('id');
  return row !== undefined;
}

/** Locks a workshop's places until the transaction ends. */
export async function lockPlaces(trx: Db, workshop: Pick<Workshop, 'id'>): Promise<void> {
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
}

/** The person who has this address, to sign in with or as their own. */
export async function findByEmail(db: Db, email: string): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select coalesce(people.merged_into, people.id) as id from people join
       (select person_id, email from sign_ins union all select person_id, email from person_emails) owned
       on owned.person_id = people.id where owned.email = ? limit 1`,
    [email],
  );
  return rows[0]?.id;
}

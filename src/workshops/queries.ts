import { type Person, broke, mayRunProgramme } from '../accounts';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { newCode, newId } from '../ids';
import type { Workshop, WorkshopRole } from './workshop';

const columns = {
  id: 'workshops.id',
  origin: 'workshops.origin',
  title: 'workshops.title',
  venue: 'workshops.venue',
  timeZone: 'workshops.time_zone',
  startsOn: 'workshops.starts_on',
  endsOn: 'workshops.ends_on',
  language: 'workshops.language',
  capacity: 'workshops.capacity',
  joinCode: 'workshops.join_code',
  publicationId: 'workshops.publication_id',
  overlay: 'workshops.overlay',
  tailoring: 'workshops.tailoring',
};

/** The workshops this person may see: those they are enrolled in; all of them for programme staff. */
function visibleTo(db: Db, person: Person) {
  const own = `array(select role from enrolments where workshop_id = workshops.id and person_id = ? and ended_at is null order by role)`;
  const roles = mayRunProgramme(person) ? `array_append(${own}, 'staff')` : own;
  const query = db('workshops').select<Workshop[]>(columns, db.raw(`${roles} as roles`, [person.id]));
  if (mayRunProgramme(person)) return query;
  return query.whereExists(
    db('enrolments').whereRaw('workshop_id = workshops.id').where({ person_id: person.id, ended_at: null }),
  );
}

export async function listWorkshops(db: Db, person: Person): Promise<Workshop[]> {
  return visibleTo(db, person).orderBy('starts_on', 'desc').orderBy('id', 'desc');
}

export async function findWorkshop(db: Db, person: Person, id: string): Promise<Workshop | undefined> {
  const [workshop] = await visibleTo(db, person).where('workshops.id', id).limit(1);
  return workshop;
}

/** A workshop by the code that is shown in its room: what a visitor may know before they join. */
export function findByJoinCode(db: Db, code: string): Promise<Omit<Workshop, 'roles'> | undefined> {
  return db('workshops').where({ join_code: code }).first<Omit<Workshop, 'roles'> | undefined>(columns);
}

export interface NewWorkshop {
  readonly title: string;
  readonly venue: string;
  readonly timeZone: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  readonly publicationId: string;
  /** One of the publication's overlays. */
  readonly overlay?: string | undefined;
}

/** Opens a workshop under a new join code, with this person as its facilitator. Takes an id so that a form sent twice opens one. */
export async function openWorkshop(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  id: string,
  plan: NewWorkshop,
): Promise<void> {
  const added = await trx('workshops')
    .insert({
      id,
      origin,
      title: plan.title,
      venue: plan.venue,
      time_zone: plan.timeZone,
      starts_on: plan.startsOn,
      ends_on: plan.endsOn,
      capacity: plan.capacity,
      join_code: newCode(6),
      publication_id: plan.publicationId,
      overlay: plan.overlay ?? null,
      created_at: at,
      created_by: person.id,
    })
    .onConflict('id')
    .ignore()
    .returning<{ id: string }[]>('id');
  if (added.length > 0)
    await enrol(trx, origin, at, { id, capacity: plan.capacity }, person.id, { role: 'facilitator' });
}

export interface Seat {
  readonly role: WorkshopRole;
  readonly represents?: string | undefined;
  readonly agency?: string | undefined;
  readonly languages?: readonly string[];
  /** ISO day. */
  readonly nominatedOn?: string;
}

/** Takes a seat. Locks the workshop, so that two people cannot take the last one; taking one's own seat again is nothing. */
export async function enrol(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Pick<Workshop, 'id' | 'capacity'>,
  personId: string,
  seat: Seat,
): Promise<void> {
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
  if (seat.role === 'participant') {
    const others = await trx('enrolments')
      .where({ workshop_id: workshop.id, role: 'participant', ended_at: null })
      .whereNot({ person_id: personId })
      .count<{ count: string }[]>();
    if (Number(others[0]?.count) >= workshop.capacity) throw new Conflict('join.full', { seats: workshop.capacity });
  }
  await trx('enrolments')
    .insert({
      id: newId(),
      origin,
      workshop_id: workshop.id,
      person_id: personId,
      role: seat.role,
      represents: seat.represents ?? null,
      agency: seat.agency ?? null,
      ...(seat.languages && { languages: [...seat.languages] }),
      ...(seat.nominatedOn && { nominated_on: seat.nominatedOn }),
      enrolled_at: at,
    })
    .onConflict(trx.raw('(workshop_id, person_id, role) where ended_at is null') as unknown as string)
    .ignore()
    .catch((error: unknown) => {
      throw broke(error, 'enrolments_person_id_foreign') ? new Conflict('join.unknownPerson') : error;
    });
}

export interface Enrolled {
  readonly personId: string;
  readonly displayName: string;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly role: WorkshopRole;
}

/** The cohort, by name as ICU sorts it. Takes the workshop: whoever holds it may see who is in it. */
export function listEnrolled(db: Db, workshop: Pick<Workshop, 'id'>, role?: WorkshopRole): Promise<Enrolled[]> {
  return db('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id, ended_at: null })
    .modify((query) => {
      if (role) void query.where({ role });
    })
    .orderByRaw(`display_name collate "und-x-icu", people.id`)
    .select<Enrolled[]>({
      personId: 'people.id',
      displayName: 'people.display_name',
      represents: 'enrolments.represents',
      agency: 'enrolments.agency',
      role: 'enrolments.role',
    });
}

/** Pins another text to a workshop: what its facilitators chose and wrote, or another publication. */
export async function pinText(
  trx: Db,
  { id }: Pick<Workshop, 'id'>,
  text: Partial<Pick<Workshop, 'publicationId' | 'overlay' | 'tailoring'>>,
): Promise<void> {
  const { publicationId, ...others } = text;
  await trx('workshops')
    .where({ id })
    .update({ ...others, ...(publicationId === undefined ? {} : { publication_id: publicationId }) });
}

/** Somebody has begun a test or the case, or has a certificate: from then on, the workshop keeps its publication. */
export async function hasBegun(db: Db, { id }: Pick<Workshop, 'id'>): Promise<boolean> {
  const [row] = await db.select<{ begun: boolean }[]>(
    db.raw(
      `exists (select from attempts where workshop_id = :id) or exists (select from runs where workshop_id = :id)
         or exists (select from certificates where workshop_id = :id) as begun`,
      { id },
    ),
  );
  return row?.begun === true;
}

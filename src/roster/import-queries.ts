import { type Person, foldName, mayRunProgramme } from '../accounts';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { Mapping } from './columns';
import { type Known, type KnownPeople, type Planned, isAdded } from './plan';
import type { RosterLine } from './roster';
import type { Sheet } from '../intake/sheet';

/** A file that was sent and read. Its sheet is kept until it is confirmed, and no longer. */
export interface RosterImport {
  readonly id: string;
  readonly fileName: string;
  readonly sheet: Sheet | null;
  readonly mapping: Mapping;
  readonly madeAt: Date;
  readonly confirmedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly added: number;
}

const columns = {
  id: 'id',
  fileName: 'file_name',
  mapping: 'mapping',
  madeAt: 'made_at',
  confirmedAt: 'confirmed_at',
  undoneAt: 'undone_at',
};

const added = '(select count(*)::int from roster_import_rows where import_id = roster_imports.id) as added';

/** Keeps what was read from a file; unconfirmed files of more than a week ago go. */
export async function keepImport(
  db: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
  file: { readonly name: string; readonly sheet: Sheet; readonly mapping: Mapping },
): Promise<string> {
  const id = newId();
  const weekAgo = new Date(at.getTime() - 7 * 86_400_000);
  await db('roster_imports').where({ confirmed_at: null }).where('made_at', '<', weekAgo).delete();
  await db('roster_imports').insert({
    id,
    origin,
    workshop_id: workshop.id,
    file_name: file.name,
    sheet: JSON.stringify(file.sheet),
    mapping: JSON.stringify(file.mapping),
    made_at: at,
    made_by: by.id,
  });
  return id;
}

export function listImports(db: Db, workshop: Workshop): Promise<Omit<RosterImport, 'sheet'>[]> {
  return db('roster_imports')
    .where({ workshop_id: workshop.id })
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .select<Omit<RosterImport, 'sheet'>[]>(columns, db.raw(added));
}

export function findImport(db: Db, workshop: Workshop, id: string): Promise<RosterImport | undefined> {
  return db('roster_imports')
    .where({ workshop_id: workshop.id, id })
    .first<RosterImport | undefined>({ ...columns, sheet: 'sheet' }, db.raw(added));
}

/** The import, locked until the transaction ends: whoever confirms or undoes it at the same moment waits. */
export async function lockImport(trx: Db, workshop: Workshop, id: string): Promise<RosterImport | undefined> {
  await trx('roster_imports').where({ workshop_id: workshop.id, id }).forUpdate().first('id');
  return findImport(trx, workshop, id);
}

export async function setMapping(db: Db, id: string, mapping: Mapping): Promise<void> {
  await db('roster_imports')
    .where({ id, confirmed_at: null })
    .update({ mapping: JSON.stringify(mapping) });
}

export async function closeImport(trx: Db, at: Date, id: string): Promise<void> {
  await trx('roster_imports').where({ id }).update({ confirmed_at: at, sheet: null });
}

export async function markUndone(trx: Db, at: Date, id: string): Promise<void> {
  await trx('roster_imports').where({ id }).update({ undone_at: at });
}

const knownColumns = {
  personId: 'people.id',
  displayName: 'people.display_name',
  represents: 'enrolments.represents',
  agency: 'enrolments.agency',
  role: 'enrolments.role',
  nominatedOn: 'enrolments.nominated_on',
  workshop: 'workshops.title',
};

const anEmail = `coalesce((select email from person_emails where person_id = people.id),
  (select email from sign_ins where person_id = people.id)) as email`;

/**
 * Everybody whom these lines may mean: the cohort, the owners of the addresses, and people of the same name in the
 * workshops that the one who asks may see.
 */
export async function listKnown(
  db: Db,
  by: Person,
  workshop: Workshop,
  lines: readonly RosterLine[],
): Promise<KnownPeople> {
  const enrolled = () =>
    db('enrolments')
      .join('people', 'people.id', 'enrolments.person_id')
      .join('workshops', 'workshops.id', 'enrolments.workshop_id')
      .whereNull('people.merged_into')
      .orderBy('enrolments.enrolled_at', 'desc');
  const here = await enrolled()
    .where({ workshop_id: workshop.id, ended_at: null })
    .select<Known[]>(knownColumns, db.raw(anEmail), db.raw('true as here'));
  const keys = [...new Set(lines.map((line) => foldName(line.name)))].filter(Boolean);
  const elsewhere = await enrolled()
    .whereRaw('people.name_key = any(?)', [keys])
    .whereRaw('(enrolments.workshop_id <> ? or enrolments.ended_at is not null)', [workshop.id])
    .modify((query) => {
      if (mayRunProgramme(by)) return;
      const own = db('enrolments').where({ person_id: by.id, role: 'facilitator', ended_at: null });
      void query.whereIn('enrolments.workshop_id', own.select('workshop_id'));
    })
    .select<Known[]>(knownColumns, db.raw(anEmail), db.raw('false as here'));
  const placed = new Map(here.map((one) => [one.personId, one]));
  const owners = await listOwners(db, emailsOf(lines));
  return {
    known: [...here, ...elsewhere],
    owners: new Map(owners.map((owner) => [owner.email ?? '', placed.get(owner.personId) ?? owner])),
  };
}

/** The people who have these addresses, as their own or to sign in with. */
async function listOwners(db: Db, emails: readonly string[]): Promise<Known[]> {
  if (emails.length === 0) return [];
  const { rows } = await db.raw<{ rows: Pick<Known, 'personId' | 'displayName' | 'email'>[] }>(
    `select people.id as "personId", people.display_name as "displayName", owned.email
     from (select person_id, email from person_emails union select person_id, email from sign_ins) owned
     join people entered on entered.id = owned.person_id
     join people on people.id = coalesce(entered.merged_into, entered.id) where owned.email = any(?)`,
    [[...emails]] as never,
  );
  const unplaced = { represents: null, agency: null, role: null, nominatedOn: null, workshop: null, here: false };
  return rows.map((row) => ({ ...unplaced, ...row }));
}

/** Free seats for participants. Locks the workshop, so that nobody takes one meanwhile. */
export async function freeSeats(trx: Db, workshop: Workshop): Promise<number> {
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
  return countFreeSeats(trx, workshop);
}

export async function countFreeSeats(db: Db, workshop: Workshop): Promise<number> {
  const [row] = await db('enrolments')
    .where({ workshop_id: workshop.id, role: 'participant', ended_at: null })
    .count<{ count: string }[]>();
  return workshop.capacity - Number(row?.count);
}

const atOnce = 1_000;

/** Writes all that a plan adds, and for each line what it added. */
export async function writeImport(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Workshop,
  importId: string,
  planned: readonly Planned[],
): Promise<number> {
  const taken = new Set((await listOwners(trx, emailsOf(planned.map(({ line }) => line)))).map(({ email }) => email));
  const rows = planned
    .filter(({ deed }) => isAdded(deed))
    .map(({ line, deed }) => ({
      line,
      personId: deed.kind === 'known' ? deed.personId : newId(),
      enrolmentId: newId(),
      addsPerson: deed.kind === 'new',
      addsEmail: deed.kind === 'new' && line.email !== null && !taken.has(line.email),
    }));
  const people = rows.filter((row) => row.addsPerson);
  await insertAll(
    trx,
    'people',
    people.map(({ personId, line }) => ({
      id: personId,
      origin,
      display_name: line.name,
      name_key: foldName(line.name),
      created_at: at,
    })),
  );
  await insertAll(
    trx,
    'person_emails',
    rows
      .filter((row) => row.addsEmail)
      .map(({ personId, line }) => ({ person_id: personId, origin, email: line.email, created_at: at })),
  );
  await insertAll(
    trx,
    'enrolments',
    rows.map(({ enrolmentId, personId, line }) => ({
      id: enrolmentId,
      origin,
      workshop_id: workshop.id,
      person_id: personId,
      role: line.role,
      represents: line.represents,
      agency: line.agency,
      nominated_on: line.nominatedOn,
      languages: [...line.languages],
      enrolled_at: at,
    })),
  );
  await insertAll(
    trx,
    'roster_import_rows',
    rows.map(({ line, personId, enrolmentId, addsPerson, addsEmail }) => ({
      import_id: importId,
      line: line.line,
      person_id: personId,
      enrolment_id: enrolmentId,
      adds_person: addsPerson,
      adds_email: addsEmail,
    })),
  );
  return rows.length;
}

function emailsOf(lines: readonly RosterLine[]): string[] {
  return lines.flatMap(({ email }) => (email === null ? [] : [email]));
}

async function insertAll(trx: Db, table: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await trx(table).insert(rows.slice(at, at + atOnce));
}

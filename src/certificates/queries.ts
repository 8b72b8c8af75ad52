import { type Person, makeEntry } from '../accounts';
import { record } from '../audit';
import type { Json } from '../canonical';
import type { Db } from '../db/db';
import { newId, newSecret } from '../ids';
import type { Workshop } from '../workshops';
import { type Certificate, type Facts, claimCodeOf, numberOf } from './certificate';

/** The columns of `certificates`, as this feature names them. */
export const columns = {
  id: 'id',
  workshopId: 'workshop_id',
  personId: 'person_id',
  number: 'number',
  verifyToken: 'verify_token',
  facts: 'facts',
  issuedAt: 'issued_at',
  replacedBy: 'replaced_by',
  revokedAt: 'revoked_at',
  endedBecause: 'ended_because',
};

/** What the queries that write certificates need: where, when, who, and what the alumni codes are derived from. */
export interface Issuing {
  readonly origin: string;
  readonly at: Date;
  readonly by: Person;
  readonly codeKey: string;
}

/** One writer of certificates at a time: numbers have no gap, and two clicks, or two facilitators, make one paper. */
export async function lockCertificates(trx: Db, origin: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`certificates ${origin}`]);
}

/** Issues one certificate and opens the person's alumni record. A person who has one for this workshop gets no second. */
export async function issue(
  trx: Db,
  issuing: Issuing,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
  facts: Facts,
): Promise<void> {
  const { origin, at, by } = issuing;
  await lockCertificates(trx, origin);
  const existing = await trx('certificates')
    .where({ workshop_id: workshop.id, person_id: personId, replaced_by: null })
    .first<object | undefined>('id');
  if (existing) return;
  const { id, number } = await write(trx, issuing, workshop, personId, facts);
  await record(trx, origin, at, {
    workshopId: workshop.id,
    actorId: by.id,
    action: 'certificate issued',
    subject: id,
    after: { number, facts: asJson(facts) },
  });
}

/** Writes the row under the next number, and the code that opens the alumni record. Behind `lockCertificates`. */
export async function write(
  trx: Db,
  { origin, at, by, codeKey }: Issuing,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
  facts: Facts,
): Promise<{ id: string; number: string }> {
  const last = await trx('certificates').where({ origin }).max<{ serial: number | null }[]>({ serial: 'serial' });
  const serial = (last[0]?.serial ?? 0) + 1;
  const id = newId();
  const number = numberOf(origin, facts.issuedOn, serial);
  await trx('certificates').insert({
    id,
    origin,
    workshop_id: workshop.id,
    person_id: personId,
    serial,
    number,
    verify_token: newSecret(),
    facts: JSON.stringify(facts),
    issued_at: at,
    issued_by: by.id,
  });
  await trx('alumni_records').insert({ person_id: personId, origin, opened_at: at }).onConflict('person_id').ignore();
  await makeEntry(trx, at, { purpose: 'record', personId, secret: claimCodeOf(codeKey, id) });
  return { id, number };
}

/** The facts as an audit row keeps them. */
export function asJson(facts: Facts): Json {
  return JSON.parse(JSON.stringify(facts)) as Json;
}

export function listCertificates(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Certificate[]> {
  return db('certificates').where({ workshop_id: workshop.id, replaced_by: null }).select<Certificate[]>(columns);
}

export function findOwnCertificate(
  db: Db,
  person: Person,
  workshop: Pick<Workshop, 'id'>,
): Promise<Certificate | undefined> {
  return db('certificates')
    .where({ workshop_id: workshop.id, person_id: person.id, replaced_by: null })
    .first<Certificate | undefined>(columns);
}

export async function listOwnCertificates(db: Db, person: Person): Promise<Certificate[]> {
  return db('certificates')
    .where({ person_id: person.id, replaced_by: null })
    .orderBy('issued_at', 'desc')
    .select<Certificate[]>(columns);
}

/** One certificate of a workshop, whether it still stands or not. */
export function findCertificate(db: Db, workshop: Pick<Workshop, 'id'>, id: string): Promise<Certificate | undefined> {
  return db('certificates').where({ workshop_id: workshop.id, id }).first<Certificate | undefined>(columns);
}

/** All certificates that one person was ever given for a workshop, the newest first. */
export function listHistory(
  db: Db,
  { workshopId, personId }: Pick<Certificate, 'workshopId' | 'personId'>,
): Promise<Certificate[]> {
  return db('certificates')
    .where({ workshop_id: workshopId, person_id: personId })
    .orderBy('serial', 'desc')
    .select<Certificate[]>(columns);
}

/** The numbers that no longer stand, of this installation: what the checking page is given to know. */
export async function listEndedNumbers(db: Db, origin: string): Promise<string[]> {
  return db('certificates')
    .where({ origin })
    .whereRaw('(replaced_by is not null or revoked_at is not null)')
    .orderBy('serial')
    .pluck<string[]>('number');
}

/** For whoever holds the paper: a certificate by the token in its QR code. */
export function findByToken(db: Db, token: string): Promise<Certificate | undefined> {
  return db('certificates').where({ verify_token: token }).first<Certificate | undefined>(columns);
}

export async function hasAlumniRecord(db: Db, person: Person): Promise<boolean> {
  const row = await db('alumni_records').where({ person_id: person.id }).first<object | undefined>('person_id');
  return row !== undefined;
}

import { type Person, makeEntry } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId, newSecret } from '../ids';
import type { Workshop } from '../workshops';
import { type Certificate, type Facts, claimCodeOf, numberOf } from './certificate';

const columns = {
  id: 'id',
  workshopId: 'workshop_id',
  personId: 'person_id',
  number: 'number',
  verifyToken: 'verify_token',
  facts: 'facts',
  issuedAt: 'issued_at',
  replacedBy: 'replaced_by',
  revokedAt: 'revoked_at',
};

/**
 * Issues one certificate and opens the person's alumni record. A person who has one for this workshop gets no second:
 * the lock on the workshop makes two clicks, or two facilitators, one.
 */
export async function issue(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
  facts: Facts,
  codeKey: string,
): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`certificates ${origin}`]);
  const existing = await trx('certificates')
    .where({ workshop_id: workshop.id, person_id: personId, replaced_by: null })
    .first<object | undefined>('id');
  if (existing) return;
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
  const after = { number, facts: { ...facts } };
  await record(trx, origin, at, {
    workshopId: workshop.id,
    actorId: by.id,
    action: 'certificate issued',
    subject: id,
    after,
  });
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

/** For whoever holds the paper: a certificate by the token in its QR code. */
export function findByToken(db: Db, token: string): Promise<Certificate | undefined> {
  return db('certificates').where({ verify_token: token }).first<Certificate | undefined>(columns);
}

export async function hasAlumniRecord(db: Db, person: Person): Promise<boolean> {
  const row = await db('alumni_records').where({ person_id: person.id }).first<object | undefined>('person_id');
  return row !== undefined;
}

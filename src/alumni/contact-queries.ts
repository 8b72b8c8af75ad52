import { type Person, fold } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Declared, Presence } from './contacts';
import { consentsThatHold, nameWithConsent } from './directory-queries';

/** A contact as one of the two sees it. `name` is null where the other does not consent to be named. */
export interface OwnContact {
  readonly id: string;
  readonly name: string | null;
  readonly ownAgreedAt: Date | null;
  readonly otherAgreedAt: Date | null;
}

/** The contacts of this person that neither side has ended. */
export function listOwnContacts(db: Db, person: Person): Promise<OwnContact[]> {
  return db('alumni_contact_sides as own')
    .join('alumni_contact_sides as other', 'other.contact_id', 'own.contact_id')
    .where('own.person_id', person.id)
    .whereNot('other.person_id', person.id)
    .whereNull('own.ended_at')
    .whereNull('other.ended_at')
    .orderBy('own.contact_id')
    .select<OwnContact[]>(
      { id: 'own.contact_id', ownAgreedAt: 'own.agreed_at', otherAgreedAt: 'other.agreed_at' },
      nameWithConsent(db, 'other.person_id'),
    );
}

/** One says that she is in contact with the other, who has yet to agree. Saying it twice is nothing. */
export async function declareContact(trx: Db, origin: string, at: Date, person: Person, other: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `contact ${[person.id, other].sort().join()}`,
  ]);
  const known = await trx('alumni_contact_sides as own')
    .join('alumni_contact_sides as other', 'other.contact_id', 'own.contact_id')
    .where({ 'own.person_id': person.id, 'other.person_id': other })
    .whereNull('own.ended_at')
    .whereNull('other.ended_at')
    .first<object | undefined>('own.contact_id');
  if (known) return;
  const id = newId();
  await trx('alumni_contacts').insert({ id, origin, declared_at: at });
  await trx('alumni_contact_sides').insert([
    { contact_id: id, person_id: person.id, agreed_at: at },
    { contact_id: id, person_id: other, agreed_at: null },
  ]);
  await record(trx, origin, at, { actorId: person.id, action: 'contact declared', subject: id });
}

/** Agrees to a contact, or ends one's own side of it. False where this person has no such contact. */
export async function answerContact(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  id: string,
  answer: 'agree' | 'end',
): Promise<boolean> {
  const own = trx('alumni_contact_sides').where({ contact_id: id, person_id: person.id });
  const side = await own.clone().forUpdate().first<{ agreed_at: Date | null; ended_at: Date | null } | undefined>();
  if (!side) return false;
  if (side.ended_at !== null || (answer === 'agree' && side.agreed_at !== null)) return true;
  await own.clone().update(answer === 'agree' ? { agreed_at: at } : { ended_at: at });
  const action = answer === 'agree' ? 'contact agreed' : 'contact ended';
  await record(trx, origin, at, { actorId: person.id, action, subject: id });
  return true;
}

/** Every certificate that stands and names a state or organisation. */
export async function listPresences(db: Db): Promise<Presence[]> {
  const rows = await db('certificates')
    .join('people', 'people.id', 'certificates.person_id')
    .where({ replaced_by: null, revoked_at: null })
    .whereRaw(`coalesce(facts->>'represents', '') <> ''`)
    .orderBy('issued_at')
    .select<Omit<Presence, 'key'>[]>(
      { workshopId: 'workshop_id' },
      db.raw(`coalesce(people.merged_into, people.id) as "personId"`),
      db.raw(`facts->>'represents' as represents`),
    );
  return rows.map((row) => ({ ...row, key: fold(row.represents) }));
}

/** Who consents to be counted where Members are in contact. */
export async function listCounted(db: Db): Promise<ReadonlySet<string>> {
  const rows = await consentsThatHold(db).where({ field: 'contacts' }).select<{ person_id: string }[]>('person_id');
  return new Set(rows.map((row) => row.person_id));
}

/** The contacts to which both sides agreed and which neither has ended. */
export async function listDeclared(db: Db): Promise<Declared[]> {
  const rows = await db('alumni_contact_sides as one')
    .join('alumni_contact_sides as other', 'other.contact_id', 'one.contact_id')
    .whereRaw('one.person_id < other.person_id')
    .whereNotNull('one.agreed_at')
    .whereNotNull('other.agreed_at')
    .whereNull('one.ended_at')
    .whereNull('other.ended_at')
    .select<{ one: string; other: string }[]>({ one: 'one.person_id', other: 'other.person_id' });
  return rows.map(({ one, other }) => [one, other]);
}

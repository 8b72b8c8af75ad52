import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { consentText } from './consent-texts';
import {
  type Consent,
  type ConsentField,
  type Profile,
  type WrittenField,
  consentFields,
  writtenFields,
} from './profile';

/** What this person wrote; for nobody else's page. */
export function findProfile(db: Db, person: Pick<Person, 'id'>): Promise<Profile | undefined> {
  return db('alumni_profiles')
    .where({ person_id: person.id })
    .first<Profile | undefined>(...writtenFields, { changedAt: 'changed_at', confirmedAt: 'confirmed_at' });
}

/** The consents that were given and not withdrawn, whatever words they were given to. */
export function listConsents(db: Db, person: Pick<Person, 'id'>): Promise<Consent[]> {
  return db('alumni_consents')
    .where({ person_id: person.id, withdrawn_at: null })
    .select<Consent[]>({ field: 'field', textVersion: 'text_version', givenAt: 'given_at' });
}

/** Keeps what was written, and makes the consents what was ticked: what is not ticked is withdrawn from this moment. */
export async function saveProfile(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  written: Readonly<Record<WrittenField, string>>,
  agreed: ReadonlySet<ConsentField>,
): Promise<void> {
  await trx('alumni_profiles')
    .insert({ person_id: person.id, origin, ...written, changed_at: at, confirmed_at: at })
    .onConflict('person_id')
    .merge([...writtenFields, 'changed_at', 'confirmed_at']);
  await record(trx, origin, at, { actorId: person.id, action: 'directory entry written', subject: person.id });
  const live = await listConsents(trx, person);
  for (const field of consentFields) {
    const { version, words } = consentText(field);
    const given = live.find((one) => one.field === field);
    const stands = given?.textVersion === version;
    if (given && !(stands && agreed.has(field))) await withdraw(trx, origin, at, person, field);
    if (!agreed.has(field) || stands) continue;
    const row = { id: newId(), origin, person_id: person.id, field, text_version: version, words, given_at: at };
    await trx('alumni_consents').insert(row);
    const deed = { actorId: person.id, action: 'consent given', subject: row.id, after: { field, version } };
    await record(trx, origin, at, deed);
  }
}

/** Withdraws one consent, or with no field all of them. Nothing is deleted: the row says until when it held. */
export async function withdraw(trx: Db, origin: string, at: Date, person: Person, field?: ConsentField): Promise<void> {
  const rows = await trx('alumni_consents')
    .where({ person_id: person.id, withdrawn_at: null, ...(field && { field }) })
    .update({ withdrawn_at: at })
    .returning<{ id: string; field: string }[]>(['id', 'field']);
  for (const row of rows) {
    const deed = { actorId: person.id, action: 'consent withdrawn', subject: row.id, after: { field: row.field } };
    await record(trx, origin, at, deed);
  }
}

/** She says that everything is still right. */
export async function confirmProfile(trx: Db, origin: string, at: Date, person: Person): Promise<void> {
  await trx('alumni_profiles').where({ person_id: person.id }).update({ confirmed_at: at });
  await record(trx, origin, at, { actorId: person.id, action: 'directory entry confirmed', subject: person.id });
}

import type { Knex } from 'knex';
import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { consentText, consentTexts } from './consent-texts';
import type { Entry } from './directory';
import { writtenFields } from './profile';

/** The consents that hold now: not withdrawn, and given to the words of today. */
export function consentsThatHold(db: Db): Knex.QueryBuilder {
  const pairs = [...consentTexts()].map(([field, { version }]) => [field, version]);
  return db('alumni_consents').whereNull('withdrawn_at').whereIn(['field', 'text_version'], pairs);
}

/** Everybody who agreed to be named, with what else they agreed to: the rest never leaves the database. */
export async function listDirectory(db: Db): Promise<Entry[]> {
  const shown = consentsThatHold(db)
    .groupBy('person_id')
    .select('person_id', db.raw('array_agg(field) as fields'))
    .as('shown');
  const written = writtenFields.map((field) =>
    db.raw(`case when ? = any(shown.fields) then coalesce(alumni_profiles.??, '') else '' end as ??`, [
      field,
      field,
      field,
    ]),
  );
  return db
    .from(shown)
    .join('alumni_records', 'alumni_records.person_id', 'shown.person_id')
    .join('people', 'people.id', 'shown.person_id')
    .leftJoin('alumni_profiles', 'alumni_profiles.person_id', 'shown.person_id')
    .whereRaw(`'name' = any(shown.fields)`)
    .whereNull('people.merged_into')
    .orderByRaw(`display_name collate "und-x-icu", people.id`)
    .select<Entry[]>(
      { id: 'people.id', name: 'people.display_name' },
      db.raw(`coalesce(people.own_name, '') as "ownName"`),
      ...written,
    );
}

/** Whether this person may be named to other alumni: what two do together needs it. */
export async function isNamed(db: Db, person: Person): Promise<boolean> {
  const row = await consentsThatHold(db).where({ field: 'name', person_id: person.id }).first<object | undefined>('id');
  return row !== undefined;
}

/**
 * For a select: the name of the person in this column, or null without their consent. A column's name comes from our
 * code, never from a request.
 */
export function nameWithConsent(db: Db, column: string): Knex.Raw {
  return db.raw(
    `(select people.display_name from people join alumni_consents on alumni_consents.person_id = people.id
      where people.id = ?? and field = 'name' and withdrawn_at is null and text_version = ?) as name`,
    [column, consentText('name').version],
  );
}

import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { digestOf, newId, newSecret } from '../ids';
import { foldName } from './fold';
import type { Person, ProgrammeRole } from './person';

const personColumns = { id: 'people.id', displayName: 'people.display_name', language: 'people.language' };

const rolesHeld = `array(select role from programme_roles
  where person_id = people.id and ended_at is null order by role) as "programmeRoles"`;

/**
 * The person with what they may do in the programme now; undefined when there is no such person. One round trip. Whose
 * record was merged into another is that other: an open session or a card goes on under it.
 */
export function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const standing = db.raw('(select coalesce(merged_into, id) from people where id = ?)', [id]);
  return db('people').where('people.id', standing).first<Person | undefined>(personColumns, db.raw(rolesHeld));
}

export interface SignIn {
  readonly personId: string;
  readonly passwordHash: string;
}

export function findSignIn(db: Db, email: string): Promise<SignIn | undefined> {
  return db('sign_ins')
    .where({ email: email.trim().toLowerCase() })
    .first<SignIn | undefined>({ personId: 'person_id', passwordHash: 'password_hash' });
}

export interface NewPerson {
  readonly id?: string;
  readonly displayName: string;
  readonly ownName?: string | undefined;
  readonly ownNameLanguage?: string | undefined;
  readonly language?: string;
}

/** Adds a person; adding the same id again changes nothing, so that a repeated form makes nobody twice. */
export async function addPerson(db: Db, origin: string, at: Date, person: NewPerson): Promise<string> {
  const id = person.id ?? newId();
  await db('people')
    .insert({
      id,
      origin,
      display_name: person.displayName,
      own_name: person.ownName ?? null,
      own_name_language: person.ownNameLanguage ?? null,
      language: person.language ?? 'en',
      name_key: foldName(person.displayName),
      created_at: at,
    })
    .onConflict('id')
    .ignore();
  return id;
}

/** Gives a person an e-mail address and password to sign in with; replaces those they had. */
export async function setSignIn(
  db: Db,
  at: Date,
  personId: string,
  email: string,
  passwordHash: string,
): Promise<void> {
  await db('sign_ins')
    .insert({ person_id: personId, email: email.trim().toLowerCase(), password_hash: passwordHash, created_at: at })
    .onConflict('person_id')
    .merge(['email', 'password_hash'])
    .catch((error: unknown) => {
      throw broke(error, 'sign_ins_email_is_unique') ? new Conflict('account.emailTaken') : error;
    });
}

export async function grant(
  db: Db,
  origin: string,
  at: Date,
  personId: string,
  role: ProgrammeRole,
  grantedBy: string | null,
): Promise<void> {
  await db('programme_roles')
    .insert({ id: newId(), origin, person_id: personId, role, granted_at: at, granted_by: grantedBy })
    .onConflict(db.raw('(person_id, role) where ended_at is null') as unknown as string)
    .ignore();
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const row = await db('programme_roles')
    .where({ role: 'administrator', ended_at: null })
    .first<object | undefined>('id');
  return row !== undefined;
}

export type EntryPurpose = 'example' | 'first-administrator' | 'rejoin' | 'record';

export interface EntryLink {
  readonly digest: string;
  readonly purpose: EntryPurpose;
  readonly personId: string | null;
  readonly workshopId: string | null;
}

/** Makes a secret that lets its bearer in. Only the digest is stored: the secret is returned here and never again. */
export async function makeEntry(
  db: Db,
  at: Date,
  entry: { purpose: EntryPurpose; personId?: string; workshopId?: string; expiresAt?: Date; secret?: string },
): Promise<string> {
  const secret = entry.secret ?? newSecret();
  await db('entry_links').insert({
    digest: digestOf(secret),
    purpose: entry.purpose,
    person_id: entry.personId ?? null,
    workshop_id: entry.workshopId ?? null,
    made_at: at,
    expires_at: entry.expiresAt ?? null,
  });
  return secret;
}

/** The entry a secret opens, while it is open. */
export function findEntry(
  db: Db,
  at: Date,
  secret: string,
  purposes: readonly EntryPurpose[],
): Promise<EntryLink | undefined> {
  return db('entry_links')
    .where({ digest: digestOf(secret), used_at: null })
    .whereIn('purpose', purposes)
    .where((open) => void open.whereNull('expires_at').orWhere('expires_at', '>', at))
    .first<EntryLink | undefined>({
      digest: 'digest',
      purpose: 'purpose',
      personId: 'person_id',
      workshopId: 'workshop_id',
    });
}

/** Spends a one-time entry. False when somebody else spent it first. */
export async function spendEntry(db: Db, at: Date, entry: EntryLink): Promise<boolean> {
  const spent = await db('entry_links').where({ digest: entry.digest, used_at: null }).update({ used_at: at });
  return spent === 1;
}

/** Closes every open entry of one purpose for a person (an old rejoin card, when a new one is made). */
export async function closeEntries(db: Db, at: Date, purpose: EntryPurpose, personId?: string): Promise<void> {
  await db('entry_links')
    .where({ purpose, used_at: null })
    .modify((entries) => {
      if (personId) void entries.where({ person_id: personId });
    })
    .update({ used_at: at });
}

/** Whether PostgreSQL refused because of this named constraint. */
export function broke(error: unknown, constraint: string): boolean {
  return typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint;
}

export async function findEmailOf(db: Db, person: Person): Promise<string | undefined> {
  const row = await db('sign_ins').where({ person_id: person.id }).first<{ email: string } | undefined>('email');
  return row?.email;
}

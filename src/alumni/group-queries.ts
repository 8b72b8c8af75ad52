import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { nameWithConsent } from './directory-queries';
import { endOnce } from './endings';

/** A group of alumni about one topic, until a day. */
export interface Group {
  readonly id: string;
  readonly topic: string;
  readonly purpose: string;
  readonly focalPoint: string;
  /** ISO day, the last one. */
  readonly endsOn: string;
  readonly closedAt: Date | null;
  readonly members: number;
  /** The one who asks is in it. */
  readonly isMember: boolean;
}

export interface GroupNote {
  readonly id: string;
  readonly personId: string;
  /** Null where the writer does not consent to be named. */
  readonly name: string | null;
  readonly body: string;
  readonly writtenAt: Date;
}

/** Whether anything may still be written in a group. */
export function isOver(group: Pick<Group, 'endsOn' | 'closedAt'>, today: string): boolean {
  return group.closedAt !== null || group.endsOn < today;
}

function groups(db: Db, person: Person) {
  const within = 'from alumni_group_members where group_id = alumni_groups.id and left_at is null';
  return db('alumni_groups')
    .orderBy('ends_on', 'desc')
    .orderBy('id')
    .select<Group[]>(
      {
        id: 'id',
        topic: 'topic',
        purpose: 'purpose',
        focalPoint: 'focal_point',
        endsOn: 'ends_on',
        closedAt: 'closed_at',
      },
      db.raw(`(select count(*)::int ${within}) as members`),
      db.raw(`exists (select 1 ${within} and person_id = ?) as "isMember"`, [person.id]),
    );
}

export function listGroups(db: Db, person: Person): Promise<Group[]> {
  return groups(db, person);
}

export async function findGroup(db: Db, person: Person, id: string): Promise<Group | undefined> {
  const [group] = await groups(db, person).where({ id });
  return group;
}

export async function openGroup(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  { topic, purpose, focalPoint, endsOn }: Pick<Group, 'topic' | 'purpose' | 'focalPoint' | 'endsOn'>,
): Promise<string> {
  const id = newId();
  const row = { id, origin, topic, purpose, focal_point: focalPoint, ends_on: endsOn, opened_at: at, opened_by: by.id };
  await trx('alumni_groups').insert(row);
  await record(trx, origin, at, { actorId: by.id, action: 'group opened', subject: id, after: { topic } });
  return id;
}

export function closeGroup(trx: Db, origin: string, at: Date, by: Person, id: string): Promise<boolean> {
  return endOnce(trx, origin, at, by, id, { table: 'alumni_groups', word: 'closed', action: 'group closed' });
}

/** Joins; twice is nothing. */
export async function joinGroup(db: Db, origin: string, at: Date, person: Person, group: Group): Promise<void> {
  await db('alumni_group_members')
    .insert({ id: newId(), origin, group_id: group.id, person_id: person.id, joined_at: at })
    .onConflict(db.raw('(group_id, person_id) where left_at is null') as unknown as string)
    .ignore();
}

export async function leaveGroup(db: Db, at: Date, person: Person, group: Group): Promise<void> {
  await db('alumni_group_members')
    .where({ group_id: group.id, person_id: person.id, left_at: null })
    .update({ left_at: at });
}

/** What was written and not taken off, the newest last. For members and staff. */
export function listGroupNotes(db: Db, group: Group): Promise<GroupNote[]> {
  return db('alumni_group_notes')
    .where({ group_id: group.id, removed_at: null })
    .orderBy('written_at')
    .orderBy('id')
    .select<GroupNote[]>(
      { id: 'id', personId: 'person_id', body: 'body', writtenAt: 'written_at' },
      nameWithConsent(db, 'alumni_group_notes.person_id'),
    );
}

export async function writeGroupNote(db: Db, origin: string, at: Date, person: Person, group: Group, body: string) {
  const row = { id: newId(), origin, group_id: group.id, person_id: person.id, body, written_at: at };
  await db('alumni_group_notes').insert(row);
}

/** Takes a note off: its writer, or staff. False where there is none that this person may take off. */
export async function removeGroupNote(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  group: Group,
  id: string,
  staff: boolean,
): Promise<boolean> {
  const own = { id, group_id: group.id, ...(staff ? {} : { person_id: by.id }) };
  const known = await trx('alumni_group_notes').where(own).first<object | undefined>('id');
  if (!known) return false;
  return endOnce(trx, origin, at, by, id, {
    table: 'alumni_group_notes',
    word: 'removed',
    action: 'group note removed',
  });
}

import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { endOnce } from './endings';

/** What the programme announces to its alumni, between two ISO days of its office. */
export interface Announcement {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly endedAt: Date | null;
}

const columns = {
  id: 'id',
  title: 'title',
  body: 'body',
  fromOn: 'from_on',
  untilOn: 'until_on',
  endedAt: 'ended_at',
};

/** The announcements of one day, the newest first. */
export function listNews(db: Db, day: string): Promise<Announcement[]> {
  return db('announcements')
    .whereNull('ended_at')
    .where('from_on', '<=', day)
    .where('until_on', '>=', day)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .select<Announcement[]>(columns);
}

/** All announcements there ever were, for staff. */
export function listAnnouncements(db: Db): Promise<Announcement[]> {
  return db('announcements').orderBy('from_on', 'desc').orderBy('id', 'desc').select<Announcement[]>(columns);
}

export async function announce(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  { title, body, fromOn, untilOn }: Pick<Announcement, 'title' | 'body' | 'fromOn' | 'untilOn'>,
): Promise<void> {
  const id = newId();
  const row = { id, origin, title, body, from_on: fromOn, until_on: untilOn, posted_at: at, posted_by: by.id };
  await trx('announcements').insert(row);
  await record(trx, origin, at, { actorId: by.id, action: 'announced', subject: id, after: { title, body } });
}

/** Takes an announcement off before its last day; twice is nothing. False where there is no such one. */
export function endAnnouncement(trx: Db, origin: string, at: Date, by: Person, id: string): Promise<boolean> {
  return endOnce(trx, origin, at, by, id, { table: 'announcements', word: 'ended', action: 'announcement ended' });
}

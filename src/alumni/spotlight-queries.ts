import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { nameWithConsent } from './directory-queries';

/** How somebody used at work what was taught. Staff read it before anybody else does. */
export interface Spotlight {
  readonly id: string;
  readonly personId: string;
  /** Null where the writer does not consent to be named. */
  readonly name: string | null;
  readonly title: string;
  readonly body: string;
  readonly outcome: 'shown' | 'sent back' | null;
  /** Why it was sent back: for its writer. */
  readonly reason: string;
}

/** Those that are shown; one's own, whatever became of them; and for staff those that wait. The newest first. */
export function listSpotlights(db: Db, person: Person, staff: boolean): Promise<Spotlight[]> {
  return db('spotlights')
    .whereNull('withdrawn_at')
    .where((seen) => {
      void seen.where({ outcome: 'shown' }).orWhere({ person_id: person.id });
      if (staff) void seen.orWhereNull('outcome');
    })
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .select<Spotlight[]>(
      { id: 'id', personId: 'person_id', title: 'title', body: 'body', outcome: 'outcome', reason: 'reason' },
      nameWithConsent(db, 'spotlights.person_id'),
    );
}

export async function writeSpotlight(
  db: Db,
  origin: string,
  at: Date,
  person: Person,
  { title, body }: Pick<Spotlight, 'title' | 'body'>,
): Promise<void> {
  await db('spotlights').insert({ id: newId(), origin, person_id: person.id, title, body, written_at: at });
}

/** Staff show it or send it back; the last word counts. False where there is no such one. */
export async function decideSpotlight(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  id: string,
  { outcome, reason }: { readonly outcome: 'shown' | 'sent back'; readonly reason: string },
): Promise<boolean> {
  const decided = await trx('spotlights').where({ id }).update({ outcome, reason, decided_at: at, decided_by: by.id });
  if (decided === 0) return false;
  await record(trx, origin, at, {
    actorId: by.id,
    action: 'spotlight decided',
    subject: id,
    after: { outcome, reason },
  });
  return true;
}

/** Takes one's own text back; twice is nothing. False where this person wrote no such one. */
export async function withdrawSpotlight(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  id: string,
): Promise<boolean> {
  const own = trx('spotlights').where({ id, person_id: person.id });
  const known = await own.clone().first<object | undefined>('id');
  if (!known) return false;
  const taken = await own.clone().whereNull('withdrawn_at').update({ withdrawn_at: at });
  if (taken > 0) await record(trx, origin, at, { actorId: person.id, action: 'spotlight withdrawn', subject: id });
  return true;
}

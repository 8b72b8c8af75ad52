import { type Person, fold } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { endOnce } from './endings';

/** Where one asks today: a desk of a state or organisation, or (with '' ) of the programme itself. */
export interface FocalPoint {
  readonly id: string;
  readonly represents: string;
  readonly desk: string;
  readonly reach: string;
  readonly setAt: Date;
}

/** The current focal points, the programme's own first; `of` are the states and organisations that are asked for. */
export function listFocalPoints(db: Db, of?: readonly string[]): Promise<FocalPoint[]> {
  return db('alumni_focal_points')
    .whereNull('ended_at')
    .modify((query) => {
      if (of) void query.whereIn('represents_key', ['', ...of.map(fold)]);
    })
    .orderBy('represents_key')
    .select<FocalPoint[]>({ id: 'id', represents: 'represents', desk: 'desk', reach: 'reach', setAt: 'set_at' });
}

/** Names the focal point of a state or organisation; the one before ends at this moment. */
export async function setFocalPoint(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  point: Pick<FocalPoint, 'represents' | 'desk' | 'reach'>,
): Promise<void> {
  const key = fold(point.represents);
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`focal point ${key}`]);
  await trx('alumni_focal_points')
    .where({ represents_key: key, ended_at: null })
    .update({ ended_at: at, ended_by: by.id });
  const id = newId();
  await trx('alumni_focal_points').insert({ id, origin, ...point, represents_key: key, set_at: at, set_by: by.id });
  await record(trx, origin, at, { actorId: by.id, action: 'focal point set', subject: id, after: { ...point } });
}

/** Ends a focal point without another; ending it twice is nothing. False where there is no such one. */
export function endFocalPoint(trx: Db, origin: string, at: Date, by: Person, id: string): Promise<boolean> {
  return endOnce(trx, origin, at, by, id, { table: 'alumni_focal_points', word: 'ended', action: 'focal point ended' });
}

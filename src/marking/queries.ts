import type { Db } from '../db/db';
import { newId } from '../ids';

/** The ids of the rooms that were begun together with this one, itself among them. */
export function listSiblings(db: Db, run: { readonly id: string }): Promise<string[]> {
  return db('live_runs')
    .join('live_runs as own', function () {
      this.on('own.workshop_id', 'live_runs.workshop_id').andOn('own.start_input', 'live_runs.start_input');
    })
    .where({ 'own.run_id': run.id })
    .orderBy('live_runs.place')
    .pluck<string[]>('live_runs.run_id');
}

/** How marking stands in a room: not begun, going on, or closed. */
export type MarkingState = 'never' | 'open' | 'closed';

export async function markingStateOf(db: Db, run: { readonly id: string }): Promise<MarkingState> {
  const row = await db('marking_openings')
    .where({ run_id: run.id })
    .orderBy('id', 'desc')
    .first<{ closedAt: Date | null } | undefined>({ closedAt: 'closed_at' });
  if (!row) return 'never';
  return row.closedAt === null ? 'open' : 'closed';
}

/** Holds the marking of a workshop until the transaction ends, so that a text is given to one table only. */
export async function lockMarking(trx: Db, workshop: { readonly id: string }): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`marking ${workshop.id}`]);
}

/** Opens marking in this room. Only while the workshop's marking is held, and where it is not open. */
export async function insertOpening(
  trx: Db,
  origin: string,
  at: Date,
  run: { readonly id: string },
  by: string,
): Promise<void> {
  await trx('marking_openings').insert({ id: newId(), run_id: run.id, origin, opened_at: at, opened_by: by });
}

/** Closes marking in these rooms; answers in how many it was open. */
export function closeOpenings(trx: Db, at: Date, runIds: readonly string[], by: string): Promise<number> {
  return trx('marking_openings')
    .whereIn('run_id', [...runIds])
    .whereNull('closed_at')
    .update({ closed_at: at, closed_by: by });
}

import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';

interface Ending {
  readonly table: string;
  /** The columns `<word>_at` and `<word>_by`. */
  readonly word: 'ended' | 'cancelled' | 'closed' | 'removed';
  readonly action: string;
}

/** Says when something ended and by whom; ending it twice is nothing. False where there is no such row. */
export async function endOnce(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  id: string,
  { table, word, action }: Ending,
): Promise<boolean> {
  const known = await trx(table).where({ id }).first<object | undefined>('id');
  if (!known) return false;
  const ended = await trx(table)
    .where({ id, [`${word}_at`]: null })
    .update({ [`${word}_at`]: at, [`${word}_by`]: by.id });
  if (ended > 0) await record(trx, origin, at, { actorId: by.id, action, subject: id });
  return true;
}

import { record } from '../audit';
import type { Db } from '../db/db';
import { purgedUpTo } from './retention';

/** A text of a workshop that is not kept for ever: which rows, and what is left of them. */
interface Purge {
  readonly name: string;
  readonly sql: string;
}

const ofWorkshop = (column: string) => `${column} = :id`;
const ofRuns = 'run_id in (select id from runs where workshop_id = :id)';
const ofTests = 'attempt_id in (select id from attempts where workshop_id = :id)';

const purges: readonly Purge[] = [
  {
    name: 'case texts',
    sql: `update run_texts set body = null, erased_at = :now where erased_at is null and ${ofRuns}`,
  },
  {
    name: 'own words in tests',
    sql: `update answers set response = response - 'words' where response -> 'words' is not null and ${ofTests}`,
  },
  {
    name: 'own words in tests, late',
    sql: `update late_answers set response = response - 'words', replaced = replaced - 'words'
          where coalesce(response -> 'words', replaced -> 'words') is not null and ${ofTests}`,
  },
  { name: 'short words', sql: `delete from live_nudges where ${ofRuns}` },
  {
    name: 'wall texts',
    sql: `delete from wall_texts where poll_id in (select id from polls where ${ofWorkshop('workshop_id')})`,
  },
  {
    name: 'words of maps',
    sql: `update map_marks set words = '', cleared_at = :now where words <> '' and mapping_id in (select id from mappings where ${ofWorkshop('workshop_id')})`,
  },
  { name: 'mails', sql: `delete from mails where ${ofWorkshop('workshop_id')} and kind = 'invitation'` },
];

/**
 * Purges the texts of every workshop that ended long enough ago, and says so in its audit; what was purged once is not
 * there to be purged again. Links and mails of people that have run out go too. Counts the rows.
 */
export async function sweep(trx: Db, origin: string, now: Date): Promise<number> {
  const over = await trx('workshops').where('ends_on', '<=', purgedUpTo(now)).pluck<string[]>('id');
  let total = 0;
  for (const id of over) {
    const after: Record<string, number> = {};
    for (const { name, sql } of purges) {
      const { rowCount } = await trx.raw<{ rowCount: number }>(sql, { id, now });
      if (rowCount > 0) after[name] = rowCount;
    }
    const rows = Object.values(after).reduce((sum, count) => sum + count, 0);
    if (rows > 0)
      await record(trx, origin, now, { workshopId: id, actorId: null, action: 'texts purged', subject: id, after });
    total += rows;
  }
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000);
  total += await trx('personal_links').where('expires_at', '<', monthAgo).delete();
  total += await trx('mails')
    .where({ kind: 'reset' })
    .whereExists(trx('mail_states').whereRaw('mail_id = mails.id').where({ seq: 1 }).where('at', '<', monthAgo))
    .delete();
  total += await trx('sessions').where('expire', '<', now).delete();
  total += await trx('rate_limits').where('expire', '<', now.getTime()).delete();
  // A list that nobody confirmed: the file as it was sent, names and all.
  total += await trx('roster_imports').whereNull('confirmed_at').where('made_at', '<', monthAgo).delete();
  return total;
}

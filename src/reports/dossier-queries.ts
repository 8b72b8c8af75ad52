import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import type { Rows } from './dossier';

/** How the rows of each table are named, and what says when the last was written. */
const keys: Readonly<Record<Rows['table'], readonly [key: string, written: string, standing?: string]>> = {
  enrolments: ['id::text', 'enrolled_at', 'ended_at is null'],
  attendance: [`person_id || '/' || half_day || '/' || mark`, 'recorded_at'],
  attempts: [`id || '/' || coalesce(submitted_at::text, '')`, 'coalesce(submitted_at, started_at)'],
  runs: [`id || '/' || coalesce(ending, '')`, 'coalesce(ended_at, started_at)'],
  certificates: ['number', 'coalesce(revoked_at, issued_at)', 'replaced_by is null'],
  audit_events: ['id::text', 'at'],
};

/** What the rows of a workshop are, without any of their words: enough to find out later whether they are the same. */
export async function listRows(db: Db, workshop: Pick<Workshop, 'id' | 'origin'>): Promise<Map<Rows['table'], Rows>> {
  const tables = Object.keys(keys) as Rows['table'][];
  const found = await Promise.all(
    tables.map(async (table): Promise<[Rows['table'], Rows]> => {
      const [key, written, standing = 'true'] = keys[table];
      const [row] = await db(table)
        .where({ workshop_id: workshop.id, ...(table === 'audit_events' && { origin: workshop.origin }) })
        .whereRaw(standing)
        .select<{ digest: string; last: Date | null }[]>(
          db.raw(`encode(sha256(coalesce(string_agg(${key}, ',' order by ${key}), '')::bytea), 'hex') as digest`),
          db.raw(`max(${written}) as last`),
        );
      return [table, { table, digest: row?.digest ?? '', last: row?.last?.toISOString() }];
    }),
  );
  return new Map(found);
}

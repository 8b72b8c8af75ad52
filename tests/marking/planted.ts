import type { Db } from '../../src/db';
import { newId } from '../../src/ids';

/**
 * A text of a room that is still played, given to the table that plays `role`, with marking open: so that somebody may
 * mark it. Whoever wrote it sits at another table.
 */
export async function plantMarked(db: Db, at: Date, run: string, role: string): Promise<string> {
  const tables = await db('live_tables')
    .where({ run_id: run })
    .select<{ id: string; roles: string[] }[]>('id', 'roles');
  const marker = tables.find(({ roles }) => roles.includes(role));
  const line = await db('run_events')
    .where({ run_id: run })
    .whereNotNull('role')
    .whereNot({ role })
    .orderBy('seq')
    .first<{ seq: number; role: string }>('seq', 'role');
  const owner = tables.find(({ roles }) => roles.includes(line.role));
  const room = await db('live_runs').where({ run_id: run }).first<{ workshop_id: string }>('workshop_id');
  const workshop = await db('workshops')
    .where({ id: room.workshop_id })
    .first<{ publication_id: string }>('publication_id');
  const id = newId();
  const common = { origin: 'TEST', run_id: run };
  await db('run_texts').insert({
    ...{ ...common, seq: line.seq, field: 'reason', written_at: at },
    body: 'We need it by noon, and say why.',
  });
  await db('rubric_subjects').insert({
    ...{ ...common, id, kind: 'run-text', made_at: at, seq: line.seq, publication_id: workshop.publication_id },
    ...{ workshop_id: room.workshop_id, owner_table: owner?.id, marker_table: marker?.id },
  });
  await db('marking_openings').insert({ ...common, id: newId(), opened_at: at });
  return id;
}

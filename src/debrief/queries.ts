import type { Db } from '../db';
import type { PlayedRun } from '../scenario';

interface Row {
  readonly id: string;
  readonly caseHash: string;
  readonly engineVersion: string;
  readonly seed: string;
  readonly role: string | null;
}

/** An ended run as the map counts it: nobody's. `role` is the seat that a person played alone; null for a whole room. */
export type EndedRun = PlayedRun & Row;

const columns = { id: 'id', caseHash: 'case_hash', engineVersion: 'engine_version', seed: 'seed', role: 'role' };

/** The ended runs of one case in a workshop, the newest first. Takes the workshop: for those who facilitate it. */
export async function listEndedRuns(
  db: Db,
  workshop: { readonly id: string },
  caseId: string,
): Promise<readonly EndedRun[]> {
  const rows = await listRows(db, workshop, caseId);
  return rows.map((row) => ({ ...row, personId: null }));
}

function listRows(db: Db, workshop: { readonly id: string }, caseId: string): Promise<Row[]> {
  return db('runs')
    .where({ workshop_id: workshop.id, case_id: caseId })
    .whereNotNull('ended_at')
    .orderBy('ended_at', 'desc')
    .select<Row[]>(columns);
}

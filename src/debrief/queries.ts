import type { Db } from '../db';
import { newId } from '../ids';
import { type PlayedRun, type RunEvent, standing } from '../scenario';

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

/** Since when the room sees what the persons at the centre lived; undefined while it does not. */
export async function findShowing(
  db: Db,
  run: { readonly id: string },
): Promise<{ readonly shownAt: Date } | undefined> {
  return db('meanwhile_showings')
    .where({ run_id: run.id })
    .whereNull('put_away_at')
    .first<{ shownAt: Date } | undefined>({ shownAt: 'shown_at' });
}

/** Shows it to the room, or puts it away again; false where that is how it stands already. Inside the hold of the room. */
export async function setShowing(
  trx: Db,
  origin: string,
  at: Date,
  run: { readonly id: string },
  { show, by }: { readonly show: boolean; readonly by: string },
): Promise<boolean> {
  const open = await findShowing(trx, run);
  if ((open !== undefined) === show) return false;
  if (show) await trx('meanwhile_showings').insert({ id: newId(), run_id: run.id, origin, shown_at: at, shown_by: by });
  else await trx('meanwhile_showings').where({ run_id: run.id }).whereNull('put_away_at').update({ put_away_at: at });
  return true;
}

/** How often each decision was taken in these runs: `role scene choice` -> in how many. What was taken back counts nowhere. */
export async function countDecisions(
  db: Db,
  runs: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db('run_events')
    .whereIn(
      'run_id',
      runs.map(({ id }) => id),
    )
    .orderBy(['run_id', 'seq'])
    .select<(Pick<RunEvent, 'seq' | 'input'> & { readonly run: string })[]>({
      run: 'run_id',
      seq: 'seq',
      input: 'input',
    });
  const counts = new Map<string, number>();
  for (const { id } of runs) {
    const log = rows.filter(({ run }) => run === id);
    const taken = new Set(
      standing(log).flatMap(({ input }) =>
        input.type === 'decide' ? [`${input.role} ${input.scene} ${input.choice}`] : [],
      ),
    );
    for (const key of taken) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

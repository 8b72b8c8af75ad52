import type { Db } from '../db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import type { Id } from './case';
import type { PlayedRun } from './run';

const columns = {
  id: 'id',
  personId: 'person_id',
  caseId: 'case_id',
  caseHash: 'case_hash',
  engineVersion: 'engine_version',
  seed: 'seed',
};

/** Any run, whoever's: for a command at the machine itself, where there is nobody to ask for permission. */
export async function withoutPermissionCheckGetLoggedRun(
  db: Db,
  id: string,
): Promise<PlayedRun & { readonly caseId: Id }> {
  if (!isId(id)) throw new NotFound();
  const row = await db('runs').where({ id }).first<(PlayedRun & { caseId: Id }) | undefined>(columns);
  if (!row) throw new NotFound();
  return row;
}

/** The ids of all runs that have not ended, whoever's, the oldest first: for the same command. */
export function withoutPermissionCheckListOpenRuns(db: Db, caseId: Id | undefined): Promise<string[]> {
  return db('runs')
    .whereNull('ended_at')
    .modify((query) => {
      if (caseId !== undefined) void query.where({ case_id: caseId });
    })
    .orderBy('id')
    .pluck<string[]>('id');
}

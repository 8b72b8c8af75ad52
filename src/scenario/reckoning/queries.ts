import type { Db } from '../../db';
import type { Case } from '../case';
import type { PlayedRun } from '../run';
import type { Losses } from '../verify/losses';
import type { ReckonedCase } from './reckoning';

/** What was reckoned for the rules of this case; undefined before it was. */
export function findReckonedCase(db: Db, exercise: Case): Promise<ReckonedCase | undefined> {
  return db('reckoned_cases')
    .where({ logic_hash: exercise.logicHash, engine_version: exercise.engineVersion })
    .first<ReckonedCase | undefined>('attainable', 'earliest');
}

export async function insertReckonedCase(db: Db, exercise: Case, reckoned: ReckonedCase, at: Date): Promise<void> {
  await db('reckoned_cases')
    .insert({
      logic_hash: exercise.logicHash,
      engine_version: exercise.engineVersion,
      attainable: reckoned.attainable === null ? null : JSON.stringify(reckoned.attainable),
      earliest: JSON.stringify(reckoned.earliest),
      reckoned_at: at,
    })
    .onConflict(['logic_hash', 'engine_version'])
    .ignore();
}

/** What each input of an ended run took: null where the best of its case is not known, undefined before it was reckoned. */
export async function findReckonedRun(db: Db, run: Pick<PlayedRun, 'id'>): Promise<Losses | null | undefined> {
  const row = await db('reckoned_runs')
    .where({ run_id: run.id })
    .first<{ losses: Losses | null } | undefined>('losses');
  return row?.losses;
}

export async function insertReckonedRun(
  db: Db,
  run: Pick<PlayedRun, 'id'>,
  losses: Losses | null,
  at: Date,
): Promise<void> {
  await db('reckoned_runs')
    .insert({ run_id: run.id, losses: losses === null ? null : JSON.stringify(losses), reckoned_at: at })
    .onConflict('run_id')
    .ignore();
}

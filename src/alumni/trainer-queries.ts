import { type Person, grant } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { type Step, counts } from './trainer';

export interface TrainerPath {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

function paths(db: Db) {
  return db('trainer_paths')
    .join('people', 'people.id', 'trainer_paths.person_id')
    .whereNull('trainer_paths.ended_at')
    .orderBy('begun_at')
    .select<TrainerPath[]>(
      { id: 'trainer_paths.id', personId: 'people.id', name: 'people.display_name' },
      db.raw(`coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'doneOn', done_on, 'words', words, 'marks', marks)
        order by recorded_at, id) from trainer_steps where path_id = trainer_paths.id), '[]') as steps`),
    );
}

/** The paths that are walked now, for staff; for anybody else their own. */
export function listPaths(db: Db, person: Person, staff: boolean): Promise<TrainerPath[]> {
  return paths(db).modify((query) => {
    if (!staff) void query.where({ person_id: person.id });
  });
}

export async function findPath(db: Db, id: string): Promise<TrainerPath | undefined> {
  const [path] = await paths(db).where('trainer_paths.id', id);
  return path;
}

/** Begins the path; twice is nothing. */
export async function beginPath(trx: Db, origin: string, at: Date, person: Person): Promise<void> {
  const id = newId();
  const begun = await trx('trainer_paths')
    .insert({ id, origin, person_id: person.id, begun_at: at })
    .onConflict(trx.raw('(person_id) where ended_at is null') as unknown as string)
    .ignore()
    .returning('id');
  if (begun.length > 0)
    await record(trx, origin, at, { actorId: person.id, action: 'trainer path begun', subject: id });
}

export async function leavePath(trx: Db, origin: string, at: Date, person: Person): Promise<void> {
  const left = await trx('trainer_paths').where({ person_id: person.id, ended_at: null }).update({ ended_at: at });
  if (left > 0) await record(trx, origin, at, { actorId: person.id, action: 'trainer path left', subject: person.id });
}

/** Holds a path until the transaction ends, so that a step sent twice is written once. */
export async function lockPath(trx: Db, { id }: Pick<TrainerPath, 'id'>): Promise<TrainerPath | undefined> {
  await trx('trainer_paths').where({ id }).forUpdate().first('id');
  return findPath(trx, id);
}

/** Writes a step down; a sign-off that counts makes the person a facilitator of the programme. */
export async function recordStep(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  path: TrainerPath,
  step: Step,
): Promise<void> {
  const { kind, doneOn, words, marks } = step;
  const row = { kind, done_on: doneOn, words, marks: JSON.stringify(marks), recorded_at: at, recorded_by: by.id };
  await trx('trainer_steps').insert({ id: newId(), origin, path_id: path.id, ...row });
  if (kind === 'sign-off' && counts(step)) await grant(trx, origin, at, path.personId, 'facilitator', by.id);
  const deed = { actorId: by.id, action: 'trainer step recorded', subject: path.id };
  await record(trx, origin, at, { ...deed, after: { kind, doneOn, marks: { ...marks } } });
}

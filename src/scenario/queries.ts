import { canonicalJson, type Json } from '../canonical';
import type { Db } from '../db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import type { Case, Id } from './case';
import type { PlayedRun, Run, RunEvent, RunText } from './run';

const runColumns = {
  id: 'runs.id',
  workshopId: 'runs.workshop_id',
  personId: 'runs.person_id',
  caseId: 'runs.case_id',
  caseHash: 'runs.case_hash',
  engineVersion: 'runs.engine_version',
  role: 'runs.role',
  seed: 'runs.seed',
  startedAt: 'runs.started_at',
  endedAt: 'runs.ended_at',
  ending: 'runs.ending',
};

const eventColumns = {
  seq: 'run_events.seq',
  actor: 'run_events.actor',
  role: 'run_events.role',
  input: 'run_events.input',
  inputId: 'run_events.input_id',
  at: 'run_events.at',
  stateHash: 'run_events.state_hash',
  caseHash: 'run_events.case_hash',
  engineVersion: 'run_events.engine_version',
};

/** A run of this person. Anyone else's is as if it did not exist. */
export async function getRun(db: Db, person: { readonly id: string }, id: string): Promise<Run> {
  if (!isId(id)) throw new NotFound();
  const row = await db('runs').where({ id, person_id: person.id }).first<Run | undefined>(runColumns);
  if (!row) throw new NotFound();
  return row;
}

/** The runs of one person in one workshop, the newest first. */
export function listRuns(db: Db, person: { readonly id: string }, workshop: { readonly id: string }): Promise<Run[]> {
  return db('runs')
    .where({ person_id: person.id, workshop_id: workshop.id })
    .orderBy('id', 'desc')
    .select<Run[]>(runColumns);
}

/** Whether this person has played a case of this workshop to an ending, from any seat, alone or at a table. */
export async function hasFinishedCase(
  db: Db,
  person: { readonly id: string },
  workshop: { readonly id: string },
): Promise<boolean> {
  const row = await finishedIn(db, workshop)
    .where({ person_id: person.id })
    .first<{ person_id: string } | undefined>('person_id');
  return row !== undefined;
}

/** Who finished what in a workshop: alone, or at a table of a run that its whole room played to the end. */
function finishedIn(db: Db, workshop: { readonly id: string }) {
  const alone = db('runs')
    .where({ workshop_id: workshop.id })
    .whereNotNull('person_id')
    .whereNotNull('ended_at')
    .select('person_id');
  const together = db('run_players')
    .join('runs', 'runs.id', 'run_players.run_id')
    .where({ 'run_players.workshop_id': workshop.id, left_at: null })
    .whereNotNull('ended_at')
    .select('run_players.person_id');
  return db.from(alone.unionAll([together]).as('finished'));
}

/** Who has played a case to an ending in this workshop: their ids. One query for a whole cohort. */
export async function listCaseFinishers(db: Db, workshop: { readonly id: string }): Promise<Set<string>> {
  const rows = await finishedIn(db, workshop).distinct<{ personId: string }[]>({ personId: 'person_id' });
  return new Set(rows.map(({ personId }) => personId));
}

/** The run that this start form has begun, however often it was sent. */
export async function getRunOfForm(db: Db, person: { readonly id: string }, startInput: string): Promise<Run> {
  const row = await db('runs')
    .where({ person_id: person.id, start_input: startInput })
    .first<Run | undefined>(runColumns);
  if (!row) throw new NotFound();
  return row;
}

/** Keeps a compiled case for as long as a run refers to it. A case already kept is left as it is. */
export async function keepCase(
  db: Db,
  version: { hash: string; compiled: Case; origin: string; now: Date },
): Promise<void> {
  await db('case_versions')
    .insert({
      hash: version.hash,
      case_id: version.compiled.id,
      compiled: JSON.stringify(version.compiled),
      kept_since: version.now,
      origin: version.origin,
    })
    .onConflict('hash')
    .ignore();
}

export async function getKeptCase(db: Db, hash: string): Promise<Case> {
  const row = await db('case_versions').where({ hash }).first<{ compiled: Case } | undefined>('compiled');
  if (!row) throw new Error(`The case version ${hash} is not kept, though a run refers to it.`);
  return row.compiled;
}

/** Writes a new run. A form sent twice writes one run only: the second call changes nothing and answers false. */
export async function insertRun(db: Db, run: Run, startInput: string, origin: string): Promise<boolean> {
  const written = await db('runs')
    .insert({
      id: run.id,
      origin,
      workshop_id: run.workshopId,
      person_id: run.personId,
      case_id: run.caseId,
      case_hash: run.caseHash,
      engine_version: run.engineVersion,
      role: run.role,
      seed: run.seed,
      start_input: startInput,
      started_at: run.startedAt,
    })
    .onConflict(['person_id', 'start_input'])
    .ignore()
    .returning<{ id: string }[]>('id');
  return written.length > 0;
}

/** Holds the run until the transaction ends, so that one input at a time gets the next `seq`. Answers its fresh row. */
export async function lockRun(trx: Db, run: Run): Promise<Run> {
  const row = await trx('runs')
    .where({ id: run.id, person_id: run.personId })
    .forUpdate()
    .first<Run | undefined>(runColumns);
  if (!row) throw new NotFound();
  return row;
}

/** The log of a run, in order; only what came after `seq`, if asked. */
export function listEvents(db: Db, run: PlayedRun, after = 0): Promise<RunEvent[]> {
  return db('run_events')
    .where({ run_id: run.id })
    .where('seq', '>', after)
    .orderBy('seq')
    .select<RunEvent[]>(eventColumns);
}

/** Whether the run has taken this input before: a form sent twice is answered, not repeated. */
export async function hasTaken(db: Db, run: PlayedRun, inputId: string): Promise<boolean> {
  const row = await db('run_events')
    .where({ run_id: run.id, input_id: inputId })
    .first<{ seq: number } | undefined>('seq');
  return row !== undefined;
}

/** Adds lines to the log. Only inside a transaction that holds the run, which is what makes `seq` unbroken. */
export async function appendEvents(
  trx: Db,
  run: PlayedRun,
  events: readonly RunEvent[],
  origin: string,
): Promise<void> {
  if (events.length === 0) return;
  await trx('run_events').insert(
    events.map((event) => ({
      run_id: run.id,
      person_id: run.personId,
      seq: event.seq,
      origin,
      actor: event.actor,
      role: event.role,
      input: canonicalJson(event.input as unknown as Json),
      input_id: event.inputId,
      at: event.at,
      state_hash: event.stateHash,
      case_hash: event.caseHash,
      engine_version: event.engineVersion,
    })),
  );
}

/** Pins the run to another version of its case; its log keeps what it was pinned to before. `role` as that version calls it. */
export async function pinRun(
  trx: Db,
  run: PlayedRun,
  version: { readonly caseHash: string; readonly engineVersion: string; readonly role: Id | null },
): Promise<void> {
  const { caseHash, engineVersion, role } = version;
  await trx('runs').where({ id: run.id }).update({ case_hash: caseHash, engine_version: engineVersion, role });
}

export async function endRun(trx: Db, run: PlayedRun, ending: string, at: Date): Promise<void> {
  await trx('runs').where({ id: run.id }).update({ ending, ended_at: at });
}

/** Keeps what was written with the decision at `seq`, beside the log. */
export async function insertTexts(
  trx: Db,
  run: PlayedRun,
  written: { seq: number; texts: Readonly<Record<string, string>>; at: Date; origin: string },
): Promise<void> {
  const rows = Object.entries(written.texts).map(([field, body]) => ({
    run_id: run.id,
    person_id: run.personId,
    seq: written.seq,
    field,
    origin: written.origin,
    body,
    written_at: written.at,
  }));
  if (rows.length > 0) await trx('run_texts').insert(rows);
}

export function listTexts(db: Db, run: PlayedRun): Promise<RunText[]> {
  return db('run_texts')
    .where({ run_id: run.id })
    .orderBy(['seq', 'field'])
    .select<RunText[]>({ seq: 'seq', field: 'field', body: 'body', writtenAt: 'written_at' });
}

/**
 * Removes a text for good. That there was one stays to be seen; the log, which never held it, still replays. `by` is who
 * removed what somebody else wrote.
 */
export async function eraseText(
  db: Db,
  run: PlayedRun,
  text: { seq: number; field: string },
  at: Date,
  by: string | null = null,
): Promise<void> {
  await db('run_texts')
    .where({ run_id: run.id, seq: text.seq, field: text.field })
    .whereNull('erased_at')
    .update({ body: null, erased_at: at, erased_by: by });
}

import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import type { TestForm } from './question';

/** A row of `answers`, as one that came late is kept. */
export interface AnswerRow {
  readonly attempt_id: string;
  readonly item_id: string;
  readonly item_version: string;
  readonly response: string;
  readonly saved_at: Date;
  readonly given_at: Date;
  readonly device: string | null;
  readonly turn: number | null;
}

// A page without script sends a question that nobody touched as one without any tick.
const nothing = `('{"chosen": []}'::jsonb, '{"text": ""}'::jsonb, '{"fields": {}, "words": ""}'::jsonb)`;

/** Keeps answers that were given after the end apart from those that count. One that says what stands already is none. */
export async function keepLate(trx: Db, rows: readonly AnswerRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await trx('late_answers')
    .insert(rows.map((row) => ({ ...row, counted_at: null, counted_by: null, replaced: null })))
    .onConflict(['attempt_id', 'item_id'])
    .merge()
    .whereRaw(
      `excluded.response <> late_answers.response
         and case when late_answers.device = excluded.device then excluded.turn > late_answers.turn
             else excluded.given_at >= late_answers.given_at end`,
    );
  await trx.raw(
    `delete from late_answers late where attempt_id = ? and counted_at is null and case when response in ${nothing}
       then not exists (select from answers where attempt_id = late.attempt_id and item_id = late.item_id and response not in ${nothing})
       else exists (select from answers where attempt_id = late.attempt_id and item_id = late.item_id and response = late.response) end`,
    [first.attempt_id],
  );
}

/** When the latest of the answers that this device counts before `turn` was given: none that follows is older. */
export async function lastGivenBefore(
  trx: Db,
  attemptId: string,
  device: string,
  turn: number,
): Promise<Date | undefined> {
  const { rows } = await trx.raw<{ rows: { last: Date | null }[] }>(
    `select max(given_at) as last from (
       select given_at, device, turn from answers where attempt_id = :attempt
       union all select given_at, device, turn from late_answers where attempt_id = :attempt) kept
     where device = :device and turn < :turn`,
    { attempt: attemptId, device, turn },
  );
  return rows[0]?.last ?? undefined;
}

/** What came to a test after its end: never what it says. */
export interface After {
  readonly personId: string;
  readonly form: TestForm;
  readonly endsAt: Date;
  /** When the last answer arrived that was given before the end by the clock of its device. */
  readonly arrivedAt: Date | null;
  /** Answers given after the end that do not count, and when the last of them was given. */
  readonly late: number;
  readonly lastLateAt: Date | null;
  /** Answers given after the end that count, as a facilitator said. */
  readonly counted: number;
}

export async function listAfter(db: Db, workshop: Pick<Workshop, 'id'>): Promise<After[]> {
  const late = 'from late_answers where attempt_id = attempts.id';
  const found = await db('attempts')
    .where({ workshop_id: workshop.id })
    .whereNotNull('ends_at')
    .select<After[]>(
      { personId: 'person_id', form: 'form', endsAt: 'ends_at' },
      db.raw(
        `(select max(saved_at) from answers where attempt_id = attempts.id and saved_at > ends_at and given_at <= ends_at) as "arrivedAt"`,
      ),
      db.raw(`(select count(*)::int ${late} and counted_at is null) as late`),
      db.raw(`(select max(given_at) ${late} and counted_at is null) as "lastLateAt"`),
      db.raw(`(select count(*)::int ${late} and counted_at is not null) as counted`),
    );
  return found.filter(({ arrivedAt, late: waiting, counted }) => arrivedAt !== null || waiting > 0 || counted > 0);
}

/** How many answers of a test were given after its end and do not count. */
export async function countWaitingLate(db: Db, attempt: { readonly id: string }): Promise<number> {
  const [row] = await db('late_answers')
    .where({ attempt_id: attempt.id, counted_at: null })
    .count<{ count: string }[]>();
  return Number(row?.count);
}

/**
 * Lets what was given after the end count, and keeps what it takes the place of: all of it because somebody said so (`by`),
 * or what was given `until` an end that was moved. Answers how many answers count now that did not.
 */
export async function countLate(
  trx: Db,
  now: Date,
  attemptId: string,
  why: { readonly by: string } | { readonly until: Date | null },
): Promise<number> {
  await trx('attempts').where({ id: attemptId }).forUpdate().first('id');
  const waiting = trx('late_answers').where({ attempt_id: attemptId, counted_at: null });
  if ('until' in why && why.until) void waiting.where('given_at', '<=', why.until);
  const items = await waiting.pluck<string[]>('item_id');
  if (items.length === 0) return 0;
  await trx.raw(
    `update late_answers set counted_at = :now, counted_by = :by,
       replaced = (select response from answers where attempt_id = :attempt and item_id = late_answers.item_id)
     where attempt_id = :attempt and item_id = any(:items)`,
    { now, by: 'by' in why ? why.by : null, attempt: attemptId, items },
  );
  await trx.raw(
    `insert into answers (attempt_id, item_id, item_version, response, saved_at, given_at, device, turn)
       select attempt_id, item_id, item_version, response, saved_at, given_at, device, turn from late_answers
       where attempt_id = :attempt and item_id = any(:items)
     on conflict (attempt_id, item_id) do update set item_version = excluded.item_version, response = excluded.response,
       saved_at = excluded.saved_at, given_at = excluded.given_at, device = excluded.device, turn = excluded.turn`,
    { attempt: attemptId, items },
  );
  if ('until' in why) await trx('late_answers').where({ attempt_id: attemptId }).whereIn('item_id', items).delete();
  else await closeEnded(trx, now, { id: attemptId });
  await askForRecount(trx, attemptId);
  return items.length;
}

/** An answer that comes to a test already sent changes the figures of its workshop: the triggers of `attempts` hear of it. */
export async function askForRecount(trx: Db, attemptId: string): Promise<void> {
  await trx('attempts')
    .where({ id: attemptId })
    .whereNotNull('submitted_at')
    .update({ submitted_at: trx.ref('submitted_at') });
}

/**
 * What was saved in a test whose time is over stands as sent, at its end (ls1intum/Artemis#1469). One without any answer
 * stays open and empty: nobody sent it, so nobody has a result of it. Without `attempt`, of the whole installation.
 */
export async function closeEnded(db: Db, now: Date, attempt?: { readonly id: string }): Promise<number> {
  const ended = db('attempts')
    .where({ submitted_at: null })
    .where('ends_at', '<=', now)
    .whereExists(db('answers').whereRaw(`answers.attempt_id = attempts.id and response not in ${nothing}`))
    .orderBy(['workshop_id', 'id'])
    .select('id')
    .forUpdate()
    .modify((query) => {
      if (attempt) void query.where({ id: attempt.id });
      else void query.skipLocked();
    });
  return db('attempts')
    .whereIn('id', ended)
    .update({ submitted_at: db.ref('ends_at') });
}

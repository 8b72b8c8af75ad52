import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import { type AnswerRow, askForRecount, closeEnded, keepLate, lastGivenBefore } from './late-queries';
import type { Response, TestForm } from './question';
import { isOver, sentByPerson } from './time';

export interface Attempt {
  readonly id: string;
  readonly form: TestForm;
  readonly publicationId: string;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
  /** Since when a facilitator enters it from paper; null where it is taken on a device. */
  readonly enteredAt: Date | null;
  /** When its time ends; null where it has no limit. */
  readonly endsAt: Date | null;
}

const columns = {
  id: 'id',
  form: 'form',
  publicationId: 'publication_id',
  startedAt: 'started_at',
  submittedAt: 'submitted_at',
  enteredAt: 'entered_at',
  endsAt: 'ends_at',
};

export function findAttempt(
  db: Db,
  person: Pick<Person, 'id'>,
  workshop: Workshop,
  form: TestForm,
): Promise<Attempt | undefined> {
  return db('attempts')
    .where({ workshop_id: workshop.id, person_id: person.id, form })
    .first<Attempt | undefined>(columns);
}

/** Begins the test, or finds it begun: a second click begins nothing. It answers the publication the workshop pins. With `enteredBy`, from paper. `endsAt` is when its time ends, if it has a limit. */
export async function beginAttempt(
  db: Db,
  origin: string,
  at: Date,
  person: Pick<Person, 'id'>,
  workshop: Workshop,
  form: TestForm,
  { enteredBy, endsAt = null }: { enteredBy?: Pick<Person, 'id'>; endsAt?: Date | null } = {},
): Promise<void> {
  await db('attempts')
    .insert({
      id: newId(),
      origin,
      workshop_id: workshop.id,
      person_id: person.id,
      form,
      publication_id: workshop.publicationId,
      started_at: at,
      entered_by: enteredBy?.id ?? null,
      entered_at: enteredBy ? at : null,
      ends_at: endsAt,
    })
    .onConflict(['workshop_id', 'person_id', 'form'])
    .ignore();
}

export async function answersOf(db: Db, attempt: Attempt): Promise<Map<string, Response>> {
  const rows = await db('answers')
    .where({ attempt_id: attempt.id })
    .select<{ itemId: string; response: Response }[]>({ itemId: 'item_id', response: 'response' });
  return new Map(rows.map((row) => [row.itemId, row.response]));
}

/** When an answer was given, and on a device that keeps its answers: which of its answers it is, counted from 1. */
export interface Given {
  readonly at: Date;
  readonly device?: string;
  readonly turn?: number;
}

/**
 * Keeps these answers; the last one given to an item counts, in whatever order they arrive and however often. Locks the
 * attempt: after its person sent it nothing changes any more, and this answers false. After its end, what was given before
 * counts still, and what was given later is kept apart.
 */
export async function saveAnswers(
  trx: Db,
  at: Date,
  attempt: Pick<Attempt, 'id'>,
  answers: ReadonlyMap<string, Response>,
  versionOf: (itemId: string) => string,
  given: Given = { at },
): Promise<boolean> {
  const test = await trx('attempts').where({ id: attempt.id }).forUpdate().first<Attempt | undefined>(columns);
  if (!test || sentByPerson(test)) return false;
  if (answers.size === 0) return true;
  const over = isOver(test, at);
  const givenAt = over ? await provable(trx, test, given) : given.at;
  const rows = [...answers].map(([itemId, response]) => ({
    attempt_id: attempt.id,
    item_id: itemId,
    item_version: versionOf(itemId),
    response: JSON.stringify(response),
    saved_at: at,
    given_at: givenAt,
    device: given.device ?? null,
    turn: given.turn ?? null,
  }));
  if (test.endsAt && givenAt > test.endsAt) await keepLate(trx, rows);
  else await keep(trx, rows);
  if (!over) return true;
  // Before it is closed here, a test that its end has closed already has to be counted anew.
  await askForRecount(trx, attempt.id);
  await closeEnded(trx, at, attempt);
  return true;
}

/** A device says itself when an answer was given: not before those that it gave earlier by its own count. */
async function provable(trx: Db, attempt: Attempt, { at, device, turn }: Given): Promise<Date> {
  if (device === undefined || turn === undefined) return at;
  const before = await lastGivenBefore(trx, attempt.id, device, turn);
  return before && before > at ? before : at;
}

async function keep(trx: Db, rows: readonly AnswerRow[]): Promise<void> {
  await trx('answers')
    .insert(rows)
    .onConflict(['attempt_id', 'item_id'])
    .merge(['item_version', 'response', 'saved_at', 'given_at', 'device', 'turn'])
    .whereRaw(
      `case when answers.device = excluded.device then excluded.turn > answers.turn
            else excluded.given_at >= answers.given_at end`,
    );
}

export async function submitAttempt(trx: Db, at: Date, attempt: Attempt): Promise<void> {
  await trx('attempts').where({ id: attempt.id, submitted_at: null }).update({ submitted_at: at });
}

export interface Submitted {
  readonly personId: string;
  readonly form: TestForm;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
  readonly enteredAt: Date | null;
  readonly endsAt: Date | null;
}

/** Who has begun and sent which form. No answer and no score. */
export function listAttempts(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Submitted[]> {
  return db('attempts').where({ workshop_id: workshop.id }).select<Submitted[]>({
    personId: 'person_id',
    form: 'form',
    startedAt: 'started_at',
    submittedAt: 'submitted_at',
    enteredAt: 'entered_at',
    endsAt: 'ends_at',
  });
}

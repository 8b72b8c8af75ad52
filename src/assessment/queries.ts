import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { Response, TestForm } from './question';

export interface Attempt {
  readonly id: string;
  readonly form: TestForm;
  readonly publicationId: string;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
}

const columns = {
  id: 'id',
  form: 'form',
  publicationId: 'publication_id',
  startedAt: 'started_at',
  submittedAt: 'submitted_at',
};

export function findAttempt(db: Db, person: Person, workshop: Workshop, form: TestForm): Promise<Attempt | undefined> {
  return db('attempts')
    .where({ workshop_id: workshop.id, person_id: person.id, form })
    .first<Attempt | undefined>(columns);
}

/** Begins the test, or finds it begun: a second click begins nothing. It answers the publication the workshop pins. */
export async function beginAttempt(
  db: Db,
  origin: string,
  at: Date,
  person: Person,
  workshop: Workshop,
  form: TestForm,
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

/**
 * Keeps these answers; the last one given to an item counts. Locks the attempt: after it is sent nothing changes any
 * more, and this answers false.
 */
export async function saveAnswers(
  trx: Db,
  at: Date,
  attempt: Attempt,
  answers: ReadonlyMap<string, Response>,
  versionOf: (itemId: string) => string,
): Promise<boolean> {
  const open = await trx('attempts')
    .where({ id: attempt.id, submitted_at: null })
    .forUpdate()
    .first<object | undefined>('id');
  if (!open) return false;
  if (answers.size === 0) return true;
  await trx('answers')
    .insert(
      [...answers].map(([itemId, response]) => ({
        attempt_id: attempt.id,
        item_id: itemId,
        item_version: versionOf(itemId),
        response: JSON.stringify(response),
        saved_at: at,
      })),
    )
    .onConflict(['attempt_id', 'item_id'])
    .merge(['item_version', 'response', 'saved_at']);
  return true;
}

export async function submitAttempt(trx: Db, at: Date, attempt: Attempt): Promise<void> {
  await trx('attempts').where({ id: attempt.id, submitted_at: null }).update({ submitted_at: at });
}

export interface Submitted {
  readonly personId: string;
  readonly form: TestForm;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
}

/** Who has begun and sent which form. No answer and no score. */
export function listAttempts(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Submitted[]> {
  return db('attempts')
    .where({ workshop_id: workshop.id })
    .select<Submitted[]>({ personId: 'person_id', form: 'form', startedAt: 'started_at', submittedAt: 'submitted_at' });
}

import { type Assessment, type Item, getPart } from '../curriculum';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { type Response, type TestForm, itemsOf } from './question';
import type { RequestResponse } from './request';

/** A request that somebody completed in a test that was sent. */
export interface Written {
  readonly attemptId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly form: TestForm;
  readonly publicationId: string;
  readonly item: Item;
  readonly response: RequestResponse;
}

interface Row extends Omit<Written, 'item' | 'response'> {
  readonly itemId: string;
  readonly response: Response;
}

/** Every request that the participants of a workshop completed and sent, own words that were removed since among them. */
export async function listWritten(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Written[]> {
  const rows = await db('answers')
    .join('attempts', 'attempts.id', 'attempt_id')
    .join('people', 'people.id', 'attempts.person_id')
    .where({ 'attempts.workshop_id': workshop.id })
    .whereNotNull('submitted_at')
    .whereRaw(`response -> 'fields' is not null`)
    .whereExists(
      db('enrolments')
        .whereRaw('enrolments.workshop_id = attempts.workshop_id and enrolments.person_id = attempts.person_id')
        .where({ role: 'participant', ended_at: null }),
    )
    .orderBy(['attempts.id', 'item_id'])
    .select<Row[]>({
      attemptId: 'attempts.id',
      personId: 'attempts.person_id',
      displayName: 'display_name',
      form: 'form',
      publicationId: 'publication_id',
      itemId: 'item_id',
      response: 'response',
    });
  const assessments = new Map<string, Assessment>();
  for (const { publicationId: id } of rows)
    if (!assessments.has(id)) assessments.set(id, await getPart<Assessment>(db, id, 'assessment'));
  return rows.flatMap(({ itemId, response, ...row }): Written[] => {
    const assessment = assessments.get(row.publicationId);
    const item = assessment && itemsOf(assessment, row.form).find(({ id }) => id === itemId);
    return item?.writes && 'fields' in response ? [{ ...row, item, response }] : [];
  });
}

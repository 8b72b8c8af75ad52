import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { newTimelessId } from '../ids';
import type { Workshop } from '../workshops';
import { type Answer, fewestShown } from './evaluation';

type Place = Pick<Workshop, 'id'>;

/** One writer at a time: so nobody's answers stand between another person's and their row. */
async function lock(trx: Db, workshop: Place): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`evaluation ${workshop.id}`]);
  if (await isClosed(trx, workshop)) throw new Conflict('evaluation.isClosed');
}

export async function isClosed(db: Db, workshop: Place): Promise<boolean> {
  return (await db('evaluation_closings').where({ workshop_id: workshop.id }).first('workshop_id')) !== undefined;
}

export async function hasAnswered(db: Db, person: Pick<Person, 'id'>, workshop: Place): Promise<boolean> {
  const own = { workshop_id: workshop.id, person_id: person.id };
  return (await db('evaluation_answerers').where(own).first('person_id')) !== undefined;
}

/** How many people answered, on a phone or on paper. */
export async function countAnswered(db: Db, workshop: Place): Promise<number> {
  const own = { workshop_id: workshop.id };
  const [phones] = await db('evaluation_answerers').where(own).count<{ count: string }[]>();
  const [papers] = await db('evaluation_papers').where(own).sum<{ sum: string | null }[]>({ sum: 'sheets' });
  return Number(phones?.count) + Number(papers?.sum ?? 0);
}

/** Keeps one person's answers, and apart from them that the person answered. A second time changes nothing. */
export async function answerEvaluation(
  trx: Db,
  origin: string,
  person: Pick<Person, 'id'>,
  workshop: Place,
  answers: readonly Answer[],
): Promise<void> {
  await lock(trx, workshop);
  const added = await trx('evaluation_answerers')
    .insert({ workshop_id: workshop.id, person_id: person.id, origin })
    .onConflict(['workshop_id', 'person_id'])
    .ignore()
    .returning<object[]>('person_id');
  if (added.length === 0) return;
  await addAnswers(trx, origin, workshop, answers);
  await mix(trx, workshop);
}

/** Keeps what stands on sheets of paper. `id` is the form's, so that a form sent twice counts once. */
export async function keyInPapers(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  id: string,
  sheets: readonly (readonly Answer[])[],
): Promise<void> {
  await lock(trx, workshop);
  const added = await trx('evaluation_papers')
    .insert({ id, workshop_id: workshop.id, origin, sheets: sheets.length, keyed_at: at, keyed_by: by.id })
    .onConflict('id')
    .ignore()
    .returning<object[]>('id');
  if (added.length === 0) return;
  await addAnswers(trx, origin, workshop, sheets.flat());
  await mix(trx, workshop);
  const after = { sheets: sheets.length };
  await record(trx, origin, at, {
    ...{ workshopId: workshop.id, actorId: by.id, action: 'evaluation keyed in', subject: id, after },
  });
}

async function addAnswers(trx: Db, origin: string, workshop: Place, answers: readonly Answer[]): Promise<void> {
  if (answers.length === 0) return;
  await trx('evaluation_answers').insert(
    answers.map((answer) => ({ ...answer, id: newTimelessId(), workshop_id: workshop.id, origin })),
  );
}

/**
 * Writes all rows of the workshop anew, under new ids, in the order of chance. Rows written together would otherwise stand
 * together in the table and carry one transaction's number: whoever holds the database could join them to a person.
 */
async function mix(trx: Db, workshop: Place): Promise<void> {
  const own = { workshop_id: workshop.id };
  const answers = await trx('evaluation_answers').where(own).delete().returning<{ id: string }[]>('*');
  const mixed = answers.map((row) => ({ ...row, id: newTimelessId() })).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (mixed.length > 0) await trx('evaluation_answers').insert(mixed);
  const people = await trx('evaluation_answerers').where(own).delete().returning<{ person_id: string }[]>('*');
  if (people.length > 0)
    await trx('evaluation_answerers').insert(people.sort((a, b) => (a.person_id < b.person_id ? -1 : 1)));
}

/** Ends the answering. Conflict with fewer than five answers: it stays open, as nothing could be shown. */
export async function closeEvaluation(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
): Promise<void> {
  await lock(trx, workshop);
  if ((await countAnswered(trx, workshop)) < fewestShown) throw new Conflict('evaluation.tooFew');
  await trx('evaluation_closings').insert({ workshop_id: workshop.id, origin, closed_at: at, closed_by: by.id });
  await record(trx, origin, at, {
    ...{ workshopId: workshop.id, actorId: by.id, action: 'evaluation closed', subject: workshop.id },
  });
}

/** The answers of a closed evaluation, in no order that means anything; none while it is open, or of fewer than five. */
export async function listAnswers(db: Db, workshop: Place): Promise<Answer[]> {
  if (!(await isClosed(db, workshop)) || (await countAnswered(db, workshop)) < fewestShown) return [];
  return db('evaluation_answers')
    .where({ workshop_id: workshop.id })
    .orderBy('id')
    .select<Answer[]>('question', 'rating', 'body');
}

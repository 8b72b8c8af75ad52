import { type Assessment, getPart } from '../../src/curriculum';
import type { Db } from '../../src/db';
import { newId } from '../../src/ids';

/**
 * A text of a room that is still played, given to the table that plays `role`, with marking open: so that somebody may
 * mark it. Whoever wrote it sits at another table.
 */
export async function plantMarked(db: Db, at: Date, run: string, role: string): Promise<string> {
  const tables = await db('live_tables')
    .where({ run_id: run })
    .select<{ id: string; roles: string[] }[]>('id', 'roles');
  const marker = tables.find(({ roles }) => roles.includes(role));
  const line = await db('run_events')
    .where({ run_id: run })
    .whereNotNull('role')
    .whereNot({ role })
    .orderBy('seq')
    .first<{ seq: number; role: string }>('seq', 'role');
  const owner = tables.find(({ roles }) => roles.includes(line.role));
  const room = await db('live_runs').where({ run_id: run }).first<{ workshop_id: string }>('workshop_id');
  const workshop = await db('workshops')
    .where({ id: room.workshop_id })
    .first<{ publication_id: string }>('publication_id');
  const id = newId();
  const common = { origin: 'TEST', run_id: run };
  await db('run_texts').insert({
    ...{ ...common, seq: line.seq, field: 'reason', written_at: at },
    body: 'We need it by noon, and say why.',
  });
  await db('rubric_subjects').insert({
    ...{ ...common, id, kind: 'run-text', made_at: at, seq: line.seq, publication_id: workshop.publication_id },
    ...{ workshop_id: room.workshop_id, owner_table: owner?.id, marker_table: marker?.id },
  });
  await db('marking_openings').insert({ ...common, id: newId(), opened_at: at });
  return id;
}

export const answerMark = 'KANARIANSWER';

/** A test after the workshop that this person sent, with a request in own words, on the list of those to mark. */
export async function plantAnswer(
  db: Db,
  at: Date,
  workshop: { readonly id: string; readonly publicationId: string },
  person: { readonly id: string },
): Promise<string> {
  const { items } = await getPart<Assessment>(db, workshop.publicationId, 'assessment');
  const item = items.find(({ type, form }) => type === 'request' && form === 'post');
  if (!item?.writes) throw new Error('The tests have no request to complete.');
  const [id, attempt] = [newId(), newId()];
  const common = { origin: 'TEST', publication_id: workshop.publicationId, workshop_id: workshop.id };
  await db('attempts').insert({
    ...{ ...common, id: attempt, person_id: person.id, form: 'post', started_at: at, submitted_at: at },
  });
  const response = { fields: {}, words: `Did it cross on 3 June? ${answerMark}` };
  await db('answers').insert({
    ...{ attempt_id: attempt, item_id: item.id, item_version: item.version, saved_at: at, given_at: at },
    response: JSON.stringify(response),
  });
  await db('rubric_subjects').insert({
    ...{ ...common, id, kind: 'answer', made_at: at, attempt_id: attempt, item_id: item.id },
  });
  return id;
}

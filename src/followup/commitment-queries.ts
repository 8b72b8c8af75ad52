import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { Commitment } from './commitment';
import type { NewCommitment } from './commitment-forms';

const columns = {
  id: 'commitments.id',
  workshopId: 'commitments.workshop_id',
  personId: 'commitments.person_id',
  what: 'what',
  byOn: 'by_on',
  template: 'template',
};

export function findCommitment(
  db: Db,
  person: Pick<Person, 'id'>,
  workshop: Pick<Workshop, 'id'>,
): Promise<Commitment | undefined> {
  return db('commitments')
    .where({ workshop_id: workshop.id, person_id: person.id })
    .first<Commitment | undefined>(columns);
}

/** Everything that this person undertook, the newest first, with the title of the workshop. */
export function listOwnCommitments(
  db: Db,
  person: Pick<Person, 'id'>,
): Promise<(Commitment & { readonly workshop: string })[]> {
  return db('commitments')
    .join('workshops', 'workshops.id', 'commitments.workshop_id')
    .where({ person_id: person.id })
    .orderBy('commitments.id', 'desc')
    .select<(Commitment & { workshop: string })[]>({ ...columns, workshop: 'workshops.title' });
}

/** How many people of a workshop wrote one. What they wrote is theirs. */
export async function countCommitments(db: Db, workshop: Pick<Workshop, 'id'>): Promise<number> {
  const [row] = await db('commitments').where({ workshop_id: workshop.id }).count<{ count: string }[]>();
  return Number(row?.count);
}

/** Writes the person's one commitment for a workshop, or writes it anew. The audit knows that, and not the words. */
export async function writeCommitment(
  trx: Db,
  origin: string,
  at: Date,
  person: Pick<Person, 'id'>,
  workshop: Pick<Workshop, 'id'>,
  { what, byOn, template }: NewCommitment,
): Promise<void> {
  const [row] = await trx('commitments')
    .insert({
      ...{ id: newId(), origin, workshop_id: workshop.id, person_id: person.id },
      ...{ what, by_on: byOn, template, written_at: at },
    })
    .onConflict(['workshop_id', 'person_id'])
    .merge(['what', 'by_on', 'template', 'written_at'])
    .returning<{ id: string }[]>('id');
  const deed = { workshopId: workshop.id, actorId: person.id, action: 'commitment written', subject: row?.id ?? '' };
  await record(trx, origin, at, deed);
}

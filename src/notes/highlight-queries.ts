import type { Person } from '../accounts';
import type { Edition } from '../curriculum';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import { type Highlight, type TextQuote, mostHighlights } from './highlight';

const columns = {
  id: 'id',
  block: 'block',
  edition: 'edition',
  exact: 'exact',
  prefix: 'prefix',
  suffix: 'suffix',
  createdAt: 'created_at',
};

const own = (person: Pick<Person, 'id'>, workshop: Pick<Workshop, 'id'>) => ({
  person_id: person.id,
  workshop_id: workshop.id,
});

/** The words that this person marked in this workshop, in the order in which they did. Nobody else's can be asked for. */
export function listHighlights(db: Db, person: Person, workshop: Workshop): Promise<Highlight[]> {
  return db('highlights').where(own(person, workshop)).orderBy(['created_at', 'id']).select<Highlight[]>(columns);
}

/** Keeps marked words; the same words twice are one. Answers false where this person has marked as much as they may. */
export async function addHighlight(
  db: Db,
  at: Date,
  person: Person,
  workshop: Workshop,
  words: TextQuote & { readonly block: string; readonly edition: Edition },
): Promise<boolean> {
  const { block, edition, exact, prefix, suffix } = words;
  const [counted] = await db('highlights').where(own(person, workshop)).count<{ count: string }[]>();
  if (Number(counted?.count) >= mostHighlights) return false;
  await db('highlights')
    .insert({
      id: newId(),
      origin: workshop.origin,
      ...own(person, workshop),
      edition,
      block,
      exact,
      prefix,
      suffix,
      publication_id: workshop.publicationId,
      overlay: workshop.overlay,
      created_at: at,
    })
    .onConflict(['person_id', 'workshop_id', 'block', 'exact', 'prefix', 'suffix'])
    .ignore();
  return true;
}

/** Takes marked words of this person away. What is not there is gone already. */
export async function removeHighlight(db: Db, person: Person, workshop: Workshop, id: string): Promise<void> {
  await db('highlights')
    .where({ ...own(person, workshop), id })
    .delete();
}

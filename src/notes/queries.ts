import type { Person } from '../accounts';
import type { Edition } from '../curriculum';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { Bookmark, Mark, Note } from './note';

const columns = {
  id: 'id',
  block: 'block',
  publicationId: 'publication_id',
  overlay: 'overlay',
  body: 'body',
  mark: 'mark',
  updatedAt: 'updated_at',
};

const own = (person: Pick<Person, 'id'>, workshop: Pick<Workshop, 'id'>) => ({
  person_id: person.id,
  workshop_id: workshop.id,
});

/** This person's notes in this workshop, in the order in which they were begun. Nobody else's can be asked for. */
export function listNotes(db: Db, person: Person, workshop: Workshop): Promise<Note[]> {
  return db('notes').where(own(person, workshop)).orderBy(['created_at', 'id']).select<Note[]>(columns);
}

export function findNote(db: Db, person: Person, workshop: Workshop, block: string): Promise<Note | undefined> {
  return db('notes')
    .where({ ...own(person, workshop), block })
    .first<Note | undefined>(columns);
}

/** Keeps a note as it is now; a note that says nothing any more is taken away. */
export async function keepNote(
  db: Db,
  at: Date,
  person: Person,
  workshop: Workshop,
  note: { readonly block: string; readonly body: string; readonly mark: Mark | null },
): Promise<void> {
  const { block, body, mark } = note;
  if (body === '' && mark === null) {
    await db('notes')
      .where({ ...own(person, workshop), block })
      .delete();
    return;
  }
  await db('notes')
    .insert({
      id: newId(),
      origin: workshop.origin,
      ...own(person, workshop),
      block,
      publication_id: workshop.publicationId,
      overlay: workshop.overlay,
      body,
      mark,
      created_at: at,
      updated_at: at,
    })
    .onConflict(['person_id', 'workshop_id', 'block'])
    .merge(['body', 'mark', 'updated_at']);
}

export function findBookmark(
  db: Db,
  person: Person,
  workshop: Workshop,
  edition: Edition,
): Promise<Bookmark | undefined> {
  return db('bookmarks')
    .where({ ...own(person, workshop), edition })
    .first<Bookmark | undefined>({ page: 'page', block: 'block' });
}

/** Remembers the page, and the block where one is named. */
export async function setBookmark(
  db: Db,
  at: Date,
  person: Person,
  workshop: Workshop,
  place: { readonly edition: Edition; readonly page: string; readonly block?: string | undefined },
): Promise<void> {
  const { edition, page, block } = place;
  await db('bookmarks')
    .insert({ ...own(person, workshop), edition, page, block: block ?? null, updated_at: at })
    .onConflict(['person_id', 'workshop_id', 'edition'])
    .merge(['page', 'block', 'updated_at']);
}

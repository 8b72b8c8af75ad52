import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { render } from '../web/page';
import type { Words } from '../words';
import type { Workshop } from '../workshops';
import { withMarks } from './anchor';
import { listHighlights } from './highlight-queries';
import { byBlock } from './highlights';
import { listNotes } from './queries';

/** What one reader has in and below the blocks of a copy that leaves the site: their notes and highlights, no links. */
export async function copyMargin(
  db: Db,
  person: Person,
  workshop: Workshop,
  t: Words,
): Promise<{ inBlock(html: string, id: string): string; atBlock(id: string): string }> {
  const [notes, highlights] = await Promise.all([
    listNotes(db, person, workshop),
    listHighlights(db, person, workshop),
  ]);
  const own = new Map(notes.map((note) => [note.block, note]));
  const marked = byBlock(highlights);
  return {
    inBlock: (html, id) => withMarks(html, id, marked.get(id) ?? []),
    atBlock: (id) => {
      const note = own.get(id);
      return note ? render('notes/at-block', { t, note }) : '';
    },
  };
}

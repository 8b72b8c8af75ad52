import type { Clock } from '../clock';
import { listPassages } from '../curriculum';
import type { Db } from '../db/db';
import { render } from '../web/page';
import { type MarginSource, textOf } from '../workshops';
import { withMarks } from './anchor';
import { listHighlights } from './highlight-queries';
import { byBlock } from './highlights';
import type { Note } from './note';
import { pathOfPassage, quote } from './passages';
import { findBookmark, listNotes, setBookmark } from './queries';

const gap = 'BLOCK_ID';

/**
 * What one reader has around and in the printed text of a page: the words they marked, below each block a link to write
 * a note, or the note itself; on the contents, where they were last. Opening a page remembers it.
 */
export function marginOf(db: Db, clock: Clock): MarginSource {
  return async ({ person, workshop, edition, page, t, frame }) => {
    const notesPath = `/workshops/${workshop.id}/notes`;
    const keepPath = `/workshops/${workshop.id}/${edition}/keep`;
    if (page === undefined) {
      const bookmark = await findBookmark(db, person, workshop, edition);
      const passages = await listPassages(db, textOf(workshop), edition);
      const passage = passages.get(bookmark?.block ?? bookmark?.page ?? '');
      const name = passage && quote(passage, t);
      const href = passage && pathOfPassage(workshop, edition, passage);
      return {
        headHtml: render('notes/head', { t, notesPath, keepPath, name, href }),
        inBlock: (html) => html,
        atBlock: () => '',
        scripts: [],
      };
    }
    const [notes, highlights, bookmark] = await Promise.all([
      listNotes(db, person, workshop),
      listHighlights(db, person, workshop),
      findBookmark(db, person, workshop, edition),
    ]);
    // Turning back to the same page is the common case, and costs no write.
    if (bookmark?.page !== page) await setBookmark(db, clock(), person, workshop, { edition, page });
    const own = new Map<string, Note>(notes.map((note) => [note.block, note]));
    const marked = byBlock(highlights);
    const asked = edition === 'guide' ? '?in=guide' : '';
    // Most blocks have no note: their link is drawn once for the page, with a gap for the id (letters, digits, hyphens).
    const bare = render('notes/at-block', { t, href: `${notesPath}/${gap}${asked}`, note: undefined }).split(gap);
    return {
      headHtml: render('notes/head', {
        t,
        frame,
        notesPath,
        keepPath,
        bookmark: { action: `/workshops/${workshop.id}/bookmark`, edition },
        marking: { action: `/workshops/${workshop.id}/highlights`, edition },
      }),
      inBlock: (html, id) => withMarks(html, id, marked.get(id) ?? []),
      atBlock: (id) => {
        const note = own.get(id);
        return note ? render('notes/at-block', { t, href: `${notesPath}/${id}${asked}`, note }) : bare.join(id);
      },
      scripts: ['js/bookmark.js', 'js/marking.js'],
    };
  };
}

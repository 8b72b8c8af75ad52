import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import {
  type Agenda,
  type CompiledEdition,
  type Glossary,
  type OwnWords,
  getPart,
  getPublication,
  ownHandbookPdf,
} from '../curriculum';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { Unprintable } from '../print';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { textOf, workshopMember, workshopOf } from '../workshops';
import { listNotes } from './queries';

/** One's own Handbook on paper, with one's notes in it: printed for the person who asks and kept for nobody. */
export function ownBookRoute(db: Db): Route {
  return get('/workshops/:workshop/notes/handbook.pdf', workshopMember, async (req, res) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
    const notes = await listNotes(db, signedIn(req), workshop);
    if (notes.length === 0) {
      res.redirect(303, `/workshops/${workshop.id}/handbook.pdf?paper=${paper}`);
      return;
    }
    const own = notes.map(({ block, body, mark }): [string, OwnWords] => {
      const heading = mark ? t('note.titleMarked', { mark: t(`note.mark.${mark}`) }) : t('note.title');
      return [block, { heading, lines: body.split('\n').filter((line) => line.trim() !== '') }];
    });
    const text = textOf(workshop);
    const [handbook, agenda, glossary] = await Promise.all([
      getPart<CompiledEdition>(db, text, 'handbook'),
      getPart<Agenda>(db, text, 'agenda'),
      getPart<Glossary>(db, text, 'glossary'),
    ]);
    const { id, publishedAt } = await getPublication(db, workshop.publicationId);
    const options = { paper, words: t, publication: id, day: dayAtVenue(publishedAt, 'UTC') } as const;
    const { pdf } = await ownHandbookPdf({ handbook, agenda, glossary }, options, new Map(own)).catch(
      (error: unknown) => {
        if (!(error instanceof Unprintable)) throw error;
        throw new Conflict('note.unprintable', {
          characters: error.missing.map(({ character }) => character).join(' '),
        });
      },
    );
    res.type('pdf').set('Content-Disposition', 'inline; filename="handbook-with-my-notes.pdf"').send(pdf);
  });
}

import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import {
  type Agenda,
  type CompiledEdition,
  type Glossary,
  type OwnWords,
  getPart,
  getPublication,
  ownHandbook,
} from '../curriculum';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { Unprintable, sendPdf } from '../print';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { textOf, workshopMember, workshopOf } from '../workshops';
import { listHighlights } from './highlight-queries';
import { inHandbook } from './highlights';
import { listNotes } from './queries';

/** One's own Handbook on paper, with one's notes and highlights in it: printed for the person who asks and kept for nobody. */
export function ownBookRoute(db: Db): Route {
  return get('/workshops/:workshop/notes/handbook.pdf', workshopMember, async (req, res) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
    const notes = await listNotes(db, signedIn(req), workshop);
    const marked = await inHandbook(db, workshop, await listHighlights(db, signedIn(req), workshop), t);
    if (notes.length + marked.size === 0) {
      res.redirect(303, `/workshops/${workshop.id}/handbook.pdf?paper=${paper}`);
      return;
    }
    const quoted = (block: string) =>
      (marked.get(block) ?? []).map(({ exact }) => t('highlight.printed', { words: exact }));
    const own = new Map<string, OwnWords>(
      [...marked.keys()].map((block) => [block, { heading: t('highlight.title'), lines: quoted(block) }]),
    );
    for (const { block, body, mark } of notes) {
      const heading = mark ? t('note.titleMarked', { mark: t(`note.mark.${mark}`) }) : t('note.title');
      const lines = body.split('\n').filter((line) => line.trim() !== '');
      own.set(block, { heading, lines: [...lines, ...quoted(block)] });
    }
    const text = textOf(workshop);
    const [handbook, agenda, glossary] = await Promise.all([
      getPart<CompiledEdition>(db, text, 'handbook'),
      getPart<Agenda>(db, text, 'agenda'),
      getPart<Glossary>(db, text, 'glossary'),
    ]);
    const { id, publishedAt } = await getPublication(db, workshop.publicationId);
    const options = { paper, words: t, publication: id, day: dayAtVenue(publishedAt, 'UTC') } as const;
    const book = ownHandbook({ handbook, agenda, glossary }, options, own);
    await sendPdf(res, 'handbook-with-my-notes', book).catch((error: unknown) => {
      if (!(error instanceof Unprintable)) throw error;
      throw new Conflict('note.unprintable', {
        characters: error.missing.map(({ character }) => character).join(' '),
      });
    });
  });
}

import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { type Clock, atVenue } from '../clock';
import { type Edition, getPublication, textIdOf } from '../curriculum';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { directionOf } from '../prose';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, mayFacilitate, workshopMember, workshopOf } from '../workshops';
import { bookmarkForm, noteForm } from './forms';
import { type Note, marks } from './note';
import { listHighlights } from './highlight-queries';
import { highlightRoutes } from './highlight-routes';
import { highlightLines } from './highlights';
import { ownBookRoute } from './own-book';
import { type NoteLine, notePage, notesPage } from './pages';
import { type Met, pathOfPassage, findPassage, quote } from './passages';
import { findNote, keepNote, listNotes, setBookmark } from './queries';

interface Spot {
  readonly block: string;
  readonly note: Note | undefined;
  /** The block as it stands in the workshop's books, and as it stood when the note was written. */
  readonly now: Met | undefined;
  readonly past: Met | undefined;
}

/** A reader's own notes on the blocks of the workshop's books, and where they were last. Everybody has only their own. */
export function noteRoutes({ db, clock }: { readonly db: Db; readonly clock: Clock }): Route[] {
  const frame = (res: Response) => res.locals['frame'] as Frame;
  const pathOf = (workshop: Workshop) => `/workshops/${workshop.id}/notes`;

  const inBook = async (workshop: Workshop) => {
    const { language } = await getPublication(db, workshop.publicationId);
    return { language, direction: directionOf(language) };
  };

  /** The block of this path: one of a book that the reader may open, or one on which they have a note already. */
  const spotOf = async (req: Request, workshop: Workshop): Promise<Spot> => {
    const block = req.params['block'];
    if (typeof block !== 'string') throw new NotFound();
    const note = await findNote(db, signedIn(req), workshop, block);
    const now = await findPassage(db, workshop, block);
    if (!note && !now) throw new NotFound();
    return {
      block,
      note,
      now,
      past: now ?? (note && (await findPassage(db, workshop, block, textIdOf(note.publicationId, note.overlay)))),
    };
  };

  /** Back to the passage; who may open both books goes back to the one they came from. */
  const backTo = (workshop: Workshop, { now }: Pick<Spot, 'now'>, asked: unknown): string =>
    now ? pathOfPassage(workshop, bookOf(workshop, now, asked), now.passage) : pathOf(workshop);
  const bookOf = (workshop: Workshop, { edition }: Met, asked: unknown): Edition =>
    asked === 'guide' && mayFacilitate(workshop) ? 'guide' : edition;

  const showNote = async (
    res: Response,
    workshop: Workshop,
    spot: Spot,
    asked: unknown,
    entered: { typed: Record<string, string>; errors: Record<string, string> },
  ) => {
    const { t } = frame(res);
    notePage(
      res,
      {
        title: t('note.title'),
        trail: [
          { href: `/workshops/${workshop.id}`, words: workshop.title },
          { href: pathOf(workshop), words: t('note.listTitle') },
        ],
        action: `${pathOf(workshop)}/${spot.block}`,
        back: backTo(workshop, spot, asked),
        edition: spot.now ? bookOf(workshop, spot.now, asked) : 'handbook',
        quoted: spot.past && quote(spot.past.passage, t),
        marks,
        kept: spot.note !== undefined,
        ...(await inBook(workshop)),
        ...entered,
      },
      Object.keys(entered.errors).length > 0 ? 422 : 200,
    );
  };

  return [
    get('/workshops/:workshop/notes', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const { t } = frame(res);
      const found = await Promise.all(
        (await listNotes(db, signedIn(req), workshop)).map(async (note) => {
          const met = await findPassage(db, workshop, note.block);
          const past = met ?? (await findPassage(db, workshop, note.block, textIdOf(note.publicationId, note.overlay)));
          const changed = atVenue(note.updatedAt, workshop.timeZone, t.locale, { dateStyle: 'long' });
          const line: NoteLine = {
            ...note,
            changed: t('note.changed', { date: changed }),
            quoted: past && quote(past.passage, t),
            href: met && pathOfPassage(workshop, met.edition, met.passage),
          };
          return line;
        }),
      );
      const marked = await highlightLines(db, workshop, await listHighlights(db, signedIn(req), workshop), t);
      notesPage(res, {
        title: t('note.listTitle'),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
        notesPath: pathOf(workshop),
        handbook: `/workshops/${workshop.id}/handbook`,
        lines: found.filter((line) => line.href !== undefined),
        orphans: found.filter((line) => line.href === undefined),
        highlights: marked.filter((line) => line.href !== undefined),
        lost: marked.filter((line) => line.href === undefined),
        ...(await inBook(workshop)),
      });
    }),

    ownBookRoute(db),
    ...highlightRoutes({ db, clock }),

    get('/workshops/:workshop/notes/:block', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const spot = await spotOf(req, workshop);
      const typed = { body: spot.note?.body ?? '', mark: spot.note?.mark ?? '' };
      await showNote(res, workshop, spot, req.query['in'], { typed, errors: {} });
    }),

    post('/workshops/:workshop/notes/:block', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const spot = await spotOf(req, workshop);
      const form = noteForm(req.body);
      if (!form.ok) {
        await showNote(res, workshop, spot, form.typed['edition'], {
          typed: { ...form.typed },
          errors: { ...form.errors },
        });
        return;
      }
      const { body, mark, edition } = form.value;
      await keepNote(db, clock(), signedIn(req), workshop, { block: spot.block, body, mark });
      res.redirect(303, backTo(workshop, spot, edition));
    }),

    post('/workshops/:workshop/bookmark', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const form = bookmarkForm(req.body);
      const met = form.ok ? await findPassage(db, workshop, form.value.block) : undefined;
      if (form.ok && met) {
        const { page, id } = met.passage;
        const edition = bookOf(workshop, met, form.value.edition);
        await setBookmark(db, clock(), signedIn(req), workshop, { edition, page, block: id });
      }
      res.status(204).end();
    }),
  ];
}

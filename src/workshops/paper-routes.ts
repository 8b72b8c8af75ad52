import type { Request, Response } from 'express';
import { type Clock, dayAtVenue } from '../clock';
import {
  type CompiledEdition,
  type Glossary,
  agendaPiece,
  blanksOf,
  bookPdf,
  getPart,
  getPublication,
  listBlanks,
  reliefPiece,
} from '../curriculum';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { type PrintDocument, Unprintable, printOnce, sendPdf } from '../print';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import { getPrintedAgenda } from './agenda-queries';
import { dayOf, halfDaysOf, partOf } from './attendance';
import { dayInWords } from './days';
import { papersPage } from './pages';
import { type PaperOrder, cohortCounts, joinCards, nameTents, occasionOf, signInSheet } from './papers';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { textOf } from './text';
import { listEnrolled } from './queries';
import { type Workshop, mayFacilitate } from './workshop';

export interface PaperDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** At which table each participant sits, by their ids; the tables are a feature above this one. */
  readonly tablesOf: (workshop: Workshop) => Promise<ReadonlyMap<string, number>>;
}

/** Single papers of a workshop as PDF: blank tools for everybody in it, the rest for its facilitators. */
export function paperRoutes({ db, clock, tablesOf }: PaperDeps): Route[] {
  const orderOf = (req: Request, res: Response): PaperOrder => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
    return { workshop, t, paper, day: dayAtVenue(clock(), workshop.timeZone) };
  };
  const publicationOf = async ({ workshop, t, paper }: PaperOrder) => {
    const { id, publishedAt } = await getPublication(db, workshop.publicationId);
    const handbook = await getPart<CompiledEdition>(db, textOf(workshop), 'handbook');
    return { handbook, options: { paper, words: t, publication: id, day: dayAtVenue(publishedAt, 'UTC') } };
  };
  const part = <T>({ workshop }: PaperOrder, kind: 'guide' | 'glossary') => getPart<T>(db, textOf(workshop), kind);
  const cohortOf = ({ workshop }: PaperOrder) => listEnrolled(db, workshop, 'participant');

  const paper = (name: string, permission: Permission, make: (order: PaperOrder, req: Request) => Promise<Order>) =>
    get(`/workshops/:workshop/papers/${name}.pdf`, permission, async (req, res) => {
      const { document, forMany } = await make(orderOf(req, res), req);
      const file = name.startsWith(':') ? String(req.params[name.slice(1)]) : name.replace('/', '-');
      if (!forMany) return sendPdf(res, file, document).catch(sayWhatIsMissing);
      const { pdf } = await printOnce(document).catch(sayWhatIsMissing);
      res.type('pdf').set('Content-Disposition', `inline; filename="${file}.pdf"`).send(pdf);
    });

  return [
    get('/workshops/:workshop/papers', workshopMember, async (req, res) => {
      const order = orderOf(req, res);
      const { workshop, t } = order;
      const { handbook, options } = await publicationOf(order);
      papersPage(res, {
        title: t('papers.title'),
        workshop,
        facilitates: mayFacilitate(workshop),
        letter: order.paper === 'Letter',
        halfDays: halfDaysOf(workshop).map((half) => {
          const day = dayInWords(dayOf(half), t.locale);
          return { half, words: t('papers.signInHalf', { half: t(`attendance.${partOf(half)}`, { day }) }) };
        }),
        blanks: listBlanks(handbook, options),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),

    paper('agenda', workshopFacilitator, async (order, req) => {
      const { handbook, options } = await publicationOf(order);
      const agenda = await getPrintedAgenda(db, order.workshop);
      const interpreted = req.query['interpretation'] === 'yes';
      return { document: agendaPiece(handbook, agenda, occasionOf(order), options, interpreted) };
    }),

    paper('sign-in', workshopFacilitator, async (order, req) => {
      const asked = req.query['half'];
      const half = halfDaysOf(order.workshop).find((each) => each === asked);
      if (asked !== undefined && half === undefined) throw new NotFound();
      return { document: signInSheet(order, await cohortOf(order), half) };
    }),

    paper('name-tents', workshopFacilitator, async (order) => {
      const cohort = await cohortOf(order);
      if (cohort.length === 0) throw new Conflict('papers.nobody');
      return { document: nameTents(order, cohort, await tablesOf(order.workshop)) };
    }),

    paper('join-cards', workshopFacilitator, async (order, req) => {
      const url = addressOf(req, `/join/${order.workshop.joinCode}`);
      return { document: joinCards(order, url, (await cohortOf(order)).length) };
    }),

    paper('relief', workshopFacilitator, async (order) => {
      const { handbook, options } = await publicationOf(order);
      const [guide, agenda, glossary, cohort] = await Promise.all([
        part<CompiledEdition>(order, 'guide'),
        getPrintedAgenda(db, order.workshop),
        part<Glossary>(order, 'glossary'),
        cohortOf(order),
      ]);
      const books = { handbook, guide, agenda, glossary };
      const pages = {
        handbook: (await bookPdf('handbook', books, options)).pageOf,
        guide: (await bookPdf('guide', books, options)).pageOf,
      };
      const own = { occasion: occasionOf(order), cohort: cohortCounts(cohort, order.t), pages };
      return { document: reliefPiece({ handbook, guide, agenda, ...own }, options) };
    }),

    paper('blanks', workshopMember, async (order) => {
      const { handbook, options } = await publicationOf(order);
      return blanks(blanksOf(handbook, options));
    }),

    paper('blanks/:blank', workshopMember, async (order, req) => {
      const { handbook, options } = await publicationOf(order);
      return blanks(blanksOf(handbook, options, [String(req.params['blank'])]));
    }),
  ];
}

/** What to print; `forMany` when many people will ask for the same, and nobody's name is in it. */
interface Order {
  readonly document: PrintDocument;
  readonly forMany?: boolean;
}

function blanks(document: PrintDocument | undefined): Order {
  if (!document) throw new NotFound();
  return { document, forMany: true };
}

function sayWhatIsMissing(error: unknown): never {
  if (!(error instanceof Unprintable)) throw error;
  const characters = error.missing.map(({ character }) => character).join(' ');
  throw new Conflict('papers.unprintable', { characters });
}

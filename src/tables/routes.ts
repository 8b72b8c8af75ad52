import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import { Conflict } from '../errors';
import { newId } from '../ids';
import { Unprintable, sendPdf } from '../print';
import { textsOf } from '../web/form';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import {
  type Workshop,
  listEnrolled,
  mayFacilitate,
  workshopFacilitator,
  workshopMember,
  workshopOf,
} from '../workshops';
import { pairsOfOneState, sittingAlone } from './balance';
import { tablesForm } from './forms';
import { type Entered, ownTablePage, tablesPage, tablesWallPage } from './pages';
import { tableList } from './paper';
import { type Sitter, type TablesDesk, changeTables, getTables, guestOf, listSitters } from './queries';

/** How many sit well at one table: the number of tables that is proposed follows from it. */
const wellSeated = 6;

/** The tables of a workshop: made, shuffled and changed by those who run it; each person finds their own. */
export function tableRoutes(desk: TablesDesk): Route[] {
  const { db, clock } = desk;
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = ({ id, title }: Workshop) => [{ href: `/workshops/${id}`, words: title }];

  async function showPlan(
    req: Request,
    res: Response,
    entered?: Entered & { readonly moved?: boolean },
  ): Promise<void> {
    const workshop = workshopOf(req);
    const standing = await getTables(desk, workshop);
    const all = standing?.sitters ?? (await listSitters(db, workshop));
    const guests = all.map((one) => guestOf(one, workshop));
    const seating = new Map(all.flatMap(({ personId, number }) => (number ? [[personId, number] as const] : [])));
    const alone = new Set(sittingAlone(guests, seating));
    const names = (one: Sitter) => (alone.has(one.personId) ? [one.displayName] : []);
    tablesPage(
      res,
      {
        ...{ typed: {}, errors: {}, moved: false, ...entered },
        title: words(res)('tables.title'),
        wide: true,
        workshop,
        trail: trailOf(workshop),
        version: standing?.version ?? 0,
        count: standing?.tables ?? Math.max(1, Math.ceil(all.length / wellSeated)),
        people: all.length,
        tables: Array.from({ length: standing?.tables ?? 0 }, (_, at) => ({
          number: at + 1,
          sitters: all.filter(({ number }) => number === at + 1),
        })),
        all: [...all].sort((a, b) => a.displayName.localeCompare(b.displayName, words(res).locale)),
        pairs: pairsOfOneState(guests, seating),
        alone: all.flatMap(names),
        apart: (await listEnrolled(db, workshop)).filter(({ role }) => role !== 'participant'),
        input: newId(),
        saved: req.query['saved'] === 'yes',
      },
      entered ? 422 : 200,
    );
  }

  async function sizesOf(workshop: Workshop): Promise<number[]> {
    const standing = await getTables(desk, workshop);
    return Array.from(
      { length: standing?.tables ?? 0 },
      (_, at) => standing?.sitters.filter(({ number }) => number === at + 1).length ?? 0,
    );
  }

  return [
    get('/workshops/:workshop/tables', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      if (mayFacilitate(workshop)) return showPlan(req, res);
      const standing = await getTables(desk, workshop);
      const own = standing?.sitters.find(({ personId }) => personId === signedIn(req).id);
      ownTablePage(res, {
        title: words(res)('tables.own'),
        workshop,
        trail: trailOf(workshop),
        number: own?.number ?? undefined,
        apart: standing !== undefined && own === undefined,
        sizes: await sizesOf(workshop),
      });
    }),

    post('/workshops/:workshop/tables', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const people = (await listSitters(db, workshop)).length;
      const form = tablesForm(people)(req.body);
      if (!form.ok) return showPlan(req, res, form);
      const outcome = await changeTables(desk, signedIn(req), workshop, form.value);
      if (outcome === 'moved') return showPlan(req, res, { typed: textsOf(req.body), errors: {}, moved: true });
      res.redirect(303, `/workshops/${workshop.id}/tables?saved=yes`);
    }),

    get('/workshops/:workshop/tables/wall', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const title = words(res)('tables.title');
      tablesWallPage(res, { title, workshopTitle: workshop.title, sizes: await sizesOf(workshop) });
    }),

    get('/workshops/:workshop/tables.pdf', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const standing = await getTables(desk, workshop);
      if (!standing || standing.sitters.length === 0) throw new Conflict('tables.none');
      const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
      const order = { t: words(res), paper, day: dayAtVenue(clock(), workshop.timeZone) } as const;
      await sendPdf(res, 'tables', tableList(workshop, standing.sitters, order)).catch(sayWhatIsMissing);
    }),
  ];
}

function sayWhatIsMissing(error: unknown): never {
  if (!(error instanceof Unprintable)) throw error;
  throw new Conflict('papers.unprintable', { characters: error.missing.map(({ character }) => character).join(' ') });
}

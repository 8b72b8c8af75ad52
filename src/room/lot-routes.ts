import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import { sendPdf } from '../print';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { dayInWords, mayFacilitate, workshopFacilitator, workshopMember, workshopOf } from '../workshops';
import { blankNames, blankOf } from './blanks';
import { inLotOrder } from './lot';
import { type Guarded, actionForm, gridLines, questionForm, settlementForm } from './lot-forms';
import { finishAction, listActions, listQuestions, noteActions, parkQuestions, settleQuestion } from './lot-queries';
import { actionsPage, lotPage } from './pages';
import type { RoomDeps } from './sheet-routes';

const nothing = { errors: {}, typed: {}, found: {} };
type Entered = Partial<Extract<Guarded<unknown>, { ok: false }>>;

/** Open questions and what was agreed: on a page, from paper by a grid, and as printed blanks. */
export function lotRoutes({ db, clock, origin }: RoomDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = (req: Request) => {
    const workshop = workshopOf(req);
    return [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
  };

  const showLot = async (req: Request, res: Response, entered: Entered) => {
    const workshop = workshopOf(req);
    lotPage(
      res,
      {
        ...nothing,
        ...entered,
        title: words(res)('lot.title'),
        workshop,
        facilitates: mayFacilitate(workshop),
        questions: inLotOrder(await listQuestions(db, workshop)),
        gridLines,
        saved: req.query['saved'] === 'yes',
        trail: trailOf(req),
      },
      entered.errors ? 422 : 200,
    );
  };

  const showActions = async (req: Request, res: Response, entered: Entered) => {
    const workshop = workshopOf(req);
    const t = words(res);
    const actions = (await listActions(db, workshop)).map((one) => ({
      ...one,
      dueWords: one.dueOn === null ? '' : dayInWords(one.dueOn, t.locale),
      late: one.dueOn !== null && one.doneAt === null && one.dueOn < dayAtVenue(clock(), workshop.timeZone),
    }));
    const own = { title: t('action.title'), workshop, facilitates: mayFacilitate(workshop), actions, gridLines };
    const saved = req.query['saved'] === 'yes';
    actionsPage(res, { ...nothing, ...entered, ...own, saved, trail: trailOf(req) }, entered.errors ? 422 : 200);
  };

  const idIn = (req: Request, name: string): string => {
    const id = req.params[name];
    if (!isId(id)) throw new NotFound();
    return id;
  };

  return [
    get('/workshops/:workshop/parking-lot', workshopMember, (req, res) => showLot(req, res, {})),

    post('/workshops/:workshop/parking-lot', workshopMember, async (req, res) => {
      const form = questionForm(req.body);
      if (!form.ok) return showLot(req, res, form);
      await parkQuestions(db, origin, clock(), workshopOf(req), form.value);
      res.redirect(303, `/workshops/${workshopOf(req).id}/parking-lot?saved=yes`);
    }),

    post('/workshops/:workshop/parking-lot/:question', workshopFacilitator, async (req, res) => {
      const form = settlementForm(req.body);
      if (!form.ok) throw new Conflict('lot.stale');
      const id = idIn(req, 'question');
      const by = signedIn(req);
      const workshop = workshopOf(req);
      const settled = await db.transaction((trx) => settleQuestion(trx, origin, clock(), by, workshop, id, form.value));
      if (!settled) throw new NotFound();
      res.redirect(303, `/workshops/${workshop.id}/parking-lot`);
    }),

    get('/workshops/:workshop/actions', workshopMember, (req, res) => showActions(req, res, {})),

    post('/workshops/:workshop/actions', workshopFacilitator, async (req, res) => {
      const form = actionForm(req.body);
      if (!form.ok) return showActions(req, res, form);
      const workshop = workshopOf(req);
      await db.transaction((trx) => noteActions(trx, origin, clock(), signedIn(req), workshop, form.value));
      res.redirect(303, `/workshops/${workshop.id}/actions?saved=yes`);
    }),

    post('/workshops/:workshop/actions/:action', workshopFacilitator, async (req, res) => {
      const id = idIn(req, 'action');
      const { then } = req.body as { then?: unknown };
      const workshop = workshopOf(req);
      const by = signedIn(req);
      const done = await db.transaction((trx) =>
        finishAction(trx, origin, clock(), by, workshop, id, then === 'reopen'),
      );
      if (!done) throw new NotFound();
      res.redirect(303, `/workshops/${workshop.id}/actions`);
    }),

    ...blankNames.map((name) =>
      get(`/workshops/:workshop/papers/${name}.pdf`, workshopFacilitator, async (req, res) => {
        const blank = blankOf(name, workshopOf(req), words(res), req.query['paper'] === 'Letter', clock());
        await sendPdf(res, name, blank);
      }),
    ),
  ];
}

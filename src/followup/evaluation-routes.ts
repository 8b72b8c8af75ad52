import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { newId } from '../ids';
import { sendPdf } from '../print';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import {
  dayInWords,
  mayFacilitate,
  takesPart,
  workshopFacilitator,
  workshopMember,
  workshopOf,
  workshopParticipant,
} from '../workshops';
import { evaluationBlank } from './blank';
import { fewestShown, questions, resultsOf, scale, standingOf } from './evaluation';
import { answersForm, gridSheets, papersForm } from './evaluation-forms';
import {
  answerEvaluation,
  closeEvaluation,
  countAnswered,
  hasAnswered,
  isClosed,
  keyInPapers,
  listAnswers,
} from './evaluation-queries';
import { type Entered, evaluationPage, evaluationPaperPage, nothingEntered } from './pages';

export interface FollowupDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** What the room thought of the workshop: without names, on a phone or on paper, shown to those who run it once it is closed. */
export function evaluationRoutes({ db, clock, origin }: FollowupDeps): Route[] {
  const home = '/workshops/:workshop/evaluation';
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = (req: Request) => [{ href: `/workshops/${workshopOf(req).id}`, words: workshopOf(req).title }];
  const to = (req: Request, rest: string) => `/workshops/${workshopOf(req).id}/evaluation${rest}`;
  const standing = async (req: Request) => {
    const workshop = workshopOf(req);
    return standingOf(workshop, dayAtVenue(clock(), workshop.timeZone), await isClosed(db, workshop));
  };
  const assertOpen = async (req: Request) => {
    if ((await standing(req)) === 'early') throw new Conflict('evaluation.isEarly');
  };

  const show = async (req: Request, res: Response, entered?: Entered) => {
    const workshop = workshopOf(req);
    const t = words(res);
    const facilitates = mayFacilitate(workshop);
    evaluationPage(
      res,
      {
        ...(entered ?? nothingEntered),
        title: t('evaluation.title'),
        workshop,
        standing: await standing(req),
        takesPart: takesPart(workshop),
        facilitates,
        answered: await hasAnswered(db, signedIn(req), workshop),
        opensOn: dayInWords(workshop.endsOn, t.locale),
        questions,
        scale,
        count: facilitates ? await countAnswered(db, workshop) : 0,
        fewest: fewestShown,
        results: facilitates ? resultsOf(await listAnswers(db, workshop)) : [],
        saved: req.query['saved'] === 'yes',
        trail: trailOf(req),
      },
      entered ? 422 : 200,
    );
  };

  const showPapers = (req: Request, res: Response, entered?: Entered) => {
    const workshop = workshopOf(req);
    evaluationPaperPage(
      res,
      {
        ...(entered ?? nothingEntered),
        title: words(res)('evaluation.paperTitle'),
        workshop,
        id: newId(),
        questions,
        sheets: Array.from({ length: gridSheets }, (_, at) => at),
        saved: req.query['saved'] === 'yes',
        wide: true,
        trail: [...trailOf(req), { href: to(req, ''), words: words(res)('evaluation.title') }],
      },
      entered ? 422 : 200,
    );
  };

  return [
    get(home, workshopMember, (req, res) => show(req, res)),

    post(`${home}/answers`, workshopParticipant, async (req, res) => {
      await assertOpen(req);
      const form = answersForm(req.body);
      if (!form.ok) return show(req, res, form);
      await db.transaction((trx) => answerEvaluation(trx, origin, signedIn(req), workshopOf(req), form.value));
      res.redirect(303, to(req, '?saved=yes'));
    }),

    get(`${home}/papers`, workshopFacilitator, (req, res) => {
      showPapers(req, res);
    }),

    post(`${home}/papers`, workshopFacilitator, async (req, res) => {
      await assertOpen(req);
      const form = papersForm(req.body);
      if (!form.ok) {
        showPapers(req, res, form);
        return;
      }
      const { id, sheets } = form.value;
      const by = signedIn(req);
      await db.transaction((trx) => keyInPapers(trx, origin, clock(), by, workshopOf(req), id, sheets));
      res.redirect(303, to(req, '/papers?saved=yes'));
    }),

    post(`${home}/closings`, workshopFacilitator, async (req, res) => {
      await assertOpen(req);
      await db.transaction((trx) => closeEvaluation(trx, origin, clock(), signedIn(req), workshopOf(req)));
      res.redirect(303, to(req, ''));
    }),

    get('/workshops/:workshop/papers/evaluation.pdf', workshopMember, async (req, res) => {
      await sendPdf(res, 'evaluation', evaluationBlank(workshopOf(req), words(res), req.query['paper'], clock()));
    }),
  ];
}

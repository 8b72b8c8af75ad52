import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { Conflict, NotFound } from '../errors';
import { isId, newId } from '../ids';
import { Unprintable, sendPdf } from '../print';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { mayFacilitate, workshopFacilitator, workshopMember, workshopOf, workshopParticipant } from '../workshops';
import { nameDevice } from '../web/device';
import { keyBallots } from './ballot-queries';
import { ballotSheet } from './blanks';
import { pollsPage } from './pages';
import { takesBallots } from './poll';
import { ballotsForm, handsForm, pollForm, turnForm, verdictForm, voteForm, wallForm } from './poll-forms';
import { addTexts, castVote, countHands, judgeText, listPolls, listRounds, openPoll, turnPoll } from './poll-queries';
import { getPoll, showPoll, showPollWall } from './show-poll';
import type { RoomDeps } from './sheet-routes';

/** Questions to the room: asked, answered without a name, discussed, asked again, shown. */
export function pollRoutes({ db, clock, origin }: RoomDeps): Route[] {
  const home = '/workshops/:workshop/polls';
  const one = `${home}/:poll`;
  const to = (req: Request, poll: string, query = '') => `/workshops/${workshopOf(req).id}/polls/${poll}${query}`;
  const seen = { db, clock };

  const showPolls = async (
    req: Request,
    res: Response,
    entered?: { errors: Record<string, string>; typed: Record<string, string> },
  ) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    pollsPage(
      res,
      {
        ...(entered ?? { errors: {}, typed: {} }),
        title: t('poll.title'),
        workshop,
        facilitates: mayFacilitate(workshop),
        polls: await listPolls(db, workshop),
        id: entered?.typed['id'] ?? newId(),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      },
      entered ? 422 : 200,
    );
  };

  return [
    get(home, workshopMember, (req, res) => showPolls(req, res)),

    post(home, workshopFacilitator, async (req, res) => {
      const form = pollForm(req.body);
      if (!form.ok) return showPolls(req, res, form);
      const by = signedIn(req);
      await db.transaction((trx) => openPoll(trx, origin, clock(), by, workshopOf(req), form.value));
      res.redirect(303, to(req, form.value.id));
    }),

    get(one, workshopMember, (req, res) => showPoll(seen, req, res, {})),
    get(`${one}/wall`, workshopFacilitator, (req, res) => showPollWall(seen, req, res)),

    post(`${one}/votes`, workshopParticipant, async (req, res) => {
      const poll = await getPoll(db, req);
      const form = voteForm(req.body, poll);
      if (!form.ok) return showPoll(seen, req, res, form);
      const voter = nameDevice(req, res, poll.id);
      await db.transaction((trx) => castVote(trx, origin, workshopOf(req), poll, voter, form.value));
      res.redirect(303, to(req, poll.id, '?saved=yes'));
    }),

    post(`${one}/texts`, workshopMember, async (req, res) => {
      const poll = await getPoll(db, req);
      const form = wallForm(req.body);
      if (poll.kind !== 'wall') throw new Conflict('poll.notWall');
      if (!form.ok) return showPoll(seen, req, res, form);
      const { bodies, table } = form.value;
      await db.transaction((trx) => addTexts(trx, origin, workshopOf(req), poll, bodies, table));
      res.redirect(303, to(req, poll.id, '?saved=yes'));
    }),

    post(`${one}/texts/:text`, workshopFacilitator, async (req, res) => {
      const poll = await getPoll(db, req);
      const form = verdictForm(req.body);
      const id = req.params['text'];
      if (!form.ok) throw new Conflict('poll.stale');
      if (!isId(id) || !(await judgeText(db, clock(), signedIn(req), workshopOf(req), poll, id, form.value.verdict)))
        throw new NotFound();
      res.redirect(303, to(req, poll.id));
    }),

    post(`${one}/turns`, workshopFacilitator, async (req, res) => {
      const poll = await getPoll(db, req);
      const form = turnForm(req.body);
      if (!form.ok) throw new Conflict('poll.stale');
      const by = signedIn(req);
      await db.transaction((trx) => turnPoll(trx, origin, clock(), by, workshopOf(req), poll, form.value.then));
      res.redirect(303, to(req, poll.id));
    }),

    post(`${one}/hands`, workshopFacilitator, async (req, res) => {
      const poll = await getPoll(db, req);
      const form = handsForm(req.body, poll.options.length);
      if (!form.ok) return showPoll(seen, req, res, form);
      if (poll.kind !== 'choice') throw new Conflict('poll.stale');
      const asked = Number((req.body as { round?: unknown }).round);
      const round = (await listRounds(db, poll)).find((each) => each.round === asked);
      if (!round) throw new Conflict('poll.stale');
      await countHands(db, origin, clock(), signedIn(req), poll, round.round, form.value);
      res.redirect(303, to(req, poll.id, '?saved=yes'));
    }),

    post(`${one}/ballots`, workshopFacilitator, async (req, res) => {
      const poll = await getPoll(db, req);
      if (!takesBallots(poll)) throw new Conflict('poll.stale');
      const form = ballotsForm(req.body, poll);
      if (!form.ok) return showPoll(seen, req, res, form);
      const asked = Number((req.body as { round?: unknown }).round);
      const round = (await listRounds(db, poll)).find((each) => each.round === asked)?.round;
      if (round === undefined) throw new Conflict('poll.stale');
      const [by, workshop] = [signedIn(req), workshopOf(req)];
      await db.transaction((trx) => keyBallots(trx, origin, clock(), by, workshop, poll, { round, ...form.value }));
      res.redirect(303, to(req, poll.id, '?saved=yes'));
    }),

    get(`${one}/ballots.pdf`, workshopFacilitator, async (req, res) => {
      const poll = await getPoll(db, req);
      if (!takesBallots(poll)) throw new Conflict('poll.stale');
      const { t } = res.locals['frame'] as Frame;
      const sheet = ballotSheet(poll, workshopOf(req), t, req.query['paper'] === 'Letter', clock());
      await sendPdf(res, 'votes', sheet).catch(sayWhatIsMissing);
    }),
  ];
}

function sayWhatIsMissing(error: unknown): never {
  if (!(error instanceof Unprintable)) throw error;
  throw new Conflict('papers.unprintable', { characters: error.missing.map(({ character }) => character).join(' ') });
}

import type { Request, Response } from 'express';
import { anyone, signedIn, signedInOnly } from '../accounts';
import { Conflict, NotFound } from '../errors';
import { countLinks, endLinks, findLink, hand, makeLink, takeHanded } from '../mail';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { dayInWords, listEnrolled, workshopFacilitator, workshopOf, workshopParticipant } from '../workshops';
import { type Commitment } from './commitment';
import { countCommitments, findCommitment, listOwnCommitments } from './commitment-queries';
import { fewestShown } from './evaluation';
import type { FollowupDeps } from './evaluation-routes';
import type { Asked } from './followup';
import { followupForm } from './followup-forms';
import { answerFollowup, findAsked, findOwnAsked, funnelOf, listAsked } from './followup-queries';
import { type Entered, followUpPage, funnelPage, nothingEntered, ownCommitmentsPage, supervisorPage } from './pages';

/** What became of the commitments: asked by a personal link or on the person's own page, told in counts. */
export function followupRoutes({ db, clock, origin }: FollowupDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const viewers = '/workshops/:workshop/commitment/supervisor-links';
  const inWords = <Kind extends Commitment>(res: Response, one: Kind) => ({
    ...one,
    byWords: dayInWords(one.byOn, words(res).locale, 'long'),
  });

  async function byLink(req: Request): Promise<Asked> {
    const link = await findLink(db, clock(), 'followup', req.params['secret']);
    const asked = link?.leadsTo ? await findAsked(db, link.leadsTo) : undefined;
    if (!asked) throw new NotFound('followup.linkClosed');
    return asked;
  }

  async function own(req: Request): Promise<Asked> {
    const asked = await findOwnAsked(db, signedIn(req), workshopOf(req), Number(req.params['month']) || 0);
    if (!asked) throw new Conflict('followup.notDue');
    return asked;
  }

  async function show(req: Request, res: Response, asked: Asked, entered?: Partial<Entered>): Promise<void> {
    const commitment = await findCommitment(db, { id: asked.personId }, { id: asked.workshopId });
    const shown = commitment && inWords(res, commitment);
    const saved = req.query['saved'] === 'yes';
    const sheet = { title: words(res)('followup.title'), action: req.path, saved };
    followUpPage(res, { ...nothingEntered, ...entered, ...sheet, asked, commitment: shown }, entered ? 422 : 200);
  }

  async function keep(req: Request, res: Response, asked: Asked): Promise<void> {
    const form = followupForm(req.body);
    if (!form.ok) return show(req, res, asked, form);
    await db.transaction((trx) => answerFollowup(trx, origin, clock(), asked, form.value));
    res.redirect(303, `${req.path}?saved=yes`);
  }

  async function ownCommitment(req: Request): Promise<Commitment> {
    const commitment = await findCommitment(db, signedIn(req), workshopOf(req));
    if (!commitment) throw new Conflict('commitment.none');
    return commitment;
  }

  return [
    get('/follow-up/:secret', anyone, async (req, res) => show(req, res, await byLink(req))),
    post('/follow-up/:secret', anyone, async (req, res) => keep(req, res, await byLink(req))),

    get('/workshops/:workshop/follow-ups/:month', workshopParticipant, async (req, res) =>
      show(req, res, await own(req)),
    ),
    post('/workshops/:workshop/follow-ups/:month', workshopParticipant, async (req, res) =>
      keep(req, res, await own(req)),
    ),

    get('/me/commitments', signedInOnly, async (req, res) => {
      const person = signedIn(req);
      const t = words(res);
      const asked = await listAsked(db, person);
      const handed = takeHanded(req);
      const commitments = (await listOwnCommitments(db, person)).map(async (one) => ({
        ...inWords(res, one),
        asked: asked.filter(({ workshopId }) => workshopId === one.workshopId),
        viewers: await countLinks(db, clock(), 'supervisor', one.id),
      }));
      ownCommitmentsPage(res, {
        title: t('commitment.own'),
        commitments: await Promise.all(commitments),
        due: asked.filter(({ answer }) => !answer),
        link: handed && {
          commitment: handed.about,
          url: addressOf(req, handed.path),
          until: dayInWords(handed.until.toISOString().slice(0, 10), t.locale, 'long'),
        },
        trail: [{ href: '/alumni', words: t('alumni.title') }],
      });
    }),

    post(viewers, workshopParticipant, async (req, res) => {
      const { id, personId } = await ownCommitment(req);
      const link = { kind: 'supervisor', personId, leadsTo: id } as const;
      await hand(req, id, await db.transaction((trx) => makeLink(trx, origin, clock(), link)));
      res.redirect(303, '/me/commitments');
    }),

    post(`${viewers}/endings`, workshopParticipant, async (req, res) => {
      const { id, personId } = await ownCommitment(req);
      await db.transaction((trx) => endLinks(trx, clock(), 'supervisor', { personId, leadsTo: id }));
      res.redirect(303, '/me/commitments');
    }),

    get('/commitments/seen-with/:secret', anyone, async (req, res) => {
      const link = await findLink(db, clock(), 'supervisor', req.params['secret']);
      const all = link ? await listOwnCommitments(db, { id: link.personId }) : [];
      const commitment = all.find(({ id }) => id === link?.leadsTo);
      if (!link || !commitment) throw new NotFound('followup.linkClosed');
      const asked = (await listAsked(db, { id: link.personId })).filter(
        ({ workshopId }) => workshopId === commitment.workshopId,
      );
      const { workshop } = commitment;
      const shown = { name: link.name, workshop, asked, commitment: inWords(res, commitment) };
      supervisorPage(res, { title: words(res)('commitment.seen'), ...shown });
    }),

    get('/workshops/:workshop/follow-up', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      funnelPage(res, {
        title: words(res)('followup.funnel'),
        workshop,
        participants: (await listEnrolled(db, workshop, 'participant')).length,
        committed: await countCommitments(db, workshop),
        lines: (await funnelOf(db, workshop)).map((line) => ({
          ...line,
          dueWords: dayInWords(line.dueOn, words(res).locale, 'long'),
        })),
        fewest: fewestShown,
        invited: req.query['invited'] === 'yes',
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),
  ];
}

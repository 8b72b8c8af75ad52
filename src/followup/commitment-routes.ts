import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { workshopOf, workshopParticipant } from '../workshops';
import { commitmentForm } from './commitment-forms';
import { findCommitment, writeCommitment } from './commitment-queries';
import type { FollowupDeps } from './evaluation-routes';
import { type Entered, commitmentPage, nothingEntered } from './pages';

/** The one thing that a participant will do after the return to work. Only they read it. */
export function commitmentRoutes({ db, clock, origin }: FollowupDeps): Route[] {
  const show = async (req: Request, res: Response, entered?: Entered) => {
    const workshop = workshopOf(req);
    commitmentPage(
      res,
      {
        ...(entered ?? nothingEntered),
        title: (res.locals['frame'] as Frame).t('commitment.title'),
        workshop,
        commitment: await findCommitment(db, signedIn(req), workshop),
        saved: req.query['saved'] === 'yes',
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      },
      entered ? 422 : 200,
    );
  };

  return [
    get('/workshops/:workshop/commitment', workshopParticipant, (req, res) => show(req, res)),

    post('/workshops/:workshop/commitment', workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const form = commitmentForm(req.body, dayAtVenue(clock(), workshop.timeZone));
      if (!form.ok) return show(req, res, form);
      const person = signedIn(req);
      await db.transaction((trx) => writeCommitment(trx, origin, clock(), person, workshop, form.value));
      res.redirect(303, `/workshops/${workshop.id}/commitment?saved=yes`);
    }),
  ];
}

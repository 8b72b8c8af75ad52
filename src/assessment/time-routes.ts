import type { Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { NotFound } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, listEnrolled, workshopFacilitator, workshopOf } from '../workshops';
import { formIn } from './forms';
import { countLate } from './late-queries';
import { timesPage } from './pages';
import { findAttempt } from './queries';
import type { AssessmentDeps } from './routes';
import { factors, mayGiveExtraTime } from './time';
import { changedFactorsIn, timesForm } from './time-forms';
import { type Limits, extraTimesOf, lengthenTests, limitsOf, setExtraTime, setLimit } from './time-queries';

/** How long the tests of a workshop take, who has more time, and what becomes of answers given after the end. */
export function timeRoutes({ db, clock, origin }: AssessmentDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const testsOf = (workshop: Workshop) => `/workshops/${workshop.id}/tests`;

  interface Typed {
    readonly saved?: boolean;
    readonly errors?: Readonly<Record<string, string>>;
    readonly typed?: Readonly<Record<string, string>>;
  }

  async function showTimes(res: Response, workshop: Workshop, { saved = false, errors = {}, typed = {} }: Typed) {
    const t = words(res);
    const extra = await extraTimesOf(db, workshop);
    const people = mayGiveExtraTime(workshop) ? await listEnrolled(db, workshop, 'participant') : [];
    timesPage(
      res,
      {
        title: t('test.times'),
        workshop,
        limits: await limitsOf(db, workshop),
        factors: [
          { value: '', words: t('test.factor.usual') },
          ...factors.map((factor) => ({ value: factor, words: t(`test.factor.${factor.replace('.', '_')}`) })),
        ],
        people: people.map(({ personId, displayName }) => ({
          personId,
          displayName,
          kept: extra.get(personId) ?? '',
          factor: typed[`factor.${personId}`] ?? extra.get(personId) ?? '',
        })),
        mayGive: mayGiveExtraTime(workshop),
        saved,
        errors,
        typed,
        trail: [
          { href: `/workshops/${workshop.id}`, words: workshop.title },
          { href: testsOf(workshop), words: t('test.overview') },
        ],
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  }

  return [
    get('/workshops/:workshop/test-times', workshopFacilitator, async (req, res) => {
      await showTimes(res, workshopOf(req), { saved: req.query['saved'] === 'yes' });
    }),

    post('/workshops/:workshop/test-times', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = timesForm(req.body);
      if (!form.ok) {
        await showTimes(res, workshop, form);
        return;
      }
      const changed = mayGiveExtraTime(workshop) ? changedFactorsIn(req.body) : new Map<string, never>();
      const participants = await listEnrolled(db, workshop, 'participant');
      const deed = { origin, at: clock(), by: signedIn(req).id };
      await db.transaction(async (trx) => {
        const before = await limitsOf(trx, workshop);
        const after: Limits = form.value;
        for (const each of ['pre', 'post'] as const)
          if (before[each] !== after[each]) await setLimit(trx, deed, workshop, each, after[each]);
        if (before.pre !== after.pre || before.post !== after.post)
          await tell('test limits changed', workshop.id, { before: { ...before }, after: { ...after } });
        for (const { personId } of participants) {
          const factor = changed.get(personId);
          if (factor === undefined) continue;
          await setExtraTime(trx, deed, workshop, personId, factor);
          // Without the values: how much time somebody needs is between them and their facilitators.
          await tell('extra time changed', personId);
        }
        await lengthenTests(trx, deed.at, workshop);

        function tell(action: string, subject: string, values = {}) {
          const done = { workshopId: workshop.id, actorId: deed.by, action, subject, ...values };
          return record(trx, origin, deed.at, done);
        }
      });
      res.redirect(303, `/workshops/${workshop.id}/test-times?saved=yes`);
    }),

    post('/workshops/:workshop/tests/:form/late/:person', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = formIn(req.params['form']);
      const enrolled = await listEnrolled(db, workshop, 'participant');
      const person = enrolled.find(({ personId }) => personId === req.params['person']);
      if (!person) throw new NotFound();
      const attempt = await findAttempt(db, { id: person.personId }, workshop, form);
      const by = signedIn(req).id;
      if (attempt)
        await db.transaction(async (trx) => {
          if ((await countLate(trx, clock(), attempt.id, { by })) === 0) return;
          const deed = { workshopId: workshop.id, actorId: by, action: 'late answers counted', subject: attempt.id };
          await record(trx, origin, clock(), deed);
        });
      res.redirect(303, testsOf(workshop));
    }),
  ];
}

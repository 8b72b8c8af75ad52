import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { type NetworkDeps, idIn, isStaff, trailTo, wordsOf } from './asked';
import { type Entered, guarded, line, nothing, text } from './fields';
import { spotlightsPage } from './pages';
import { alumnaOnly, alumnaOrStaff } from './permissions';
import { decideSpotlight, listSpotlights, withdrawSpotlight, writeSpotlight } from './spotlight-queries';

const spotlightForm = guarded(
  formOf(z.object({ title: line('alumni.titleMissing'), body: text('alumni.textMissing') })),
  ['title', 'body'],
);
const decisionForm = formOf(
  z
    .object({ outcome: z.enum(['shown', 'sent back'], { error: 'form.stale' }), reason: text() })
    .refine(({ outcome, reason }) => outcome === 'shown' || reason !== '', {
      error: 'alumni.reasonMissing',
      path: ['reason'],
    }),
);

/** How alumni used at work what they were taught, in their words, read by staff before it is shown. */
export function spotlightRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered & { readonly deciding?: string }) => {
    const t = wordsOf(res);
    const person = signedIn(req);
    const staff = isStaff(req);
    const spotlights = (await listSpotlights(db, person, staff)).map((one) => ({
      ...one,
      own: one.personId === person.id,
      waits: one.outcome === null,
    }));
    const mayWrite = await hasAlumniRecord(db, person);
    const page = { title: t('alumni.spotlightsTitle'), trail: trailTo(t), spotlights, mayWrite, staff };
    const deciding = entered.deciding ?? '';
    spotlightsPage(res, { ...nothing, ...entered, ...page, deciding }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/spotlights', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/spotlights', alumnaOnly, async (req, res) => {
      const form = spotlightForm(req.body);
      if (!form.ok) return show(req, res, form);
      await writeSpotlight(db, origin, clock(), signedIn(req), form.value);
      res.redirect(303, '/alumni/spotlights');
    }),

    post('/alumni/spotlights/:spotlight/decisions', staffOnly, async (req, res) => {
      const id = idIn(req, 'spotlight');
      const form = decisionForm(req.body);
      if (!form.ok) return show(req, res, { ...form, deciding: id });
      const known = await db.transaction((trx) => decideSpotlight(trx, origin, clock(), signedIn(req), id, form.value));
      if (!known) throw new NotFound();
      res.redirect(303, '/alumni/spotlights');
    }),

    post('/alumni/spotlights/:spotlight/withdrawals', alumnaOnly, async (req, res) => {
      const id = idIn(req, 'spotlight');
      const known = await db.transaction((trx) => withdrawSpotlight(trx, origin, clock(), signedIn(req), id));
      if (!known) throw new NotFound();
      res.redirect(303, '/alumni/spotlights');
    }),
  ];
}

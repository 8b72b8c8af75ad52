import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { type NetworkDeps, idIn, isStaff, officeDay, trailTo, wordsOf } from './asked';
import { type Entered, line, nothing } from './fields';
import { endFocalPoint, listFocalPoints, setFocalPoint } from './focal-queries';
import { focalPage } from './pages';
import { alumnaOrStaff } from './permissions';

const focalForm = formOf(
  z.object({ represents: line(), desk: line('alumni.focalDeskMissing'), reach: line('alumni.focalReachMissing') }),
);

/** Where one asks today, as staff keep it. */
export function focalRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const points = (await listFocalPoints(db)).map((point) => ({
      ...point,
      since: dayInWords(officeDay(point.setAt), t.locale, 'long'),
    }));
    const page = { title: t('alumni.focalTitle'), trail: trailTo(t), points, staff: isStaff(req) };
    focalPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/focal-points', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/focal-points', staffOnly, async (req, res) => {
      const form = focalForm(req.body);
      if (!form.ok) return show(req, res, form);
      await db.transaction((trx) => setFocalPoint(trx, origin, clock(), signedIn(req), form.value));
      res.redirect(303, '/alumni/focal-points');
    }),

    post('/alumni/focal-points/:focal/endings', staffOnly, async (req, res) => {
      const id = idIn(req, 'focal');
      const ended = await db.transaction((trx) => endFocalPoint(trx, origin, clock(), signedIn(req), id));
      if (!ended) throw new NotFound();
      res.redirect(303, '/alumni/focal-points');
    }),
  ];
}

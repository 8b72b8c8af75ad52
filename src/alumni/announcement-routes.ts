import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { announce, endAnnouncement, listAnnouncements, listNews } from './announcement-queries';
import { type NetworkDeps, idIn, isStaff, officeDay, trailTo, wordsOf } from './asked';
import { type Entered, day, guarded, line, nothing, text } from './fields';
import { announcementsPage } from './pages';
import { alumnaOrStaff } from './permissions';

const announcementForm = guarded(
  formOf(
    z
      .object({ title: line('alumni.titleMissing'), body: text('alumni.textMissing'), fromOn: day, untilOn: day })
      .refine(({ fromOn, untilOn }) => untilOn >= fromOn, { error: 'alumni.endsBefore', path: ['untilOn'] }),
  ),
  ['title', 'body'],
);

/** What staff announce, from a day until a day. */
export function announcementRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const today = officeDay(clock());
    const staff = isStaff(req);
    const rows = staff ? await listAnnouncements(db) : await listNews(db, today);
    const announcements = rows.map((one) => ({
      ...one,
      until: dayInWords(one.untilOn, t.locale, 'long'),
      from: dayInWords(one.fromOn, t.locale, 'long'),
      over: one.endedAt !== null || one.untilOn < today,
      ahead: one.fromOn > today,
    }));
    const page = { title: t('alumni.newsTitle'), trail: trailTo(t), announcements, staff, today };
    announcementsPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/announcements', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/announcements', staffOnly, async (req, res) => {
      const form = announcementForm(req.body);
      if (!form.ok) return show(req, res, form);
      await db.transaction((trx) => announce(trx, origin, clock(), signedIn(req), form.value));
      res.redirect(303, '/alumni/announcements');
    }),

    post('/alumni/announcements/:announcement/endings', staffOnly, async (req, res) => {
      const id = idIn(req, 'announcement');
      const ended = await db.transaction((trx) => endAnnouncement(trx, origin, clock(), signedIn(req), id));
      if (!ended) throw new NotFound();
      res.redirect(303, '/alumni/announcements');
    }),
  ];
}

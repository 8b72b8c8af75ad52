import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Belonging, anyone, endSession, signedIn, signedInOnly } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { Unprintable, sendPdf } from '../print';
import { formOf } from '../web/form';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type DataOrder, dataSheet } from './data-sheet';
import { erase } from './erasure-queries';
import { type Kept, listKept } from './export-queries';
import { dataPage, erasedPage, erasurePage } from './pages';
import { readable } from './readable';
import { keptDays } from './retention';

export interface PrivacyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly belongings: readonly Belonging[];
}

const erasureForm = formOf(
  z.object({
    certificates: z.enum(['kept', 'erased'], { error: 'privacy.certificatesMissing' }),
    sure: z.literal('yes', { error: 'privacy.sureMissing' }),
  }),
);

/** A person's own data: all of it to read and to take along, and the way out. */
export function privacyRoutes({ db, clock, origin, belongings }: PrivacyDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = (res: Response) => [{ href: '/account', words: words(res)('account.title') }];

  const showErasure = (
    req: Request,
    res: Response,
    entered?: { readonly errors: Readonly<Record<string, string>>; readonly typed: Readonly<Record<string, string>> },
  ) => {
    const bound = signedIn(req).programmeRoles.length > 0;
    const sheet = { title: words(res)('privacy.erase'), trail: trailOf(res), keptDays, bound };
    erasurePage(res, { errors: {}, typed: {}, ...entered, ...sheet }, entered ? 422 : 200);
  };

  return [
    get('/me/data', signedInOnly, async (req, res) => {
      const t = words(res);
      const kinds = (await listKept(db, signedIn(req), belongings)).map((kept) => ({
        words: t(kept.words),
        count: kept.rows.length,
        rows: kept.rows.slice(0, 200).map((row) => readable(row, t)),
      }));
      dataPage(res, { title: t('privacy.data'), kinds, trail: trailOf(res) });
    }),

    get('/me/data.json', signedInOnly, async (req, res) => {
      const kept: Kept[] = await listKept(db, signedIn(req), belongings);
      const tables = Object.fromEntries(kept.map(({ table, rows }) => [table, rows]));
      res.set('Content-Disposition', 'attachment; filename="my-data.json"').type('json');
      res.send(JSON.stringify({ origin, madeAt: clock().toISOString(), tables }, null, 2));
    }),

    get('/me/data.pdf', signedInOnly, async (req, res) => {
      const kept = await listKept(db, signedIn(req), belongings);
      const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
      const order: DataOrder = { t: words(res), kept, paper, day: dayAtVenue(clock(), 'UTC'), missing: [] };
      await sendPdf(res, 'my-data', dataSheet(order)).catch((error: unknown) => {
        if (!(error instanceof Unprintable)) throw error;
        return sendPdf(res, 'my-data', dataSheet({ ...order, missing: error.missing }));
      });
    }),

    get('/me/erasure', signedInOnly, (req, res) => showErasure(req, res)),

    post('/me/erasure', signedInOnly, async (req, res) => {
      const form = erasureForm(req.body);
      if (!form.ok) {
        showErasure(req, res, form);
        return;
      }
      const person = signedIn(req);
      const { certificates } = form.value;
      await db.transaction((trx) => erase(trx, origin, clock(), person, belongings, certificates));
      await endSession(req);
      res.redirect(303, '/erased');
    }),

    get('/erased', anyone, (_req, res) => erasedPage(res, { title: words(res)('privacy.erasedTitle') })),
  ];
}

import type { Response } from 'express';
import { z } from 'zod';
import {
  type Limits,
  anyone,
  findEmailOf,
  findEntry,
  findPerson,
  rejoinCode,
  signedIn,
  signedInOnly,
  startSession,
} from '../accounts';
import { record } from '../audit';
import { hasAlumniRecord, listOwnCertificates } from '../certificates';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { formOf } from '../web/form';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { daysInWords } from '../workshops';
import { alumniPage, claimPage } from './pages';

export interface AlumniDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits: Limits;
}

const claimForm = formOf(
  z.object({
    code: z.string({ error: 'claim.missing' }).transform(rejoinCode).pipe(z.string().min(1, 'claim.missing')),
  }),
);

/** The record of a person for life, and the code that opens it when nothing else does. */
export function alumniRoutes({ db, clock, origin, limits }: AlumniDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;

  return [
    get('/alumni', signedInOnly, async (req, res) => {
      const person = signedIn(req);
      const t = words(res);
      const lines = (await listOwnCertificates(db, person)).map(({ workshopId, facts, number, verifyToken }) => ({
        workshopId,
        workshop: facts.workshop,
        venue: facts.venue,
        dates: daysInWords(facts, t.locale),
        number,
        verifyPath: `/certificates/${verifyToken}`,
      }));
      alumniPage(res, {
        title: t('alumni.title'),
        displayName: person.displayName,
        open: await hasAlumniRecord(db, person),
        lines,
        hasSignIn: (await findEmailOf(db, person)) !== undefined,
      });
    }),

    get('/alumni/claim', anyone, (_req, res) => {
      claimPage(res, { title: words(res)('claim.title'), typed: {}, errors: {} });
    }),

    post('/alumni/claim', anyone, async (req, res) => {
      await limits.assertMayTry(req.ip ?? '');
      const form = claimForm(req.body);
      const entry = form.ok ? await findEntry(db, clock(), form.value.code, ['record']) : undefined;
      const person = entry?.personId ? await findPerson(db, entry.personId) : undefined;
      if (!person) {
        await limits.recordMistake(req.ip ?? '');
        const errors = form.ok ? { code: 'claim.unknown' } : form.errors;
        const { code } = req.body as { code?: unknown };
        const typed = { code: typeof code === 'string' ? code : '' };
        claimPage(res, { title: words(res)('claim.title'), typed, errors }, 422);
        return;
      }
      await startSession(req, person);
      await db.transaction((trx) =>
        record(trx, origin, clock(), { actorId: person.id, action: 'alumni record opened', subject: person.id }),
      );
      res.redirect(303, '/alumni');
    }),
  ];
}

import { z } from 'zod';
import { type Limits, anyone, findEntry, findPerson, rejoinCode, startSession } from '../accounts';
import { record } from '../audit';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { type NetworkDeps, wordsOf } from './asked';
import { claimPage } from './pages';

const claimForm = formOf(
  z.object({
    code: z.string({ error: 'claim.missing' }).transform(rejoinCode).pipe(z.string().min(1, 'claim.missing')),
  }),
);

/** The code of a certificate, which opens the record when nothing else does. */
export function claimRoutes({ db, clock, origin, limits }: NetworkDeps & { readonly limits: Limits }): Route[] {
  return [
    get('/alumni/claim', anyone, (_req, res) => {
      claimPage(res, { title: wordsOf(res)('claim.title'), typed: {}, errors: {} });
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
        claimPage(res, { title: wordsOf(res)('claim.title'), typed, errors }, 422);
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

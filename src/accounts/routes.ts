import type { Request, Response } from 'express';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { record } from '../audit';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { administratorForm, ownSignInForm, secretForm, signInForm } from './forms';
import type { Limits } from './limits';
import { accountPage, firstAdministratorPage, rejoinPage, signInPage } from './pages';
import { hashPassword } from './password';
import { anyone, signedIn, signedInOnly } from './permissions';
import { type EntryLink, addPerson, findEmailOf, findEntry, findPerson, grant, setSignIn, spendEntry } from './queries';
import { type Sessions, endSession, startSession } from './sessions';

export interface AccountDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits: Limits;
  readonly sessions: Sessions;
}

const nothing = { typed: {}, errors: {} };
const address = (req: Request): string => req.ip ?? 'unknown';
const words = (res: Response) => (res.locals['frame'] as Frame).t;

/** Where to go after signing in: a path of ours, whatever was asked. */
function nextPath(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])[^\s]*$/.test(asked) ? asked : '/';
}

export function accountRoutes({ db, clock, origin, limits, sessions }: AccountDeps): Route[] {
  async function enter(req: Request, entry: EntryLink): Promise<void> {
    const person = entry.personId ? await findPerson(db, entry.personId) : undefined;
    if (!person) throw new NotFound();
    await startSession(req, person);
  }

  return [
    get('/sign-in', anyone, (req, res) => {
      signInPage(res, { title: words(res)('signIn.title'), next: nextPath(req.query['next']), ...nothing });
    }),

    post('/sign-in', anyone, async (req, res) => {
      const t = words(res);
      const form = signInForm(req.body);
      const next = nextPath((req.body as { next?: unknown }).next);
      const account = form.ok ? form.value.email.toLowerCase() : undefined;
      await limits.assertMayTry(address(req), account);
      const person = form.ok ? await sessions.personByPassword(req) : undefined;
      if (!person) {
        await limits.recordMistake(address(req), account);
        const typed = { email: form.ok ? form.value.email : (form.typed['email'] ?? '') };
        const errors = form.ok ? { password: 'signIn.wrong' } : form.errors;
        signInPage(res, { title: t('signIn.title'), next, typed, errors }, 422);
        return;
      }
      await startSession(req, person);
      res.redirect(303, next);
    }),

    post('/sign-out', signedInOnly, async (req, res) => {
      await endSession(req);
      res.redirect(303, '/');
    }),

    get('/sign-in/with/:secret', anyone, async (req, res) => {
      const entry = await findEntry(db, clock(), String(req.params['secret']), ['example']);
      if (!entry) throw new NotFound('signIn.linkClosed');
      await enter(req, entry);
      res.redirect(303, '/');
    }),

    get('/first-administrator/:secret', anyone, async (req, res) => {
      const secret = String(req.params['secret']);
      if (!(await findEntry(db, clock(), secret, ['first-administrator']))) throw new NotFound('signIn.linkClosed');
      firstAdministratorPage(res, { title: words(res)('firstAdministrator.title'), secret, ...nothing });
    }),

    post('/first-administrator/:secret', anyone, async (req, res) => {
      const secret = String(req.params['secret']);
      const entry = await findEntry(db, clock(), secret, ['first-administrator']);
      if (!entry) throw new NotFound('signIn.linkClosed');
      const form = administratorForm(req.body);
      if (!form.ok) {
        firstAdministratorPage(res, { title: words(res)('firstAdministrator.title'), secret, ...form }, 422);
        return;
      }
      const { name, email, password } = form.value;
      const passwordHash = await hashPassword(password);
      const personId = await db.transaction(async (trx) => {
        const now = clock();
        if (!(await spendEntry(trx, now, entry))) throw new NotFound('signIn.linkClosed');
        const id = await addPerson(trx, origin, now, { displayName: name });
        await setSignIn(trx, now, id, email, passwordHash);
        await grant(trx, origin, now, id, 'administrator', null);
        await grant(trx, origin, now, id, 'staff', null);
        await record(trx, origin, now, { actorId: id, action: 'administrator made', subject: id });
        return id;
      });
      await enter(req, { ...entry, personId });
      res.redirect(303, '/');
    }),

    get('/rejoin', anyone, (req, res) => {
      const secret = typeof req.query['secret'] === 'string' ? req.query['secret'] : '';
      rejoinPage(res, { title: words(res)('rejoin.title'), secret, ...nothing });
    }),

    post('/rejoin', anyone, async (req, res) => {
      await limits.assertMayTry(address(req));
      const form = secretForm(req.body);
      const entry = form.ok ? await findEntry(db, clock(), rejoinCode(form.value.secret), ['rejoin']) : undefined;
      if (!entry) {
        await limits.recordMistake(address(req));
        const errors = form.ok ? { secret: 'rejoin.unknown' } : form.errors;
        const secret = form.ok ? form.value.secret : (form.typed['secret'] ?? '');
        rejoinPage(res, { title: words(res)('rejoin.title'), secret, typed: { secret }, errors }, 422);
        return;
      }
      await enter(req, entry);
      res.redirect(303, entry.workshopId ? `/workshops/${entry.workshopId}` : '/');
    }),

    get('/account', signedInOnly, async (req, res) => {
      const person = signedIn(req);
      const email = await findEmailOf(db, person);
      const saved = req.query['saved'] === 'yes';
      accountPage(res, {
        title: words(res)('account.title'),
        displayName: person.displayName,
        email,
        saved,
        ...nothing,
      });
    }),

    post('/account/sign-in', signedInOnly, async (req, res) => {
      const person = signedIn(req);
      const form = ownSignInForm(req.body);
      if (!form.ok) {
        const email = await findEmailOf(db, person);
        const title = words(res)('account.title');
        accountPage(res, { title, displayName: person.displayName, email, saved: false, ...form }, 422);
        return;
      }
      const passwordHash = await hashPassword(form.value.password);
      await db.transaction(async (trx) => {
        await setSignIn(trx, clock(), person.id, form.value.email, passwordHash);
        await record(trx, origin, clock(), { actorId: person.id, action: 'sign-in set', subject: person.id });
      });
      res.redirect(303, '/account?saved=yes');
    }),
  ];
}

/** A card's code as it is stored: people type it in small letters, with spaces or dashes. */
export function rejoinCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

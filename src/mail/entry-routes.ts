import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Limits, anyone, findPerson, hashPassword, passwordField, setSignIn, startSession } from '../accounts';
import { record } from '../audit';
import { NotFound } from '../errors';
import { formOf } from '../web/form';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { wordsIn } from '../words';
import { resetForm } from './forms';
import { type PersonalLink, endLinks, findLink, spendLink } from './links';
import { pathOf } from './mail';
import type { MailDeps } from './outbox-routes';
import { passwordPage, resetPage } from './pages';
import { type Addressee, endSessions, findAddressOf, findAddressee, writeMail } from './queries';

const passwordForm = formOf(z.object({ password: passwordField }));
const kinds = { reset: '/password-reset/with/:secret', invitation: '/invitations/:secret' } as const;
const fiveMinutes = 5 * 60_000;

/** The ways in by mail: a new password for who forgot theirs, and the first one for who was invited. */
export function entryRoutes(deps: MailDeps & { readonly limits: Limits }): Route[] {
  const { db, clock, origin, sends, limits } = deps;
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const address = (req: Request) => req.ip ?? 'unknown';

  async function linkOf(req: Request, kind: keyof typeof kinds): Promise<PersonalLink & { who: Addressee }> {
    const link = await findLink(db, clock(), kind, req.params['secret']);
    const who = link && (await findAddressOf(db, link.personId));
    if (!link || !who) throw new NotFound('signIn.linkClosed');
    return { ...link, who };
  }

  const show = (
    req: Request,
    res: Response,
    kind: keyof typeof kinds,
    who: Addressee,
    errors?: Readonly<Record<string, string>>,
  ) => {
    const action = pathOf(kind, String(req.params['secret']));
    const own = { title: words(res)(`mail.${kind}.title`), name: who.displayName, address: who.address, action, kind };
    passwordPage(res, { ...own, typed: {}, errors: errors ?? {} }, errors ? 422 : 200);
  };

  return [
    get('/password-reset', anyone, (req, res) => {
      const asked = req.query['asked'] === 'yes';
      resetPage(res, { title: words(res)('mail.reset.ask'), typed: {}, errors: {}, asked, sends });
    }),

    post('/password-reset', anyone, async (req, res) => {
      const form = resetForm(req.body);
      const account = form.ok ? `reset ${form.value.email.toLowerCase()}` : undefined;
      await limits.assertMayTry(address(req), account);
      if (!form.ok) {
        resetPage(res, { title: words(res)('mail.reset.ask'), ...form, asked: false, sends }, 422);
        return;
      }
      // Every wish counts: whether the address is known is not to be learned, nor is anybody to be flooded.
      await limits.recordMistake(address(req), account);
      const who = await findAddressee(db, form.value.email);
      if (who) await db.transaction((trx) => writeMail(trx, origin, clock(), resetMailOf(who, clock()), true));
      res.redirect(303, '/password-reset?asked=yes');
    }),

    ...(['reset', 'invitation'] as const).flatMap((kind) => [
      get(kinds[kind], anyone, async (req, res) => show(req, res, kind, (await linkOf(req, kind)).who)),

      post(kinds[kind], anyone, async (req, res) => {
        const link = await linkOf(req, kind);
        const form = passwordForm(req.body);
        if (!form.ok) {
          show(req, res, kind, link.who, form.errors);
          return;
        }
        const passwordHash = await hashPassword(form.value.password);
        const { personId, who, leadsTo } = link;
        await db.transaction(async (trx) => {
          const now = clock();
          if (!(await spendLink(trx, now, link))) throw new NotFound('signIn.linkClosed');
          await endLinks(trx, now, kind, { personId });
          await endSessions(trx, personId);
          await setSignIn(trx, now, personId, who.address, passwordHash);
          await record(trx, origin, now, { actorId: personId, action: 'password set by mail', subject: personId });
        });
        const person = await findPerson(db, personId);
        if (!person) throw new NotFound();
        await startSession(req, person);
        res.redirect(303, leadsTo === null ? '/' : `/workshops/${leadsTo}`);
      }),
    ]),
  ];
}

/** One for each person in five minutes, however often it is asked for. */
function resetMailOf({ personId, displayName, address }: Addressee, now: Date) {
  const t = wordsIn('en');
  return {
    key: `reset ${personId} ${Math.floor(now.getTime() / fiveMinutes)}`,
    kind: 'reset' as const,
    personId,
    address,
    subject: t('mail.reset.subject'),
    body: t('mail.reset.body', { name: displayName }),
  };
}

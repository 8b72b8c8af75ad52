import type { Request, Response } from 'express';
import { signedIn, staffOnly } from '../accounts';
import { record } from '../audit';
import { type Clock, atVenue } from '../clock';
import type { Db } from '../db/db';
import { Conflict, Forbidden, NotFound } from '../errors';
import { isId } from '../ids';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { mailForm } from './forms';
import { hand, makeLink, takeHanded } from './links';
import { type Mail, bodyWith, mayChange, turns, turnsOf } from './mail';
import { type Entered, mailPage, outboxPage } from './pages';
import { changeMail, findMail, listMails, turnMail } from './queries';

export interface MailDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  /** Mails leave by themselves: a mail server is named in the settings. */
  readonly sends: boolean;
}

/** Every mail before it goes and after: staff read it, change it, approve it, or copy its text where no server is. */
export function outboxRoutes({ db, clock, origin, sends }: MailDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;

  async function mailOf(req: Request): Promise<Mail> {
    const id = req.params['mail'];
    const mail = isId(id) ? await findMail(db, id) : undefined;
    if (!mail) throw new NotFound();
    return mail;
  }

  // Whoever holds the link of a reset holds the account.
  const mayCopy = (req: Request, { kind }: Mail) =>
    kind !== 'reset' || signedIn(req).programmeRoles.includes('administrator');

  const show = (req: Request, res: Response, mail: Mail, entered?: Entered) => {
    const handed = takeHanded(req);
    const text = handed?.about === mail.id ? bodyWith(mail, addressOf(req, handed.path)) : undefined;
    mailPage(
      res,
      {
        ...{ typed: {}, errors: {}, ...entered },
        title: words(res)('mail.title'),
        mail,
        sends,
        turns: turnsOf(mail.state).filter((turn) => sends || turn !== 'approve'),
        mayChange: mayChange(mail),
        mayCopy: mayCopy(req, mail),
        text,
        saved: req.query['saved'] === 'yes',
        trail: [{ href: '/outbox', words: words(res)('mail.outbox') }],
      },
      entered ? 422 : 200,
    );
  };

  return [
    get('/outbox', staffOnly, async (_req, res) => {
      const t = words(res);
      const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
      const mails = (await listMails(db)).map((mail) => ({ ...mail, when: atVenue(mail.at, 'UTC', t.locale, style) }));
      const written = mails.filter(({ state }) => state === 'written');
      const waiting = [...new Set(written.map(({ kind }) => kind))].map((kind) => ({
        kind,
        count: written.filter((mail) => mail.kind === kind).length,
      }));
      outboxPage(res, { title: t('mail.outbox'), mails, sends, waiting });
    }),

    post('/outbox/approvals', staffOnly, async (req, res) => {
      const { kind } = req.body as { kind?: unknown };
      const by = signedIn(req);
      const written = (await listMails(db)).filter((mail) => mail.state === 'written' && mail.kind === kind);
      await db.transaction(async (trx) => {
        for (const mail of written) await turnMail(trx, origin, clock(), by, mail, 'approved');
      });
      res.redirect(303, '/outbox');
    }),

    get('/outbox/:mail', staffOnly, async (req, res) => show(req, res, await mailOf(req))),

    post('/outbox/:mail', staffOnly, async (req, res) => {
      const mail = await mailOf(req);
      const form = mailForm(req.body);
      if (!mayChange(mail)) throw new Conflict('mail.moved');
      if (!form.ok) {
        show(req, res, mail, form);
        return;
      }
      const by = signedIn(req);
      const changed = await db.transaction((trx) => changeMail(trx, origin, clock(), by, mail, form.value));
      if (!changed) throw new Conflict('mail.moved');
      res.redirect(303, `/outbox/${mail.id}?saved=yes`);
    }),

    post('/outbox/:mail/states', staffOnly, async (req, res) => {
      const mail = await mailOf(req);
      const turn = turns[String((req.body as { then?: unknown }).then)];
      if (!turn?.from.includes(mail.state)) throw new Conflict('mail.moved');
      const by = signedIn(req);
      const turned = await db.transaction((trx) => turnMail(trx, origin, clock(), by, mail, turn.to));
      if (!turned) throw new Conflict('mail.moved');
      res.redirect(303, '/outbox');
    }),

    post('/outbox/:mail/texts', staffOnly, async (req, res) => {
      const mail = await mailOf(req);
      if (!mail.personId || !mayCopy(req, mail)) throw new Forbidden();
      const { kind, personId, leadsTo } = mail;
      const link = await db.transaction(async (trx) => {
        const actorId = signedIn(req).id;
        await record(trx, origin, clock(), { actorId, action: 'mail text copied', subject: mail.id });
        return makeLink(trx, origin, clock(), { kind, personId, leadsTo });
      });
      await hand(req, mail.id, link);
      res.redirect(303, `/outbox/${mail.id}`);
    }),
  ];
}

import type { Request, Response } from 'express';
import {
  type Limits,
  type Person,
  addPerson,
  anyone,
  closeEntries,
  findPerson,
  keepSession,
  makeEntry,
  signedIn,
  startSession,
} from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { newCode, newId } from '../ids';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { qrSvg } from '../web/qr';
import { type Route, get, post } from '../web/route';
import { codeForm, enrolSelfForm, joinForm } from './forms';
import { cardPage, homePage, joinPage } from './pages';
import { workshopMember, workshopOf } from './permissions';
import { enrol, findByJoinCode } from './queries';

export interface JoinDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits: Limits;
}

/** Joining by the room's code and a name, without e-mail; and the card by which a participant comes back. */
export function joinRoutes({ db, clock, origin, limits }: JoinDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;

  /** A person for whoever fills this form. The session holds the id, so that a form sent twice makes one person. */
  async function newcomer(req: Request, trx: Db, name: string): Promise<Person> {
    const id = req.session.joining ?? newId();
    await addPerson(trx, origin, clock(), { id, displayName: name });
    const person = await findPerson(trx, id);
    if (!person) throw new Error('The person just added was not found.');
    return person;
  }

  async function handCard(req: Request, trx: Db, personId: string, workshopId: string): Promise<void> {
    const secret = newCode(12);
    await makeEntry(trx, clock(), { purpose: 'rejoin', personId, workshopId, secret });
    req.session.card = { workshopId, secret };
    await keepSession(req);
  }

  return [
    get('/', anyone, (req, res) => {
      if (req.user) res.redirect(303, '/workshops');
      else homePage(res, { title: words(res)('home.title'), typed: {}, errors: {} });
    }),

    get('/join', anyone, (req, res) => {
      const form = codeForm(req.query);
      if (form.ok) res.redirect(303, `/join/${form.value.code}`);
      else
        homePage(res, { title: words(res)('home.title'), typed: {}, errors: 'code' in req.query ? form.errors : {} });
    }),

    get('/join/:code', anyone, async (req, res) => {
      const t = words(res);
      await limits.assertMayTry(req.ip ?? '');
      const form = codeForm(req.params);
      const workshop = form.ok ? await findByJoinCode(db, form.value.code) : undefined;
      if (!form.ok || !workshop) {
        await limits.recordMistake(req.ip ?? '');
        const typed = { code: String(req.params['code']) };
        homePage(res, { title: t('home.title'), typed, errors: { code: 'join.codeUnknown' } }, 404);
        return;
      }
      if (!req.user) req.session.joining ??= newId();
      const shown = { code: form.value.code, workshopTitle: workshop.title, named: req.user !== undefined };
      joinPage(res, { title: t('join.title'), ...shown, typed: {}, errors: {} });
    }),

    post('/join', anyone, async (req, res) => {
      const t = words(res);
      await limits.assertMayTry(req.ip ?? '');
      const form = req.user ? enrolSelfForm(req.body) : joinForm(req.body);
      const code = form.ok ? form.value.code : (form.typed['code'] ?? '');
      const workshop = form.ok || code ? await findByJoinCode(db, code.toUpperCase()) : undefined;
      if (!form.ok || !workshop) {
        if (!workshop) await limits.recordMistake(req.ip ?? '');
        const errors = form.ok ? { code: 'join.codeUnknown' } : form.errors;
        const typed = form.ok ? (req.body as Record<string, string>) : form.typed;
        const shown = { code, workshopTitle: workshop?.title, named: req.user !== undefined };
        joinPage(res, { title: t('join.title'), ...shown, typed, errors }, 422);
        return;
      }
      const { represents, agency } = form.value;
      const person = await db.transaction(async (trx) => {
        const joining = req.user ?? (await newcomer(req, trx, 'name' in form.value ? String(form.value.name) : ''));
        await enrol(trx, origin, clock(), workshop, joining.id, { role: 'participant', represents, agency });
        const deed = { workshopId: workshop.id, actorId: joining.id, action: 'joined', subject: joining.id };
        await record(trx, origin, clock(), deed);
        return joining;
      });
      if (!req.user) await startSession(req, person);
      await handCard(req, db, person.id, workshop.id);
      res.redirect(303, `/workshops/${workshop.id}/card`);
    }),

    get('/workshops/:workshop/card', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const card = req.session.card?.workshopId === workshop.id ? req.session.card : undefined;
      const rejoinUrl = addressOf(req, card ? `/rejoin?secret=${card.secret}` : '/rejoin');
      const qrHtml = card ? await qrSvg(rejoinUrl) : '';
      cardPage(res, { title: words(res)('card.title'), workshop, secret: card?.secret, rejoinUrl, qrHtml });
    }),

    post('/workshops/:workshop/cards', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      await db.transaction(async (trx) => {
        await closeEntries(trx, clock(), 'rejoin', person.id);
        await handCard(req, trx, person.id, workshop.id);
      });
      res.redirect(303, `/workshops/${workshop.id}/card`);
    }),
  ];
}

import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { Conflict, NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { type NetworkDeps, idIn, officeDay, trailTo, wordsOf } from './asked';
import { isNamed } from './directory-queries';
import { type Entered, day, guarded, line, nothing, text } from './fields';
import * as mentoring from './mentoring-queries';
import { mentoringPage } from './pages';
import { alumnaOnly, alumnaOrStaff } from './permissions';

const offerForm = formOf(z.object({ topics: line('alumni.topicMissing'), untilOn: day }));
const askForm = guarded(formOf(z.object({ words: text('alumni.textMissing') })), ['words']);

/** Alumni offer each other their time: one offers, another asks, the first says yes or no, either ends it. */
export function mentoringRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered & { readonly asking?: string }) => {
    const t = wordsOf(res);
    const person = signedIn(req);
    const offers = (await mentoring.listOffers(db, person, officeDay(clock()))).map((offer) => ({
      ...offer,
      until: dayInWords(offer.untilOn, t.locale, 'long'),
      own: offer.personId === person.id,
    }));
    const page = {
      title: t('alumni.mentoringTitle'),
      trail: trailTo(t),
      offers,
      asks: await mentoring.listAsks(db, person),
      named: await isNamed(db, person),
      takesPart: await hasAlumniRecord(db, person),
      asking: entered.asking ?? '',
    };
    mentoringPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };
  const assertNamed = async (req: Request) => {
    if (!(await isNamed(db, signedIn(req)))) throw new Conflict('alumni.nameFirst');
  };
  const back = (res: Response) => res.redirect(303, '/alumni/mentoring');

  return [
    get('/alumni/mentoring', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/mentoring/offers', alumnaOnly, async (req, res) => {
      const form = offerForm(req.body);
      if (!form.ok) return show(req, res, form);
      await assertNamed(req);
      await db.transaction((trx) => mentoring.offer(trx, origin, clock(), signedIn(req), form.value));
      back(res);
    }),

    post('/alumni/mentoring/offers/:offer/endings', alumnaOnly, async (req, res) => {
      const id = idIn(req, 'offer');
      const ended = await db.transaction((trx) => mentoring.endOffer(trx, origin, clock(), signedIn(req), id));
      if (!ended) throw new NotFound();
      back(res);
    }),

    post('/alumni/mentoring/offers/:offer/asks', alumnaOnly, async (req, res) => {
      const offer = await mentoring.findOffer(db, idIn(req, 'offer'), officeDay(clock()));
      const own = offer?.personId === signedIn(req).id;
      if (!offer || (offer.name === null && !own)) throw new NotFound();
      if (!offer.open || own) throw new Conflict('alumni.offerOver');
      await assertNamed(req);
      const form = askForm(req.body);
      if (!form.ok) return show(req, res, { ...form, asking: offer.id });
      await db.transaction((trx) => mentoring.ask(trx, origin, clock(), signedIn(req), offer, form.value.words));
      back(res);
    }),

    post('/alumni/mentoring/asks/:ask', alumnaOnly, async (req, res) => {
      const id = idIn(req, 'ask');
      const { then } = req.body as { then?: unknown };
      const answer = then === 'yes' || then === 'no' ? then : 'end';
      const done = await db.transaction((trx) => mentoring.answerAsk(trx, origin, clock(), signedIn(req), id, answer));
      if (!done) throw new NotFound();
      back(res);
    }),
  ];
}

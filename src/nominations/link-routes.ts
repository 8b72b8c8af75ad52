import type { Request, Response } from 'express';
import { anyone } from '../accounts';
import { Conflict, NotFound } from '../errors';
import { isId, newId } from '../ids';
import { type Route, get, post } from '../web/route';
import { dayInWords, daysInWords } from '../workshops';
import { type Nominator, findNominator } from './agency-queries';
import { type Desk, withdrawByAgency } from './deciding';
import { nomineeForm, withdrawalForm } from './forms';
import { nominate, refusalOf } from './naming';
import { type Nomination, deedsOf, keptDays, mayBeSubstituted } from './nomination';
import { type Entered, namingPage, nothingEntered, ownNominationPage } from './pages';
import { listHappened, listOwn } from './queries';
import { happenedLines, wordsOf } from './show';

const base = '/nominate/:secret';

/** What the focal point of one agency does behind its link, without a password: names people, and sees its own. */
export function linkRoutes(desk: Desk): Route[] {
  const { db, clock } = desk;

  async function nominatorOf(req: Request): Promise<Nominator> {
    const nominator = await findNominator(db, clock(), req.params['secret']);
    if (!nominator) throw new NotFound('nomination.linkClosed');
    return nominator;
  }

  /** Fetched among the agency's own: another's is not found. */
  async function ownOf(req: Request, nominator: Nominator): Promise<{ own: Nomination; all: Nomination[] }> {
    const id = req.params['nomination'];
    const all = await listOwn(db, nominator);
    const own = isId(id) ? all.find((one) => one.id === id) : undefined;
    if (!own) throw new NotFound();
    return { own, all };
  }

  const shared = (req: Request, nominator: Nominator) => ({
    ...{ secret: String(req.params['secret']), nominator, workshop: nominator.workshop },
    ...{ keptDays, newId: newId() },
  });

  async function showAll(req: Request, res: Response, nominator: Nominator, entered?: Entered): Promise<void> {
    const t = wordsOf(res);
    namingPage(
      res,
      {
        ...shared(req, nominator),
        ...(entered ?? nothingEntered),
        title: t('nomination.naming.title'),
        dates: daysInWords(nominator.workshop, t.locale),
        until: dayInWords(nominator.endsOn, t.locale, 'long'),
        own: await listOwn(db, nominator),
        saved: req.query['saved'] === 'yes',
      },
      entered ? 422 : 200,
    );
  }

  async function showOne(
    req: Request,
    res: Response,
    nominator: Nominator,
    entered?: Entered & { readonly wrong: 'withdrawal' | 'substitute' },
  ): Promise<void> {
    const t = wordsOf(res);
    const { own, all } = await ownOf(req, nominator);
    ownNominationPage(
      res,
      {
        ...shared(req, nominator),
        ...nothingEntered,
        wrong: undefined,
        ...entered,
        title: own.name ?? t('nomination.forgotten'),
        nomination: own,
        happened: happenedLines(await listHappened(db, own), nominator.workshop, t, false),
        mayWithdraw: deedsOf(own).includes('withdraw'),
        maySubstitute: mayBeSubstituted(own),
        substitutes: all.filter(({ replaces }) => replaces === own.id),
        trail: [{ href: `/nominate/${String(req.params['secret'])}`, words: t('nomination.naming.title') }],
      },
      entered ? 422 : 200,
    );
  }

  return [
    get(base, anyone, async (req, res) => showAll(req, res, await nominatorOf(req))),

    post(`${base}/people`, anyone, async (req, res) => {
      const nominator = await nominatorOf(req);
      const form = nomineeForm(req.body);
      if (!form.ok) return showAll(req, res, nominator, form);
      const named = await nominate(desk, { agency: nominator }, nominator.workshop, form.value);
      const typed = req.body as Record<string, string>;
      if (named === 'moved') throw new Conflict('nomination.moved');
      if (named !== 'named') return showAll(req, res, nominator, { typed, errors: refusalOf(named) });
      res.redirect(303, `/nominate/${String(req.params['secret'])}?saved=yes`);
    }),

    get(`${base}/people/:nomination`, anyone, async (req, res) => showOne(req, res, await nominatorOf(req))),

    post(`${base}/people/:nomination/withdrawals`, anyone, async (req, res) => {
      const nominator = await nominatorOf(req);
      const { own } = await ownOf(req, nominator);
      const form = withdrawalForm(req.body);
      if (!form.ok) return showOne(req, res, nominator, { ...form, wrong: 'withdrawal' });
      const outcome = await withdrawByAgency(desk, nominator.id, nominator.workshop, own.id, form.value.seen);
      if (outcome === 'moved') throw new Conflict('nomination.moved');
      res.redirect(303, `/nominate/${String(req.params['secret'])}?saved=yes`);
    }),

    post(`${base}/people/:nomination/substitutes`, anyone, async (req, res) => {
      const nominator = await nominatorOf(req);
      const { own } = await ownOf(req, nominator);
      const form = nomineeForm(req.body);
      if (!form.ok) return showOne(req, res, nominator, { ...form, wrong: 'substitute' });
      const named = await nominate(desk, { agency: nominator }, nominator.workshop, form.value, own.id);
      if (named === 'moved') throw new Conflict('nomination.moved');
      if (named !== 'named') {
        const typed = req.body as Record<string, string>;
        return showOne(req, res, nominator, { typed, errors: refusalOf(named), wrong: 'substitute' });
      }
      res.redirect(303, `/nominate/${String(req.params['secret'])}?saved=yes`);
    }),
  ];
}

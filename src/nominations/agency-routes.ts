import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { dayAtVenue } from '../clock';
import { NotFound } from '../errors';
import { isId, newId } from '../ids';
import { hand, takeHanded } from '../mail';
import { addressOf } from '../web/address';
import { type Route, get, post } from '../web/route';
import { dayInWords, workshopFacilitator, workshopOf } from '../workshops';
import { askAgency, endAgencyLink, findAgency, listAgencies, makeAgencyLink } from './agency-queries';
import type { Desk } from './deciding';
import { agencyForm, linkForm } from './forms';
import { type Entered, agenciesPage, nothingEntered } from './pages';
import { wordsOf } from './show';

const base = '/workshops/:workshop/nominating-agencies';

/** The agencies that are asked to name people, each with one link that ends on a day or when somebody ends it. */
export function agencyRoutes({ db, clock, origin }: Desk): Route[] {
  const todayOf = (req: Request) => dayAtVenue(clock(), workshopOf(req).timeZone);

  async function show(req: Request, res: Response, entered?: Entered): Promise<void> {
    const workshop = workshopOf(req);
    const t = wordsOf(res);
    const today = todayOf(req);
    const agencies = await listAgencies(db, workshop);
    const handed = takeHanded(req);
    const handedTo = agencies.find(({ id }) => id === handed?.about);
    const home = `/workshops/${workshop.id}`;
    agenciesPage(
      res,
      {
        ...(entered ?? nothingEntered),
        title: t('nomination.agencies.title'),
        workshop,
        trail: [
          { href: home, words: workshop.title },
          { href: `${home}/nominations`, words: t('nomination.title') },
        ],
        agencies: agencies.map((one) => ({
          ...one,
          until: one.endsOn && dayInWords(one.endsOn, t.locale, 'long'),
          over: one.endsOn !== null && one.endsOn < today,
        })),
        link:
          handed && handedTo
            ? {
                agency: [handedTo.agency, handedTo.represents].filter(Boolean).join(', '),
                url: addressOf(req, handed.path),
                until: dayInWords(handed.until.toISOString().slice(0, 10), t.locale, 'long'),
              }
            : undefined,
        today,
        last: workshop.endsOn,
        makeId: newId,
      },
      entered ? 422 : 200,
    );
  }

  async function agencyOf(req: Request): Promise<string> {
    const id = req.params['agency'];
    const found = isId(id) ? await findAgency(db, workshopOf(req), { id }) : undefined;
    if (found === undefined) throw new NotFound();
    return found;
  }

  return [
    get(base, workshopFacilitator, (req, res) => show(req, res)),

    post(base, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const by = signedIn(req);
      const form = agencyForm(todayOf(req), workshop.endsOn)(req.body);
      if (!form.ok) return show(req, res, form);
      const { endsOn, ...asked } = form.value;
      const made = await db.transaction(async (trx) => {
        const id = await askAgency(trx, origin, clock(), by, workshop, asked);
        const link = await makeAgencyLink(trx, origin, clock(), by, workshop, id, { input: asked.id, endsOn });
        return { id, link };
      });
      if (made.link) await hand(req, made.id, made.link);
      res.redirect(303, `/workshops/${workshop.id}/nominating-agencies`);
    }),

    post(`${base}/:agency/links`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const by = signedIn(req);
      const id = await agencyOf(req);
      const form = linkForm(todayOf(req), workshop.endsOn)(req.body);
      if (!form.ok) {
        const named = (from: Readonly<Record<string, string>>) =>
          Object.fromEntries(Object.entries(from).map(([name, value]) => [`${name}.${id}`, value]));
        return show(req, res, { typed: named(form.typed), errors: named(form.errors) });
      }
      const { id: input, endsOn } = form.value;
      const link = await db.transaction((trx) =>
        makeAgencyLink(trx, origin, clock(), by, workshop, id, { input, endsOn }),
      );
      if (link) await hand(req, id, link);
      res.redirect(303, `/workshops/${workshop.id}/nominating-agencies`);
    }),

    post(`${base}/:agency/endings`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const by = signedIn(req);
      const id = await agencyOf(req);
      await db.transaction(async (trx) => {
        if (!(await endAgencyLink(trx, clock(), by, id))) return;
        const deed = { workshopId: workshop.id, actorId: by.id, action: 'nomination link ended', subject: id };
        await record(trx, origin, clock(), deed);
      });
      res.redirect(303, `/workshops/${workshop.id}/nominating-agencies`);
    }),
  ];
}

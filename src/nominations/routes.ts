import type { Request } from 'express';
import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import { csvOf } from '../roster';
import { type Route, get, post } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { agencyRoutes } from './agency-routes';
import { type Desk, decide, moveInList } from './deciding';
import { decisionForm, enteredForm, moveForm, nomineeForm } from './forms';
import { linkRoutes } from './link-routes';
import { nominate, refusalOf } from './naming';
import type { Nomination } from './nomination';
import { findNomination, listNominations } from './queries';
import { showNomination, showNominations, wordsOf } from './show';

const base = '/workshops/:workshop/nominations';

/** Nominations from their naming to the decision: for those who run the workshop, and for agencies by their links. */
export function nominationRoutes(desk: Desk): Route[] {
  const { db } = desk;

  async function nominationOf(req: Request): Promise<Nomination> {
    const id = req.params['nomination'];
    const nomination = isId(id) ? await findNomination(db, workshopOf(req), id) : undefined;
    if (!nomination) throw new NotFound();
    return nomination;
  }

  return [
    get(base, workshopFacilitator, (req, res) => showNominations(db, req, res)),

    post(base, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = enteredForm(req.body);
      if (!form.ok) return showNominations(db, req, res, form);
      const { represents, agency } = form.value;
      const named = await nominate(desk, { by: signedIn(req), represents, agency }, workshop, form.value);
      if (named === 'moved') throw new Conflict('nomination.moved');
      const typed = req.body as Record<string, string>;
      if (named !== 'named') return showNominations(db, req, res, { typed, errors: refusalOf(named) });
      res.redirect(303, `/workshops/${workshop.id}/nominations/${form.value.id}`);
    }),

    get(`${base}.csv`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const t = wordsOf(res);
      const columns = [
        'name',
        'email',
        'represents',
        'agency',
        'languages',
        'needs',
        'state',
        'at',
        'because',
        'replaces',
      ];
      const rows = (await listNominations(db, workshop)).map((one) => [
        one.name ?? t('nomination.forgotten'),
        one.email ?? '',
        one.represents ?? '',
        one.agency ?? '',
        one.languages.join(', '),
        one.needs ?? '',
        t(`nomination.state.${one.state}`),
        dayAtVenue(one.at, workshop.timeZone),
        one.because ?? '',
        one.replacesName ?? '',
      ]);
      const file = csvOf([columns.map((column) => t(`nomination.column.${column}`)), ...rows]);
      res.attachment(`nominations-${workshop.startsOn}.csv`).type('text/csv; charset=utf-8').send(file);
    }),

    get(`${base}/:nomination`, workshopFacilitator, async (req, res) =>
      showNomination(db, req, res, await nominationOf(req)),
    ),

    post(`${base}/:nomination/decisions`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const nomination = await nominationOf(req);
      const form = decisionForm(req.body);
      if (!form.ok) return showNomination(db, req, res, nomination, { ...form, form: 'decision' });
      const outcome = await decide(desk, signedIn(req), workshop, nomination.id, form.value);
      if (outcome === 'moved') throw new Conflict('nomination.moved');
      const sent = { typed: req.body as Record<string, string>, form: 'decision' } as const;
      if (outcome === 'full') {
        const errors = { then: 'nomination.full' };
        return showNomination(db, req, res, nomination, { ...sent, errors, full: true });
      }
      if (typeof outcome === 'object') {
        const errors = { who: 'nomination.whoMissing' };
        return showNomination(db, req, res, nomination, { ...sent, errors, meant: outcome.ask });
      }
      res.redirect(303, `/workshops/${workshop.id}/nominations`);
    }),

    post(`${base}/:nomination/moves`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { id } = await nominationOf(req);
      const form = moveForm(req.body);
      if (!form.ok) throw new Conflict('form.stale');
      const outcome = await moveInList(desk, signedIn(req), workshop, id, form.value);
      if (outcome === 'moved') throw new Conflict('nomination.moved');
      res.redirect(303, `/workshops/${workshop.id}/nominations#waiting-title`);
    }),

    post(`${base}/:nomination/substitutes`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const nomination = await nominationOf(req);
      const form = nomineeForm(req.body);
      if (!form.ok) return showNomination(db, req, res, nomination, { ...form, form: 'substitute' });
      const { represents, agency } = nomination;
      const namer = { by: signedIn(req), represents, agency };
      const named = await nominate(desk, namer, workshop, form.value, nomination.id);
      if (named === 'moved') throw new Conflict('nomination.moved');
      if (named !== 'named') {
        const typed = req.body as Record<string, string>;
        const errors = refusalOf(named);
        return showNomination(db, req, res, nomination, { typed, errors, form: 'substitute' });
      }
      res.redirect(303, `/workshops/${workshop.id}/nominations/${form.value.id}`);
    }),

    ...agencyRoutes(desk),
    ...linkRoutes(desk),
  ];
}

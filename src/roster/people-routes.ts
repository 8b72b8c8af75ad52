import type { Request, Response } from 'express';
import { addPerson, findPerson, signedIn } from '../accounts';
import { record } from '../audit';
import { Conflict, NotFound } from '../errors';
import { isId, newId } from '../ids';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { enrol, workshopFacilitator, workshopOf } from '../workshops';
import { accountForm, endForm, personForm, substituteForm } from './forms';
import type { ImportDeps } from './import-routes';
import { listNamesakes, listOthers } from './namesakes';
import { personPage } from './pages';
import {
  type RosterEntry,
  endPlace,
  findByEmail,
  holdsCertificate,
  listPlaces,
  listRoster,
  lockPlaces,
  setReplaces,
} from './queries';
import { showRoster } from './show';

/** Changes of the people of a workshop: somebody added by name or by account, a place ended or given to another. */
export function peopleRoutes({ db, clock, origin }: ImportDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;

  async function placesOf(req: Request): Promise<RosterEntry[]> {
    const id = req.params['person'];
    const places = isId(id) ? await listPlaces(db, workshopOf(req), id) : [];
    if (places.length === 0) throw new NotFound();
    return places;
  }

  async function showPerson(req: Request, res: Response, errors: Readonly<Record<string, string>> = {}, typed = {}) {
    const workshop = workshopOf(req);
    const places = await placesOf(req);
    const [first] = places;
    if (!first) throw new NotFound();
    const t = words(res);
    personPage(
      res,
      {
        title: first.displayName,
        workshop,
        person: first,
        places,
        newId: newId(),
        namesakes: await listNamesakes(db, signedIn(req), workshop, first),
        others: await listOthers(db, workshop, first.personId),
        trail: [
          { href: `/workshops/${workshop.id}`, words: workshop.title },
          { href: `/workshops/${workshop.id}/roster`, words: t('roster.title') },
        ],
        typed,
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  }

  /** The place a form speaks of, among those of the person in the path. */
  async function placeOf(req: Request, enrolmentId: string): Promise<RosterEntry> {
    const place = (await placesOf(req)).find((one) => one.enrolmentId === enrolmentId);
    if (!place) throw new Conflict('roster.end.already');
    return place;
  }

  return [
    post('/workshops/:workshop/roster/people', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = personForm(req.body);
      if (!form.ok) {
        await showRoster(db, req, res, { errors: form.errors, typed: form.typed }, 422);
        return;
      }
      const { id, name, represents, agency, role } = form.value;
      await db.transaction(async (trx) => {
        if (await findPerson(trx, id)) return;
        await addPerson(trx, origin, clock(), { id, displayName: name });
        await enrol(trx, origin, clock(), workshop, id, { role, represents, agency });
        const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'walk-in added', subject: id };
        await record(trx, origin, clock(), { ...deed, after: { name, role } });
      });
      res.redirect(303, `/workshops/${workshop.id}/roster/people/${id}`);
    }),

    post('/workshops/:workshop/roster/accounts', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = accountForm(req.body);
      const personId = form.ok ? await findByEmail(db, form.value.email) : undefined;
      if (!form.ok || personId === undefined) {
        const typed = form.ok ? { email: form.value.email } : form.typed;
        const errors = form.ok ? { email: 'roster.account.unknown' } : form.errors;
        await showRoster(db, req, res, { errors, typed }, 422);
        return;
      }
      const { role } = form.value;
      await db.transaction(async (trx) => {
        await lockPlaces(trx, workshop);
        if ((await listPlaces(trx, workshop, personId)).some((place) => place.role === role)) return;
        await enrol(trx, origin, clock(), workshop, personId, { role });
        const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'account added', subject: personId };
        await record(trx, origin, clock(), { ...deed, after: { role } });
      });
      res.redirect(303, `/workshops/${workshop.id}/roster`);
    }),

    get('/workshops/:workshop/roster/people/:person', workshopFacilitator, (req, res) => showPerson(req, res)),

    post('/workshops/:workshop/roster/people/:person/end', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = endForm(req.body);
      if (!form.ok) {
        await showPerson(req, res, form.errors);
        return;
      }
      const place = await placeOf(req, form.value.enrolment);
      await db.transaction(async (trx) => {
        await lockPlaces(trx, workshop);
        const facilitators = (await listRoster(trx, workshop)).filter(({ role }) => role === 'facilitator');
        if (place.role === 'facilitator' && facilitators.length < 2) throw new Conflict('roster.end.lastFacilitator');
        if (await holdsCertificate(trx, workshop, place.personId)) throw new Conflict('roster.end.certificate');
        if (!(await endPlace(trx, clock(), workshop, place.enrolmentId))) return;
        const deed = {
          workshopId: workshop.id,
          actorId: signedIn(req).id,
          action: 'place ended',
          subject: place.personId,
        };
        await record(trx, origin, clock(), { ...deed, before: { role: place.role } });
      });
      res.redirect(303, `/workshops/${workshop.id}/roster`);
    }),

    post('/workshops/:workshop/roster/people/:person/substitute', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = substituteForm(req.body);
      if (form.ok && (await findPerson(db, form.value.id))) {
        res.redirect(303, `/workshops/${workshop.id}/roster/people/${form.value.id}`);
        return;
      }
      if (!form.ok) {
        await showPerson(req, res, form.errors, form.typed);
        return;
      }
      const { id, name, enrolment } = form.value;
      const place = await placeOf(req, enrolment);
      await db.transaction(async (trx) => {
        await lockPlaces(trx, workshop);
        if (await holdsCertificate(trx, workshop, place.personId)) throw new Conflict('roster.end.certificate');
        if (place.role === 'facilitator') throw new Conflict('roster.substitute.facilitator');
        if (!(await endPlace(trx, clock(), workshop, enrolment))) return;
        await addPerson(trx, origin, clock(), { id, displayName: name });
        const seat = { role: place.role, represents: place.represents ?? undefined, agency: place.agency ?? undefined };
        await enrol(trx, origin, clock(), workshop, id, seat);
        await setReplaces(trx, workshop, id, enrolment);
        const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'person substituted', subject: id };
        await record(trx, origin, clock(), { ...deed, before: { person: place.personId }, after: { name } });
      });
      res.redirect(303, `/workshops/${workshop.id}/roster/people/${id}`);
    }),
  ];
}

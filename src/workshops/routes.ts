import type { Request, Response } from 'express';
import {
  type Limits,
  type Person,
  mayOpenWorkshops,
  mayRunProgramme,
  signedIn,
  signedInOnly,
  workshopOpeners,
} from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import { findRefusal, listOverlays } from '../curriculum';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { newId } from '../ids';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { qrSvg } from '../web/qr';
import { type Route, get, post } from '../web/route';
import { daysInWords } from './days';
import { workshopForm } from './forms';
import { cohortPage, newWorkshopPage, wallPage, workshopPage, workshopsPage } from './pages';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { listEnrolled, listWorkshops, openWorkshop } from './queries';
import type { Stretch } from './steps';
import { findOverlay } from './text';
import { mayFacilitate } from './workshop';

export interface WorkshopDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits: Limits;
  /** The publication that a new workshop pins. */
  readonly currentPublication: () => Promise<string | undefined>;
  readonly way: readonly Stretch[];
}

export function workshopRoutes({ db, clock, origin, currentPublication, way }: WorkshopDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const joinUrl = (req: Request, code: string) => addressOf(req, `/join/${code}`);

  const overlaysOf = async (publicationId: string | undefined) =>
    publicationId === undefined ? [] : (await listOverlays(db, publicationId)).map(({ overlay }) => overlay);

  const newPage = async (
    res: Response,
    form: { id: string; typed: Record<string, string>; errors: Record<string, string> },
  ) => {
    const overlays = await overlaysOf(await currentPublication());
    newWorkshopPage(
      res,
      { title: words(res)('workshop.newTitle'), timeZones: Intl.supportedValuesOf('timeZone'), overlays, ...form },
      Object.keys(form.errors).length > 0 ? 422 : 200,
    );
  };

  return [
    get('/workshops', signedInOnly, async (req, res) => {
      const person: Person = signedIn(req);
      const t = words(res);
      const workshops = (await listWorkshops(db, person)).map((workshop) => ({
        ...workshop,
        dates: daysInWords(workshop, t.locale),
      }));
      const unpublished = mayRunProgramme(person) && (await findRefusal(db)) !== undefined;
      workshopsPage(res, { title: t('workshops.title'), workshops, mayOpen: mayOpenWorkshops(person), unpublished });
    }),

    get('/workshops/new', workshopOpeners, (_req, res) => newPage(res, { id: newId(), typed: {}, errors: {} })),

    post('/workshops', workshopOpeners, async (req, res) => {
      const form = workshopForm(req.body);
      if (!form.ok) {
        await newPage(res, { id: form.typed['id'] ?? newId(), typed: form.typed, errors: form.errors });
        return;
      }
      const publicationId = await currentPublication();
      if (!publicationId) throw new Conflict('workshop.nothingPublished');
      const { id, ...plan } = form.value;
      const overlays = await overlaysOf(publicationId);
      if (plan.overlay !== undefined && !overlays.some((each) => each.id === plan.overlay)) {
        const typed = { ...plan, capacity: String(plan.capacity), overlay: '' };
        await newPage(res, { id, typed, errors: { overlay: 'workshop.overlayUnknown' } });
        return;
      }
      const person = signedIn(req);
      await db.transaction(async (trx) => {
        await openWorkshop(trx, origin, clock(), person, id, { ...plan, publicationId });
        const deed = { workshopId: id, actorId: person.id, action: 'workshop opened', subject: id, after: plan };
        await record(trx, origin, clock(), deed);
      });
      res.redirect(303, `/workshops/${id}`);
    }),

    get('/workshops/:workshop', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const facilitates = mayFacilitate(workshop);
      const stretches = way.map(async ({ words, sources }) => ({
        words,
        steps: (await Promise.all(sources.map((source) => source(person, workshop)))).flat(),
      }));
      const url = joinUrl(req, workshop.joinCode);
      const local = facilitates ? await findOverlay(db, workshop) : undefined;
      workshopPage(res, {
        title: workshop.title,
        workshop,
        dates: daysInWords(workshop, words(res).locale),
        facilitates,
        way: (await Promise.all(stretches)).filter(({ steps }) => steps.length > 0),
        joinUrl: url,
        qrHtml: facilitates ? await qrSvg(url) : '',
        enrolled: facilitates ? (await listEnrolled(db, workshop, 'participant')).length : 0,
        newerText: facilitates && (await currentPublication()) !== workshop.publicationId,
        local: local && { title: local.overlay.title, stale: local.stale.length },
      });
    }),

    get('/workshops/:workshop/wall', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const url = joinUrl(req, workshop.joinCode);
      wallPage(res, {
        title: workshop.title,
        workshopTitle: workshop.title,
        joinCode: workshop.joinCode,
        joinUrl: addressOf(req, '/join'),
        qrHtml: await qrSvg(url),
      });
    }),

    get('/workshops/:workshop/cohort', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      cohortPage(res, {
        title: words(res)('cohort.title'),
        workshop,
        enrolled: await listEnrolled(db, workshop),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),
  ];
}

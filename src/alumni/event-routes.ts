import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { type NetworkDeps, idIn, isStaff, trailTo, wordsOf } from './asked';
import { listDocuments } from './document-queries';
import { type Event, isOpen, standingIn } from './event';
import * as events from './event-queries';
import { type Entered, day, guarded, line, nothing, text } from './fields';
import { eventPage, eventsPage } from './pages';
import { alumnaOnly, alumnaOrStaff } from './permissions';

const hour = z.string({ error: 'alumni.hourWrong' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'alumni.hourWrong');
const eventForm = guarded(
  formOf(
    z
      .object({
        title: line('alumni.titleMissing'),
        about: text('alumni.textMissing'),
        venue: line('alumni.venueMissing'),
        timeZone: z.enum(Intl.supportedValuesOf('timeZone') as [string, ...string[]], {
          error: 'workshop.zoneUnknown',
        }),
        heldOn: day,
        starts: hour,
        ends: hour,
        capacity: z.coerce
          .number({ error: 'alumni.capacityWrong' })
          .int('alumni.capacityWrong')
          .min(1, 'alumni.capacityWrong')
          .max(2000, 'alumni.capacityWrong'),
      })
      .refine(({ starts, ends }) => ends > starts, { error: 'alumni.endsEarly', path: ['ends'] }),
  ),
  ['title', 'about'],
);

/** The event of this path. Every alumna and staff may see every event. */
export async function eventOf(db: Db, req: Request): Promise<Event> {
  const event = await events.findEvent(db, idIn(req, 'event'));
  if (!event) throw new NotFound();
  return event;
}

/** Shows one event; also the answer to a document that was not taken. */
export async function showEvent(
  { db, clock }: NetworkDeps,
  req: Request,
  res: Response,
  errors: Record<string, string>,
) {
  const t = wordsOf(res);
  const event = await eventOf(db, req);
  const places = await events.listPlaces(db, event);
  const staff = isStaff(req);
  const page = {
    title: event.title,
    trail: trailTo(t, { href: '/alumni/events', words: t('alumni.eventsTitle') }),
    event,
    heldOn: dayInWords(event.heldOn, t.locale, 'long'),
    open: isOpen(event, dayAtVenue(clock(), event.timeZone)),
    standing: standingIn(event, places, signedIn(req).id),
    taken: Math.min(places.length, event.capacity),
    waiting: Math.max(0, places.length - event.capacity),
    /** Names are for staff alone. */
    places: staff ? places : [],
    documents: await listDocuments(db, event),
    mayRegister: await hasAlumniRecord(db, signedIn(req)),
    staff,
  };
  eventPage(res, { ...nothing, errors, ...page }, Object.keys(errors).length > 0 ? 422 : 200);
}

/** Events: opened by staff, with places and a waiting list; and who came. */
export function eventRoutes(deps: NetworkDeps): Route[] {
  const { db, clock, origin } = deps;
  const showAll = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const all = (await events.listEvents(db)).map((event) => ({
      ...event,
      day: dayInWords(event.heldOn, t.locale, 'long'),
      over: !isOpen(event, dayAtVenue(clock(), event.timeZone)),
    }));
    const timeZones = Intl.supportedValuesOf('timeZone');
    const page = { title: t('alumni.eventsTitle'), trail: trailTo(t), events: all, timeZones, staff: isStaff(req) };
    eventsPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/events', alumnaOrStaff, (req, res) => showAll(req, res, {})),

    post('/alumni/events', staffOnly, async (req, res) => {
      const form = eventForm(req.body);
      if (!form.ok) return showAll(req, res, form);
      const id = await db.transaction((trx) => events.openEvent(trx, origin, clock(), signedIn(req), form.value));
      res.redirect(303, `/alumni/events/${id}`);
    }),

    get('/alumni/events/:event', alumnaOrStaff, (req, res) => showEvent(deps, req, res, {})),

    post('/alumni/events/:event/registrations', alumnaOnly, async (req, res) => {
      const event = await eventOf(db, req);
      const person = signedIn(req);
      if (!isOpen(event, dayAtVenue(clock(), event.timeZone))) throw new Conflict('alumni.eventOver');
      if ((req.body as { then?: unknown }).then === 'leave') await events.stepBack(db, clock(), person, event);
      else await events.register(db, origin, clock(), person, event);
      res.redirect(303, `/alumni/events/${event.id}`);
    }),

    post('/alumni/events/:event/attendance', staffOnly, async (req, res) => {
      const event = await eventOf(db, req);
      const places = await events.listPlaces(db, event);
      const body = req.body as Record<string, unknown>;
      const came = new Set(places.filter(({ id }) => body[`came.${id}`] === 'yes').map(({ id }) => id));
      await db.transaction((trx) => events.recordAttendance(trx, origin, clock(), signedIn(req), event, came));
      res.redirect(303, `/alumni/events/${event.id}`);
    }),

    post('/alumni/events/:event/endings', staffOnly, async (req, res) => {
      const event = await eventOf(db, req);
      await db.transaction((trx) => events.cancelEvent(trx, origin, clock(), signedIn(req), event.id));
      res.redirect(303, `/alumni/events/${event.id}`);
    }),
  ];
}

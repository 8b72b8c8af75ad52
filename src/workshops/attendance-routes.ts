import type { Response } from 'express';
import { type Limits, signedIn } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type HalfDay, type Mark, currentHalfDay, dayOf, halfDaysOf, partOf } from './attendance';
import { checkInCode, halfDayForCode, listMarks, markAttendance } from './attendance-queries';
import { dayInWords } from './days';
import { attendanceForm, checkInForm } from './forms';
import { attendancePage, checkInPage } from './pages';
import { workshopFacilitator, workshopOf, workshopParticipant } from './permissions';
import { listEnrolled } from './queries';
import type { Workshop } from './workshop';

export interface AttendanceDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits: Limits;
}

/** Attendance per half day: by the facilitator's list, or by a code that is shown in the room. */
export function attendanceRoutes({ db, clock, origin, limits }: AttendanceDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = (workshop: Workshop) => [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
  const inWords = (res: Response, half: HalfDay) =>
    words(res)(`attendance.${partOf(half)}`, { day: dayInWords(dayOf(half), words(res).locale) });

  function halfDayAsked(workshop: Workshop, asked: unknown): HalfDay {
    const halfDays = halfDaysOf(workshop);
    if (typeof asked === 'string') {
      const found = halfDays.find((half) => half === asked);
      if (!found) throw new NotFound();
      return found;
    }
    const hour = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: workshop.timeZone });
    return currentHalfDay(halfDays, dayAtVenue(clock(), workshop.timeZone), Number(hour.format(clock())));
  }

  return [
    get('/workshops/:workshop/attendance', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const half = halfDayAsked(workshop, req.query['half']);
      const halfDays = halfDaysOf(workshop);
      const participants = await listEnrolled(db, workshop, 'participant');
      const given = new Map((await listMarks(db, workshop)).map((one) => [`${one.personId} ${one.halfDay}`, one.mark]));
      attendancePage(res, {
        title: words(res)('attendance.title'),
        workshop,
        half,
        halfDays: halfDays.map((one) => ({ half: one, words: inWords(res, one) })),
        checkInCode: await checkInCode(db, clock(), workshop, half),
        people: participants.map(({ personId, displayName }) => ({
          id: personId,
          displayName,
          mark: given.get(`${personId} ${half}`),
        })),
        register: participants.map(({ personId, displayName }) => ({
          displayName,
          marks: halfDays.map((one) => given.get(`${personId} ${one}`)),
        })),
        saved: req.query['saved'] === 'yes',
        trail: trailOf(workshop),
      });
    }),

    post('/workshops/:workshop/attendance', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = attendanceForm(req.body);
      if (!form.ok) throw new NotFound();
      const half = halfDayAsked(workshop, form.value.half);
      const participants = await listEnrolled(db, workshop, 'participant');
      const marked = new Map<string, Mark>();
      for (const { personId } of participants) {
        const mark = form.value.marks.get(personId) ?? (form.value.everybody ? 'present' : undefined);
        if (mark) marked.set(personId, mark);
      }
      await db.transaction((trx) => markAttendance(trx, origin, clock(), signedIn(req), workshop, half, marked));
      res.redirect(303, `/workshops/${workshop.id}/attendance?half=${half}&saved=yes`);
    }),

    get('/workshops/:workshop/check-in', workshopParticipant, async (req, res) => {
      await showCheckIn(res, workshopOf(req), signedIn(req).id, req.query['half'], {}, {});
    }),

    post('/workshops/:workshop/check-in', workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      await limits.assertMayTry(req.ip ?? '', person.id);
      const form = checkInForm(req.body);
      const today = dayAtVenue(clock(), workshop.timeZone);
      const half = form.ok ? await halfDayForCode(db, workshop, today, form.value.code) : undefined;
      if (!half) {
        await limits.recordMistake(req.ip ?? '', person.id);
        const { code } = req.body as { code?: unknown };
        const typed = { code: typeof code === 'string' ? code : '' };
        await showCheckIn(res, workshop, person.id, undefined, typed, { code: 'checkIn.unknown' });
        return;
      }
      await db.transaction((trx) =>
        markAttendance(trx, origin, clock(), person, workshop, half, new Map([[person.id, 'present']])),
      );
      res.redirect(303, `/workshops/${workshop.id}/check-in?half=${half}`);
    }),
  ];

  async function showCheckIn(
    res: Response,
    workshop: Workshop,
    personId: string,
    justNow: unknown,
    typed: Record<string, string>,
    errors: Record<string, string>,
  ): Promise<void> {
    const given = new Map((await listMarks(db, workshop, personId)).map((one) => [one.halfDay, one.mark]));
    const halfDays = halfDaysOf(workshop).map((half) => ({ half, words: inWords(res, half), mark: given.get(half) }));
    // Success is read from the row, never from the address: an address can be kept, and opened on another day.
    const saved = halfDays.find(({ half, mark }) => half === justNow && mark === 'present')?.words;
    const shown = { title: words(res)('checkIn.title'), workshop, halfDays, saved, typed, errors };
    checkInPage(res, { ...shown, trail: trailOf(workshop) }, Object.keys(errors).length > 0 ? 422 : 200);
  }
}

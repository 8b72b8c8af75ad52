import type { Response } from 'express';
import { signedIn, signedInOnly } from '../accounts';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { getAgenda, listWorkshops, workshopMember, workshopOf } from '../workshops';
import { dayEvents, partEvents } from './calendar';
import { tellCalendar } from './calendar-queries';
import { type CalendarEvent, calendarText } from './ical';
import type { RoomDeps } from './sheet-routes';

/** Calendar files: a workshop part by part, and all workshops of one person day by day. */
export function calendarRoutes({ db, clock, origin }: RoomDeps): Route[] {
  const send = (res: Response, name: string, file: string, events: readonly CalendarEvent[]) =>
    res
      .type('text/calendar')
      .set('Content-Disposition', `attachment; filename="${file}.ics"`)
      .send(calendarText(name, events, clock()));

  return [
    get('/workshops/:workshop/calendar.ics', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const told = partEvents(workshop, await getAgenda(db, workshop));
      const events = await db.transaction((trx) => tellCalendar(trx, origin, clock(), workshop, told, 'parts'));
      send(res, workshop.title, 'workshop', events);
    }),

    get('/workshops.ics', signedInOnly, async (req, res) => {
      const { t } = res.locals['frame'] as Frame;
      const all = await listWorkshops(db, signedIn(req));
      // Programme staff may see every workshop; in their calendar stand those that are theirs.
      const own = all.filter(({ roles }) => roles.some((role) => role !== 'staff'));
      const events: CalendarEvent[] = [];
      for (const workshop of own) {
        const told = dayEvents(workshop, await getAgenda(db, workshop));
        events.push(...(await db.transaction((trx) => tellCalendar(trx, origin, clock(), workshop, told, 'days'))));
      }
      send(res, t('product.name'), 'workshops', events);
    }),
  ];
}

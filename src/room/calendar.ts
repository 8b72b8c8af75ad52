import type { OwnDay, Workshop } from '../workshops';
import type { CalendarEvent } from './ical';

/** What a calendar is told of an event, before it is known whether that is new. */
export type Told = Omit<CalendarEvent, 'sequence' | 'changedAt' | 'cancelled'>;

type Occasion = Pick<Workshop, 'id' | 'title' | 'venue' | 'timeZone'>;

/** An event for each part of each day, breaks included. Its UID hangs on the part's id: it stays when times change. */
export function partEvents(workshop: Occasion, days: readonly OwnDay[]): Told[] {
  return days.flatMap(({ date, items }) =>
    date === undefined
      ? []
      : items.map((item) => ({
          uid: `${workshop.id}.${item.id}@titian`,
          start: `${date}T${item.starts}`,
          end: plus(`${date}T${item.starts}`, item.takes),
          zone: workshop.timeZone,
          summary: item.title,
          location: workshop.venue,
          description: workshop.title,
        })),
  );
}

/** An event for each day, from its first part to the end of its last, with the parts in its text. */
export function dayEvents(workshop: Occasion, days: readonly OwnDay[]): Told[] {
  return days.flatMap(({ id, date, title, items }) => {
    const [first, last] = [items[0], items.at(-1)];
    if (date === undefined || !first || !last) return [];
    return [
      {
        uid: `${workshop.id}.${id}${daySuffix}`,
        start: `${date}T${first.starts}`,
        end: plus(`${date}T${last.starts}`, last.takes),
        zone: workshop.timeZone,
        summary: `${workshop.title}. ${title}`,
        location: workshop.venue,
        description: items.map((item) => `${item.starts} ${item.title}`).join('\n'),
      },
    ];
  });
}

/** How the UID of a whole day ends. */
export const daySuffix = '.day@titian';

// A plan that runs past midnight has times over 24:00.
function plus(start: string, minutes: number): string {
  const [date = '', clock = ''] = start.split('T');
  const whole = Number(clock.slice(0, -3)) * 60 + Number(clock.slice(-2)) + minutes;
  return new Date(Date.parse(`${date}T00:00:00Z`) + whole * 60_000).toISOString().slice(0, 16);
}

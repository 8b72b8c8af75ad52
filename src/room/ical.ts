/** An event as a calendar is told it (RFC 5545). `start` and `end` are wall-clock times in the zone: `2026-11-23T09:00`. */
export interface CalendarEvent {
  readonly uid: string;
  /** Grows by one each time the event changes. */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly start: string;
  readonly end: string;
  /** IANA name. */
  readonly zone: string;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly cancelled?: boolean;
}

/** The text of a calendar file, with the rules of every zone that its events name. `now` stamps the file. */
export function calendarText(name: string, events: readonly CalendarEvent[], now: Date): string {
  const zones = [...new Set(events.map(({ zone }) => zone))];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Titian//Workshops//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...zones.flatMap((zone) =>
      zoneLines(
        zone,
        events.filter((event) => event.zone === zone),
      ),
    ),
    ...events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, now: Date): string[] {
  const { uid, sequence, changedAt, start, end, zone, summary, location, description, cancelled } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(now)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    `DTSTART;TZID=${zone}:${local(start)}`,
    `DTEND;TZID=${zone}:${local(end)}`,
    `SUMMARY:${escaped(summary)}`,
    `LOCATION:${escaped(location)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (found) => `\\${found}`).replace(/\r\n?|\n/g, '\\n');
}

/** Lines of at most 75 octets, never cut inside a character (RFC 5545, 3.1). */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}

function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function local(time: string): string {
  return `${time.replace(/[-:]/g, '').slice(0, 13)}00`;
}

const aDay = 86_400_000;

/** The offsets of a zone from a year before the first event to a year after the last: every change that can matter. */
function zoneLines(zone: string, events: readonly CalendarEvent[]): string[] {
  const years = events.flatMap(({ start, end }) => [Number(start.slice(0, 4)), Number(end.slice(0, 4))]);
  const from = Date.UTC(Math.min(...years) - 1, 0, 1);
  const to = Date.UTC(Math.max(...years) + 2, 0, 1);
  const changes: { readonly at: number; readonly before: number; readonly after: number }[] = [];
  for (let day = from; day < to; day += aDay) {
    const [before, after] = [offsetAt(day, zone), offsetAt(day + aDay, zone)];
    if (before !== after) changes.push({ at: changeBetween(day, day + aDay, zone), before, after });
  }
  const first = offsetAt(from, zone);
  const standard = Math.min(first, ...changes.map(({ after }) => after));
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance(first > standard, '19700101T000000', first, first, zone),
    ...changes.flatMap(({ at, before, after }) =>
      observance(
        after > standard,
        local(new Date(at + before * 60_000).toISOString().slice(0, 16)),
        before,
        after,
        zone,
      ),
    ),
    'END:VTIMEZONE',
  ];
}

function observance(daylight: boolean, start: string, before: number, after: number, zone: string): string[] {
  const kind = daylight ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `TZNAME:${zone.split('/').at(-1) ?? zone}`,
    `END:${kind}`,
  ];
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** The first minute at which the zone's offset is another than at `early`; it has changed by `late`. */
function changeBetween(early: number, late: number, zone: string): number {
  const before = offsetAt(early, zone);
  while (late - early > 60_000) {
    const middle = early + Math.floor((late - early) / 120_000) * 60_000;
    if (offsetAt(middle, zone) === before) early = middle;
    else late = middle;
  }
  return late;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of Greenwich. */
function offsetAt(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format)
    formats.set(zone, (format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })));
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

import { dayAtVenue } from '../clock';

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as minutes since midnight of an ISO day at the venue; over 1440 or below 0 on another day. */
export function minuteOf(instant: Date, zone: string, day: string): number {
  let format = formats.get(zone);
  if (!format) {
    const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
    formats.set(zone, (format = new Intl.DateTimeFormat('en-GB', parts)));
  }
  const [hours = '0', minutes = '0'] = format.format(instant).split(':');
  const days = (Date.parse(dayAtVenue(instant, zone)) - Date.parse(day)) / 86_400_000;
  return days * 1440 + Number(hours) * 60 + Number(minutes);
}

/** The only source of the present moment. It is passed in everywhere, so that a test can play a year in a second. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** An instant as a person at the venue reads it; `zone` is an IANA name, stored beside every instant that needs it. */
export function atVenue(instant: Date, zone: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language, { ...options, timeZone: zone })));
  return format.format(instant);
}

// Making a format takes a hundred times as long as using it. There are as many as languages, zones and places in pages.
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at the venue, as ISO text (`2026-11-21`). */
export function dayAtVenue(instant: Date, zone: string): string {
  return atVenue(instant, zone, 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** The days of a workshop in words ("21–22 November 2026"). ISO days stay days: no time zone can shift them. */
export function daysInWords(
  workshop: { readonly startsOn: string; readonly endsOn: string },
  language: string,
): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(new Date(`${workshop.startsOn}T00:00:00Z`), new Date(`${workshop.endsOn}T00:00:00Z`));
}

export function dayInWords(day: string, language: string, style: 'short' | 'long' = 'short'): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const format = new Intl.DateTimeFormat(language, {
    ...(style === 'long' ? { dateStyle: 'long' } : parts),
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

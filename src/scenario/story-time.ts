import { atVenue } from '../clock';
import type { Words } from '../words';

const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** A local time of the story (`2031-03-03T10:30`, without a zone) as a reader of this locale writes it; no year. */
export function storyTime(at: string, locale: string): string {
  return written(at, locale, { ...day, weekday: 'short', ...hour });
}

/** The day alone, in full: "Tuesday 4 March". */
export function storyDay(at: string, locale: string): string {
  return written(at, locale, day);
}

/** The time of day alone: "10:30". */
export function storyHour(at: string, locale: string): string {
  return written(at, locale, hour);
}

function written(at: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return atVenue(new Date(`${at}Z`), 'UTC', locale, options);
}

/** A length of the story's time in words, in its two largest units: "2 hours", "1 day 4 hours". Zero is ''. */
export function storyLength(minutes: number, t: Words): string {
  const parts: readonly (readonly [string, number])[] = [
    ['run.days', Math.floor(minutes / 1440)],
    ['run.hours', Math.floor((minutes % 1440) / 60)],
    ['run.minutes', minutes % 60],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .slice(0, 2)
    .map(([key, count]) => t(key, { count }))
    .join(' ');
}

/** A time of an events list, in minutes; `day` says that it is a day of the calendar rather than of the exercise. */
export interface ListTime {
  readonly minutes: number;
  readonly from: 'calendar' | 'start' | 'midnight';
}

/**
 * Reads a time as such lists write it: `2031-03-04 10:30`, `Day 2 09:15`, `H+2:30`, `+90`, `10:30`, `1d 4h 30m`.
 * null if it is none of them.
 */
export function readTime(text: string): ListTime | null {
  const words = text.trim().replace(/\s+/g, ' ');
  const date = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::\d{2})?$/.exec(words);
  if (date) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = date.slice(1, 6).map(Number);
    const at = Date.UTC(year, month - 1, day, hour, minute);
    return Number.isNaN(at) ? null : { minutes: at / 60_000, from: 'calendar' };
  }
  const dayed = /^d(?:ay)? ?(\d{1,3})[ ,]*(?:(\d{1,2})[:.h]?(\d{2}))?$/i.exec(words);
  if (dayed)
    return {
      minutes: (Number(dayed[1]) - 1) * 1440 + Number(dayed[2] ?? 0) * 60 + Number(dayed[3] ?? 0),
      from: 'midnight',
    };
  const since = /^(?:[th] ?)?\+ ?(\d{1,4})(?::(\d{2}))?(?: ?(m|min|minutes|h|hours))?$/i.exec(words);
  if (since) {
    const isHours =
      since[2] !== undefined || /^h/i.test(since[3] ?? '') || (/^[th]/i.test(words) && since[3] === undefined);
    return { minutes: Number(since[1]) * (isHours ? 60 : 1) + Number(since[2] ?? 0), from: 'start' };
  }
  const clock = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(words) ?? /^(\d{2})(\d{2})(?: ?h(?:rs)?)?$/i.exec(words);
  if (clock && Number(clock[1]) < 24 && Number(clock[2]) < 60)
    return { minutes: Number(clock[1]) * 60 + Number(clock[2]), from: 'midnight' };
  const parts = /^(?:(\d{1,3})d)? ?(?:(\d{1,4})h)? ?(?:(\d{1,4})m(?:in)?)?$/i.exec(words);
  if (!parts || words === '') return null;
  return { minutes: Number(parts[1] ?? 0) * 1440 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0), from: 'start' };
}

/** Minutes as a duration of a case: `1d2h30m`, `0h`. */
export function durationOf(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const words = [
    days > 0 ? `${String(days)}d` : '',
    hours > 0 ? `${String(hours)}h` : '',
    rest > 0 ? `${String(rest)}m` : '',
  ];
  return words.join('') === '' ? '0h' : words.join('');
}

/** The longest tick of which all these minutes are whole multiples. */
export function tickOf(minutes: readonly number[]): number {
  return [60, 30, 15, 10, 5].find((tick) => minutes.every((each) => each % tick === 0)) ?? 1;
}

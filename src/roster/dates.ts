/** The three orders in which people write a day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** The orders in which every date of a column is a day of the calendar; one that no order reads is left out of it. */
export function ordersThatRead(dates: readonly string[]): DateOrder[] {
  const readable = dates.filter((date) => dateOrders.some((order) => readDay(date, order) !== undefined));
  return dateOrders.filter((order) => readable.every((date) => readDay(date, order) !== undefined));
}

/** A day as ISO text, or undefined. A year that comes first is believed in any order; years have four figures. */
export function readDay(typed: string, order: DateOrder): string | undefined {
  const parts = (isAscii(typed) ? typed : westernFigures(typed))
    .replace(/[T\s]\d{1,2}:\d{2}.*$/, '')
    .split(/[-./\s年月日]+/u)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : monthNamed(part)));
  const [a = NaN, b = NaN, c = NaN] = parts;
  if (parts.length !== 3) return undefined;
  if (a > 999) return day(a, b, c);
  if (order === 'ymd' || c < 1000) return undefined;
  // A month in letters settles the order by itself.
  if (/\p{L}/u.test(typed)) return /^\s*\p{L}/u.test(typed) ? day(c, a, b) : day(c, b, a);
  return order === 'dmy' ? day(c, b, a) : day(c, a, b);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthNamed(word: string): number {
  const at = months.indexOf(word.toLowerCase().slice(0, 3));
  return at < 0 ? NaN : at + 1;
}

function day(year: number, month: number, date: number): string | undefined {
  const instant = new Date(Date.UTC(year, month - 1, date));
  const same =
    instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === date;
  return same && year >= 1900 && year <= 2200 ? instant.toISOString().slice(0, 10) : undefined;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function westernFigures(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, westernFigure);
}

/** A decimal figure of any script as 0 to 9: each script's ten figures stand in a row that begins after a non-figure. */
function westernFigure(figure: string): string {
  let code = figure.codePointAt(0) ?? 48;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && value < 9) {
    code -= 1;
    value += 1;
  }
  return String(value);
}

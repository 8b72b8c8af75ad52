import jStat from 'jstat';

/** From the lower to the upper end, both of them within it; 95 % unless said otherwise. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A figure with the number of people it rests on, and how far it may be off. No interval where n is too small. */
export interface Estimate {
  readonly n: number;
  readonly value: number;
  readonly interval?: Interval;
}

/** Below this many people an item is described, never judged. */
export const fewestForVerdict = 30;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

/** Sample variance, with n − 1. */
function variance(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

/** The mean with Student's interval: mean ± t(0.975, n − 1) · s / √n. Undefined for nobody. */
export function meanOf(values: readonly number[]): Estimate | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const value = mean(values);
  if (n < 2) return { n, value };
  return studentAround(n, value, variance(values));
}

/** A mean of n values with this sample variance, with Student's interval; without one for fewer than two. */
export function studentAround(n: number, value: number, spread: number): Estimate {
  if (n < 2) return { n, value };
  const reach = jStat.studentt.inv(0.975, n - 1) * Math.sqrt(spread / n);
  return { n, value, interval: { low: value - reach, high: value + reach } };
}

/**
 * Facility of an item: the mean share of its marks, 0 to 1. With all-or-nothing marks the interval is Wilson's (1927),
 * which stays within 0 and 1 for few people and extreme shares; with parts, Student's, cut at 0 and 1.
 */
export function facilityOf(marks: readonly number[]): Estimate | undefined {
  const estimate = meanOf(marks);
  if (!estimate) return undefined;
  const { n, value, interval } = estimate;
  if (marks.every((one) => one === 0 || one === 1)) return { n, value, interval: wilson(value, n) };
  return cutToShare({ n, value, ...(interval && { interval }) });
}

/** The same estimate with an interval that stays between 0 and 1. */
export function cutToShare({ n, value, interval }: Estimate): Estimate {
  if (!interval) return { n, value };
  return { n, value, interval: { low: Math.max(0, interval.low), high: Math.min(1, interval.high) } };
}

/** Wilson's interval (1927) of a share among n. */
export function wilson(share: number, n: number): Interval {
  const z = jStat.normal.inv(0.975, 0, 1);
  const scale = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

/** Pearson's correlation with Fisher's interval. Undefined when one side never varies or for fewer than three people. */
export function correlationOf(xs: readonly number[], ys: readonly number[]): Estimate | undefined {
  const n = xs.length;
  if (n < 3) return undefined;
  const [x, y] = [mean(xs), mean(ys)];
  const product = sum(xs.map((one, at) => (one - x) * ((ys[at] ?? 0) - y)));
  const spread = Math.sqrt(variance(xs) * variance(ys)) * (n - 1);
  if (spread === 0) return undefined;
  return fisherAround(n, product / spread);
}

/** A correlation among n with Fisher's interval; without one for fewer than four, or where it is perfect. */
export function fisherAround(n: number, correlation: number): Estimate {
  const value = Math.max(-1, Math.min(1, correlation));
  if (n < 4 || Math.abs(value) === 1) return { n, value };
  const reach = jStat.normal.inv(0.975, 0, 1) / Math.sqrt(n - 3);
  return {
    n,
    value,
    interval: { low: Math.tanh(Math.atanh(value) - reach), high: Math.tanh(Math.atanh(value) + reach) },
  };
}

/**
 * Discrimination of one item: the correlation of its marks with the sum of all other items, so that an item is not
 * compared with itself. `marks` is one row for each person, in the order of the items.
 */
export function discriminationOf(marks: readonly (readonly number[])[], item: number): Estimate | undefined {
  const own = marks.map((row) => row[item] ?? 0);
  return correlationOf(
    own,
    marks.map((row, at) => sum(row) - (own[at] ?? 0)),
  );
}

/**
 * Cronbach's alpha (1951), one row for each person, with Feldt's interval (1965). Undefined for fewer than two people
 * or items, or when all totals are equal.
 */
export function alphaOf(marks: readonly (readonly number[])[]): Estimate | undefined {
  const n = marks.length;
  const k = marks[0]?.length ?? 0;
  if (n < 2 || k < 2) return undefined;
  const whole = variance(marks.map(sum));
  if (whole === 0) return undefined;
  const parts = sum(Array.from({ length: k }, (_, item) => variance(marks.map((row) => row[item] ?? 0))));
  const value = (k / (k - 1)) * (1 - parts / whole);
  const f = (p: number) => jStat.centralF.inv(p, n - 1, (n - 1) * (k - 1));
  return { n, value, interval: { low: 1 - (1 - value) * f(0.975), high: 1 - (1 - value) * f(0.025) } };
}

/** Before and after of one person, as shares from 0 to 1. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** What a group gained: the mean of each person's own difference, with Student's interval. Only who has both counts. */
export function gainOf(pairs: readonly Pair[]): Estimate | undefined {
  return meanOf(pairs.map(({ before, after }) => after - before));
}

/** How often each option was chosen, and by how many of the upper and the lower 27 % of all (Kelley 1939). */
export interface Choice {
  readonly option: string;
  readonly chosen: number;
  readonly upper: number;
  readonly lower: number;
}

/** `answers`: what each person chose, with their total. People of equal totals at the edge are taken as they come. */
export function choicesOf(
  options: readonly string[],
  answers: readonly { readonly chosen: readonly string[]; readonly total: number }[],
): Choice[] {
  const ranked = [...answers].sort((a, b) => b.total - a.total);
  const group = Math.round(ranked.length * 0.27);
  const count = (among: typeof ranked, option: string) => among.filter(({ chosen }) => chosen.includes(option)).length;
  return options.map((option) => ({
    option,
    chosen: count(ranked, option),
    upper: count(ranked.slice(0, group), option),
    lower: count(ranked.slice(ranked.length - group), option),
  }));
}

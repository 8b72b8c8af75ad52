import { fBelow, t975, z975 } from './quantiles';
import type { RawAnswer, RawItem, RawWorkshop } from './raw';
import type { Told } from './lines';

export const hidden = 'not shown';
export const none = 'none';

export const hundredths = (share: number): Told => ({ value: 100 * share, decimals: 1 });
export const plain = (value: number): Told => ({ value, decimals: 2 });
export const whole = (value: number): Told => ({ value, decimals: 0 });

/** An estimate with the number it rests on, and the ends of its interval where it has them. */
export interface Counted {
  readonly n: number;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
}

/** The mean of these with Student's interval. */
export function mean(values: readonly number[]): Counted {
  const n = values.length;
  if (n === 0) return { n };
  let total = 0;
  for (const one of values) total += one;
  const value = total / n;
  if (n === 1) return { n, value };
  let squares = 0;
  for (const one of values) squares += (one - value) * (one - value);
  const reach = t975(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { n, value, low: value - reach, high: value + reach };
}

/** A share of right answers: Wilson's interval, or Student's within 0 and 1 where some were right in part. */
export function rightness(marks: readonly number[]): Counted {
  const { n, value, low, high } = mean(marks);
  if (value === undefined) return { n };
  if (marks.some((mark) => mark !== 0 && mark !== 1))
    return low === undefined ? { n, value } : { n, value, low: Math.max(0, low), high: Math.min(1, high ?? 1) };
  const z2 = z975 * z975;
  const middle = (value + z2 / (2 * n)) / (1 + z2 / n);
  const reach = (z975 * Math.sqrt((value * (1 - value)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { n, value, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** Pearson's correlation of two columns, with Fisher's interval. */
export function correlation(pairs: readonly (readonly [number, number])[]): Counted {
  const n = pairs.length;
  if (n < 3) return { n };
  const [x, y] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + (pair[side] ?? 0), 0) / n) as [number, number];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [one, other] of pairs) {
    xx += (one - x) ** 2;
    yy += (other - y) ** 2;
    xy += (one - x) * (other - y);
  }
  if (xx < 1e-9 || yy < 1e-9) return { n };
  const value = xy / Math.sqrt(xx * yy);
  if (n < 4) return { n, value };
  const [arc, reach] = [0.5 * Math.log((1 + value) / (1 - value)), z975 / Math.sqrt(n - 3)];
  const back = (z: number) => (Math.exp(2 * z) - 1) / (Math.exp(2 * z) + 1);
  return { n, value, low: back(arc - reach), high: back(arc + reach) };
}

/** Cronbach's alpha of a table of marks, a row for each person, with Feldt's interval. */
export function alpha(rows: readonly (readonly number[])[]): Counted {
  const [n, k] = [rows.length, rows[0]?.length ?? 0];
  if (n < 2) return { n };
  const spread = (values: readonly number[]) => {
    const middle = values.reduce((sum, one) => sum + one, 0) / n;
    return values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (n - 1);
  };
  const totals = spread(rows.map((row) => row.reduce((sum, one) => sum + one, 0)));
  let items = 0;
  for (let at = 0; at < k; at += 1) items += spread(rows.map((row) => row[at] ?? 0));
  const value = (k / (k - 1)) * (1 - items / totals);
  const end = (p: number) => 1 - (1 - value) * fBelow(p, n - 1, (n - 1) * (k - 1));
  return { n, value, low: end(0.975), high: end(0.025) };
}

/** How much of a question somebody had right. Throws for a kind of question that nobody has recounted yet. */
export function markOf(item: RawItem, answer: RawAnswer | undefined): number {
  if (!['single', 'multiple', 'true-false', 'order', 'evaluate'].includes(item.type))
    throw new Error(`Nobody recounts a question of the kind ${item.type}.`);
  if (!answer) return 0;
  if (item.type === 'evaluate') {
    const parts = ['source', 'information', 'handling'];
    return parts.filter((part) => answer.grade?.[part] === item.grade?.[part]).length / parts.length;
  }
  if (item.type === 'order') return item.options.every(({ id }, at) => answer.places?.[id] === at + 1) ? 1 : 0;
  const right = item.options.filter(({ correct }) => correct).map(({ id }) => id);
  return [...right].sort().join() === [...(answer.chosen ?? [])].sort().join() ? 1 : 0;
}

/** Who takes part now: neither those whose place ended, nor observers and facilitators. */
export function participantsOf({ enrolments }: RawWorkshop) {
  return enrolments.filter(({ role, ended_at }) => role === 'participant' && ended_at === null);
}

/** Those who take their first place here: each person once, in the first of all workshops. */
export function newcomersIn(workshop: RawWorkshop, all: readonly RawWorkshop[]) {
  const places = all.flatMap(participantsOf);
  return participantsOf(workshop).filter(
    (here) => !places.some((one) => one.person_id === here.person_id && one.id < here.id),
  );
}

/** What participants said of each month's question: the outcome, or that there was none. */
export function askedIn(workshop: RawWorkshop, month: number): string[] {
  const here = participantsOf(workshop).map(({ person_id }) => person_id);
  return workshop.followups
    .filter((one) => one.month === month && here.includes(one.person_id))
    .map(({ outcome }) => outcome ?? 'silent');
}

/** The tests of a form that participants sent, in the order in which they were begun, each with its marks. */
export function testsOf(workshop: RawWorkshop, form: 'pre' | 'post') {
  const here = new Set(participantsOf(workshop).map(({ person_id }) => person_id));
  const items = workshop.items.filter((item) => item.form === form);
  return workshop.attempts
    .filter((one) => one.form === form && one.submitted_at !== null && here.has(one.person_id))
    .map((one) => {
      const marks = items.map((item) => markOf(item, one.answers.get(item.id)));
      let total = 0;
      for (const mark of marks) total += mark;
      const chosen = items.map((item) => one.answers.get(item.id)?.chosen ?? []);
      return { person: one.person_id, marks, total, chosen };
    });
}

/** Those who sent both forms: their marks before and after. */
export function bothOf(workshop: RawWorkshop) {
  const after = new Map(testsOf(workshop, 'post').map((test) => [test.person, test]));
  return testsOf(workshop, 'pre').flatMap((before) => {
    const later = after.get(before.person);
    return later ? [{ before, after: later }] : [];
  });
}

/** How many of so many did something, as anybody may know it: a few on either side are not told. */
export function toldOutside(count: number, of: number): Told {
  if (of < 5) return hidden;
  const fewDid = count > 0 && count < 5;
  const fewDidNot = count < of && of - count < 5;
  if (!fewDid && !fewDidNot) return whole(count);
  if (of < 10) return hidden;
  return fewDid ? 'fewer than five' : `${of - 4} or more`;
}

/** The cells n, value, from, to. Outside, nothing rests on fewer than five people. */
export function cells(counted: Counted, say: (value: number) => Told, own: boolean): Told[] {
  if (!own && counted.n > 0 && counted.n < 5) return [hidden, hidden, hidden, hidden];
  const { n, value, low, high } = counted;
  return [whole(n), ...[value, low, high].map((one) => (one === undefined ? none : say(one)))];
}

/** Who has done what the written rule asks for: three of four half days, a case played to its end, the test after. */
export function completedIn(workshop: RawWorkshop): string[] {
  const needed = 0.75 * new Set(workshop.attendance.map(({ half_day }) => half_day)).size;
  return participantsOf(workshop)
    .map(({ person_id }) => person_id)
    .filter((person) => {
      const days = workshop.attendance.filter((one) => one.person_id === person && one.mark === 'present').length;
      const played = workshop.runs.some(({ ending, players }) => ending !== null && players.includes(person));
      const sent = workshop.attempts.some((one) => one.form === 'post' && one.person_id === person && one.submitted_at);
      return days >= needed && played && sent;
    });
}

/** The certificates that stand. */
export function standingIn({ certificates }: RawWorkshop): string[] {
  return certificates.flatMap((one) => (one.replaced_by === null && one.revoked_at === null ? [one.person_id] : []));
}

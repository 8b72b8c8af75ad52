import type { Estimate } from '../assessment';
import type { Words } from '../words';
import { type Bounded, type Shown, fewestPeople } from './suppression';

/** Whose eyes a report is for: those who ran the workshop, or anybody they pass it on to. */
export type Sight = 'own' | 'outside';

/** Says figures in one language for one kind of reader: what must stay hidden is said to be so. */
export function sayingFor(t: Words, sight: Sight) {
  const decimal = new Intl.NumberFormat(t.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat(t.locale);
  // A hyphen at the start of a cell would make a formula of it; a true minus sign does not.
  const minus = (text: string) => text.replace('-', '−');
  const hidden = t('reports.hidden');
  const none = t('reports.none');
  const mayTell = (estimate: Estimate | undefined): estimate is Estimate =>
    estimate !== undefined && (sight === 'own' || estimate.n >= fewestPeople);

  /** The cells n, value, from, to. `n` where there may be people and yet no estimate. */
  const cells =
    (say: (value: number) => string) =>
    (estimate: Estimate | undefined, n = estimate?.n ?? 0) => {
      if (sight === 'outside' && n > 0 && n < fewestPeople) return [hidden, hidden, hidden, hidden];
      if (!estimate) return [whole.format(n), none, none, none];
      const { value, interval } = estimate;
      return [whole.format(n), say(value), interval ? say(interval.low) : none, interval ? say(interval.high) : none];
    };
  const points = (value: number) => minus(decimal.format(value * 100));
  const plain = (value: number) => minus(two.format(value));

  return {
    mayTell,
    hidden,
    none,
    count: (value: number) => whole.format(value),
    /** A share from 0 to 1 in hundredths. */
    share: points,
    shareCells: cells(points),
    plainCells: cells(plain),
    bounded: (told: Bounded): string => {
      if (told.kind === 'hidden') return hidden;
      if (told.kind === 'few') return t('reports.few');
      return told.kind === 'at least' ? t('reports.atLeast', { count: told.count }) : whole.format(told.count);
    },
    /** The rows of a breakdown. */
    shares: (shown: Shown): string[][] =>
      shown.withheld
        ? []
        : shown.lines.map(({ name, people }) => [
            name === '' ? t('reports.notSaid') : name,
            people === undefined ? hidden : whole.format(people),
          ]),
  };
}

export type Saying = ReturnType<typeof sayingFor>;

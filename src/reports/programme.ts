import { type Estimate, studentAround } from '../assessment';
import type { FollowupSums, SeatSums, WorkshopSums, YearSums } from './sums-queries';
import { type Bounded, fewestPeople, summed } from './suppression';
import { funnel } from './told';

/** The mean gain of people of whom only sums are kept; shares of a test from −1 to 1. */
export function gainFrom(sums: Pick<YearSums, 'pairs' | 'gain' | 'gainSquares'>): Estimate | undefined {
  const { pairs: n, gain, gainSquares } = sums;
  if (n === 0) return undefined;
  const value = gain / n;
  return studentAround(n, value, n < 2 ? 0 : Math.max(0, gainSquares - n * value ** 2) / (n - 1));
}

/** One line of a breakdown over all workshops. */
export interface Seats {
  readonly name: string;
  readonly told: Bounded;
  /** Absent for a line that takes others together. */
  readonly workshops: number | undefined;
}

export type Funnel = {
  readonly month: number;
  readonly workshops: number;
} & Readonly<Record<(typeof funnel)[number], Bounded>>;

/** Everything that the page of the programme says, as rules let it be said to anybody. */
export interface Programme {
  readonly people: Bounded;
  readonly workshops: number;
  readonly small: number;
  readonly represents: readonly Seats[];
  readonly agencies: readonly Seats[];
  readonly represented: Bounded;
  readonly years: readonly {
    readonly year: number;
    readonly workshops: number;
    readonly places: number;
    readonly attendance: Bounded;
    readonly certificates: Bounded;
    readonly gain: Estimate | undefined;
    readonly followups: readonly Funnel[];
  }[];
  readonly attendance: Bounded;
  readonly certificates: Bounded;
  readonly gain: Estimate | undefined;
  readonly followups: readonly Funnel[];
  readonly again: Bounded;
  readonly latest: readonly {
    readonly title: string;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly gain: Estimate | undefined;
  }[];
}

const mostLines = 60;

export interface ProgrammeSums {
  readonly years: readonly YearSums[];
  readonly represents: readonly SeatSums[];
  readonly agencies: readonly SeatSums[];
  readonly followups: readonly FollowupSums[];
  readonly latest: readonly WorkshopSums[];
  /** The name of the line that takes together what does not fit. */
  readonly others: string;
}

export function programmeOf(sums: ProgrammeSums): Programme {
  const { years: all, represents, agencies, followups, latest, others } = sums;
  const total = (pick: (year: YearSums) => number) => all.reduce((sum, year) => sum + pick(year), 0);
  const years = all
    .filter(({ workshops }) => workshops > 0)
    .map((year) => ({
      year: year.year,
      workshops: year.workshops,
      places: year.places,
      attendance: summed(year.present, year.halfDays, year.presentOpen),
      certificates: summed(year.certificates, year.places, year.certificatesOpen),
      gain: gainFrom(year),
      followups: funnels(followups.filter((one) => one.year === year.year)),
    }));
  const places = total((year) => year.places);
  const named = represents.filter(({ name }) => name !== '').length;
  return {
    people: atLeastFive(
      summed(
        total((year) => year.newcomers),
        places,
        total((year) => year.newcomersOpen),
      ),
    ),
    workshops: total(({ workshops }) => workshops),
    small: total(({ small }) => small),
    represents: linesOf(represents, others),
    agencies: linesOf(agencies, others),
    represented:
      total(({ withheld }) => withheld) === 0
        ? { kind: 'exactly', count: named, of: named }
        : { kind: 'at least', count: named, of: named },
    years,
    attendance: summed(
      total((year) => year.present),
      total((year) => year.halfDays),
      total((year) => year.presentOpen),
    ),
    certificates: summed(
      total((year) => year.certificates),
      places,
      total((year) => year.certificatesOpen),
    ),
    gain: gainFrom({
      pairs: total(({ pairs }) => pairs),
      gain: total(({ gain }) => gain),
      gainSquares: total(({ gainSquares }) => gainSquares),
    }),
    followups: funnels(followups),
    again: summed(
      total((year) => year.again),
      places,
      total((year) => year.againOpen),
    ),
    latest: latest
      .filter(({ gave }) => !gave.small)
      .map(({ title, startsOn, endsOn, gave }) => ({ title, startsOn, endsOn, gain: gainFrom(gave) })),
  };
}

/** A count of people; of nobody there is nothing to show either. */
function atLeastFive(told: Bounded): Bounded {
  return 'count' in told && told.count < fewestPeople ? { kind: 'hidden' } : told;
}

/** As many lines as a page can hold; the rest are one line. */
function linesOf(seats: readonly SeatSums[], others: string): Seats[] {
  const lines = seats
    .slice(0, mostLines)
    .map(({ name, people, workshops, open }) => ({ name, workshops, told: summed(people, people, open) }));
  if (seats.length <= mostLines) return lines;
  const sum = (pick: (one: SeatSums) => number) => seats.slice(mostLines).reduce((all, one) => all + pick(one), 0);
  const people = sum((one) => one.people);
  const told = summed(
    people,
    people,
    sum((one) => one.open),
  );
  return [...lines, { name: others, told, workshops: undefined }];
}

/** Month by month, over all the years given. */
function funnels(sums: readonly FollowupSums[]): Funnel[] {
  return [...new Set(sums.map(({ month }) => month))]
    .sort((a, b) => a - b)
    .flatMap((month) => {
      const own = sums.filter((one) => one.month === month);
      const total = (pick: (one: FollowupSums) => number) => own.reduce((sum, one) => sum + pick(one), 0);
      const asked = total((one) => one.counts.asked.least);
      const told = Object.fromEntries(
        funnel.map((name) => [
          name,
          summed(
            total((one) => one.counts[name].least),
            asked,
            total((one) => one.counts[name].open),
          ),
        ]),
      ) as Record<(typeof funnel)[number], Bounded>;
      const workshops = total((one) => one.workshops);
      return workshops > 0 ? [{ month, workshops, ...told }] : [];
    });
}

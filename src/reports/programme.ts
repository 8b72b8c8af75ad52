import { type Estimate, studentAround } from '../assessment';
import type { SeatSums, WorkshopSums, YearSums } from './sums-queries';
import { type Bounded, type Share, type Shown, bounded, suppress } from './suppression';

/** The mean gain of people of whom only sums are kept; shares of a test from −1 to 1. */
export function gainFrom(sums: Pick<YearSums, 'pairs' | 'gain' | 'gainSquares'>): Estimate | undefined {
  const { pairs: n, gain, gainSquares } = sums;
  if (n === 0) return undefined;
  const value = gain / n;
  return studentAround(n, value, n < 2 ? 0 : Math.max(0, gainSquares - n * value ** 2) / (n - 1));
}

/** Everything that the page of the programme says, as rules let it be said to anybody. */
export interface Programme {
  readonly people: number;
  readonly workshops: number;
  readonly small: number;
  readonly represents: Shown;
  readonly agencies: Shown;
  readonly workshopsOf: ReadonlyMap<string, number>;
  readonly represented: number;
  readonly years: readonly {
    readonly year: number;
    readonly workshops: number;
    readonly places: number;
    readonly attendance: Bounded;
    readonly certificates: Bounded;
    readonly gain: Estimate | undefined;
  }[];
  readonly attendance: Bounded;
  readonly certificates: Bounded;
  readonly gain: Estimate | undefined;
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
  readonly latest: readonly WorkshopSums[];
  /** The name of the line that takes together what does not fit. */
  readonly others: string;
}

export function programmeOf({ years: all, represents, agencies, latest, others }: ProgrammeSums): Programme {
  const total = (pick: (year: YearSums) => number) => all.reduce((sum, year) => sum + pick(year), 0);
  const held = all.filter(({ workshops }) => workshops > 0);
  const years = held.map((year) => ({
    year: year.year,
    workshops: year.workshops,
    places: year.places,
    attendance: bounded(year.present, year.halfDays),
    certificates: bounded(year.certificates, year.places),
    gain: gainFrom(year),
  }));
  const [people, places] = [total((year) => year.people), total((year) => year.places)];
  return {
    people,
    workshops: total(({ workshops }) => workshops),
    small: total(({ small }) => small),
    represents: suppress(firstOf(represents, others)),
    agencies: suppress(firstOf(agencies, others)),
    workshopsOf: new Map(represents.map(({ name, workshops }) => [name, workshops])),
    represented: represents.filter(({ name }) => name !== '').length,
    years,
    attendance: together(years.map(({ attendance }) => attendance)),
    certificates: together(years.map(({ certificates }) => certificates)),
    gain: gainFrom({
      pairs: total(({ pairs }) => pairs),
      gain: total(({ gain }) => gain),
      gainSquares: total(({ gainSquares }) => gainSquares),
    }),
    again: bounded(places - people, places),
    latest: latest
      .filter(({ gave }) => !gave.small)
      .map(({ title, startsOn, endsOn, gave }) => ({ title, startsOn, endsOn, gain: gainFrom(gave) })),
  };
}

/** As many lines as a page can hold; the rest are one line, so that the sum stays whole. */
function firstOf(seats: readonly SeatSums[], others: string): Share[] {
  const shares = seats.map(({ name, people, untold }) => ({ name, people, known: Math.max(0, people - untold) }));
  if (shares.length <= mostLines) return shares;
  const rest = shares
    .slice(mostLines)
    .reduce((sum, { people, known }) => ({ name: others, people: sum.people + people, known: sum.known + known }), {
      name: others,
      people: 0,
      known: 0,
    });
  return [...shares.slice(0, mostLines), rest];
}

/** The sum of counts of which some are not told: no more than what is told of each may be told of all. */
function together(told: readonly Bounded[]): Bounded {
  const of = told.reduce((sum, one) => sum + (one.kind === 'hidden' ? 0 : one.of), 0);
  const count = told.reduce((sum, one) => sum + ('count' in one ? one.count : 0), 0);
  if (of === 0) return { kind: 'hidden' };
  const exact = told.every(({ kind }) => kind === 'exactly');
  return { kind: exact ? 'exactly' : 'almost all', count, of };
}

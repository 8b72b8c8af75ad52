import { type ItemSums, addSums } from '../assessment';
import type { Figures } from './figures';
import { type Bounded, type Shown, fewestPeople, leastOf } from './suppression';
import { type Told, funnel, toldOf } from './told';

/** A count as far as it is told; `open`: there may be more of it. */
export interface GaveCount {
  readonly least: number;
  readonly open: 0 | 1;
}

/**
 * What one ended workshop gives to the sums of the programme: counts only as its own report tells them to anybody, estimates
 * only of five people or more. A workshop of fewer than five participants gives nothing but that it took place.
 */
export interface Gave {
  readonly small: boolean;
  readonly places: number;
  readonly newcomers: GaveCount;
  /** Places of people who had taken part before. */
  readonly again: GaveCount;
  /** Not even the names of Members are told. */
  readonly withheld: 0 | 1;
  readonly represents: readonly GaveSeats[];
  readonly agencies: readonly GaveSeats[];
  /** Presences, among people times half days. */
  readonly present: GaveCount;
  readonly halfDays: number;
  readonly certificates: GaveCount;
  readonly followups: readonly GaveFollowup[];
  readonly pairs: number;
  readonly gain: number;
  readonly gainSquares: number;
  readonly items: readonly { readonly id: string; readonly version: string; readonly sums: ItemSums }[];
}

export interface GaveSeats {
  readonly name: string;
  readonly people: number;
  readonly open: 0 | 1;
}

export type GaveFollowup = { readonly month: number } & Readonly<Record<(typeof funnel)[number], GaveCount>>;

const none: GaveCount = { least: 0, open: 0 };

const nothing: Gave = {
  small: true,
  places: 0,
  newcomers: none,
  again: none,
  withheld: 0,
  represents: [],
  agencies: [],
  present: none,
  halfDays: 0,
  certificates: none,
  followups: [],
  pairs: 0,
  gain: 0,
  gainSquares: 0,
  items: [],
};

export function gaveOf(figures: Figures): Gave {
  const { people, pairs, halfDays } = figures;
  if (people < fewestPeople) return nothing;
  const gains = pairs.length < fewestPeople ? [] : pairs.map(({ before, after }) => after - before);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    small: false,
    places: people,
    ...countsOf(toldOf(figures), people),
    halfDays: people * halfDays.length,
    pairs: gains.length,
    gain: sum(gains),
    gainSquares: sum(gains.map((gain) => gain ** 2)),
    items: figures.items
      .filter(({ sums }) => sums.n >= fewestPeople)
      .map(({ item, sums }) => ({ id: item.id, version: item.version, sums })),
  };
}

/** Takes nothing but what is told: what is not, cannot come into a sum. */
function countsOf(told: Told, people: number) {
  return {
    newcomers: countOf(told.newcomers),
    again: againOf(told.newcomers, people),
    withheld: told.represents.withheld ? (1 as const) : (0 as const),
    represents: seatsOf(told.represents),
    agencies: seatsOf(told.agencies),
    present: countOf(told.presence),
    certificates: countOf(told.certificates),
    followups: told.followups.map((line) => ({
      month: line.month,
      ...(Object.fromEntries(funnel.map((name) => [name, countOf(line[name])])) as Record<
        (typeof funnel)[number],
        GaveCount
      >),
    })),
  };
}

function countOf(told: Bounded): GaveCount {
  return { least: leastOf(told), open: told.kind === 'exactly' ? 0 : 1 };
}

/** Who is no newcomer has come again. */
function againOf(newcomers: Bounded, people: number): GaveCount {
  if (newcomers.kind === 'exactly') return { least: people - newcomers.count, open: 0 };
  if (newcomers.kind === 'few') return { least: people - fewestPeople + 1, open: 1 };
  return { least: newcomers.kind === 'at least' ? 1 : 0, open: 1 };
}

/** Of a line that is hidden it is told that somebody is in it. */
function seatsOf(shown: Shown): GaveSeats[] {
  if (shown.withheld) return [];
  return shown.lines.map(({ name, people }) => ({ name, people: people ?? 1, open: people === undefined ? 1 : 0 }));
}

/** Items as they stand pooled, with what this workshop's own figures add where they are not among them yet. */
export function pooledWith(
  pooled: { readonly workshops: number; readonly sums: ItemSums } | undefined,
  given: ItemSums | undefined,
  own: ItemSums,
): { readonly workshops: number; readonly sums: ItemSums } {
  if (!pooled) return { workshops: 1, sums: own };
  const others = given ? addSums(pooled.sums, given, -1) : pooled.sums;
  return { workshops: pooled.workshops + (given ? 0 : 1), sums: addSums(others, own) };
}

import { type ItemSums, addSums } from '../assessment';
import type { Figures } from './figures';
import { type Share, fewestPeople, suppress } from './suppression';

/**
 * What one ended workshop gives to the sums of the programme. A workshop of fewer than five participants gives nothing
 * but that it took place, and tests that fewer than five sent give nothing: so no sum can be compared with what
 * is shown elsewhere to find what is hidden there.
 */
export interface Gave {
  readonly small: boolean;
  readonly places: number;
  /** Those for whom this was the first workshop, each counted nowhere else. */
  readonly people: number;
  readonly represents: readonly GaveSeats[];
  readonly agencies: readonly GaveSeats[];
  /** Presences, among people times half days. */
  readonly present: number;
  readonly halfDays: number;
  readonly certificates: number;
  readonly pairs: number;
  readonly gain: number;
  readonly gainSquares: number;
  readonly items: readonly { readonly id: string; readonly version: string; readonly sums: ItemSums }[];
}

/** The newcomers of one name, and how many of that name the workshop's own report does not tell of, outside. */
export interface GaveSeats extends Share {
  readonly untold: number;
}

/** Where the people come from who took their first place here. Of every name of the cohort, even where nobody was new. */
export interface Newcomers {
  readonly people: number;
  readonly represents: readonly Share[];
  readonly agencies: readonly Share[];
}

const nothing: Gave = {
  small: true,
  places: 0,
  people: 0,
  represents: [],
  agencies: [],
  present: 0,
  halfDays: 0,
  certificates: 0,
  pairs: 0,
  gain: 0,
  gainSquares: 0,
  items: [],
};

export function gaveOf(figures: Figures, newcomers: Newcomers): Gave {
  const { people, pairs, halfDays } = figures;
  if (people < fewestPeople) return nothing;
  const gains = pairs.length < fewestPeople ? [] : pairs.map(({ before, after }) => after - before);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    small: false,
    places: people,
    people: newcomers.people,
    represents: withUntold(newcomers.represents, figures.represents),
    agencies: withUntold(newcomers.agencies, figures.agencies),
    present: sum(halfDays.map(({ present }) => present)),
    halfDays: people * halfDays.length,
    certificates: figures.certificates,
    pairs: gains.length,
    gain: sum(gains),
    gainSquares: sum(gains.map((gain) => gain ** 2)),
    items: figures.items
      .filter(({ sums }) => sums.n >= fewestPeople)
      .map(({ item, sums }) => ({ id: item.id, version: item.version, sums })),
  };
}

function withUntold(newcomers: readonly Share[], cohort: readonly Share[]): GaveSeats[] {
  const shown = suppress(cohort);
  const told = new Map(shown.withheld ? [] : shown.lines.map(({ name, people }) => [name, people ?? 0]));
  return newcomers.map(({ name, people }) => {
    const all = cohort.find((share) => share.name === name)?.people ?? 0;
    return { name, people, untold: all - (told.get(name) ?? 0) };
  });
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

/** The levels that two raters gave to one thing on one criterion. */
export type Pair = readonly [number, number];

/** How gravely two levels differ: 0 for the same. */
export type Weight = (one: number, other: number) => number;

/** Two steps apart are four times as grave as one. */
export const quadratic: Weight = (one, other) => (one - other) ** 2;

/**
 * Cohen's weighted kappa (1968) of pairs of levels: 1 less the disagreement seen, as a share of what chance alone would
 * bring with these raters' own habits. Undefined where chance alone leaves no room to disagree, and for no pairs.
 */
export function weightedKappa(pairs: readonly Pair[], weight: Weight = quadratic): number | undefined {
  const seen = sum(pairs.map(([one, other]) => weight(one, other)));
  // Each of one rater's levels against each of the other's: what independent raters of these habits would do.
  const byChance = sum(pairs.flatMap(([one]) => pairs.map(([, other]) => weight(one, other)))) / pairs.length;
  return byChance > 0 ? 1 - seen / byChance : undefined;
}

/** Below this many pairs kappa is not told: twice the square of the number of levels (Cicchetti 1981). */
export function fewestPairs(levels: number): number {
  return 2 * levels ** 2;
}

export interface Agreement {
  /** On how many things both raters have marked this. */
  readonly n: number;
  /** Of them, with the same level. */
  readonly same: number;
  /** `few`: too few pairs to say; `one level`: chance leaves nothing to differ on. */
  readonly kappa: number | 'few' | 'one level';
}

/** How far two raters agree, with `levels` to choose from. */
export function agreementOf(pairs: readonly Pair[], levels: number): Agreement {
  const n = pairs.length;
  const same = pairs.filter(([one, other]) => one === other).length;
  if (n < fewestPairs(levels)) return { n, same, kappa: 'few' };
  return { n, same, kappa: weightedKappa(pairs) ?? 'one level' };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

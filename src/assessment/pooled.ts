import { type Estimate, cutToShare, fisherAround, studentAround, wilson } from './statistics';

/**
 * What is left of the marks of one item when the people are forgotten: enough for its facility, its discrimination and
 * its choices, and sums of several workshops add up. `rest` is each person's share of all the other items.
 */
export interface ItemSums {
  readonly n: number;
  readonly mark: number;
  readonly markSquares: number;
  readonly rest: number;
  readonly restSquares: number;
  readonly product: number;
  /** How many marks were neither nothing nor the whole. */
  readonly parts: number;
  /** How often each option was chosen. */
  readonly chosen: Readonly<Record<string, number>>;
}

export const noSums: ItemSums = {
  n: 0,
  mark: 0,
  markSquares: 0,
  rest: 0,
  restSquares: 0,
  product: 0,
  parts: 0,
  chosen: {},
};

export interface Answered {
  readonly mark: number;
  readonly rest: number;
  readonly chosen: readonly string[];
}

export function sumsOfItem(answers: readonly Answered[]): ItemSums {
  return answers.reduce<ItemSums>((sums, { mark, rest, chosen }) => {
    const one = { n: 1, mark, markSquares: mark ** 2, rest, restSquares: rest ** 2, product: mark * rest };
    const counted = Object.fromEntries(chosen.map((option) => [option, 1]));
    return addSums(sums, { ...one, parts: mark === 0 || mark === 1 ? 0 : 1, chosen: counted });
  }, noSums);
}

/** The sums of both together; with `sign` -1, what is left of the first without the second. */
export function addSums(one: ItemSums, other: ItemSums, sign: 1 | -1 = 1): ItemSums {
  const options = new Set([...Object.keys(one.chosen), ...Object.keys(other.chosen)]);
  const chosen = [...options].map((id) => [id, (one.chosen[id] ?? 0) + sign * (other.chosen[id] ?? 0)] as const);
  return {
    n: one.n + sign * other.n,
    mark: one.mark + sign * other.mark,
    markSquares: one.markSquares + sign * other.markSquares,
    rest: one.rest + sign * other.rest,
    restSquares: one.restSquares + sign * other.restSquares,
    product: one.product + sign * other.product,
    parts: one.parts + sign * other.parts,
    chosen: Object.fromEntries(chosen.filter(([, count]) => count !== 0)),
  };
}

/** As `facilityOf`, from sums. */
export function facilityFrom({ n, mark, markSquares, parts }: ItemSums): Estimate | undefined {
  if (n === 0) return undefined;
  const value = mark / n;
  if (parts === 0) return { n, value, interval: wilson(value, n) };
  return cutToShare(studentAround(n, value, n < 2 ? 0 : Math.max(0, markSquares - n * value ** 2) / (n - 1)));
}

/** The correlation of an item with the rest of the test, from sums. Undefined where one of them never varies. */
export function discriminationFrom({
  n,
  mark,
  markSquares,
  rest,
  restSquares,
  product,
}: ItemSums): Estimate | undefined {
  if (n < 3) return undefined;
  const spread = (markSquares - mark ** 2 / n) * (restSquares - rest ** 2 / n);
  // What is left of equal values by the rounding of sums is no spread.
  if (spread < 1e-12) return undefined;
  return fisherAround(n, (product - (mark * rest) / n) / Math.sqrt(spread));
}

/** Figures about fewer people than this leave nobody but those who ran the workshop. */
export const fewestPeople = 5;

/** One line of a breakdown: people of one kind, of whom nobody is in two lines. */
export interface Share {
  readonly name: string;
  readonly people: number;
  /** How many of them other reports tell of already; the rest are told of nowhere but here. */
  readonly known?: number;
}

/** A breakdown as it may be shown: `people` is undefined where it is hidden. `withheld`: not even the names. */
export type Shown =
  | { readonly withheld: true; readonly total: number | undefined }
  | {
      readonly withheld: false;
      readonly total: number;
      readonly lines: readonly { readonly name: string; readonly people: number | undefined }[];
    };

const untold = ({ people, known = 0 }: Share) => people - known;
const isSmall = (share: Share) => untold(share) > 0 && untold(share) < fewestPeople;

/**
 * Hides every line of fewer than five people whom no other report tells of, and as many of the next smallest as it takes that no hidden line can be
 * worked out from the total and the lines shown, even by somebody who knows this rule: at least two lines are hidden,
 * together five people or more, and more than one course of counts leads to what is shown. Where no choice of lines
 * does that, the breakdown is withheld; a total of fewer than five, too. Lines of nobody are left out. Shown lines come
 * first, the largest first; hidden ones follow by name, since their order would tell their size.
 */
export function suppress(shares: readonly Share[]): Shown {
  const lines = shares.filter(({ people }) => people > 0);
  const total = lines.reduce((sum, { people }) => sum + people, 0);
  if (total < fewestPeople) return { withheld: true, total: undefined };
  const upwards = [...lines].sort(
    (a, b) => Number(isSmall(b)) - Number(isSmall(a)) || a.people - b.people || compare(a.name, b.name),
  );
  let hidden = upwards.filter(isSmall).length;
  if (hidden > 0) while (hidden < upwards.length && !isSafe(upwards, hidden)) hidden += 1;
  if (hidden > 0 && !isSafe(upwards, hidden)) return { withheld: true, total };
  const hiding = upwards.slice(0, hidden);
  const shown = upwards
    .slice(hidden)
    .map(({ name, people }) => ({ name, people }))
    .sort((a, b) => b.people - a.people || compare(a.name, b.name));
  const covered = hiding.map(({ name }) => ({ name, people: undefined })).sort((a, b) => compare(a.name, b.name));
  return { withheld: false, total, lines: [...shown, ...covered] };
}

/**
 * Whether the first lines, hidden, stay unknown to somebody who knows their names, their sum, what other reports tell
 * of them, and which of them are small: of a small line 1 to 4 people are told of nowhere else; a larger one has at least
 * 5 such people and, in all, as many as the smallest line shown at most; one that is told of elsewhere in full is known.
 * Each line that is not must have room to be another number.
 */
function isSafe(upwards: readonly Share[], hidden: number): boolean {
  const hiding = upwards.slice(0, hidden);
  const sum = hiding.reduce((total, { people }) => total + people, 0);
  const next = upwards[hidden]?.people ?? sum;
  const ranges = hiding.map((share) => rangeOf(share, next));
  const [lowest, highest] = [0, 1].map((end) => ranges.reduce((total, range) => total + (range[end] ?? 0), 0));
  const open = hiding.filter((share) => untold(share) > 0);
  const untoldSum = open.reduce((total, share) => total + untold(share), 0);
  if (lowest === undefined || highest === undefined || open.length < 2 || untoldSum < fewestPeople) return false;
  return ranges.every(([least, most], at) => {
    if (!open.includes(hiding[at] as Share)) return true;
    const from = Math.max(least, sum - (highest - most));
    const to = Math.min(most, sum - (lowest - least));
    return to > from;
  });
}

function rangeOf(share: Share, next: number): readonly [number, number] {
  const { people, known = 0 } = share;
  if (untold(share) === 0) return [people, people];
  return isSmall(share) ? [known + 1, known + fewestPeople - 1] : [known + fewestPeople, next];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * How many of so many did something, where those who did or did not are fewer than five and must not be counted.
 * `at least`: this many or more.
 */
export type Bounded =
  | { readonly kind: 'exactly'; readonly count: number; readonly of: number }
  | { readonly kind: 'at least'; readonly count: number; readonly of: number }
  | { readonly kind: 'few'; readonly of: number }
  | { readonly kind: 'hidden' };

/** A count among others: hidden for fewer than five in all; else a few on either side are told as that, or not at all. */
export function bounded(count: number, of: number): Bounded {
  if (of < fewestPeople) return { kind: 'hidden' };
  const rest = of - count;
  const few = count > 0 && count < fewestPeople;
  const almostAll = rest > 0 && rest < fewestPeople;
  // Of six, "five or more" and "fewer than five" would leave one course for each.
  if ((few || almostAll) && of < 2 * fewestPeople) return { kind: 'hidden' };
  if (few) return { kind: 'few', of };
  if (almostAll) return { kind: 'at least', count: of - fewestPeople + 1, of };
  return { kind: 'exactly', count, of };
}

/** A sum of which `open` parts are known by a bound only: exact without such parts, and nothing below five people. */
export function summed(least: number, of: number, open: number): Bounded {
  if (open === 0) return { kind: 'exactly', count: least, of };
  return least < fewestPeople ? { kind: 'hidden' } : { kind: 'at least', count: least, of };
}

/** What is certainly so, going by nothing but what is told. */
export function leastOf(told: Bounded): number {
  if (told.kind === 'hidden') return 0;
  return told.kind === 'few' ? 1 : told.count;
}

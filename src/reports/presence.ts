import { type Bounded, bounded, fewestPeople, summed } from './suppression';

type Range = readonly [least: number, most: number];

/**
 * The presences of all half days together, as they may be told beside those of each. Every sum that can be is put into a
 * block of sums, by nothing but what is told of each half day; a block leaves each hidden half day at least three numbers, and
 * does not part fewer than five absences, or presences, from each other. What is told is the least of the block: nobody
 * learns more from it than the block, even who knows this rule.
 */
export function presenceOf(people: number, present: readonly number[]): Bounded {
  if (people < fewestPeople) return { kind: 'hidden' };
  const ranges = present.map((count) => rangeOf(bounded(count, people), people));
  const of = people * present.length;
  const [least, most] = blockOf(sum(present), ranges, of);
  return summed(least, of, least === most ? 0 : 1);
}

/** The numbers that somebody who knows the rule holds possible. */
function rangeOf(told: Bounded, of: number): Range {
  if (told.kind === 'exactly') return [told.count, told.count];
  if (told.kind === 'few') return [1, fewestPeople - 1];
  return told.kind === 'at least' ? [told.count, of - 1] : [1, of - 1];
}

/** The sums that are told alike with this one. */
function blockOf(all: number, ranges: readonly Range[], of: number): Range {
  const [lowest, highest] = [sum(ranges.map(([least]) => least)), sum(ranges.map(([, most]) => most))];
  const isFew = (count: number) => count > 0 && count < fewestPeople;
  const parts = (before: number) =>
    (isFew(before) && isFew(before + 1)) || (isFew(of - before) && isFew(of - before - 1));
  const isSafe = (from: number, to: number) =>
    ranges.every(([least, most]) => {
      if (least === most) return true;
      return Math.min(most, to - (lowest - least)) - Math.max(least, from - (highest - most)) >= 2;
    });
  for (let from = lowest; ;) {
    let to = from;
    while (to < highest && (!isSafe(from, to) || parts(to) || !isSafe(to + 1, highest))) to += 1;
    if (all <= to) return [from, to];
    from = to + 1;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

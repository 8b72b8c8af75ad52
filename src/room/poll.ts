export const pollKinds = ['choice', 'order', 'allocation', 'wall'] as const;
export type PollKind = (typeof pollKinds)[number];

/** A question to the room. */
export interface Poll {
  readonly id: string;
  readonly kind: PollKind;
  readonly question: string;
  readonly options: readonly string[];
  readonly closedAt: Date | null;
  /** Results stay hidden until somebody says so: a first vote that is seen is followed. */
  readonly shownAt: Date | null;
}

export interface Round {
  readonly round: number;
  readonly closedAt: Date | null;
}

/**
 * One device's vote. `numbers`: for a choice the option's index; for an order the indexes from first to last; for an
 * allocation the points of each option, 100 in all.
 */
export interface Vote {
  readonly round: number;
  readonly table: number | null;
  readonly numbers: readonly number[];
}

/** Votes of fewer people are not shown: with two, each knows the other's. */
export const fewestShown = 3;

/** What a round says: for a choice the votes of each option, for an order the mean place (1 is first), else mean points. */
export interface Tally {
  readonly voters: number;
  /** Of each option; absent where too few voted. */
  readonly values?: readonly number[];
}

/** Counts the votes of one round, with the hands that were counted by eye (for a choice, one number an option). */
export function tally(kind: PollKind, options: number, votes: readonly Vote[], hands: readonly number[] = []): Tally {
  const raised = hands.reduce((sum, count) => sum + count, 0);
  const voters = votes.length + raised;
  if (voters < fewestShown || kind === 'wall') return { voters };
  const values = Array.from({ length: options }, (_, option) => {
    if (kind === 'choice') return votes.filter(({ numbers }) => numbers[0] === option).length + (hands[option] ?? 0);
    const own = votes.map(({ numbers }) => (kind === 'order' ? numbers.indexOf(option) + 1 : (numbers[option] ?? 0)));
    return Math.round((own.reduce((sum, value) => sum + value, 0) / votes.length) * 10) / 10;
  });
  return { voters, values };
}

/** The tallies of the tables, by number; a table with too few voters has no values. Votes without a table are in none. */
export function tallyByTable(
  kind: PollKind,
  options: number,
  votes: readonly Vote[],
): { table: number; tally: Tally }[] {
  const tables = [...new Set(votes.flatMap(({ table }) => (table === null ? [] : [table])))].sort((a, b) => a - b);
  return tables.map((table) => ({
    table,
    tally: tally(
      kind,
      options,
      votes.filter((vote) => vote.table === table),
    ),
  }));
}

/** By how many percentage points each option moved between two rounds of a choice; undefined where one is not shown. */
export function shiftOf(first: Tally, second: Tally): number[] | undefined {
  const { values: before } = first;
  const { values: after } = second;
  if (!before || !after) return undefined;
  const share = (values: readonly number[], option: number, voters: number) => ((values[option] ?? 0) * 100) / voters;
  return before.map((_, option) =>
    Math.round(share(after, option, second.voters) - share(before, option, first.voters)),
  );
}

/** Whether these numbers are a vote of this kind on so many options. */
export function isVote(kind: PollKind, options: number, numbers: readonly number[]): boolean {
  const whole = numbers.every((number) => Number.isInteger(number) && number >= 0);
  if (!whole) return false;
  if (kind === 'choice') return numbers.length === 1 && (numbers[0] ?? options) < options;
  if (kind === 'order')
    return (
      numbers.length === options && new Set(numbers).size === options && numbers.every((number) => number < options)
    );
  return (
    kind === 'allocation' && numbers.length === options && numbers.reduce((sum, points) => sum + points, 0) === 100
  );
}

/** The last texts that a wall has room for, in letters that a room can read. */
export function lastThatFit<Text extends { readonly body: string }>(texts: readonly Text[]): Text[] {
  const shown: Text[] = [];
  let room = 480;
  for (const text of [...texts].reverse()) {
    room -= Math.max(60, text.body.length);
    if (room < 0 && shown.length > 0) break;
    shown.unshift(text);
  }
  return shown;
}

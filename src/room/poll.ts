export const pollKinds = ['choice', 'order', 'allocation', 'wall'] as const;
export type PollKind = (typeof pollKinds)[number];

/** A question to the room. */
export interface Poll {
  readonly id: string;
  readonly kind: PollKind;
  readonly question: string;
  readonly options: readonly string[];
  /** How many points each vote of an allocation shares out. */
  readonly points: number;
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
 * allocation the points of each option, all of them.
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

/** By how much each option's mean place or mean points moved between two rounds; undefined where one is not shown. */
export function moveOf(first: Tally, second: Tally): number[] | undefined {
  const { values: before } = first;
  const { values: after } = second;
  if (!before || !after) return undefined;
  return before.map((value, option) => Math.round(((after[option] ?? 0) - value) * 10) / 10);
}

/** What a mean hides. */
export type Spread =
  /** How many put it first, second …; and by Borda's count a point for each option that a vote puts behind it. */
  | { readonly places: readonly number[]; readonly borda: number }
  /** What it was given by all, by the meanest and by the most generous vote. */
  | { readonly sum: number; readonly least: number; readonly most: number };

/** The spread of each option in one round of an order or an allocation; undefined where too few voted. */
export function spreadOf(kind: PollKind, options: number, votes: readonly Vote[]): Spread[] | undefined {
  if ((kind !== 'order' && kind !== 'allocation') || votes.length < fewestShown) return undefined;
  const all = Array.from({ length: options }, (_, option) => option);
  const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  return all.map((option) => {
    if (kind === 'allocation') {
      const given = votes.map(({ numbers }) => numbers[option] ?? 0);
      return { sum: total(given), least: Math.min(...given), most: Math.max(...given) };
    }
    const stands = votes.map(({ numbers }) => numbers.indexOf(option));
    const places = all.map((place) => stands.filter((each) => each === place).length);
    return { places, borda: total(stands.map((place) => options - 1 - place)) };
  });
}

/** Whether votes on paper are keyed in one by one. For a choice hands are counted; a wall has its own lines. */
export function takesBallots({ kind }: Pick<Poll, 'kind'>): boolean {
  return kind === 'order' || kind === 'allocation';
}

/** Whether these numbers are a vote of this kind on so many options. */
export function isVote(kind: PollKind, options: number, numbers: readonly number[], points = 100): boolean {
  const whole = numbers.every((number) => Number.isInteger(number) && number >= 0);
  if (!whole) return false;
  if (kind === 'choice') return numbers.length === 1 && (numbers[0] ?? options) < options;
  if (kind === 'order')
    return (
      numbers.length === options && new Set(numbers).size === options && numbers.every((number) => number < options)
    );
  return (
    kind === 'allocation' && numbers.length === options && numbers.reduce((sum, given) => sum + given, 0) === points
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

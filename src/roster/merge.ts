/** Two rows of one kind of which one person can have only one: somebody says which stands. */
export interface Clash {
  /** Names the clash in a form: the table and its place in the order of the page. */
  readonly name: string;
  readonly table: string;
  /** A key of `locales/`. */
  readonly words: string;
  /** What the two share (a half day, a form of the test), for the reader. */
  readonly place: string;
  /** The values of the unique columns, in their order. */
  readonly by: readonly string[];
  readonly kept: string;
  readonly other: string;
}

export type Side = 'kept' | 'other';

/** What one person's record would gain by taking in another. */
export interface MergePlan {
  readonly moves: readonly { readonly words: string; readonly count: number }[];
  readonly clashes: readonly Clash[];
}

/** The clashes for which nobody has said yet which row stands. */
export function unsettled(plan: MergePlan, choices: ReadonlyMap<string, Side>): Clash[] {
  return plan.clashes.filter((clash) => !choices.has(clash.name));
}

/** What becomes of a person's rows when the person is erased. */
export type Fate =
  /** They go. */
  | 'goes'
  /** They stay, of nobody: a statistic needs them, and nothing in them says who. */
  | 'stays'
  /** They stay, with these columns emptied or replaced. */
  | Readonly<Record<string, string | null>>;

const erased = '–';

/**
 * For every table of `src/belongings.ts` that keeps anything. A table that is not named here goes: whoever adds one that a
 * statistic needs says so here.
 */
const fates: Readonly<Record<string, Fate>> = {
  enrolments: { agency: null, languages: '{}' },
  nominations: { agency: null, name: null, email: null, languages: '{}', needs: null },
  attendance: 'stays',
  // Its end would tell how much more time somebody was given.
  attempts: { ends_at: null },
  runs: 'stays',
  run_players: 'stays',
  certificates: 'stays',
  evaluation_answerers: 'stays',
  commitments: { what: erased },
  followups: 'stays',
  alumni_event_places: 'stays',
  erasures: 'stays',
};

export function fateOf(table: string): Fate {
  return fates[table] ?? 'goes';
}

/** Columns that open a door: they are nobody's to read, not even their owner's. */
const secret = new Set(['password_hash', 'digest', 'device_digest', 'verify_token', 'key']);

/** A row as its own person may have it. */
export function withoutSecrets(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !secret.has(column)));
}

/**
 * A table whose rows belong to people (`person_id`). All such tables stand in one list (`src/belongings.ts`): by it an
 * import knows what was used since, and two records of one person become one without a row being forgotten.
 */
export interface Belonging {
  readonly table: string;
  /** What such a row is, as a key of `locales/`. */
  readonly words: string;
  /** The rows have a `workshop_id`. */
  readonly ofWorkshop: boolean;
  /** Beside the person, what only one row may have; rows outside `among` (SQL, on the row) do not count. */
  readonly once?: { readonly by: readonly string[]; readonly among?: string };
  /** The columns that tell two such rows apart when somebody has to choose. */
  readonly shows?: readonly string[];
  /** When both records have such a row: a person says which one stands, or the kept record's own stands. */
  readonly clash?: 'ask' | 'own stands';
}

/** What a reader may say about a passage without a word. Each is shown by its name, never by a colour alone. */
export const marks = ['important', 'question', 'use'] as const;
export type Mark = (typeof marks)[number];

/** One reader's own words on a block, for nobody else's eyes. `body` or `mark` says something. */
export interface Note {
  readonly id: string;
  /** The block's id; the block may be gone from the book since. */
  readonly block: string;
  /** The publication in which the note was written, and the overlay that tailored it: there the block is found for ever. */
  readonly publicationId: string;
  readonly overlay: string | null;
  /** As typed, lines kept; may be empty where there is a mark. */
  readonly body: string;
  readonly mark: Mark | null;
  readonly updatedAt: Date;
}

export const longestNote = 5000;

/** Where a reader was last in a book: a page (a module's id, `preface` …) and, where known, a block on it. */
export interface Bookmark {
  readonly page: string;
  readonly block: string | null;
}

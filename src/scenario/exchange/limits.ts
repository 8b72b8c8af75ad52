/**
 * How much of a stranger's file is read. More is refused in words; docs/exchange.md repeats these figures, and a test
 * compares the two.
 */
export const limits = {
  /** A package (ZIP) as a file: pictures and films lie in it, and are never unpacked. */
  packageBytes: 200_000_000,
  /** Files listed in a package. */
  packageFiles: 5_000,
  /** A file of text, and what is unpacked from a package, all in all. */
  bytes: 8_000_000,
  /** Characters in one line of Yarn or ink, where a line is a sentence. */
  line: 20_000,
  /** How deep objects and lists of JSON, and options within options, may stand in one another. */
  depth: 40,
  /** Passages of a story, or events of a list. */
  passages: 2_000,
  /** Links of a whole story. */
  links: 10_000,
  /** Characters of one passage; what is longer is cut there, and reported. */
  passage: 20_000,
  /** Characters of a title, and of the words of a choice. */
  words: 300,
  /** Cells in a line of an events list. */
  columns: 60,
  /** Roles that are made of the receivers of an events list. */
  roles: 12,
  /** Lines of the report; what comes after them is counted only. */
  report: 2_000,
} as const;

export type RefusalCode =
  | 'columns-unknown'
  | 'depth'
  | 'empty'
  | 'format-unknown'
  | 'json-broken'
  | 'large'
  | 'line-long'
  | 'links-many'
  | 'not-a-story'
  | 'not-text'
  | 'passages-many'
  | 'path-outside'
  | 'pickle'
  | 'table-broken'
  | 'zip-broken'
  | 'zip-large'
  | 'zip-many';

/** A file of which nothing is imported. The message says why, and what to do where something can be done. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

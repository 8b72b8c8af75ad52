import type { Line } from './line';
import type { Drawing } from './svg';

/** A node of the book's logical structure (PDF 1.7 standard types): what a screen reader walks through. */
export interface Node {
  readonly tag: string;
  readonly parent?: Node;
  readonly lang?: string;
  /** The text alternative of a Figure. */
  readonly alt?: string;
  /** Of a Note: its name in the file. */
  readonly id?: string;
  /** What it says, where its glyphs stand in another order. */
  readonly actual?: string;
  readonly scope?: 'Column' | 'Row';
  readonly numbering?: 'Decimal' | 'Disc';
  readonly link?: Link;
}

/** Where a Link leads: an address, or a named place in this book. `says` is its description for a screen reader. */
export type Link = { readonly url: string; readonly says: string } | { readonly place: string; readonly says: string };

/** Something drawn, placed from the top left corner of its strip. Without a node it is decoration (an artifact). */
export type Mark =
  | {
      readonly type: 'line';
      readonly x: number;
      readonly y: number;
      readonly line: Line;
      readonly node?: Node | undefined;
    }
  | {
      readonly type: 'rule';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly thickness: number;
      readonly colour: string;
      readonly dotted?: boolean;
    }
  | {
      readonly type: 'fill';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly colour: string;
      readonly outline?: string;
    }
  | {
      readonly type: 'drawing';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly drawing: Drawing;
      readonly node?: Node | undefined;
    }
  /** A part of the structure with nothing in it: the empty cell of a table. */
  | { readonly type: 'empty'; readonly node: Node };

/** The ground under a box: drawn on every page behind the strips that stand on it, a little larger than they are. */
export interface Ground {
  readonly x: number;
  readonly width: number;
  readonly above: number;
  readonly below: number;
  readonly colour?: string;
  /** A bar along the edge where reading starts. */
  readonly bar?: { readonly colour: string; readonly thickness: number };
  readonly frame?: { readonly colour: string; readonly thickness: number };
}

/** What the running head says. */
export interface Running {
  readonly title: string;
}

/**
 * A slice of the column that no page break cuts. A book is a list of strips before it is a list of pages. All have the same
 * members in the same order, which V8 reads fastest.
 */
export interface Strip {
  readonly height: number;
  /** White above; dropped where the strip begins a page. */
  readonly before: number;
  readonly marks: readonly Mark[];
  readonly grounds: readonly Ground[];
  /** Stays on the page of the strip that follows. */
  readonly keep: boolean;
  /** Is kept only where that leaves no great white behind. */
  readonly loose: boolean;
  /** Begins a page. */
  readonly newPage: boolean;
  /** Ids of sections and blocks that begin here. */
  readonly anchors: readonly string[];
  /** A heading that begins here, for the bookmarks. */
  readonly heading: { readonly level: number; readonly title: string; readonly id: string } | undefined;
  /** Drawn again (as decoration) when this strip begins a page: the head of a table. */
  readonly repeat: readonly Strip[] | undefined;
  readonly running: Running | undefined;
  readonly exercise: boolean;
  /** Entries of the index that are met here, by number. */
  readonly terms: readonly number[] | undefined;
  /** Notes that stand at the foot of the page on which this strip comes to stand. */
  readonly footnotes: readonly Strip[] | undefined;
  /** Title page and its back: without running head and foot. */
  readonly bare: boolean;
}

/** A strip with nothing in it and nothing asked of it. */
export const emptyStrip: Strip = {
  height: 0,
  before: 0,
  marks: [],
  grounds: [],
  keep: false,
  loose: false,
  newPage: false,
  anchors: [],
  heading: undefined,
  repeat: undefined,
  running: undefined,
  exercise: false,
  terms: undefined,
  footnotes: undefined,
  bare: false,
};

import type { Edition } from '../curriculum';

/**
 * Words of a block, as the W3C Web Annotation Data Model names a place in a text that may change (TextQuoteSelector,
 * https://www.w3.org/TR/annotation-model/#text-quote-selector): the words, and a little of what is before and after.
 */
export interface TextQuote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Words that one reader marked in a block, for nobody else's eyes. */
export interface Highlight extends TextQuote {
  readonly id: string;
  /** The block's id; the block may be gone from the book since. */
  readonly block: string;
  /** The book in which they were marked: words of the Guide are shown only to who may still open it. */
  readonly edition: Edition;
  readonly createdAt: Date;
}

/** In UTF-16 units. Longer passages are marked as a whole, with a note. */
export const longestHighlight = 1000;
export const longestContext = 64;
/** More would make a page slow to draw and say nothing any more. */
export const mostHighlights = 500;

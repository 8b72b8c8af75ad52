import LineBreaker from 'linebreak';

// Scripts written without spaces (UAX #14 class SA), where a line may end only between words.
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const mark = /^[\p{M}\u200c\u200d]/u;

/**
 * Where a line may end: the indices that can begin a new line, in order. UAX #14, and a dictionary for the scripts that
 * write without spaces; never before a combining mark.
 */
export function breaksOf(text: string, language: string): readonly number[] {
  const found = new Set<number>();
  const breaker = new LineBreaker(text);
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) found.add(at.position);
  for (const run of text.matchAll(unspaced)) {
    for (const word of wordsOf(run[0], language)) if (word.index > 0) found.add(run.index + word.index);
  }
  return [...found].filter((index) => index < text.length && !mark.test(text.slice(index))).sort((a, b) => a - b);
}

/** The last resort for a word wider than its column: any place between two characters as a reader counts them. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(characters.segment(text), (each) => each.segment);
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });
const segmenters = new Map<string, Intl.Segmenter>();

function wordsOf(text: string, language: string): Iterable<Intl.SegmentData> {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: 'word' })));
  return segmenter.segment(text);
}

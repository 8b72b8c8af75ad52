import LineBreaker from 'linebreak';

// Scripts written without spaces (UAX #14 class SA), where a line may end only between words.
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
// Combining marks; and signs of those scripts that end a sentence or repeat a word.
const mark = /[\p{M}\u200c\u200d\u0e2f\u0e46\u0eaf\u0ec6\u104a\u104b\u17d4-\u17d7]/uy;
const firstMark = 0x300;
// Latin, its signs and spaces: neither of the two is among them.
const simple = /^[\0-\u02ff\u2010-\u2027]*$/;

/**
 * Where a line may end: the indices that can begin a new line, in order. UAX #14, and a dictionary for the scripts that
 * write without spaces; never before a combining mark, or a sign that belongs to the word before it.
 */
export function breaksOf(text: string, language: string): readonly number[] {
  const found: number[] = [];
  const breaker = new LineBreaker(text);
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) found.push(at.position);
  if (simple.test(text)) {
    if (found.at(-1) === text.length) found.pop();
    return found;
  }
  const spaced = found.length;
  for (const run of text.matchAll(unspaced)) {
    for (const word of wordsOf(run[0], language)) if (word.index > 0) found.push(run.index + word.index);
  }
  const all = found.length === spaced ? found : [...new Set(found)].sort((a, b) => a - b);
  return all.filter((index) => index < text.length && !beginsWithMark(text, index));
}

function beginsWithMark(text: string, index: number): boolean {
  if (text.charCodeAt(index) < firstMark) return false;
  mark.lastIndex = index;
  return mark.test(text);
}

/** The last resort for a word wider than its column: any place between two characters as a reader counts them. */
export function charactersOf(text: string): readonly string[] {
  characters ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(characters.segment(text), (each) => each.segment);
}

// Opened when it is needed: that takes as long as a page.
let characters: Intl.Segmenter | undefined;
const segmenters = new Map<string, Intl.Segmenter>();

function wordsOf(text: string, language: string): Iterable<Intl.SegmentData> {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: 'word' })));
  return segmenter.segment(text);
}

import { diffArrays } from 'diff';

/** A run of words that both texts have, or one of them only. */
export interface WordChange {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Texts beyond this are compared line by line: a word by word comparison of a book would not end soon. */
const longestText = 20_000;

/**
 * How one text became another, word by word; joined, `same` and `new` are the text now. Words are cut as their language
 * cuts them, so that scripts without spaces are compared by words too.
 */
export function wordChanges(before: string, now: string, language: string): WordChange[] {
  const cut = before.length + now.length > longestText ? lines : cutter(language);
  const kindOf = (each: { added: boolean; removed: boolean }) => (each.added ? 'new' : each.removed ? 'gone' : 'same');
  return diffArrays(cut(before), cut(now)).map((each) => ({ kind: kindOf(each), text: each.value.join('') }));
}

function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function cutter(language: string): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) => Array.from(segmenter.segment(text), ({ segment }) => segment);
}

import type { BookWords } from '../print';
import type { Words } from '../words';

/** What the printer says itself in a book, or in a piece that looks like one: in the reader's language. */
export function bookWords(t: Words): BookWords {
  return {
    contents: t('book.contents'),
    page: t('book.page'),
    otherBookPage: t('book.handbookPage'),
    mark: t('book.sourceMark'),
    exercise: t('book.exercise'),
  };
}

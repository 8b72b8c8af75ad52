import { bookWords } from './book-words';
import type { Book, Paper } from '../print';
import type { Words } from '../words';
import type { CompiledEdition } from './curriculum';

export interface BookOptions {
  readonly paper: Paper;
  /** The words of the interface in the book's language. */
  readonly words: Words;
  /** The publication's content hash; absent for a draft that was never published. */
  readonly publication?: string;
  /** The day of the publication (or of a draft), ISO. */
  readonly day: string;
  /** Two pages on each side of a sheet, in the order of a stapled booklet. */
  readonly booklet?: boolean;
}

type Imprint = 'author' | 'language' | 'direction' | 'paper' | 'day' | 'edition' | 'publication' | 'date' | 'words';

/** What every print of an edition says of itself: whose it is, which version, and the words that the printer says. */
export function imprintOf(compiled: CompiledEdition, options: BookOptions): Pick<Book, Imprint> {
  const t = options.words;
  const { version, language } = compiled;
  const edition = t(`book.edition.${compiled.edition}`);
  const hash = options.publication?.slice(0, 12);
  const format = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    author: t('book.author'),
    language,
    direction: t.direction,
    paper: options.paper,
    day: options.day,
    edition: compiled.overlay ? t('local.edition', { edition, title: compiled.overlay.title }) : edition,
    publication: hash === undefined ? t('book.draft', { version }) : t('book.publication', { version, hash }),
    date: format.format(new Date(`${options.day}T00:00:00Z`)),
    words: bookWords(t),
  };
}

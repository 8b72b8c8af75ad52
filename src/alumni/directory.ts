import { tokensIn } from '../search';
import { type WrittenField, writtenFields } from './profile';

/** One alumna as others may see her: every field holds what she consents to, and is empty otherwise. */
export type Entry = Readonly<Record<WrittenField, string>> & {
  readonly id: string;
  readonly name: string;
  readonly ownName: string;
};

/** Questions are cut to this, and answers to so many. */
export const longestQuestion = 120;
export const mostShown = 100;

/**
 * The entries that hold every word of the question, or words that begin so, in whatever field. Nothing is kept between
 * two questions: who withdraws a field is not found by it a moment later. An empty question finds everybody.
 */
export function findEntries(entries: readonly Entry[], question: string): Entry[] {
  const asked = cut(question.slice(0, longestQuestion), true);
  return entries.filter((entry) => {
    const terms = ['name', 'ownName', ...writtenFields].flatMap((field) => cut(entry[field as WrittenField]));
    return asked.every((word) => terms.some((term) => term.startsWith(word)));
  });
}

// Names are of no language: "und" folds case and accents, and takes no endings off.
function cut(text: string, asked = false): string[] {
  return tokensIn(text, 'und', asked).map(({ term }) => term);
}

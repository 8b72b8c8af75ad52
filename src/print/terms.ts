import type { IndexEntry } from './document';
import type { Line } from './line';
import type { LaidPage } from './pages';

/** Finds the entries of an index in running text: for each line of a paragraph, the numbers of the entries met on it. */
export type TermFinder = (lines: readonly Line[]) => readonly (readonly number[])[];

const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}]/u;

interface Form {
  readonly text: string;
  readonly owner: number;
  /** An acronym: met only as it is written. */
  readonly exact: boolean;
}

interface Met {
  readonly at: number;
  readonly owner: number;
}

const word = /[\p{L}\p{N}\p{M}]+/gu;
const inWord = /[\p{L}\p{N}]/u;
const unitOfWord = /[\p{L}\p{N}\p{M}\u{d800}-\u{dfff}]/u;

function isWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0x80) return unitOfWord.test(text.charAt(at));
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a);
}

/** Looks for every form of every entry, the longest first, as whole words and whatever the case; of acronyms, as written. */
export function openFinder(entries: readonly IndexEntry[], language: string): TermFinder {
  const lower = (text: string) => text.toLocaleLowerCase(language);
  const spaced = new Map<string, Form[]>();
  const running: Form[] = [];
  entries.forEach((entry, owner) => {
    for (const form of entry.forms) {
      const exact = form === form.toLocaleUpperCase(language) && form !== lower(form);
      for (const each of language.startsWith('en') ? inflected(form) : [form]) {
        const found = { text: lower(each), owner, exact };
        const [first] = found.text.match(word) ?? [];
        if (unspaced.test(form) || first === undefined || !found.text.startsWith(first)) running.push(found);
        else
          spaced.set(
            first,
            [...(spaced.get(first) ?? []), found].sort((a, b) => b.text.length - a.text.length),
          );
      }
    }
  });

  const meet = (original: string): readonly Met[] => {
    const text = lower(original);
    const met: Met[] = [];
    for (let at = 0; at < text.length;) {
      if (!isWord(text, at)) {
        at++;
        continue;
      }
      let after = at + 1;
      while (after < text.length && isWord(text, after)) after++;
      const form = spaced.get(text.slice(at, after))?.find((each) => {
        const end = at + each.text.length;
        const same = text.startsWith(each.text, at) && !inWord.test(text[end] ?? ' ');
        return same && (!each.exact || original.slice(at, end) === each.text.toLocaleUpperCase(language));
      });
      if (form) met.push({ at, owner: form.owner });
      at = Math.max(after, form ? at + form.text.length : 0);
    }
    for (const { text: form, owner } of running) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) met.push({ at, owner });
    }
    return met;
  };

  return (lines) => {
    let text = '';
    const ends = lines.map((line) => (text += line.text).length);
    const met = meet(text);
    if (met.length === 0) return [];
    const found = lines.map((): number[] => []);
    for (const { at, owner } of met) found[ends.findIndex((each) => at < each)]?.push(owner);
    return found;
  };
}

/** English forms of a term: as it stands and in the plural. */
function inflected(form: string): readonly string[] {
  if (/[^aeiou]y$/i.test(form)) return [form, `${form.slice(0, -1)}ies`];
  if (/child$/i.test(form)) return [form, `${form}ren`];
  return [form, /(?:s|x|ch|sh)$/i.test(form) ? `${form}es` : `${form}s`];
}

const mostPages = 10;

/**
 * The pages of each entry, in order: those on which it is met and those on which its `ids` stand (`main`). Of a word that
 * is met nearly everywhere only the pages that speak of it most.
 */
export function termPages(
  entries: readonly IndexEntry[],
  pages: readonly LaidPage[],
  pageOf: ReadonlyMap<string, number>,
): readonly (readonly TermPage[])[] {
  const counts = entries.map(() => new Map<number, number>());
  for (const page of pages)
    for (const { strip, again } of page.placed)
      for (const entry of again ? [] : (strip.terms ?? [])) {
        counts[entry]?.set(page.number, (counts[entry].get(page.number) ?? 0) + 1);
      }
  return entries.map((entry, number) => {
    const main = new Set(entry.ids.flatMap((id) => pageOf.get(id) ?? []));
    const met = [...(counts[number] ?? [])]
      .filter(([page]) => !main.has(page))
      .sort(([a, x], [b, y]) => y - x || a - b);
    const told = [...main, ...met.slice(0, mostPages).map(([page]) => page)].sort((a, b) => a - b);
    return told.map((page) => ({ page, main: main.has(page) }));
  });
}

export interface TermPage {
  readonly page: number;
  readonly main: boolean;
}

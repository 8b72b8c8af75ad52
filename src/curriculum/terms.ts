import { escapeHtml, plainText, type Content } from '../prose';
import type { GlossaryTerm } from './curriculum';

/** Finds the terms of the glossary in the text of one page while it is drawn: in each section the first time. */
export interface TermMarks {
  /** A section begins: every term is new again. */
  begin(): void;
  /** A run of text as HTML, with a button around each term that is new in this section. */
  readonly html: (text: string) => string;
  /** The terms that were found, in the order of the glossary. */
  found(): GlossaryTerm[];
}

/** The id of the card with a term's definition, which the buttons open (`popover`: it needs no script). */
export const cardOf = (term: Pick<GlossaryTerm, 'id'>): string => `card-${term.id}`;

export function termMarks(terms: readonly GlossaryTerm[], language: string): TermMarks {
  const pattern = patternOf(terms, language);
  const all = new Set<GlossaryTerm>();
  let here = new Set<GlossaryTerm>();
  return {
    begin: () => {
      here = new Set();
    },
    html: (text) => {
      if (!pattern) return escapeHtml(text);
      let html = '';
      let at = 0;
      for (const match of text.matchAll(pattern)) {
        const term = terms[numberOf(match)];
        if (!term || here.has(term) || !fits(term, match[0])) continue;
        here.add(term);
        all.add(term);
        const button = `<button type="button" class="term" popovertarget="${cardOf(term)}">${escapeHtml(match[0])}</button>`;
        html += escapeHtml(text.slice(at, match.index)) + button;
        at = match.index + match[0].length;
      }
      return html + escapeHtml(text.slice(at));
    },
    found: () => terms.filter((term) => all.has(term)),
  };
}

/** The place of the term whose group matched. */
function numberOf({ groups = {} }: RegExpExecArray): number {
  const name = Object.keys(groups).find((each) => groups[each] !== undefined);
  return Number(name?.slice(1));
}

/** Languages that put no space between words: there a term may stand inside a run of letters. */
const unspaced = /^(th|lo|km|my|zh|ja)\b/;

/** One group for each term, in the order given; where one term begins another, the longer is tried first. */
function patternOf(terms: readonly GlossaryTerm[], language: string): RegExp | undefined {
  if (terms.length === 0) return undefined;
  const plural = language.startsWith('en') ? '(?:e?s)?' : '';
  const groups = terms.map(({ term }, index) => {
    const words = escaped(term).replace(/\s+/g, '\\s+');
    return { length: term.length, source: `(?<t${index}>${words}${plural})` };
  });
  const ordered = groups.sort((a, b) => b.length - a.length).map(({ source }) => source);
  const [before, after] = unspaced.test(language) ? ['', ''] : ['(?<![\\p{L}\\p{M}\\p{N}])', '(?![\\p{L}\\p{M}\\p{N}])'];
  return new RegExp(`${before}(?:${ordered.join('|')})${after}`, 'giu');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A name ("Member" of the Bali Process, "Alumni Network", "RAAPT") is meant only where it is written as one. */
function fits({ term, definition }: GlossaryTerm, written: string): boolean {
  const isName = / \p{Lu}/u.test(term) || /^\p{Lu}{2}/u.test(term) || namedIn(definition, term);
  return !isName || written.startsWith(term);
}

function namedIn(definition: readonly Content[], term: string): boolean {
  const text = definition.map((each) => (each.type === 'paragraph' ? plainText(each.children) : '')).join(' ');
  return /^\p{Lu}/u.test(term) && new RegExp(`[\\p{L},] ${escaped(term)}`, 'u').test(text);
}

import MiniSearch from 'minisearch';
import type { Passage } from '../curriculum';
import { type Piece, markedText, snippetOf } from './snippet';
import { type Token, tokensIn } from './tokens';

export interface Hit {
  readonly passage: Passage;
  readonly title: readonly Piece[];
  readonly snippet: readonly Piece[];
}

export interface Found {
  /** Best first, at most `mostShown`. */
  readonly hits: readonly Hit[];
  readonly total: number;
  /** Nothing has all the words as they were typed: these have some of them, or words like them. */
  readonly loose: boolean;
}

/** Longer questions are cut, so that no question costs more than a page. */
export const longestQuestion = 120;
const mostWords = 12;
const mostShown = 40;

/** One book made searchable. Built once; a question never changes it. */
export interface BookIndex {
  find(question: string): Found;
}

interface Entry {
  readonly passage: Passage;
  readonly title: readonly Token[];
  readonly text: readonly Token[];
  /** The terms in a row, to see whether the question stands there word for word. */
  readonly row: string;
}

/** What a reader most likely wants first, when the words weigh the same. */
const weights: Readonly<Partial<Record<Passage['kind'], number>>> = {
  module: 1.4,
  section: 1.4,
  term: 1.3,
  definition: 1.2,
  source: 0.5,
};

export function indexOf(passages: Iterable<Passage>, language: string): BookIndex {
  const entries = new Map<string, Entry>();
  const engine = new MiniSearch<Entry & { id: string }>({
    fields: ['title', 'text'],
    extractField: (entry, field) => (field === 'id' ? entry.passage.id : rowOf(entry[field as 'title' | 'text'])),
    tokenize: (row) => row.split(' '),
    processTerm: (term) => term || null,
  });
  for (const passage of passages) {
    const title = tokensIn(passage.title ?? '', language);
    const text = tokensIn(passage.text, language);
    if (title.length + text.length === 0) continue;
    const entry = { passage, title, text, row: ` ${rowOf(title)} ${rowOf(text)} ` };
    entries.set(passage.id, entry);
    engine.add({ id: passage.id, ...entry });
  }
  return { find: (question) => find(engine, entries, tokensIn(cutQuestion(question), language, true)) };
}

/** As many characters as are searched, without half a character at the end. */
export function cutQuestion(question: string): string {
  return Array.from(question.normalize('NFC').trim()).slice(0, longestQuestion).join('');
}

function rowOf(tokens: readonly Token[]): string {
  return tokens.map(({ term }) => term).join(' ');
}

function find(engine: MiniSearch, entries: ReadonlyMap<string, Entry>, asked: readonly Token[]): Found {
  const terms = [...new Set(asked.map(({ term }) => term))].slice(0, mostWords);
  if (terms.length === 0) return { hits: [], total: 0, loose: false };
  const row = terms.join(' ');
  const phrase = ` ${rowOf(asked)} `;
  const ask = (combineWith: 'AND' | 'OR', fuzzy: number) =>
    engine.search(row, {
      combineWith,
      boost: { title: 2.5 },
      prefix: (term) => term.length > 2 || terms.length === 1,
      fuzzy: (term) => (fuzzy > 0 && term.length > 3 ? fuzzy : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
      boostDocument: (id) => {
        const entry = entries.get(String(id));
        return (entry?.row.includes(phrase) ? 1.6 : 1) * (weights[entry?.passage.kind ?? 'text'] ?? 1);
      },
    });
  const exact = ask('AND', 0);
  const some = exact.length > 0 ? exact : ask('AND', 0.25);
  const results = some.length > 0 ? some : ask('OR', 0);
  const hits = results.slice(0, mostShown).flatMap(({ id, terms: matched }): Hit[] => {
    const entry = entries.get(String(id));
    if (!entry) return [];
    const { passage, title, text } = entry;
    const marks = new Set(matched);
    return [
      {
        passage,
        title: markedText(passage.title ?? '', title, marks),
        snippet: snippetOf(passage.text, text, marks),
      },
    ];
  });
  return { hits, total: results.length, loose: exact.length === 0 && results.length > 0 };
}

import type { Token } from './tokens';

/** A stretch of a text; `hit` where it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

type Span = Pick<Token, 'start' | 'end'>;

const longest = 220;
const before = 40;

/** The part of a text in which most of what was looked for stands close together, with that marked. */
export function snippetOf(text: string, tokens: readonly Token[], found: ReadonlySet<string>): Piece[] {
  const hits = tokens.filter(({ term }) => found.has(term));
  const from = text.length <= longest ? 0 : startOf(hits, tokens);
  const to = from + longest >= text.length ? text.length : endOf(from + longest, tokens);
  const inside = joined(hits).filter(({ start, end }) => start >= from && end <= to);
  const pieces = cut(text, from, to, inside);
  const head = from > 0 ? [{ text: '… ', hit: false }] : [];
  const tail = to < text.length ? [{ text: ' …', hit: false }] : [];
  return [...head, ...pieces, ...tail];
}

/** A whole short text, such as a title, with what was looked for marked. */
export function markedText(text: string, tokens: readonly Token[], found: ReadonlySet<string>): Piece[] {
  return cut(text, 0, text.length, joined(tokens.filter(({ term }) => found.has(term))));
}

function startOf(hits: readonly Token[], tokens: readonly Token[]): number {
  let best = { kinds: 0, start: 0 };
  for (const [index, first] of hits.entries()) {
    const kinds = new Set<string>();
    for (const hit of hits.slice(index)) {
      if (hit.end > first.start + longest - before) break;
      kinds.add(hit.term);
    }
    if (kinds.size > best.kinds) best = { kinds: kinds.size, start: first.start };
  }
  const wanted = best.start - before;
  return wanted <= 0 ? 0 : (tokens.find(({ start }) => start >= wanted)?.start ?? 0);
}

function endOf(wanted: number, tokens: readonly Token[]): number {
  return tokens.findLast(({ end }) => end <= wanted)?.end ?? wanted;
}

/** Neighbouring and overlapping hits as one: pairs of characters become the words that they are part of. */
function joined(hits: readonly Span[]): Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of hits) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

function cut(text: string, from: number, to: number, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  for (const { start, end } of spans) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), hit: false });
  return pieces;
}

import type { TextQuote } from './highlight';

/** One character of a text that a reader sees in a piece of HTML, with where it is written there. */
interface Letter {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

// Drawings, comments and tags are stepped over whole: no mark can be put into a drawing.
const steps = /<svg\b[\s\S]*?<\/svg>|<!--[\s\S]*?-->|<[^>]*>|&(#x?[0-9a-f]+|[a-z]+);|[^<]/giu;

/** Spaces do not count: between two paragraphs a browser sees as many as it likes, and Thai has invisible ones. */
const uncounted = /[\s\p{Cc}\p{Cf}]/u;

function lettersIn(html: string): Letter[] {
  const letters: Letter[] = [];
  for (const { 0: step, 1: entity, index } of html.matchAll(steps)) {
    if (step.startsWith('<')) continue;
    const character = entity === undefined ? step : characterOf(entity);
    if (!uncounted.test(character)) letters.push({ character, start: index, end: index + step.length });
  }
  return letters;
}

function characterOf(entity: string): string {
  if (!entity.startsWith('#')) return named[entity] ?? '\uFFFD';
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

function squeezed(text: string): string[] {
  return Array.from(text).filter((character) => !uncounted.test(character));
}

/**
 * Where a quote stands in a row of characters: the place whose surroundings are most like the quote's own. Words that
 * stand there several times, none of them in surroundings that remind of the quote's, are not found.
 */
function placeOf(text: readonly string[], quote: TextQuote): { from: number; to: number } | undefined {
  const [exact, prefix, suffix] = [squeezed(quote.exact), squeezed(quote.prefix).reverse(), squeezed(quote.suffix)];
  if (exact.length === 0) return undefined;
  const places: { from: number; to: number; likeness: number }[] = [];
  for (let from = 0; from + exact.length <= text.length; from += 1) {
    if (text[from] !== exact[0] || exact.some((each, at) => text[from + at] !== each)) continue;
    const to = from + exact.length;
    const before = alike(prefix, (at) => text[from - 1 - at]);
    places.push({ from, to, likeness: before + alike(suffix, (at) => text[to + at]) });
  }
  const best = places.reduce<(typeof places)[number] | undefined>(
    (known, each) => (known && known.likeness >= each.likeness ? known : each),
    undefined,
  );
  return best && (places.length === 1 || best.likeness > 0) ? best : undefined;
}

function alike(wanted: readonly string[], there: (at: number) => string | undefined): number {
  const end = wanted.findIndex((each, at) => there(at) !== each);
  return end < 0 ? wanted.length : end;
}

/** The part of a drawn page from the block's own tag to its end; the page before it is left alone. */
function cutBefore(html: string, block: string): [before: string, own: string] {
  const tag = html.indexOf(` id="${block}"`);
  const start = tag < 0 ? 0 : html.indexOf('>', tag) + 1;
  return [html.slice(0, start), html.slice(start)];
}

/** Whether these words stand in the block with which this piece of a drawn page ends. */
export function standsIn(html: string, block: string, quote: TextQuote): boolean {
  const [, own] = cutBefore(html, block);
  return (
    placeOf(
      lettersIn(own).map(({ character }) => character),
      quote,
    ) !== undefined
  );
}

/**
 * A piece of a drawn page, ending with this block, with the quoted words marked in it (`mark.own-mark`), each run of
 * text by itself so that marks may cross other elements. Quotes that are not found change nothing.
 */
export function withMarks(html: string, block: string, quotes: readonly TextQuote[]): string {
  if (quotes.length === 0) return html;
  const [before, own] = cutBefore(html, block);
  const letters = lettersIn(own);
  const text = letters.map(({ character }) => character);
  const marked = new Set<number>();
  for (const quote of quotes) {
    const place = placeOf(text, quote);
    for (let at = place?.from ?? 0; at < (place?.to ?? 0); at += 1) marked.add(at);
  }
  let drawn = before;
  let done = 0;
  letters.forEach(({ start, end }, at) => {
    if (!marked.has(at)) return;
    const follows = marked.has(at - 1) && !own.slice(letters[at - 1]?.end, start).includes('<');
    const goesOn = marked.has(at + 1) && !own.slice(end, letters[at + 1]?.start).includes('<');
    drawn += `${own.slice(done, start)}${follows ? '' : '<mark class="own-mark">'}${own.slice(start, end)}${goesOn ? '' : '</mark>'}`;
    done = end;
  });
  return drawn + own.slice(done);
}

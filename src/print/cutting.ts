import bidiFactory from 'bidi-js';
import { Atoms } from './atoms';
import { breaksOf, charactersOf } from './breaks';
import type { Setting, Span } from './line';
import type { Shaped, Shaper } from './shaping';

const bidi = bidiFactory();
// Anything that could turn a text around: right-to-left scripts, and the signs that control direction.
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202a-\u202e\u2066-\u2069\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Cuts a paragraph into atoms. What has no glyph is left out and told to `report`, with the words around it. */
export function atomsOf(
  spans: readonly Span[],
  { direction, language }: Pick<Setting, 'direction' | 'language'>,
  shaper: Shaper,
  report: (text: string, where: string) => void,
): Atoms {
  const text = spans.length === 1 ? (spans[0]?.text ?? '') : spans.map((span) => span.text).join('');
  const plain = direction === 'ltr' && !rightToLeft.test(text);
  const levels = plain ? undefined : bidi.getEmbeddingLevels(text, direction).levels;
  const places: Places = { breaks: breaksOf(text, language), next: 0, levels };
  const atoms = new Atoms();
  let start = 0;
  for (const [voice, span] of spans.entries()) {
    const lang = span.lang ?? language;
    for (const stretch of shaper.stretches(span.text, span.face)) {
      if (stretch.font === undefined) report(stretch.text, text.slice(Math.max(0, start - 30), start + 30).trim());
      else cut(stretch.text, stretch.font, lang, voice, start, places, shaper, atoms);
      start += stretch.text.length;
    }
  }
  return atoms;
}

/** Where lines may end, and which way the characters run. */
interface Places {
  readonly breaks: readonly number[];
  /** The number of the next break that was not passed. */
  next: number;
  readonly levels: Uint8Array | undefined;
}

/** Words and white space by turns, cut again where the direction changes and where a line may end. */
function cut(
  text: string,
  font: string,
  lang: string,
  voice: number,
  offset: number,
  places: Places,
  shaper: Shaper,
  atoms: Atoms,
): void {
  const { levels } = places;
  // Every second atom is a space of the same kind.
  let blank: Shaped | undefined;
  let from = 0;
  let opens = opensAt(places, offset);
  let space = isSpace(text, 0);
  for (let to = 1; to <= text.length; to++) {
    const ends = to === text.length;
    const spaceNext = !ends && isSpace(text, to);
    const opensNext = !ends && opensAt(places, offset + to);
    if (!ends && !opensNext && spaceNext === space && (!levels || runsOn(text, to, levels, offset))) continue;
    const level = levels?.[offset + from] ?? 0;
    const gap = space && level === 0 && to === from + 1 && text.charCodeAt(from) === 0x20;
    const shaped = (gap && blank) || shaper.shape(text.slice(from, to), font, level % 2 === 1, lang);
    if (gap) blank = shaped;
    atoms.add(shaped, voice, level, space, opens);
    from = to;
    opens = opensNext;
    space = spaceNext;
  }
}

function opensAt(places: Places, index: number): boolean {
  const { breaks } = places;
  while (places.next < breaks.length && (breaks[places.next] ?? 0) < index) places.next++;
  return breaks[places.next] === index;
}

/** Atoms wider than a column, cut between characters: each is a place where a line may begin. */
export function cutNarrow(
  atoms: Atoms,
  spans: readonly Span[],
  { size, width, language }: Pick<Setting, 'size' | 'width' | 'language'>,
  shaper: Shaper,
): Atoms {
  if ((atoms.widest * size) / 1000 <= width) return atoms;
  const cut = new Atoms();
  atoms.shaped.forEach((shaped, at) => {
    const [voice = 0, level = 0, space = false, opens = false] = [
      atoms.voices[at],
      atoms.levels[at],
      atoms.spaces[at],
      atoms.opens[at],
    ];
    if (space || atoms.widthAt(at, size) <= width) {
      cut.add(shaped, voice, level, space, opens);
      return;
    }
    const lang = spans[voice]?.lang ?? language;
    charactersOf(shaped.text).forEach((character, index) => {
      const part = shaper.shape(character, shaped.font, level % 2 === 1, lang);
      cut.add(part, voice, level, isSpace(character, 0), index > 0 || opens);
    });
  });
  return cut;
}

/**
 * Whether a word goes on in the same direction. From right to left, letters and signs are words of their own: what reads
 * the file turns the letters of a word around, and would take signs at its ends to the other side.
 */
function runsOn(text: string, at: number, levels: Uint8Array, offset: number): boolean {
  const level = levels[offset + at] ?? 0;
  if (level !== levels[offset + at - 1]) return false;
  return level % 2 === 0 || isLetter(text, at) === isLetter(text, at - 1);
}

const letter = /[\p{L}\p{M}\p{N}\u200c\u200d]/u;

function isLetter(text: string, at: number): boolean {
  return letter.test(text.charAt(at));
}

// No-break spaces are ink: they neither hang over nor end a line.
const breakable = /[^\S\u00a0\u202f\u2007]/;

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) : breakable.test(text.charAt(at));
}

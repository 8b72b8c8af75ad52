import bidiFactory from 'bidi-js';
import type { MissingGlyph } from './document';
import { breaksOf, charactersOf } from './breaks';
import { type Atom, balance, fill, reorder, widthAt } from './filling';
import type { Face } from './fonts';
import type { Footnote } from './footnotes';
import type { Shaped, Shaper } from './shaping';
import type { Node } from './strip';

/** Words in one voice. `lang` and `node` mark what is a link, or in another language. */
export interface Span {
  readonly text: string;
  readonly face: Face;
  readonly colour?: string;
  readonly lang?: string;
  readonly node?: Node;
  readonly underline?: boolean;
  /** The note to which these words lead. */
  readonly footnote?: Footnote;
}

/** How a paragraph is set. Lengths are in points. */
export interface Setting {
  readonly size: number;
  readonly leading: number;
  readonly width: number;
  readonly align?: 'start' | 'center' | 'end';
  readonly direction: 'ltr' | 'rtl';
  readonly language: string;
  /** Draws lines to nearly equal widths: for headings. */
  readonly balanced?: boolean;
}

/** A stretch of a line, drawn at `x` from the line's left edge. */
export interface Piece {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  /** Where its text begins in the paragraph. */
  readonly start: number;
  readonly shaped: Shaped;
  readonly span: Span;
}

/** One line, its pieces from left to right. `text` is what it says in reading order. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly text: string;
  readonly size: number;
  readonly height: number;
  /** From the top of the line. */
  readonly baseline: number;
  /** Where the ink begins and how far it goes, from the left edge of the column. */
  readonly x: number;
  readonly width: number;
  readonly rightToLeft: boolean;
  /** Whether its paragraph has marks of notes. */
  readonly noted: boolean;
}

const bidi = bidiFactory();
// Anything that could turn a text around: right-to-left scripts, and the signs that control direction.
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202a-\u202e\u2066-\u2069\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export interface Typesetter {
  /** Breaks spans into lines. Never fails: what has no glyph is left out and listed in `missing`. */
  set(spans: readonly Span[], setting: Setting): readonly Line[];
  /** How wide words are in one line, in points, without the spaces after them. */
  widthOf(text: string, face: Face, setting: Pick<Setting, 'size' | 'direction' | 'language'>): number;
  /** Forgets what would be used if the same words were set again. */
  settle(): void;
  readonly missing: MissingGlyph[];
}

export function typesetter(shaper: Shaper): Typesetter {
  const missing: MissingGlyph[] = [];
  const widths = new Map<string, number>();

  const report = (text: string, where: string) => {
    for (const character of text) {
      const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      if (!missing.some((each) => each.codePoint === codePoint && each.where === where))
        missing.push({ codePoint, character, where });
    }
  };

  // A book is laid out more than once until its page numbers are true; its words are cut and shaped only once.
  const kept = new Map<string, readonly Atom[]>();

  const atomsOf = (spans: readonly Span[], setting: Setting): readonly Atom[] => {
    let key = `${setting.direction}${setting.language}\u0001${setting.size}`;
    for (const span of spans) key += `\u0002${span.face}\u0001${span.lang ?? ''}\u0001${span.text}`;
    const known = kept.get(key);
    const atoms = known ?? cutAll(spans, setting);
    if (!known) kept.set(key, atoms);
    return atoms;
  };

  const cutAll = (spans: readonly Span[], setting: Setting): readonly Atom[] => {
    const text = spans.length === 1 ? (spans[0]?.text ?? '') : spans.map((span) => span.text).join('');
    const plain = setting.direction === 'ltr' && !rightToLeft.test(text);
    const levels = plain ? undefined : bidi.getEmbeddingLevels(text, setting.direction).levels;
    const breaks = breaksOf(text, setting.language);
    const atoms: Atom[] = [];
    let next = 0;
    const opensAt = (index: number): boolean => {
      while ((breaks[next] ?? Infinity) < index) next++;
      return breaks[next] === index;
    };
    let start = 0;
    spans.forEach((span, voice) => {
      const lang = span.lang ?? setting.language;
      for (const stretch of shaper.stretches(span.text, span.face)) {
        if (stretch.font === undefined) report(stretch.text, text.slice(Math.max(0, start - 30), start + 30).trim());
        else cut(stretch.text, stretch.font, start, voice, lang, levels, opensAt, atoms);
        start += stretch.text.length;
      }
    });
    return atoms;
  };

  // Words and white space by turns, cut again where the direction changes and where a line may end.
  const cut = (
    text: string,
    font: string,
    offset: number,
    voice: number,
    lang: string,
    levels: Uint8Array | undefined,
    opensAt: (index: number) => boolean,
    atoms: Atom[],
  ) => {
    let from = 0;
    let opens = opensAt(offset);
    let space = isSpace(text, 0);
    for (let to = 1; to <= text.length; to++) {
      const ends = to === text.length;
      const spaceNext = !ends && isSpace(text, to);
      const opensNext = !ends && opensAt(offset + to);
      if (!ends && !opensNext && spaceNext === space && runsOn(text, to, levels, offset)) continue;
      atoms.push(atomOf(text.slice(from, to), font, voice, lang, levels?.[offset + from] ?? 0, opens));
      [from, opens, space] = [to, opensNext, spaceNext];
    }
  };

  const known = new Map<Shaped, Atom[]>();

  const atomOf = (text: string, font: string, voice: number, lang: string, level: number, opens: boolean): Atom => {
    const shaped = shaper.shape(text, font, level % 2 === 1, lang);
    let atoms = known.get(shaped);
    if (!atoms) known.set(shaped, (atoms = []));
    let atom = atoms.find((each) => each.voice === voice && each.level === level && each.opens === opens);
    if (!atom) atoms.push((atom = { shaped, voice, level, space: isSpace(text, 0), opens }));
    return atom;
  };

  // A word wider than the column is cut between characters, each a place where a line may begin.
  const narrow = (atoms: readonly Atom[], spans: readonly Span[], { size, width, language }: Setting) => {
    const fits = (atom: Atom) => atom.space || widthAt(atom, size) <= width;
    if (atoms.every(fits)) return atoms;
    return atoms.flatMap((atom) => {
      if (fits(atom)) return [atom];
      const { shaped, voice, level } = atom;
      return charactersOf(shaped.text).map((character, index) =>
        atomOf(character, shaped.font, voice, spans[voice]?.lang ?? language, level, index > 0 || atom.opens),
      );
    });
  };

  const heightOf = (atoms: readonly Atom[], { size, leading }: Setting) => {
    let above = leading * 0.74;
    let below = leading * 0.26;
    let last = '';
    for (const { font } of atoms.map((atom) => atom.shaped)) {
      if (font === last) continue;
      last = font;
      const extents = shaper.extents(font);
      if (!extents.regional) continue;
      above = Math.max(above, (extents.ascent * size) / 1000);
      below = Math.max(below, (extents.descent * size) / 1000);
    }
    return { height: above + below, baseline: above };
  };

  const setParagraph = (spans: readonly Span[], setting: Setting): Line[] => {
    const atoms = narrow(atomsOf(spans, setting), spans, setting);
    if (atoms.length === 0) return [];
    const { size, width } = setting;
    const wide = fill(atoms, size, width);
    const ends =
      setting.balanced && wide.length > 1 ? fill(atoms, size, balance(atoms, size, wide.length, width)) : wide;
    let start = 0;
    return ends.map((end, line) => {
      const own = ends.length === 1 ? atoms : atoms.slice(ends[line - 1] ?? 0, end);
      const set = new SetLine(own, start, spans, setting, heightOf(own, setting));
      for (const { shaped } of own) start += shaped.text.length;
      return set;
    });
  };

  return {
    missing,
    settle() {
      kept.clear();
      widths.clear();
      known.clear();
    },
    set: (spans, setting) => paragraphsOf(spans).flatMap((each) => setParagraph(each, setting)),
    widthOf(text, face, setting) {
      const key = `${face}\u0001${setting.size}\u0001${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        const [first = []] = paragraphsOf([{ text, face }]);
        width = inkOf(cutAll(first, { ...setting, leading: 0, width: Infinity }), setting.size);
        widths.set(key, width);
      }
      return width;
    },
  };
}

function inkOf(atoms: readonly Atom[], size: number): number {
  let whole = 0;
  let ink = 0;
  for (const atom of atoms) {
    whole += widthAt(atom, size);
    if (!atom.space) ink = whole;
  }
  return ink;
}

/** A line that works out its pieces when it is drawn: a book has more words than are worth keeping twice. */
class SetLine implements Line {
  readonly size: number;
  readonly height: number;
  readonly baseline: number;
  readonly x: number;
  readonly width: number;
  readonly rightToLeft: boolean;
  readonly noted: boolean;

  constructor(
    private readonly atoms: readonly Atom[],
    private readonly start: number,
    private readonly spans: readonly Span[],
    setting: Setting,
    { height, baseline }: { readonly height: number; readonly baseline: number },
  ) {
    this.size = setting.size;
    this.height = height;
    this.baseline = baseline;
    this.width = inkOf(atoms, setting.size);
    this.rightToLeft = setting.direction === 'rtl';
    this.noted = spans.some((span) => span.footnote !== undefined);
    const slack = setting.width - this.width;
    const atLeft = (setting.align ?? 'start') === (this.rightToLeft ? 'end' : 'start');
    this.x = setting.align === 'center' ? slack / 2 : atLeft ? 0 : slack;
  }

  get text(): string {
    return this.atoms.map(({ shaped }) => shaped.text).join('');
  }

  get pieces(): readonly Piece[] {
    if (this.rightToLeft || this.atoms.some((atom) => atom.level > 0)) return this.turned();
    let { x, start } = this;
    const pieces: Piece[] = [];
    for (const { shaped, voice } of this.atoms) {
      const width = (shaped.width * this.size) / 1000;
      const span = this.spans[voice];
      if (span) pieces.push({ x, width, text: shaped.text, start, shaped, span });
      x += width;
      start += shaped.text.length;
    }
    return pieces;
  }

  /** The pieces of a line in which some words run from right to left. */
  private turned(): readonly Piece[] {
    const base = this.rightToLeft ? 1 : 0;
    const ends = this.atoms.findLastIndex((atom) => !atom.space) + 1;
    let start = this.start;
    const placed = this.atoms.map((atom, index): Placed => {
      const width = widthAt(atom, this.size);
      const level = index < ends ? atom.level : base;
      start += atom.shaped.text.length;
      return { atom, level, width, start: start - atom.shaped.text.length };
    });
    let x = this.x;
    if (this.rightToLeft) for (const { width } of placed.slice(ends)) x -= width;
    const pieces: Piece[] = [];
    for (const { atom, width, start } of reorder(placed)) {
      const span = this.spans[atom.voice];
      if (span) pieces.push({ x, width, text: atom.shaped.text, start, shaped: atom.shaped, span });
      x += width;
    }
    return pieces;
  }
}

interface Placed {
  readonly atom: Atom;
  readonly level: number;
  readonly width: number;
  readonly start: number;
}

/**
 * Whether a word goes on in the same direction. From right to left, letters and signs are words of their own: what reads
 * the file turns the letters of a word around, and would take signs at its ends to the other side.
 */
function runsOn(text: string, at: number, levels: Uint8Array | undefined, offset: number): boolean {
  const level = levels?.[offset + at];
  if (level === undefined) return true;
  if (level !== levels?.[offset + at - 1]) return false;
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

/** Line feeds end a line; each stretch between them is a paragraph to the bidirectional algorithm. */
function paragraphsOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  if (!spans.some((span) => span.text === '' || span.text.includes('\n'))) return spans.length > 0 ? [spans] : [];
  const found: Span[][] = [[]];
  for (const span of spans) {
    span.text.split('\n').forEach((text, index) => {
      if (index > 0) found.push([]);
      if (text !== '') found.at(-1)?.push({ ...span, text });
    });
  }
  return found;
}

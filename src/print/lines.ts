import bidiFactory from 'bidi-js';
import type { MissingGlyph } from './document';
import { breaksOf, charactersOf } from './breaks';
import { type Atom, type Voice, balance, fill, reorder } from './filling';
import type { Face } from './fonts';
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
}

const bidi = bidiFactory();
// Anything that could turn a text around: right-to-left scripts, and the signs that control direction.
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202a-\u202e\u2066-\u2069\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export interface Typesetter {
  /** Breaks spans into lines. Never fails: what has no glyph is left out and listed in `missing`. */
  set(spans: readonly Span[], setting: Setting): readonly Line[];
  readonly missing: MissingGlyph[];
}

export function typesetter(shaper: Shaper): Typesetter {
  const missing: MissingGlyph[] = [];

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
    const voices = spans.map((span) => `${span.face}\u0001${span.lang ?? ''}\u0001${span.text}`);
    const key = [setting.direction, setting.language, setting.size, ...voices].join('\u0002');
    const known = kept.get(key);
    const atoms = known ?? cutAll(spans, setting);
    if (!known) kept.set(key, atoms);
    return atoms;
  };

  const cutAll = (spans: readonly Span[], setting: Setting): Atom[] => {
    const text = spans.map((span) => span.text).join('');
    const plain = setting.direction === 'ltr' && !rightToLeft.test(text);
    const levels = plain ? undefined : bidi.getEmbeddingLevels(text, setting.direction).levels;
    const breaks = new Set(breaksOf(text, setting.language));
    const atoms: Atom[] = [];
    let start = 0;
    spans.forEach((span, voice) => {
      for (const stretch of shaper.stretches(span.text, span.face)) {
        if (stretch.font === undefined) report(stretch.text, text.slice(Math.max(0, start - 30), start + 30).trim());
        else
          cut(
            stretch.text,
            stretch.font,
            start,
            { voice, lang: span.lang ?? setting.language },
            levels,
            breaks,
            setting,
            atoms,
          );
        start += stretch.text.length;
      }
    });
    return atoms;
  };

  const cut = (
    text: string,
    font: string,
    offset: number,
    of: Voice,
    levels: Uint8Array | undefined,
    breaks: ReadonlySet<number>,
    setting: Setting,
    atoms: Atom[],
  ) => {
    let from = 0;
    for (let to = 1; to <= text.length; to++) {
      const sameKind = to < text.length && isSpace(text, to) === isSpace(text, to - 1);
      if (sameKind && levels?.[offset + to] === levels?.[offset + from] && !breaks.has(offset + to)) continue;
      const level = levels?.[offset + from] ?? 0;
      atoms.push(atomOf(text.slice(from, to), font, offset + from, of, level, breaks.has(offset + from), setting));
      from = to;
    }
  };

  const atomOf = (
    text: string,
    font: string,
    start: number,
    of: Voice,
    level: number,
    opens: boolean,
    setting: Setting,
  ): Atom => {
    const shaped = shaper.shape(text, font, level % 2 === 1, of.lang);
    const width = (shaped.width * setting.size) / 1000;
    return { text, start, of, level, shaped, width, space: isSpace(text, 0), opens };
  };

  // A word wider than the column is cut between characters, each a place where a line may begin.
  const narrow = (atoms: readonly Atom[], setting: Setting): readonly Atom[] => {
    if (atoms.every((atom) => atom.width <= setting.width || atom.space)) return atoms;
    return atoms.flatMap((atom) => {
      if (atom.width <= setting.width || atom.space) return [atom];
      let start = atom.start;
      return charactersOf(atom.text).map((character, index) => {
        const { font } = atom.shaped;
        const opens = index > 0 || atom.opens;
        const piece = atomOf(character, font, start, atom.of, atom.level, opens, setting);
        start += character.length;
        return piece;
      });
    });
  };

  const lineOf = (atoms: readonly Atom[], spans: readonly Span[], setting: Setting): Line => {
    const base = setting.direction === 'rtl' ? 1 : 0;
    const ends = atoms.findLastIndex((atom) => !atom.space) + 1;
    const ink = atoms.slice(0, ends).reduce((sum, atom) => sum + atom.width, 0);
    const tail = atoms.slice(ends).reduce((sum, atom) => sum + atom.width, 0);
    const turned = base === 1 || atoms.some((atom) => atom.level > 0);
    const ordered = turned
      ? reorder(atoms.map((atom, index) => (index < ends ? atom : { ...atom, level: base })))
      : atoms;
    const slack = setting.width - ink;
    const atLeft = (setting.align ?? 'start') === (base === 1 ? 'end' : 'start');
    const left = setting.align === 'center' ? slack / 2 : atLeft ? 0 : slack;
    let x = base === 1 ? left - tail : left;
    const pieces = ordered.flatMap(({ of, width, text, start, shaped }): Piece[] => {
      const span = spans[of.voice];
      const piece = span && { x, width, text, start, shaped, span };
      x += width;
      return piece ? [piece] : [];
    });
    const { height, baseline } = heightOf(atoms, setting);
    const text = atoms.map((atom) => atom.text).join('');
    return { pieces, text, size: setting.size, height, baseline, x: left, width: ink, rightToLeft: base === 1 };
  };

  const heightOf = (atoms: readonly Atom[], { size, leading }: Setting) => {
    let above = leading * 0.74;
    let below = leading * 0.26;
    for (const font of new Set(atoms.map((atom) => atom.shaped.font))) {
      const extents = shaper.extents(font);
      if (!extents.regional) continue;
      above = Math.max(above, (extents.ascent * size) / 1000);
      below = Math.max(below, (extents.descent * size) / 1000);
    }
    return { height: above + below, baseline: above };
  };

  const setParagraph = (spans: readonly Span[], setting: Setting): Line[] => {
    const atoms = narrow(atomsOf(spans, setting), setting);
    if (atoms.length === 0) return [];
    const lines = fill(atoms, setting.width);
    const width = setting.balanced && lines.length > 1 ? balance(atoms, lines.length, setting.width) : setting.width;
    return (width === setting.width ? lines : fill(atoms, width)).map((line) => lineOf(line, spans, setting));
  };

  return { missing, set: (spans, setting) => paragraphsOf(spans).flatMap((each) => setParagraph(each, setting)) };
}

// No-break spaces are ink: they neither hang over nor end a line.
const breakable = /[^\S\u00a0\u202f\u2007]/;

function isSpace(text: string, at: number): boolean {
  return breakable.test(text[at] ?? '');
}

/** Line feeds end a line; each stretch between them is a paragraph to the bidirectional algorithm. */
function paragraphsOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const found: Span[][] = [[]];
  for (const span of spans) {
    span.text.split('\n').forEach((text, index) => {
      if (index > 0) found.push([]);
      if (text !== '') found.at(-1)?.push({ ...span, text });
    });
  }
  return found;
}

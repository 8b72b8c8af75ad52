import { type Atoms, balance, fill } from './atoms';
import { atomsOf, cutNarrow } from './cutting';
import type { MissingGlyph } from './document';
import type { Face } from './fonts';
import { Line, type Setting, type Span } from './line';
import type { Shaper } from './shaping';

/** How wide words are in points: in one line, and where each stands on a line of its own. */
export interface Widths {
  readonly whole: number;
  readonly widest: number;
}

export interface Typesetter {
  /** Breaks spans into lines. Never fails: what has no glyph is left out and listed in `missing`. */
  set(spans: readonly Span[], setting: Setting): readonly Line[];
  /** How wide words are, without the spaces after them. */
  widthsOf(text: string, face: Face, setting: Pick<Setting, 'size' | 'direction' | 'language'>): Widths;
  /** Forgets what would be used if the same words were set again. */
  settle(): void;
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
  const kept = new Map<string, Atoms>();
  const widths = new Map<string, Widths>();

  const keptAtoms = (spans: readonly Span[], setting: Setting): Atoms => {
    let key = setting.direction + setting.language;
    for (const span of spans) key += `\u0002${span.face}\u0001${span.lang ?? ''}\u0001${span.text}`;
    let atoms = kept.get(key);
    if (!atoms) kept.set(key, (atoms = atomsOf(spans, setting, shaper, report)));
    return atoms;
  };

  const setParagraph = (spans: readonly Span[], setting: Setting, lines: Line[]): void => {
    const atoms = cutNarrow(keptAtoms(spans, setting), spans, setting, shaper);
    if (atoms.length === 0) return;
    const { size, width } = setting;
    const wide = fill(atoms, size, width);
    const ends =
      setting.balanced && wide.length > 1 ? fill(atoms, size, balance(atoms, size, wide.length, width)) : wide;
    let [from, start] = [0, 0];
    for (const to of ends) {
      lines.push(new Line(atoms, from, to, start, spans, setting, heightOf(atoms, from, to, setting, shaper)));
      for (; from < to; from++) start += atoms.shaped[from]?.text.length ?? 0;
    }
  };

  return {
    missing,
    settle() {
      kept.clear();
      widths.clear();
    },
    set(spans, setting) {
      const lines: Line[] = [];
      for (const each of paragraphsOf(spans)) setParagraph(each, setting, lines);
      return lines;
    },
    widthsOf(text, face, setting) {
      const key = `${face}\u0001${setting.size}\u0001${text}`;
      let known = widths.get(key);
      if (!known) {
        const [first = []] = paragraphsOf([{ text, face }]);
        known = widthsOf(atomsOf(first, setting, shaper, report), setting.size);
        widths.set(key, known);
      }
      return known;
    },
  };
}

function widthsOf(atoms: Atoms, size: number): Widths {
  let widest = 0;
  let word = 0;
  for (let at = 0; at < atoms.length; at++) {
    word = atoms.spaces[at] ? 0 : word + atoms.widthAt(at, size);
    if (word > widest) widest = word;
  }
  return { whole: atoms.inkOf(0, atoms.length, size), widest };
}

/** Some scripts need more height than Latin. */
function heightOf(atoms: Atoms, from: number, to: number, { size, leading }: Setting, shaper: Shaper) {
  let above = leading * 0.74;
  let below = leading * 0.26;
  let last = '';
  for (let at = from; at < to; at++) {
    const font = atoms.shaped[at]?.font ?? last;
    if (font === last) continue;
    last = font;
    const extents = shaper.extents(font);
    if (!extents.regional) continue;
    above = Math.max(above, (extents.ascent * size) / 1000);
    below = Math.max(below, (extents.descent * size) / 1000);
  }
  return { height: above + below, baseline: above };
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

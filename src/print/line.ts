import type { Atoms } from './atoms';
import type { Face } from './fonts';
import type { Footnote } from './footnotes';
import type { Shaped } from './shaping';
import type { Node } from './strip';

/** Words in one voice. `lang` and `node` mark what is a link, or in another language. */
export interface Span {
  readonly text: string;
  readonly face: Face;
  readonly colour?: string | undefined;
  readonly lang?: string | undefined;
  readonly node?: Node | undefined;
  /** The note to which these words lead. */
  readonly footnote?: Footnote | undefined;
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

/** A line works out its pieces when it is drawn: a book has more words than are worth keeping twice. */
export class Line {
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

  constructor(
    private readonly atoms: Atoms,
    private readonly from: number,
    private readonly to: number,
    private readonly start: number,
    private readonly spans: readonly Span[],
    setting: Setting,
    { height, baseline }: { readonly height: number; readonly baseline: number },
  ) {
    this.size = setting.size;
    this.height = height;
    this.baseline = baseline;
    this.width = atoms.inkOf(from, to, setting.size);
    this.rightToLeft = setting.direction === 'rtl';
    this.noted = spans.some((span) => span.footnote !== undefined);
    const slack = setting.width - this.width;
    const atLeft = (setting.align ?? 'start') === (this.rightToLeft ? 'end' : 'start');
    this.x = setting.align === 'center' ? slack / 2 : atLeft ? 0 : slack;
  }

  /** What it says in reading order. */
  get text(): string {
    let text = '';
    for (let at = this.from; at < this.to; at++) text += this.atoms.shaped[at]?.text ?? '';
    return text;
  }

  /** Its pieces from left to right. */
  get pieces(): readonly Piece[] {
    if (this.rightToLeft || this.atoms.turned) return this.turned();
    const { atoms, spans, size, to } = this;
    let { x, start } = this;
    const pieces: Piece[] = [];
    for (let at = this.from; at < to; at++) {
      const shaped = atoms.shaped[at];
      const span = spans[atoms.voices[at] ?? 0];
      if (!shaped || !span) continue;
      const width = (shaped.width * size) / 1000;
      pieces.push({ x, width, text: shaped.text, start, shaped, span });
      x += width;
      start += shaped.text.length;
    }
    return pieces;
  }

  /** The pieces of a line in which some words run from right to left. */
  private turned(): readonly Piece[] {
    const { atoms, from } = this;
    const base = this.rightToLeft ? 1 : 0;
    let end = this.to;
    while (end > from && atoms.spaces[end - 1]) end--;
    let [x, start] = [this.x, this.start];
    const placed: Placed[] = [];
    for (let at = from; at < this.to; at++) {
      const shaped = atoms.shaped[at];
      const span = this.spans[atoms.voices[at] ?? 0];
      if (!shaped || !span) continue;
      const width = (shaped.width * this.size) / 1000;
      placed.push({ width, text: shaped.text, start, shaped, span, level: at < end ? (atoms.levels[at] ?? 0) : base });
      if (at >= end && this.rightToLeft) x -= width;
      start += shaped.text.length;
    }
    return reorder(placed).map(({ width, text, start: begins, shaped, span }): Piece => {
      x += width;
      return { x: x - width, width, text, start: begins, shaped, span };
    });
  }
}

type Placed = Omit<Piece, 'x'> & { readonly level: number };

/** Rule L2 of the Unicode bidirectional algorithm, over whole atoms: HarfBuzz has ordered the glyphs inside each. */
function reorder<T extends { readonly level: number }>(atoms: readonly T[]): readonly T[] {
  const ordered = [...atoms];
  const highest = Math.max(0, ...atoms.map((atom) => atom.level));
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to++;
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  }
  return ordered;
}

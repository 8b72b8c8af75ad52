import { footnotesIn, setFootnote } from './footnotes';
import type { Line, Setting, Span } from './line';
import type { Typesetter } from './lines';
import type { TermFinder } from './terms';
import type { Passes } from './passes';
import type { Ground, Mark, Node, Running, Strip } from './strip';

const noGrounds: readonly Ground[] = [];

/** What strips carry besides their marks. */
export interface Extra {
  readonly keep?: boolean;
  readonly newPage?: boolean;
  readonly heading?: NonNullable<Strip['heading']>;
  readonly repeat?: readonly Strip[];
  readonly terms?: readonly number[];
}

/** Where text stands: the left edge of a column and its width. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

/** What was asked for and waits for the next strip. */
export interface Rest {
  readonly white: number;
  readonly padding: number;
  readonly waiting: readonly string[];
  readonly beside: readonly Mark[];
  readonly forced: boolean;
}

/**
 * A long column of strips, written from top to bottom. White space is asked for before it is needed and collapses: of two
 * wishes the larger counts; the inner white of a box always counts.
 */
export class Galley {
  readonly strips: Strip[] = [];
  running: Running | undefined;
  exercise = false;
  /** Listens for the words of the index while it is set. */
  finder: TermFinder | undefined;
  bare = false;
  /** Where notes stand, at the foot of a page. */
  foot: Column | undefined;
  /** Remembers what is set, where a document is laid out more than once. */
  passes: Passes<Rest> | undefined;
  private readonly grounds: Ground[] = [];
  private white = 0;
  private padding = 0;
  private waiting: string[] = [];
  private beside: Mark[] = [];
  private forced = false;

  constructor(
    readonly typesetter: Typesetter,
    readonly direction: 'ltr' | 'rtl',
    readonly language: string,
  ) {}

  /** Asks for white before the next strip. */
  space(height: number): void {
    this.white = Math.max(this.white, height);
  }

  /** The next strip begins a page. */
  newPage(): void {
    this.forced = true;
  }

  /** Names the place where the next strip begins. */
  anchor(id: string): void {
    this.waiting.push(id);
  }

  /** Marks beside the next strip: a word in the margin. They take no height of their own. */
  aside(marks: readonly Mark[]): void {
    this.beside.push(...marks);
  }

  open(ground: Ground): void {
    this.grounds.push(ground);
    this.padding += ground.above;
  }

  close(): void {
    const ground = this.grounds.pop();
    this.padding += ground?.below ?? 0;
  }

  strip(height: number, marks: readonly Mark[], extra: Extra = {}): void {
    const { foot } = this;
    const footnotes = foot
      ? footnotesIn(marks).map((each) =>
          setFootnote(each, foot, this.direction, (spans, setting) => this.measure(spans, setting)),
        )
      : [];
    this.strips.push({
      height,
      before: this.white + this.padding,
      marks: this.beside.length > 0 ? [...this.beside, ...marks] : marks,
      grounds: this.grounds.length > 0 ? [...this.grounds] : noGrounds,
      keep: extra.keep ?? false,
      loose: false,
      newPage: (extra.newPage ?? false) || this.forced,
      anchors: this.waiting,
      heading: extra.heading,
      repeat: extra.repeat,
      running: this.running,
      exercise: this.exercise,
      terms: extra.terms?.length ? extra.terms : undefined,
      footnotes: footnotes.length > 0 ? footnotes : undefined,
      bare: this.bare,
    });
    this.white = 0;
    this.padding = 0;
    this.waiting = [];
    if (this.beside.length > 0) this.beside = [];
    this.forced = false;
  }

  /** Sets a block of the column itself, or places it as an earlier pass has set it. */
  once(set: () => void): void {
    if (!this.passes) {
      set();
      return;
    }
    const from = this.strips.length;
    const { strips, rest } = this.passes.next(() => {
      set();
      const { white, padding, waiting, beside, forced } = this;
      return { strips: this.strips.splice(from), rest: { white, padding, waiting, beside, forced } };
    });
    for (const strip of strips) this.strips.push(strip);
    this.white = rest.white;
    this.padding = rest.padding;
    this.waiting = [...rest.waiting];
    this.beside = [...rest.beside];
    this.forced = rest.forced;
  }

  /** Breaks words into lines without placing them. */
  measure(spans: readonly Span[], setting: Omit<Setting, 'direction' | 'language'>): readonly Line[] {
    return this.typesetter.set(spans, { ...setting, direction: this.direction, language: this.language });
  }

  /**
   * Keeps everything set since `from` (a length of `strips`) on one page, unless it is higher than `room`; if `loose`,
   * also unless it would leave much of the page before it white.
   */
  bind(from: number, room: number, loose = false): void {
    const bound = this.strips.splice(from);
    const height = bound.reduce((sum, strip, index) => sum + strip.height + (index > 0 ? strip.before : 0), 0);
    const last = bound.length - 1;
    this.strips.push(
      ...(height > room
        ? bound
        : bound.map((strip, index) =>
            index < last ? { ...strip, keep: true, loose: strip.loose || (loose && !strip.keep) } : strip,
          )),
    );
  }

  /**
   * Sets a paragraph, one strip a line. The first two and the last two lines stay together; `extra.keep` binds the last
   * line to what follows.
   */
  paragraph(
    spans: readonly Span[],
    column: Column,
    setting: Omit<Setting, 'direction' | 'language' | 'width'>,
    node: Node | undefined,
    extra: Extra = {},
  ): void {
    const lines = this.measure(spans, { ...setting, width: column.width });
    const terms = this.finder?.(lines);
    lines.forEach((line, index) => {
      const last = index === lines.length - 1;
      const widow = index === lines.length - 2;
      const keep = last ? (extra.keep ?? false) : index === 0 || widow || (extra.keep ?? false);
      this.strip(line.height, [lineMark(line, column.x, 0, node)], {
        keep,
        ...(terms?.[index] ? { terms: terms[index] } : {}),
        ...(index === 0 && extra.heading ? { heading: extra.heading } : {}),
        ...(index === 0 && extra.newPage ? { newPage: true } : {}),
      });
    });
  }
}

/** A line as a mark, `y` being the top of the line. */
export function lineMark(line: Line, x: number, y: number, node: Node | undefined): Mark {
  return { type: 'line', x, y: y + line.baseline, line, node };
}

/** Lines one below the other, as marks; and how high they are together. */
export function stack(
  lines: readonly Line[],
  x: number,
  node: Node | undefined,
  top = 0,
): { marks: Mark[]; height: number } {
  let y = top;
  const marks = lines.map((line) => {
    const mark = lineMark(line, x, y, node);
    y += line.height;
    return mark;
  });
  return { marks, height: y - top };
}

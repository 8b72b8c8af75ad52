import { lineMark } from './galley';
import type { Line, Setting } from './line';
import type { Typesetter } from './lines';
import type { Face } from './fonts';
import type { LaidPage } from './pages';
import { type Mark, type Node, type Strip, emptyStrip } from './strip';

/** Words placed freely on a sheet. `shrinkTo` lets a long line become smaller before it is broken. */
export interface Lettering {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: Setting['align'];
  readonly leading?: number;
  readonly shrinkTo?: number;
}

/** A page on which everything has its place: certificates, name tents. Coordinates are those of the page. */
export class Poster {
  private readonly marks: Mark[] = [];

  constructor(
    private readonly typesetter: Typesetter,
    private readonly direction: 'ltr' | 'rtl',
    private readonly language: string,
  ) {}

  mark(mark: Mark): void {
    this.marks.push(mark);
  }

  /** Sets words from `y` downwards and answers with where they end. */
  letter(lettering: Lettering, node?: Node): number {
    let y = lettering.y;
    for (const line of this.lines(lettering)) {
      this.marks.push(lineMark(line, lettering.x, y, node));
      y += line.height;
    }
    return y;
  }

  lines({ text, face, size, colour, width, align, leading, shrinkTo }: Lettering): readonly Line[] {
    const set = (at: number) =>
      this.typesetter.set([{ text, face, colour }], {
        size: at,
        leading: (leading ?? size * 1.35) * (at / size),
        width,
        align: align ?? 'start',
        direction: this.direction,
        language: this.language,
      });
    let at = size;
    let lines = set(at);
    while (lines.length > 1 && at - 1 >= (shrinkTo ?? size)) lines = set(--at);
    return lines;
  }

  page(number: number): LaidPage {
    const strip: Strip = { ...emptyStrip, marks: this.marks, newPage: true, bare: true };
    return {
      number,
      placed: [{ strip, y: 0, again: false }],
      grounds: [],
      running: undefined,
      exercise: false,
      bare: true,
    };
  }
}

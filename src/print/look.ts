import type { Paper, Tone } from './document';

/** Points. A text line of 10.5 pt Noto Sans on this measure holds about 66 characters. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** The column of text, and the narrow one beside it where the words of boxes stand. */
  readonly column: { readonly x: number; readonly width: number };
  readonly margin: { readonly x: number; readonly width: number };
  readonly top: number;
  readonly bottom: number;
}

const sizes: Readonly<Record<Paper, readonly [width: number, height: number]>> = {
  A4: [595.28, 841.89],
  Letter: [612, 792],
};

export function pageOf(paper: Paper, direction: 'ltr' | 'rtl'): Page {
  const [width, height] = sizes[paper];
  const [edge, narrow, gap] = [paper === 'A4' ? 52 : 60, 92, 18];
  const wide = width - 2 * edge - narrow - gap;
  const columns =
    direction === 'ltr'
      ? { margin: { x: edge, width: narrow }, column: { x: edge + narrow + gap, width: wide } }
      : { margin: { x: edge + wide + gap, width: narrow }, column: { x: edge, width: wide } };
  return { width, height, ...columns, top: 78, bottom: height - 74 };
}

/** The page of a single piece: less white around it, so that a sheet to work on stays one sheet. */
export function pieceOf(paper: Paper, direction: 'ltr' | 'rtl'): Page {
  const page = pageOf(paper, direction);
  const [edge, narrow, gap] = [40, 52, 12];
  const wide = page.width - 2 * edge - narrow - gap;
  const columns =
    direction === 'ltr'
      ? { margin: { x: edge, width: narrow }, column: { x: edge + narrow + gap, width: wide } }
      : { margin: { x: edge + wide + gap, width: narrow }, column: { x: edge, width: wide } };
  return { ...page, ...columns, top: 66, bottom: page.height - 60 };
}

export function sizeOf(paper: Paper, landscape: boolean): readonly [width: number, height: number] {
  const [width, height] = sizes[paper];
  return landscape ? [height, width] : [width, height];
}

export const ink = '#1b2326';
export const quiet = '#56636a';
export const hairline = '#b9c3c6';
/** The river at dusk: titles, labels, links. Dark enough to stay a dark grey in black and white. */
export const accent = '#10505c';
/** Act now, take care. */
export const signal = '#8f2d14';
/** The fictional case, and nothing else. */
export const exercise = '#5b3a86';

/** Tints of the five RAAPT principles, each always with its letter and name. */
export const principleTints = ['#dcebea', '#e3e6f4', '#f3e8d6', '#ecdfee', '#e3edd8'] as const;

export interface BoxLook {
  readonly word: string;
  readonly ground?: string;
  readonly bar?: string;
  readonly frame?: string;
}

export const boxes: Readonly<Record<Tone, BoxLook>> = {
  task: { word: accent, frame: accent },
  key: { word: accent, ground: '#e9f1f1', bar: accent },
  care: { word: signal, ground: '#faeee9', bar: signal },
  note: { word: quiet, ground: '#f2f3f1', bar: '#8b979b' },
  speech: { word: accent, bar: accent },
  answer: { word: quiet, ground: '#f2f3f1', frame: '#8b979b' },
  form: { word: accent, frame: '#8b979b' },
  quiet: { word: quiet, bar: hairline },
  source: { word: quiet, bar: hairline },
  entry: { word: ink },
};

export const body = { size: 10.5, leading: 15.5 } as const;
export const small = { size: 8.75, leading: 12.5 } as const;
export const label = { size: 8.25, leading: 11 } as const;
export const headings = {
  1: { size: 27, leading: 33 },
  2: { size: 16.5, leading: 21.5 },
  3: { size: 12.5, leading: 17 },
  4: { size: 11, leading: 15.5 },
} as const;
/** White between two paragraphs. */
export const gap = 7;

/** What a chart shows; `words` is the figure as its table says it. Values of intervals and bars are in one unit. */
export interface Chart {
  readonly kind: 'bars' | 'intervals';
  /** What is drawn, for who does not see it. */
  readonly alt: string;
  readonly rows: readonly ChartRow[];
}

export interface ChartRow {
  readonly label: string;
  readonly words: string;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

const rowHeight = 44;
const edge = 6;

/**
 * Draws a chart as SVG: each line says its label and its figure above what is drawn, so that nothing has to be looked up.
 * Bars begin at zero; intervals stand beside a mark at zero. Only elements that the printer knows too. Some rows only,
 * where asked: all pieces of a chart have one scale. `width` is in units of which the letters are 13 high.
 */
export function drawChart({ kind, rows }: Chart, width = 300, from = 0, to = rows.length): string {
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const span = most - least || 1;
  const x = (value: number) => rounded(edge + ((value - least) / span) * (width - 2 * edge));
  const some = rows.slice(from, to);
  const drawn = some.map((row, at) => drawRow(kind, row, { top: at * rowHeight, width, x })).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${some.length * rowHeight}">${drawn}</svg>`;
}

interface Place {
  readonly top: number;
  readonly width: number;
  readonly x: (value: number) => number;
}

function drawRow(kind: Chart['kind'], row: ChartRow, { top, width, x }: Place): string {
  const write = (text: string, at: number, anchor: string) =>
    `<text x="${at}" y="${top + 15}" font-size="13" fill="#17211f" text-anchor="${anchor}">${escaped(text)}</text>`;
  const words = write(shortened(row.label, Math.round(width / 12)), 0, 'start') + write(row.words, width, 'end');
  const middle = top + 30;
  const zero = `<line x1="${x(0)}" y1="${middle - 9}" x2="${x(0)}" y2="${middle + 9}" stroke="#45524f" stroke-width="1" />`;
  if (kind === 'bars') {
    const length = rounded(Math.max(0, x(row.value) - x(0)));
    return `${words}<rect x="${x(0)}" y="${middle - 7}" width="${length}" height="14" fill="#0e4a56" />${zero}`;
  }
  const reach =
    row.low === undefined || row.high === undefined
      ? ''
      : `<line x1="${x(row.low)}" y1="${middle}" x2="${x(row.high)}" y2="${middle}" stroke="#0e4a56" stroke-width="3" />`;
  return `${words}${zero}${reach}<circle cx="${x(row.value)}" cy="${middle}" r="5" fill="#0e4a56" />`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The first letters as people see them, with an ellipsis: the table beside says it whole. */
function shortened(text: string, most: number): string {
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

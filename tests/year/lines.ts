import { unzipSync } from 'fflate';
import { type HTMLElement, parse } from 'node-html-parser';

/** One figure as a report says it, whatever the form of the report. Facts and sentences stand in `line`, or have no table. */
export interface Line {
  readonly part: string;
  readonly table: string;
  readonly line: string;
  readonly figure: string;
  readonly value: string;
}

/** What a figure must be: these very words, or a number shown with so many decimals. */
export type Told = string | { readonly value: number; readonly decimals: number };
export type Expected = Omit<Line, 'value'> & { readonly value: Told };

export const nameOf = ({ part, table, line, figure }: Omit<Line, 'value'>) => [part, table, line, figure].join(' | ');

/** Words without the narrow spaces that one release of Node sets and another does not. */
const evenly = (words: string) => words.replace(/[\u2009\u202f\u00a0]/g, ' ').trim();

/** Reads CSV as RFC 4180 has it. */
export function linesOfCsv(text: string): Line[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const plain = text.replace(/^\ufeff/, '');
  while (pattern.lastIndex < plain.length) {
    const [, quoted, bare = '', end] = pattern.exec(plain) ?? [];
    if (end === undefined) throw new Error('This is no CSV.');
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ',' && pattern.lastIndex < plain.length) rows.push([]);
  }
  return linesOfRows(rows);
}

/** Reads the one sheet of a workbook. */
export function linesOfWorkbook(bytes: Uint8Array): Line[] {
  const sheet = unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array();
  const rows = parse(new TextDecoder().decode(sheet)).querySelectorAll('row');
  return linesOfRows(
    rows.map((row) => {
      const cells = ['', '', '', '', ''];
      for (const cell of row.querySelectorAll('c'))
        cells[(cell.getAttribute('r')?.charCodeAt(0) ?? 65) - 65] = cell.querySelector('t')?.text ?? '';
      return cells;
    }),
  );
}

function linesOfRows([, ...rows]: string[][]): Line[] {
  return rows
    .map((row) => row.map(evenly))
    .map(([part = '', table = '', line = '', figure = '', value = '']) => ({
      part,
      table,
      line,
      figure,
      value,
    }));
}

/** Reads a report's page, and answers too what is left of its words when every table, sentence and chart is taken away. */
export function linesOfPage(main: HTMLElement): { lines: Line[]; charts: Chart[]; rest: string } {
  const title = evenly(main.querySelector('h1')?.text ?? '');
  const lines: Line[] = [];
  const charts: Chart[] = [];
  const sentence = (part: string, element: HTMLElement | null) => {
    if (!element) return;
    lines.push({ part, table: '', line: evenly(element.text), figure: '', value: '' });
    element.remove();
  };
  sentence(title, main.querySelector('.lede'));
  for (const section of main.querySelectorAll('section.report-part')) {
    const part = evenly(section.querySelector('h2')?.text ?? '');
    for (const note of section.querySelectorAll('p')) sentence(part, note);
    for (const figure of section.querySelectorAll('.report-figure')) {
      const own = linesOfTable(part, figure);
      lines.push(...own);
      const words = figure.querySelectorAll('svg text').map((text) => evenly(text.text));
      for (let at = 0; at < words.length; at += 2)
        charts.push({ label: words[at] ?? '', words: words[at + 1] ?? '', table: own });
      figure.remove();
    }
  }
  return { lines, charts, rest: main.text.replace(/\s+/g, ' ') };
}

/** A line of a chart, with the table that stands beside it. */
export interface Chart {
  readonly label: string;
  readonly words: string;
  readonly table: readonly Line[];
}

function linesOfTable(part: string, figure: HTMLElement): Line[] {
  const caption = evenly(figure.querySelector('caption')?.text ?? '');
  const heads = figure.querySelectorAll('thead th').map((head) => evenly(head.text));
  return figure.querySelectorAll('tbody tr').flatMap((row) => {
    const [line = '', ...cells] = row.querySelectorAll('th, td').map((cell) => evenly(cell.text));
    return cells.map((value, at) => ({ part, table: caption, line, figure: heads[at + 1] ?? '', value }));
  });
}

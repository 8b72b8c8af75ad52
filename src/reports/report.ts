import type { Chart } from './chart';

/** A report as every form of it is made from: a page, a PDF, a table for a spreadsheet. All its words are said already. */
export interface Report {
  readonly title: string;
  /** Who may have it, in a sentence. */
  readonly notice: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly Section[];
}

export interface Section {
  /** For links and tests. */
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly tables: readonly FigureTable[];
}

export interface FigureTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell names the line; the others are figures, or words where `words` says so. */
  readonly rows: readonly (readonly string[])[];
  readonly words?: true;
  /** Long, and seldom read: a page shows it when asked. */
  readonly folded?: true;
  /** Drawn above the table from the very same rows. */
  readonly chart?: Chart;
}

/** One line for each figure: part, table, line, column, value. What people without a program for reports can use. */
export function flatten(report: Report, head: readonly string[]): string[][] {
  return [
    [...head],
    ...report.facts.map(({ label, value }) => [report.title, '', label, '', value]),
    [report.title, '', report.notice, '', ''],
    ...report.sections.flatMap((section) => [
      ...section.notes.map((note) => [section.title, '', note, '', '']),
      ...section.tables.flatMap((table) =>
        table.rows.flatMap(([line = '', ...figures]) =>
          figures.map((figure, at) => [section.title, table.caption, line, table.head[at + 1] ?? '', figure]),
        ),
      ),
    ]),
  ];
}

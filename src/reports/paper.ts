import { bookWords } from '../curriculum';
import type { Block, Piece } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import { drawChart } from './chart';
import type { FigureTable, Report } from './report';

export interface PaperOptions {
  readonly t: Words;
  readonly paper: 'A4' | 'Letter';
  /** ISO: the day it is dated. */
  readonly day: string;
  readonly running: string;
}

const words = (text: string): Inline[] => [{ type: 'text', text }];
const paragraph = (text: string): Content => ({ type: 'paragraph', children: words(text) });

/** A report as a tagged document on paper: the same tables, each below its chart. */
export function reportPiece(report: Report, { t, paper, day, running }: PaperOptions): Piece {
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return {
    kind: 'piece',
    title: report.title,
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper,
    day,
    heading: report.title,
    facts: report.facts.map(({ label, value }) => ({ label, value: words(value) })),
    running,
    edition: t('reports.edition'),
    publication: report.title,
    date,
    blocks: [{ type: 'prose', content: [paragraph(report.notice)] }],
    sections: report.sections.map((section) => ({
      id: section.id,
      level: 2,
      title: words(section.title),
      blocks: [
        { type: 'prose', content: section.notes.map(paragraph) },
        ...section.tables.flatMap((table, at) => blocksOf(table, `${section.id}-${at + 1}`)),
      ],
      sections: [],
    })),
    words: bookWords(t),
  };
}

/** A taller drawing would be made smaller to fit, and its words too small to read. */
const rowsOfAPiece = 11;
/** By which the letters of a chart come to about 9 points in the column of a page. */
const widthOnPaper = 540;

function blocksOf({ caption, head, rows, words: inWords, chart }: FigureTable, id: string): Block[] {
  const pieces = Array.from(
    { length: Math.ceil((chart?.rows.length ?? 0) / rowsOfAPiece) },
    (_, at) => at * rowsOfAPiece,
  );
  const table: Content = {
    type: 'table',
    caption,
    align: head.map((_, at) => (at === 0 || inWords ? 'start' : 'end')),
    head: head.map(words),
    rows: rows.map((row) => row.map(words)),
  };
  return [
    ...pieces.flatMap((from): Block[] => {
      const svg = chart && drawChart(chart, widthOnPaper, from, from + rowsOfAPiece);
      return svg ? [{ type: 'prose', together: true, content: [{ type: 'figure', svg, alt: chart.alt }] }] : [];
    }),
    { type: 'prose', id, content: [table] },
  ];
}

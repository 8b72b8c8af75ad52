import { bookWords } from '../curriculum';
import type { Paper, Piece, Section } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import type { Workshop } from '../workshops';
import { gridLines } from './forms';
import { drawMap } from './map';
import { type MapMark, merge } from './mark';
import type { Mapping } from './queries';

interface Order {
  readonly t: Words;
  readonly paper: Paper;
  /** ISO: the day it is dated. */
  readonly day: string;
}

const words = (text: string): Inline[] => [{ type: 'text', text }];

/** A map without marks and lines to write on, one sheet for each table: the way without any device. */
export function blankSheets(workshop: Workshop, mapping: Mapping, tables: number, order: Order): Piece {
  const { t } = order;
  const heads = ['map.number', 'map.what', 'map.where', 'map.words'];
  // Two lines each, and wide: enough for a pen.
  const line = (number: number): Inline[][] => [
    words(String(number)),
    [{ type: 'text', text: '\u00a0'.repeat(18) }, { type: 'break' }, { type: 'text', text: '\u00a0' }],
    words('\u00a0'.repeat(24)),
    words('\u00a0'.repeat(40)),
  ];
  const legend: Content = { type: 'paragraph', children: words(t('map.paperHow')) };
  const sheets = Array.from({ length: Math.max(1, tables) }, (_, at): Section => {
    const lines = Array.from({ length: gridLines }, (__, row) => line(row + 1));
    const name = tables === 0 ? t('map.tableBlank') : t('map.table', { table: at + 1 });
    return sheetOf(`table-${at + 1}`, mapping.task, name, [], [legend, tableOf(heads, lines, t)], t);
  });
  return pieceOf(workshop, mapping, sheets, order);
}

/** The merged map and every board (`which` undefined), the merged map alone (0), or one table's board. */
export function boardSheets(
  workshop: Workshop,
  mapping: Mapping,
  marks: readonly MapMark[],
  which: number | undefined,
  order: Order,
): Piece {
  const { t } = order;
  const tables = [...new Set(marks.map(({ table }) => table))].sort((a, b) => a - b);
  const asked = which === undefined ? [0, ...tables] : [which];
  const sheets = asked.map((table) =>
    table === 0 ? mergedSheet(mapping, marks, t) : boardSheet(mapping, table, marks, t),
  );
  return pieceOf(workshop, mapping, sheets, order);
}

function mergedSheet({ task }: Mapping, marks: readonly MapMark[], t: Words): Section {
  const merged = merge(marks).map((one, at) => ({ ...one, number: at + 1 }));
  const drawn = merged.map(({ tables, ...one }) => ({ ...one, tables: tables.length }));
  const heads = ['map.number', 'map.what', 'map.where', 'map.whose', 'map.words'];
  const lines = merged.map(({ number, kind, cells, tables, words: said }) =>
    [
      String(number),
      t(`map.kind.${kind}`),
      cells.join(' – '),
      tables.join(', '),
      said.map((one) => `${one.table}: ${one.words}`).join('; '),
    ].map(words),
  );
  return sheetOf('merged', task, t('map.merged'), drawn, [tableOf(heads, lines, t)], t);
}

function boardSheet({ task }: Mapping, table: number, marks: readonly MapMark[], t: Words): Section {
  const own = marks.filter((mark) => mark.table === table).map((mark, at) => ({ ...mark, number: at + 1 }));
  const heads = ['map.number', 'map.what', 'map.where', 'map.words'];
  const lines = own.map(({ number, kind, cells, words: said }) =>
    [String(number), t(`map.kind.${kind}`), cells.join(' – '), said].map(words),
  );
  return sheetOf(`table-${table}`, task, t('map.table', { table }), own, [tableOf(heads, lines, t)], t);
}

function tableOf(heads: readonly string[], lines: Inline[][][], t: Words): Content {
  return {
    type: 'table',
    align: heads.map(() => 'start' as const),
    head: heads.map((key) => words(t(key))),
    rows: lines.length > 0 ? lines : [heads.map((_, at) => words(at === 1 ? t('map.noMarks') : ''))],
  };
}

function sheetOf(
  id: string,
  task: string,
  title: string,
  marks: Parameters<typeof drawMap>[0],
  below: Content[],
  t: Words,
): Section {
  const figure: Content = { type: 'figure', svg: drawMap(marks, t, 'paper'), alt: t('map.alt') };
  const asked: Content = { type: 'paragraph', children: [{ type: 'strong', children: words(task) }] };
  return {
    ...{ id, level: 1, title: words(title), exercise: true, sections: [] },
    blocks: [
      { type: 'prose', together: true, content: [asked, figure] },
      { type: 'prose', content: below },
    ],
  };
}

function pieceOf(workshop: Workshop, mapping: Mapping, sections: readonly Section[], order: Order): Piece {
  const { t, paper, day } = order;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    ...{ kind: 'piece', author: t('product.programme'), language: t.language, direction: t.direction, paper, day },
    title: `${mapping.task} – ${workshop.title}`,
    running: mapping.task,
    edition: t('map.title'),
    publication: workshop.title,
    date: date.format(new Date(`${day}T00:00:00Z`)),
    blocks: [],
    sections,
    words: bookWords(t),
  };
}

import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Cell, type Line, UnreadableFile, limits } from '../intake/sheet';
import { openZip } from '../intake/zip';

/**
 * The lines of the first visible sheet of an XLSX workbook (ECMA-376 part 1, SpreadsheetML). A formula counts as its
 * stored result; a date becomes ISO text; a merged cell says the same in every cell that it covers, once for each line
 * and column of headings and titles.
 */
export function readWorkbook(bytes: Buffer): Line[] {
  const zip = openZip(bytes);
  const need = (name: string) => zip.read(name) ?? missing();
  const workbook = bookOf(need('xl/workbook.xml'));
  const target = targets(need('xl/_rels/workbook.xml.rels')).get(workbook.sheet);
  if (target === undefined) throw new UnreadableFile('noSheet');
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const strings = sharedStrings(zip.read('xl/sharedStrings.xml') ?? '');
  const dates = dateStyles(zip.read('xl/styles.xml') ?? '');
  return linesOf(need(path), { strings, dates, from1904: workbook.from1904 });
}

function missing(): never {
  throw new UnreadableFile('broken');
}

/** Walks through an XML document; entities beyond XML's own five are an error, so nothing multiplies. */
function walk(
  xml: string,
  on: { open?: (tag: SaxesTagPlain) => void; close?: (tag: SaxesTagPlain) => void; text?: (text: string) => void },
): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new UnreadableFile('broken');
  });
  if (on.open) parser.on('opentag', on.open);
  if (on.close) parser.on('closetag', on.close);
  if (on.text) {
    parser.on('text', on.text);
    parser.on('cdata', on.text);
  }
  parser.write(xml).close();
}

/** A name without the prefix that some programs write: `x:row` is `row`. */
const plain = (name: string) => name.slice(name.indexOf(':') + 1);

function bookOf(xml: string): { readonly sheet: string; readonly from1904: boolean } {
  let sheet: string | undefined;
  let from1904 = false;
  walk(xml, {
    open: ({ name, attributes }) => {
      if (plain(name) === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (plain(name) === 'sheet' && (attributes['state'] ?? 'visible') === 'visible') sheet ??= attributes['r:id'];
    },
  });
  if (sheet === undefined) throw new UnreadableFile('noSheet');
  return { sheet, from1904 };
}

function targets(xml: string): Map<string, string> {
  const found = new Map<string, string>();
  walk(xml, {
    open: ({ attributes }) => void found.set(attributes['Id'] ?? '', attributes['Target'] ?? ''),
  });
  return found;
}

function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let [item, inside, phonetic] = ['', false, false];
  walk(xml, {
    open: ({ name }) => {
      if (plain(name) === 'si') item = '';
      inside = plain(name) === 't';
      // Readings of Japanese names stand beside the name and are not part of it.
      if (plain(name) === 'rPh') phonetic = true;
    },
    text: (text) => {
      if (inside && !phonetic) item += text;
    },
    close: ({ name }) => {
      inside = false;
      if (plain(name) === 'rPh') phonetic = false;
      if (plain(name) === 'si') strings.push(item);
    },
  });
  return strings;
}

/** Which cell styles show a number as a date: the built-in formats, and the custom ones that have a day or a year. */
function dateStyles(xml: string): Set<number> {
  const custom = new Map<number, boolean>();
  const styles = new Set<number>();
  let [within, index] = [false, 0];
  walk(xml, {
    open: ({ name, attributes }) => {
      if (plain(name) === 'numFmt') {
        const shown = (attributes['formatCode'] ?? '').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
        custom.set(Number(attributes['numFmtId']), /[dy]/i.test(shown));
      }
      if (plain(name) === 'cellXfs') within = true;
      if (plain(name) !== 'xf' || !within) return;
      const format = Number(attributes['numFmtId']);
      if (custom.get(format) ?? ((format >= 14 && format <= 17) || format === 22)) styles.add(index);
      index += 1;
    },
    close: ({ name }) => {
      if (plain(name) === 'cellXfs') within = false;
    },
  });
  return styles;
}

interface Context {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function linesOf(xml: string, context: Context): Line[] {
  const grid = new Map<number, Cell[]>();
  const merged: { from: Place; to: Place }[] = [];
  let place: Place = { line: 0, column: -1 };
  let [type, style, value, formula, reading] = ['', 0, '', false, false];
  walk(xml, {
    open: ({ name, attributes }) => {
      const tag = plain(name);
      if (tag === 'row') place = { line: Number(attributes['r'] ?? place.line + 1), column: -1 };
      if (tag === 'c') {
        place = attributes['r'] ? placeOf(attributes['r']) : { line: place.line, column: place.column + 1 };
        [type, style, value, formula] = [attributes['t'] ?? 'n', Number(attributes['s'] ?? -1), '', false];
      }
      if (tag === 'f') formula = true;
      if (tag === 'v' || tag === 't') reading = true;
      if (tag === 'mergeCell') {
        const [from = '', to = from] = (attributes['ref'] ?? '').split(':');
        merged.push({ from: placeOf(from), to: placeOf(to) });
      }
    },
    text: (text) => {
      if (reading) value += text;
    },
    close: ({ name }) => {
      const tag = plain(name);
      if (tag === 'v' || tag === 't') reading = false;
      if (tag !== 'c') return;
      const cell = cellOf(type, style, value, formula, context);
      if (cell === '') return;
      if (place.column >= limits.columns)
        throw new UnreadableFile('columns', { line: place.line, most: limits.columns });
      const cells = grid.get(place.line) ?? [];
      cells[place.column] = cell;
      grid.set(place.line, cells);
      if (grid.size > limits.lines + 50) throw new UnreadableFile('lines', { most: limits.lines });
    },
  });
  spread(grid, merged);
  return [...grid]
    .sort(([a], [b]) => a - b)
    .map(([number, cells]) => ({ number, cells: Array.from(cells, (cell: Cell | undefined) => cell ?? '') }))
    .filter(({ cells }) => cells.some((cell) => typeof cell !== 'string' || cell.trim() !== ''));
}

function cellOf(type: string, style: number, value: string, formula: boolean, context: Context): Cell {
  if (type === 'e') return { fault: 'error', text: value };
  if (formula && value === '') return { fault: 'formula', text: '' };
  if (value.length > limits.cell) return value.slice(0, limits.cell);
  if (type === 's') return unescaped(context.strings[Number(value)] ?? '');
  if (type === 'str' || type === 'inlineStr') return unescaped(value);
  if (type === 'd') return value.slice(0, 10);
  if (type === 'n' && context.dates.has(style) && value !== '') return serialDay(Number(value), context.from1904);
  return value;
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => {
    const unit = parseInt(code, 16);
    return unit === 0 || (unit >= 0xd800 && unit <= 0xdfff) ? '' : String.fromCharCode(unit);
  });
}

/** Days since the end of 1899 (which counts a 29 February 1900 that never was), or since 1904, as ISO text. */
function serialDay(serial: number, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const day = new Date(epoch + Math.floor(serial) * 86_400_000);
  return Number.isNaN(day.getTime()) ? String(serial) : day.toISOString().slice(0, 10);
}

function placeOf(reference: string): Place {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? missing();
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { line: Number(digits), column };
}

const tallestMerge = 200;

function spread(grid: Map<number, Cell[]>, merged: readonly { from: Place; to: Place }[]): void {
  for (const { from, to } of merged) {
    const cell = grid.get(from.line)?.[from.column];
    if (cell === undefined) continue;
    const last = { line: Math.min(to.line, from.line + tallestMerge), column: Math.min(to.column, limits.columns - 1) };
    for (let line = from.line; line <= last.line; line += 1) {
      const cells = grid.get(line);
      if (!cells) continue;
      for (let column = from.column; column <= last.column; column += 1) cells[column] ??= cell;
    }
  }
}

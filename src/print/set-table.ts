import { type Content, type Inline, plainText } from '../prose/prose';
import { type Column, lineMark, stack } from './galley';
import type { Line } from './line';
import { accent, gap, hairline, small } from './look';
import type { Place } from './set-prose';
import { type Voice, spansOf, strongVoice, textVoice } from './spans';
import { type Mark, type Node, type Strip, emptyStrip } from './strip';

type Table = Extract<Content, { type: 'table' }>;

const cell = { size: 9.25, leading: 13 } as const;
const padding = { side: 6, end: 4.5 } as const;
/** A row with more lines than this may be cut by the end of a page. */
const tallRow = 12;
/** The least height of a row with a cell to write in. */
const writing = 20;

/** Sets a table: hairlines between rows, its head repeated on each page, columns as wide as their words ask for. */
export function setTable(table: Table, place: Place): void {
  const { galley, column } = place;
  const node: Node = { tag: 'Table', parent: place.parent };
  if (table.caption !== undefined) {
    const caption: Node = { tag: 'Caption', parent: node };
    galley.paragraph([{ text: table.caption, face: 'text-strong', node: caption }], column, small, caption, {
      keep: true,
    });
    galley.space(gap - 3);
  }
  const columns = columnsOf(table, place);
  const head: Node = { tag: 'TR', parent: { tag: 'THead', parent: node } };
  const top =
    table.head.length > 0 ? setRow(table.head, columns, { ...place, parent: head }, strongVoice, 'TH', table) : [];
  const repeat = top.map((part): Strip => ({ ...emptyStrip, keep: true, ...part }));
  const rows: Node = { tag: 'TBody', parent: node };
  table.rows.forEach((row, index) => {
    const from = galley.strips.length;
    setRow(row, columns, { ...place, parent: { tag: 'TR', parent: rows } }, textVoice, 'TD', table);
    const added = galley.strips.splice(from);
    // No row stands alone under a head that is repeated, nor under the first one.
    const bound = table.rows.length > 2 && (index === 0 || index === table.rows.length - 2);
    galley.strips.push(
      ...added.map((strip, at) => ({ ...strip, repeat, keep: strip.keep || (bound && at === added.length - 1) })),
    );
  });
}

interface RowPart {
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** Sets one row, as one strip or, where it is tall, line by line; answers with what was drawn. */
function setRow(
  cells: readonly (readonly Inline[])[],
  columns: readonly Column[],
  place: Place,
  voice: Voice,
  tag: 'TH' | 'TD',
  table: Table,
): readonly RowPart[] {
  const { galley, parent, places } = place;
  const set = columns.map(({ x, width }, index): { x: number; node: Node; lines: readonly Line[] } => {
    const empty = plainText(cells[index] ?? []).trim() === '';
    const node: Node = tag === 'TH' && !empty ? { tag, parent, scope: 'Column' } : { tag: 'TD', parent };
    const inner = width - 2 * padding.side;
    const spans = spansOf(cells[index] ?? [], voice, node, places);
    const lines = galley.measure(spans, { ...cell, width: inner, align: table.align[index] ?? 'start' });
    return { x: x + padding.side, node, lines };
  });
  const heading = tag === 'TH';
  const rule = (y: number): Mark => ({
    type: 'rule',
    x: place.column.x,
    y,
    width: place.column.width,
    thickness: heading ? 1 : 0.5,
    colour: heading ? accent : hairline,
  });
  const count = Math.max(0, ...set.map(({ lines }) => lines.length));
  if (count <= tallRow) {
    const stacks = set.map(({ x, node, lines }) =>
      lines.length > 0 ? stack(lines, x, node, padding.end) : { marks: [{ type: 'empty' as const, node }], height: 0 },
    );
    const least = !heading && cells.some((each) => plainText(each).trim() === '') ? writing : cell.leading;
    const height = Math.max(least, ...stacks.map((each) => each.height)) + 2 * padding.end;
    const part = { height, marks: [...stacks.flatMap((each) => each.marks), rule(height)] };
    const terms = heading ? [] : set.flatMap(({ lines }) => galley.finder?.(lines).flat() ?? []);
    galley.strip(height, part.marks, { keep: heading, terms });
    return [part];
  }
  const found = set.map(({ lines }) => galley.finder?.(lines));
  return Array.from({ length: count }, (_, line): RowPart => {
    const [top, end] = [line === 0 ? padding.end : 0, line === count - 1 ? padding.end : 0];
    const across = set.flatMap(({ x, node, lines }): { height: number; mark: Mark }[] => {
      const found = lines[line];
      if (line === 0 && !found) return [{ height: 0, mark: { type: 'empty', node } }];
      return found ? [{ height: found.height, mark: lineMark(found, x, top, node) }] : [];
    });
    const height = Math.max(cell.leading, ...across.map((each) => each.height)) + top + end;
    const marks = across.map((each) => each.mark);
    const part = { height, marks: end > 0 ? [...marks, rule(height)] : marks };
    const terms = found.flatMap((each) => each?.[line] ?? []);
    galley.strip(height, part.marks, { keep: line < 2 || line === count - 2, terms });
    return part;
  });
}

/**
 * A column that asks for less than its share gets what it asks for; the others share the rest by how much they hold, but
 * never less than their longest word. A column of empty cells is there to be written in, and asks for much.
 */
function columnsOf(table: Table, place: Place): readonly Column[] {
  const { galley, column } = place;
  const count = Math.max(table.head.length, ...table.rows.map((row) => row.length));
  const widthsOf = (text: string) =>
    galley.typesetter.widthsOf(text, 'text-strong', {
      size: cell.size,
      direction: galley.direction,
      language: galley.language,
    });
  const wishes = Array.from({ length: count }, (_, index) => {
    const texts = [table.head, ...table.rows].map((row) => plainText(row[index] ?? []));
    const wanted = texts.map(widthsOf);
    const least =
      Math.min(Math.max(20, ...wanted.map(({ widest }) => widest)), column.width / 2) + 2 * padding.side + 1;
    const empty = table.rows.length > 0 && texts.slice(1).every((text) => text.trim() === '');
    const wide = empty && (texts[0] ?? '').length > 12 ? column.width * 0.4 : 0;
    return { least, whole: Math.max(wide, 20, ...wanted.map(({ whole }) => whole)) + 2 * padding.side + 1 };
  });
  const widths = shareOut(wishes, column.width);
  let x = galley.direction === 'ltr' ? column.x : column.x + column.width;
  return widths.map((width) => {
    if (galley.direction === 'rtl') x -= width;
    const found = { x, width };
    if (galley.direction === 'ltr') x += width;
    return found;
  });
}

interface Wish {
  readonly least: number;
  readonly whole: number;
}

function shareOut(wishes: readonly Wish[], width: number): readonly number[] {
  const least = wishes.reduce((sum, wish) => sum + wish.least, 0);
  if (least >= width) return wishes.map((wish) => (wish.least / least) * width);
  const whole = wishes.reduce((sum, wish) => sum + wish.whole, 0);
  if (whole <= width) return wishes.map((wish) => wish.whole + (width - whole) * (wish.whole / whole));
  const settled = new Map<Wish, number>();
  for (let again = true; again;) {
    again = false;
    const open = wishes.filter((wish) => !settled.has(wish));
    const room = width - [...settled.values()].reduce((sum, each) => sum + each, 0);
    const weight = open.reduce((sum, wish) => sum + Math.sqrt(wish.whole), 0);
    for (const wish of open) {
      const share = room * (Math.sqrt(wish.whole) / weight);
      const fixed = wish.whole <= share ? wish.whole : wish.least > share ? wish.least : undefined;
      if (fixed === undefined) continue;
      settled.set(wish, fixed);
      again = true;
      break;
    }
    if (!again) for (const wish of open) settled.set(wish, room * (Math.sqrt(wish.whole) / weight));
  }
  return wishes.map((wish) => settled.get(wish) ?? wish.least);
}

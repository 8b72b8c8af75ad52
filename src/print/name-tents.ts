import type { NameTents, SignInSheet } from './document';
import { Galley, stack } from './galley';
import type { Typesetter } from './lines';
import { accent, hairline, headings, ink, quiet, sizeOf, small } from './look';
import { type LaidPage, paginate } from './pages';
import { Poster } from './poster';
import type { Mark, Node, Strip } from './strip';

/** A sheet a person, folded once across: the lower half is read from the front. The name is as large as it can be. */
export function layNameTents(tents: NameTents, typesetter: Typesetter): readonly LaidPage[] {
  const [width, height] = sizeOf(tents.paper, true);
  return tents.people.map((person, index) => {
    const poster = new Poster(typesetter, tents.direction, tents.language);
    const parent: Node = { tag: 'Sect' };
    const across = { x: 40, width: width - 80, align: 'center' as const };
    const name = { ...across, text: person.name, face: 'title' as const, size: 76, colour: ink, shrinkTo: 34 };
    poster.mark({ type: 'rule', x: 0, y: height / 2, width, thickness: 0.5, colour: hairline, dotted: true });
    const lines = poster.lines({ ...name, y: 0 });
    const tall = lines.reduce((sum, line) => sum + line.height, 0);
    const top = height / 2 + (height / 2 - tall) / 2 - 18;
    const end = poster.letter({ ...name, y: top }, { tag: 'H1', parent });
    if (person.line !== undefined) {
      poster.letter(
        { ...across, text: person.line, face: 'text', size: 20, colour: quiet, y: end + 4 },
        { tag: 'P', parent },
      );
    }
    const foot = { ...across, text: tents.programme, face: 'text' as const, size: 9, colour: quiet, y: height - 42 };
    poster.letter(foot, { tag: 'P', parent });
    return poster.page(index + 1);
  });
}

/** Names, and a box to sign in for each half day; the head of the table stands on every page. */
export function laySignIn(sheet: SignInSheet, typesetter: Typesetter): readonly LaidPage[] {
  const [width, height] = sizeOf(sheet.paper, true);
  const column = { x: 44, width: width - 88 };
  const galley = new Galley(typesetter, sheet.direction, sheet.language);
  const parent: Node = { tag: 'Sect' };
  const title: Node = { tag: 'H1', parent };
  galley.bare = true;
  galley.paragraph([{ text: sheet.heading, face: 'title', node: title, colour: accent }], column, headings[2], title, {
    keep: true,
  });
  for (const { label, value } of sheet.facts) {
    const node: Node = { tag: 'P', parent };
    const words = [
      { text: `${label}\u2002`, face: 'text' as const, colour: quiet, node },
      { text: value, face: 'text-strong' as const, node },
    ];
    galley.paragraph(words, column, small, node, { keep: true });
  }
  galley.space(12);
  const table: Node = { tag: 'Table', parent };
  const details = sheet.details;
  const cells = cellsOf(column, sheet.columns.length + (details ? 1 : 0), sheet.direction);
  const from = galley.strips.length;
  const head = [sheet.nameColumn, ...(details ? [details.column] : []), ...sheet.columns];
  row(galley, head, cells, table, true);
  const repeat = galley.strips.slice(from).map((strip): Strip => ({ ...strip, before: 0 }));
  const names = [...sheet.names, ...Array.from({ length: sheet.spareLines }, () => '')];
  names.forEach((name, index) => {
    const known = details ? [details.values[index] ?? ''] : [];
    row(galley, [name, ...known, ...sheet.columns.map(() => '')], cells, table, false, repeat);
  });
  return paginate(galley.strips, { width, height, column, margin: column, top: 44, bottom: height - 40 });
}

interface Cell {
  readonly x: number;
  readonly width: number;
}

function cellsOf(column: Cell, count: number, direction: 'ltr' | 'rtl'): readonly Cell[] {
  const names = Math.max(180, column.width * 0.34);
  const each = (column.width - names) / Math.max(1, count);
  const widths = [names, ...Array.from({ length: count }, () => each)];
  let used = 0;
  return widths.map((width) => {
    const x = direction === 'ltr' ? column.x + used : column.x + column.width - used - width;
    used += width;
    return { x, width };
  });
}

function row(
  galley: Galley,
  texts: readonly string[],
  cells: readonly Cell[],
  table: Node,
  head: boolean,
  repeat?: readonly Strip[],
): void {
  const parent: Node = { tag: 'TR', parent: table };
  const set = cells.map(({ x, width }, index) => {
    const node: Node = head ? { tag: 'TH', parent, scope: 'Column' } : { tag: 'TD', parent };
    const face = head ? 'text-strong' : 'text';
    const setting = { size: head ? 8.5 : 10, leading: head ? 11 : 14, width: width - 12 };
    return { x, node, lines: galley.measure([{ text: texts[index] ?? '', face, node }], setting) };
  });
  const tallest = Math.max(...set.map(({ lines }) => stack(lines, 0, undefined).height));
  const high = Math.max(head ? 22 : 29, tallest + 8);
  const marks = set.flatMap(({ x, node, lines }): Mark[] => {
    const edge: Mark = { type: 'fill', x: x - 0.25, y: 0, width: 0.5, height: high, colour: hairline };
    const { height } = stack(lines, 0, node);
    if (lines.length === 0) return [edge, { type: 'empty', node }];
    return [edge, ...stack(lines, x + 6, node, (high - height) / 2).marks];
  });
  const [left, right] = [
    Math.min(...cells.map((cell) => cell.x)),
    Math.max(...cells.map((cell) => cell.x + cell.width)),
  ];
  const rule: Mark = {
    type: 'rule',
    x: left,
    y: high,
    width: right - left,
    thickness: head ? 1 : 0.5,
    colour: head ? accent : hairline,
  };
  galley.strip(high, [...marks, rule], repeat ? { repeat } : { keep: true });
}

export const markKinds = ['route', 'hub', 'intervention', 'partner'] as const;
export type MarkKind = (typeof markKinds)[number];

/** The names of the map's cells: a letter for the column, a number for the row. */
export const columns = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export const rows = 6;
export const mostStops = 6;

/** What one table put on its map. Nothing says who at the table did. */
export interface MapMark {
  readonly id: string;
  readonly table: number;
  readonly kind: MarkKind;
  /** One cell; of a route from two to six, from its beginning to its end. */
  readonly cells: readonly string[];
  /** A name or a short note; empty where nothing was written, or where it was taken off. */
  readonly words: string;
  readonly version: number;
}

/** The same place marked as the same thing, by however many tables. */
export interface Merged {
  readonly kind: MarkKind;
  readonly cells: readonly string[];
  /** Each table once, in their order. */
  readonly tables: readonly number[];
  readonly marks: number;
  readonly words: readonly { readonly table: number; readonly words: string }[];
}

/** The cells that were typed (`b2 c3`, `B2-C3`, `B2, C3`), or undefined where something else was typed. */
export function cellsIn(typed: string): string[] | undefined {
  const cells = typed
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\s,;→>–-]+/u)
    .filter((part) => part !== '');
  const known = (cell: string) =>
    cell.length === 2 &&
    columns.some((column) => column === cell[0]) &&
    Number(cell[1]) >= 1 &&
    Number(cell[1]) <= rows;
  return cells.every(known) ? cells : undefined;
}

/** Whether a mark of this kind may stand in these cells. A route does not stay where it is. */
export function isPlaced(kind: MarkKind, cells: readonly string[]): boolean {
  if (kind !== 'route') return cells.length === 1;
  return (
    cells.length >= 2 && cells.length <= mostStops && cells.every((cell, at) => at === 0 || cells[at - 1] !== cell)
  );
}

/** Lays the boards over each other. The order in which tables or marks come changes nothing; no mark is lost. */
export function merge(marks: readonly MapMark[]): Merged[] {
  const places = new Map<string, MapMark[]>();
  for (const mark of marks) {
    const place = [mark.kind, ...mark.cells].join(' ');
    places.set(place, [...(places.get(place) ?? []), mark]);
  }
  const merged = [...places.values()].flatMap((same): Merged[] => {
    const [first] = same;
    if (!first) return [];
    const tables = [...new Set(same.map(({ table }) => table))].sort((a, b) => a - b);
    const said = same.filter(({ words }) => words !== '').map(({ table, words }) => ({ table, words }));
    const words = said.sort((a, b) => a.table - b.table || compare(a.words, b.words));
    return [{ kind: first.kind, cells: first.cells, tables, marks: same.length, words }];
  });
  const rank = ({ kind }: Merged) => markKinds.indexOf(kind);
  return merged.sort(
    (a, b) => rank(a) - rank(b) || b.tables.length - a.tables.length || compare(a.cells.join(), b.cells.join()),
  );
}

// By code point: two laptops with different locales put the same list in the same order.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

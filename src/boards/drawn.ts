import type { Words } from '../words';
import { drawMap } from './map';
import { type MapMark, merge } from './mark';
import type { Board, MergedBoard } from './pages';

/** A table's board: its marks, numbered as they are on its map. */
export function boardOf(marks: readonly MapMark[], t: Words): Board {
  const numbered = marks.map((mark, at) => ({ ...mark, number: at + 1 }));
  return { svgHtml: drawMap(numbered, t, 'screen'), marks: numbered };
}

/** All boards on one map. */
export function mergedBoard(marks: readonly MapMark[], t: Words): MergedBoard {
  const merged = merge(marks).map((one, at) => ({ ...one, number: at + 1 }));
  const drawn = merged.map(({ tables, ...one }) => ({ ...one, tables: tables.length }));
  return { svgHtml: drawMap(drawn, t, 'screen'), merged };
}

/** What stands on the wall: one table's board, or all of them. */
export function shownBoard(shown: number, marks: readonly MapMark[], t: Words): Board | MergedBoard {
  if (shown === 0) return mergedBoard(marks, t);
  return boardOf(
    marks.filter(({ table }) => table === shown),
    t,
  );
}

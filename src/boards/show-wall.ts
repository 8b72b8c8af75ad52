import type { Request, Response } from 'express';
import { workshopOf } from '../workshops';
import { boardOf, shownBoard } from './drawn';
import { land } from './land';
import { boardsWallPage } from './pages';
import { type BoardsDesk, listMarks } from './queries';
import { getMapping, liveOf, tablesOf, wordsOf } from './show';

// What a wall of 1024 by 768 has room for beside the map, in letters of 24 pixels.
const rowsOfAWall = 16;
const lettersOfARow = 20;
const longestNote = 30;

interface WallLine {
  readonly number: number;
  readonly words: string;
  readonly note: string;
}

/** The first lines that a wall has room for below this task. */
function linesThatFit(task: string, lines: readonly WallLine[]): WallLine[] {
  const rowsFor = (letters: number) => Math.ceil(letters / lettersOfARow);
  let left = rowsOfAWall - 2 - rowsFor(task.length);
  const fits = lines.findIndex(({ words, note }) => (left -= rowsFor(words.length + note.length + 1)) < 0);
  return lines.slice(0, fits < 0 ? lines.length : fits);
}

/** The wall: the task and how far the tables are, until a facilitator shows one board or all of them. */
export async function showWall(desk: BoardsDesk, req: Request, res: Response): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const mapping = await getMapping(desk, req);
  const marks = await listMarks(desk.db, mapping);
  // Nothing that is not shown stands in the page's source either.
  const board = mapping.shown === null ? boardOf([], t) : shownBoard(mapping.shown, marks, t);
  const listed =
    'merged' in board
      ? board.merged
          .toSorted((a, b) => b.tables.length - a.tables.length)
          .map(({ kind, cells, number, tables, words }) => ({
            number,
            words: `${t(`map.kind.${kind}`)} ${cells.join('–')}: ${t('map.tables', { count: tables.length })}`,
            note: shortened(words[0]?.words ?? ''),
          }))
      : board.marks.map(({ kind, cells, number, words }) => ({
          number,
          words: `${t(`map.kind.${kind}`)} ${cells.join('–')}`,
          note: shortened(words),
        }));
  const lines = linesThatFit(mapping.task, listed);
  const tables = await tablesOf(desk, workshop, marks);
  boardsWallPage(res, {
    ...{
      title: mapping.task,
      scripts: ['js/room.js'],
      exercise: true,
      workshop,
      mapping,
      land,
      svgHtml: board.svgHtml,
    },
    lines,
    more: listed.length - lines.length,
    counts: Array.from({ length: tables }, (_, at) => ({
      table: at + 1,
      marks: marks.filter(({ table }) => table === at + 1).length,
    })),
    live: await liveOf(desk, workshop, mapping, 'all'),
  });
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shortened(words: string): string {
  const letters = Array.from(graphemes.segment(words), ({ segment }) => segment);
  return letters.length <= longestNote ? words : `${letters.slice(0, longestNote - 1).join('')}…`;
}

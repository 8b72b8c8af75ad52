import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { NotFound } from '../errors';
import { isId, newId } from '../ids';
import { findPlan, tableNumbers } from '../tables';
import type { Frame } from '../web/page';
import { type Workshop, mayFacilitate, takesPart, workshopOf } from '../workshops';
import { boardOf, mergedBoard, shownBoard } from './drawn';
import { type Guarded, gridLines } from './forms';
import { land } from './land';
import type { MapMark } from './mark';
import { boardPage, mappingsPage, markPage, overviewPage } from './pages';
import {
  type BoardsDesk,
  type Mapping,
  findMapping,
  findMark,
  listMappings,
  listMarks,
  mappingVersion,
} from './queries';

const nothing = { errors: {}, typed: {}, found: {} };
export type Entered = Partial<Extract<Guarded<unknown>, { ok: false }>> & { readonly fault?: string };

export const wordsOf = (res: Response) => (res.locals['frame'] as Frame).t;

/** The exercise of this path; NotFound where the workshop has none such. */
export async function getMapping({ db }: BoardsDesk, req: Request): Promise<Mapping> {
  const id = req.params['mapping'];
  const mapping = isId(id) ? await findMapping(db, workshopOf(req), id) : undefined;
  if (!mapping) throw new NotFound();
  return mapping;
}

/** The mark of this path, for who sits at its table and for those who run the workshop. */
export async function getMark(desk: BoardsDesk, req: Request, mapping: Mapping): Promise<MapMark> {
  const id = req.params['mark'];
  const mark = isId(id) ? await findMark(desk.db, mapping, id) : undefined;
  const own = mark && (mayFacilitate(workshopOf(req)) || mark.table === (await ownTable(desk, req)));
  if (!own) throw new NotFound();
  return mark;
}

/** The number of the table that this participant sits at; undefined where there is none for them. */
export async function ownTable(desk: BoardsDesk, req: Request): Promise<number | undefined> {
  const workshop = workshopOf(req);
  return takesPart(workshop) ? (await tableNumbers(desk, workshop)).get(signedIn(req).id) : undefined;
}

export async function showMappings({ db }: BoardsDesk, req: Request, res: Response, entered: Entered): Promise<void> {
  const workshop = workshopOf(req);
  mappingsPage(
    res,
    {
      ...{ ...nothing, ...entered },
      title: wordsOf(res)('map.title'),
      workshop,
      facilitates: mayFacilitate(workshop),
      mappings: await listMappings(db, workshop),
      tables: (await findPlan(db, workshop))?.tables ?? 0,
      id: entered.typed?.['id'] ?? newId(),
      trail: trailOf(workshop),
    },
    entered.errors ? 422 : 200,
  );
}

/** The exercise as those who run the workshop see it: all boards, merged and one by one, and what may be done. */
export async function showOverview(desk: BoardsDesk, req: Request, res: Response, entered: Entered): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const mapping = await getMapping(desk, req);
  const marks = await listMarks(desk.db, mapping);
  const tables = await tablesOf(desk, workshop, marks);
  overviewPage(
    res,
    {
      ...{ ...nothing, ...entered },
      ...{
        title: mapping.task,
        scripts: ['js/room.js', 'js/boards.js'],
        exercise: true,
        wide: true,
        workshop,
        mapping,
        land,
      },
      all: mergedBoard(marks, t),
      boards: Array.from({ length: tables }, (_, at) => ({
        table: at + 1,
        ...boardOf(
          marks.filter(({ table }) => table === at + 1),
          t,
        ),
      })),
      tables,
      input: entered.typed?.['input'] ?? newId(),
      gridLines,
      saved: req.query['saved'] === 'yes',
      live: await liveOf(desk, workshop, mapping, 'all'),
      trail: trailOf(workshop, t('map.title')),
    },
    statusOf(entered),
  );
}

/** The board of one's own table, to write on while the exercise is open. */
export async function showBoard(desk: BoardsDesk, req: Request, res: Response, entered: Entered): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const mapping = await getMapping(desk, req);
  const table = await ownTable(desk, req);
  const shown = mapping.shown === null ? undefined : shownBoard(mapping.shown, await listMarks(desk.db, mapping), t);
  boardPage(
    res,
    {
      ...{ ...nothing, fault: undefined, ...entered },
      ...{
        title: mapping.task,
        scripts: ['js/room.js', 'js/boards.js'],
        exercise: true,
        wide: true,
        workshop,
        mapping,
        land,
      },
      table,
      board: boardOf(table === undefined ? [] : await listMarks(desk.db, mapping, table), t),
      shown,
      input: entered.typed?.['input'] ?? newId(),
      writes: table !== undefined && (mapping.closedAt === null || entered.typed !== undefined),
      saved: req.query['saved'] === 'yes',
      live: await liveOf(desk, workshop, mapping, table ?? 0),
      trail: trailOf(workshop, t('map.title')),
    },
    statusOf(entered),
  );
}

/** One mark, to be written anew or taken off. */
export async function showMark(
  desk: BoardsDesk,
  req: Request,
  res: Response,
  entered: Entered & { readonly moved?: boolean },
): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const mapping = await getMapping(desk, req);
  const mark = await getMark(desk, req, mapping);
  const trail = [
    ...trailOf(workshop, t('map.title')),
    { href: `/workshops/${workshop.id}/mapping/${mapping.id}`, words: mapping.task },
  ];
  markPage(
    res,
    {
      ...{ ...nothing, moved: false, fault: undefined, ...entered },
      ...{
        title: t('map.changeTitle'),
        scripts: ['js/boards.js'],
        exercise: true,
        wide: true,
        workshop,
        mapping,
        mark,
        land,
      },
      board: boardOf(await listMarks(desk.db, mapping, mark.table), t),
      facilitates: mayFacilitate(workshop),
      trail,
    },
    entered.moved ? 409 : statusOf(entered),
  );
}

/** How many tables there are: as planned, or as far as marks stand. */
export async function tablesOf({ db }: BoardsDesk, workshop: Workshop, marks: readonly MapMark[]): Promise<number> {
  return Math.max((await findPlan(db, workshop))?.tables ?? 0, ...marks.map(({ table }) => table));
}

export async function liveOf({ db, clock }: BoardsDesk, workshop: Workshop, mapping: Mapping, table: number | 'all') {
  const base = `/workshops/${workshop.id}/mapping/${mapping.id}`;
  const version = await mappingVersion(db, mapping, table);
  return { href: `${base}/version`, stream: `${base}/stream`, version, now: clock().getTime() };
}

function trailOf({ id, title }: Workshop, list?: string) {
  const home = { href: `/workshops/${id}`, words: title };
  return list === undefined ? [home] : [home, { href: `/workshops/${id}/mapping`, words: list }];
}

function statusOf({ fault, errors }: Entered): number {
  return fault !== undefined ? 409 : errors ? 422 : 200;
}

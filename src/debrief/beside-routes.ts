import type { Request, Response } from 'express';
import { Conflict, NotFound } from '../errors';
import { entryOf, liveWatcher } from '../live';
import { type Reckoned, debrief, positionOf, reckonedOf, referenceOf } from '../scenario';
import { type Route, get } from '../web/route';
import type { Words } from '../words';
import { besidesOf } from './beside';
import { type BesidePart, type BesideRow, type BesideSeat, partsOf } from './beside-shown';
import { besidePage, besideWall } from './pages';
import { pointsOf, wordsOf } from './seat';
import { turnedTo } from './sheets';
import { type DebriefDeps, type Told, places } from './told';

/** The decisions of a run beside those of the careful course: on a page, and sheet by sheet on the wall. */
export function besideRoutes(deps: DebriefDeps): Route[] {
  return [
    ...places.map(({ path, permission, told }) =>
      get(`${path}/careful-course`, permission, async (req, res) => {
        const seat = await told(deps, req);
        const found = await reckonedOf(deps, seat.run, seat.position);
        showBeside(res, seat, found);
      }),
    ),

    get('/live/:live/wall/careful-course', liveWatcher, (req, res) => showOnWall(deps, req, res)),
  ];
}

type Seat = Pick<Told, 'position' | 'story' | 'role'>;

/** Undefined for a case without a careful course. */
export function besideOfSeat(seat: Seat, found: Reckoned | undefined, t: Words): readonly BesidePart[] | undefined {
  const { exercise } = seat.position;
  const reference = referenceOf(exercise);
  if (!reference) return undefined;
  return partsOf(exercise, besidesOf(exercise, seat.story, reference.told), pointsOf(seat, found, t).points, t);
}

function showBeside(res: Response, seat: Told, found: Reckoned | undefined): void {
  const t = wordsOf(res);
  const parts = besideOfSeat(seat, found, t);
  if (!parts) throw new NotFound();
  besidePage(res, {
    title: t('debrief.beside'),
    exercise: true,
    trail: [{ href: seat.base, words: t('debrief.title') }],
    caseTitle: seat.position.exercise.title,
    parts,
    pending: found === undefined,
    wall: seat.facilitates ? `/live/${seat.run.id}/wall/careful-course` : null,
  });
}

/** So many decisions of each part are put on the wall: those that weigh most, whoever took them. */
const mostOnWall = 3;

interface WallSheet {
  readonly part: string;
  readonly seats: readonly BesideSeat[] | null;
  readonly seat: string;
  readonly row: BesideRow | null;
}

function sheetsOf(parts: readonly BesidePart[]): readonly WallSheet[] {
  return parts.flatMap(({ title, seats }) => {
    if (seats.length === 0) return [];
    const rows = seats
      .flatMap(({ name, other }) => other.map((row) => ({ seat: name, row })))
      .filter(({ row }) => row.weight > 0)
      .toSorted((one, another) => another.row.weight - one.row.weight)
      .slice(0, mostOnWall);
    return [
      { part: title, seats, seat: '', row: null },
      ...rows.map((each) => ({ part: title, seats: null, ...each })),
    ];
  });
}

async function showOnWall(deps: DebriefDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const { run } = entryOf(req);
  if (!run.endedAt) throw new Conflict('debrief.notYet');
  const position = await positionOf(deps, run);
  const story = debrief(position.exercise, run.seed, position.standing);
  const found = await reckonedOf(deps, run, position);
  const sheets = sheetsOf(besideOfSeat({ position, story, role: '' }, found, t) ?? []);
  const turned = turnedTo(req, sheets.length, `/live/${run.id}/wall/careful-course`);
  const sheet = sheets[turned.at - 1];
  if (!sheet) throw new NotFound();
  besideWall(res, { title: t('debrief.beside'), exercise: true, ...turned, ...sheet });
}

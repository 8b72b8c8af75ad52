import type { Request } from 'express';
import { signedIn } from '../accounts';
import type { Clock } from '../clock';
import type { Db } from '../db';
import { Conflict, NotFound } from '../errors';
import { entryOf, liveDesk } from '../live';
import {
  type Debrief,
  type LoggedRun,
  type Position,
  type PositionDeps,
  debrief,
  ownRun,
  positionOf,
  runOf,
} from '../scenario';
import type { Permission } from '../web/route';
import { findWorkshop } from '../workshops';

export interface DebriefDeps extends PositionDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly closing: AbortSignal;
}

/** An ended run, told from one of its seats: a person's own, or one of a room's. */
export interface Told {
  readonly run: LoggedRun & { readonly personId: string | null };
  readonly role: string;
  readonly position: Position;
  readonly story: Debrief;
  /** The address of the debrief's first page; its other pages stand below it. */
  readonly base: string;
  /** Where its person wrote down, or will, what they do next; null for those who only watched. */
  readonly commitment: string | null;
  /** The zone in which papers are dated. */
  readonly zone: string;
  /** A whole room played it. */
  readonly together: boolean;
  /** Whoever asks leads the room, and decides when it sees what the persons at the centre lived. */
  readonly facilitates: boolean;
  readonly workshop: { readonly id: string } | null;
}

/** Where a debrief can stand: the debrief of one's own run, and that of a seat in a room. */
export const places: readonly { readonly path: string; readonly permission: Permission; readonly told: Reader }[] = [
  { path: '/runs/:run/debrief', permission: ownRun, told: toldAlone },
  { path: '/live/:live/debrief/:role', permission: liveDesk, told: toldTogether },
];

type Reader = (deps: DebriefDeps, req: Request) => Promise<Told>;

async function toldAlone(deps: DebriefDeps, req: Request): Promise<Told> {
  const run = runOf(req);
  if (!run.endedAt) throw new Conflict('debrief.notYet');
  const workshop = run.workshopId === null ? undefined : await findWorkshop(deps.db, signedIn(req), run.workshopId);
  const position = await positionOf(deps, run);
  return {
    run,
    role: run.role,
    position,
    story: debrief(position.exercise, run.seed, position.standing),
    base: `/runs/${run.id}/debrief`,
    commitment: workshop ? `/workshops/${workshop.id}/commitment` : null,
    zone: workshop?.timeZone ?? 'UTC',
    together: false,
    facilitates: false,
    workshop: workshop ?? null,
  };
}

async function toldTogether(deps: DebriefDeps, req: Request): Promise<Told> {
  const { run, workshop, table, facilitates } = entryOf(req);
  const role = String(req.params['role']);
  if (!run.endedAt) throw new Conflict('debrief.notYet');
  const position = await positionOf(deps, run);
  if (!position.exercise.roles.some(({ id }) => id === role)) throw new NotFound();
  return {
    run,
    role,
    position,
    story: debrief(position.exercise, run.seed, position.standing),
    base: `/live/${run.id}/debrief/${role}`,
    commitment: table ? `/workshops/${workshop.id}/commitment` : null,
    zone: workshop.timeZone,
    together: true,
    facilitates,
    workshop,
  };
}

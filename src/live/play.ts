import { record } from '../audit';
import type { Clock } from '../clock';
import type { Db } from '../db';
import {
  type Case,
  type FormValues,
  type Id,
  type Pen,
  type Position,
  type PositionDeps,
  appendEvents,
  closingInputs,
  endRun,
  insertTexts,
  keepCase,
  penOf,
  positionOf,
  standInInputs,
} from '../scenario';
import { findBallot } from './ballot-queries';
import { type LiveRun, isBarrier, lastChange, movedOn, turnOf } from './live';
import { insertRoom } from './queries';
import { type Outcome, findPause, findTimer, inRoom, resume, setTimer } from './room-queries';

export interface LivePlay extends PositionDeps {
  readonly clock: Clock;
  readonly origin: string;
}

/** One decision of a role as it comes from a page. `seen` is the last line of the log that page knew of this role's desk. */
export interface TableDecision {
  readonly input: string;
  readonly role: Id;
  /** The table that plays the role, if one does. */
  readonly table: string | undefined;
  readonly seen: number;
  readonly choice: Id;
  readonly form: FormValues | undefined;
  readonly texts: Readonly<Record<string, string>>;
  /** The facilitator enters what a table decided on paper, or plays a seat that nobody has. */
  readonly keyedInBy: string | null;
}

/** What a facilitator does: which form, and who. */
export interface Deed {
  readonly input: string;
  readonly by: string;
}

/** Takes a table's decision. The desk then waits until the facilitator closes the round: other tables see nothing of it before. */
export function decideAtTable(play: LivePlay, run: LiveRun, decision: TableDecision): Promise<Outcome> {
  const { input, role, seen, choice, form, texts, keyedInBy } = decision;
  const at = play.clock();
  return inRoom(play.db, run, { input, at, table: decision.table }, async (trx, held) => {
    if (await findPause(trx, held)) return { refused: 'live.refused.paused' };
    const position = await positionOf({ ...play, db: trx }, held);
    const scene = position.state.desks[role]?.at;
    if (!scene || held.endedAt || lastChange(position, role) !== seen) return 'stale';
    const place = { role, scene, turn: turnOf(position.standing, role) };
    const ballot = keyedInBy === null ? await findBallot(trx, held, place) : undefined;
    if (ballot && !ballot.revealedAt) return { refused: 'live.refused.revealFirst' };
    const pen = penOf(position, at);
    const refused = pen.write('team', { type: 'decide', role, scene, choice, ...(form && { form }) }, input);
    if (refused) return { refused: `scenario.refused.${refused}` };
    await keep(play, trx, held, pen);
    await insertTexts(trx, held, { seq: position.seq + 1, texts, at, origin: play.origin });
    if (keyedInBy !== null)
      await record(trx, play.origin, at, deedOf(held, { by: keyedInBy }, 'decision entered for a seat'));
    return 'taken';
  });
}

/**
 * Closes the round at which the facilitator's page stood (`seen` is its last barrier): whoever has not finished is played
 * by their stand-in until they wait, in role order, and then everything that is due is delivered.
 */
export function closeRound(play: LivePlay, run: LiveRun, deed: Deed & { readonly seen: number }): Promise<Outcome> {
  return write(play, run, deed, 'round closed', (position, pen) => {
    if (barrierOf(position) !== deed.seen) return 'stale';
    for (const { actor, input } of closingInputs(position.exercise, pen.state(), false)) {
      const refused = pen.write(actor, input);
      if (refused) return { refused: `scenario.refused.${refused}` };
    }
    return 'taken';
  });
}

/** Fires an event of the case; it comes in when the round closes. */
export function fireInject(play: LivePlay, run: LiveRun, deed: Deed & { readonly inject: Id }): Promise<Outcome> {
  return write(play, run, deed, 'event fired', (_position, pen) => {
    const refused = pen.write('facilitator', { type: 'fire-inject', inject: deed.inject });
    return refused ? { refused: `scenario.refused.${refused}` } : 'taken';
  });
}

/** Has the stand-in of a role decide where it stands now, until it waits: for a seat that nobody plays. */
export function letStandInPlay(
  play: LivePlay,
  run: LiveRun,
  deed: Deed & { readonly role: Id; readonly seen: number },
): Promise<Outcome> {
  return write(play, run, deed, 'stand-in played', (position, pen) => {
    if (lastChange(position, deed.role) !== deed.seen) return 'stale';
    const inputs = standInInputs(position.exercise, pen.state(), deed.role);
    for (const input of inputs) pen.write('stand-in', input);
    return inputs.length > 0 ? 'taken' : { refused: 'live.refused.noStandIn' };
  });
}

/** Goes on after a pause. The time that was given is longer by what the pause took. */
export function goOn(play: LivePlay, run: LiveRun, deed: Deed): Promise<Outcome> {
  const at = play.clock();
  return inRoom(play.db, run, { input: deed.input, at }, async (trx, held) => {
    const paused = await findPause(trx, held);
    if (!paused) return 'stale';
    const endsAt = await findTimer(trx, held, roundBegan(await positionOf({ ...play, db: trx }, held)));
    await resume(trx, at, held, deed.by);
    if (endsAt) await setTimer(trx, play.origin, at, held, { endsAt: movedOn(endsAt, paused, at), by: deed.by });
    await record(trx, play.origin, at, deedOf(held, deed, 'case resumed'));
    return 'taken';
  });
}

export interface Beginning extends Deed {
  readonly workshopId: string;
  readonly exercise: Case;
  /** One entry for each table of a room. */
  readonly tables: readonly (readonly Id[])[];
  readonly rooms: number;
}

/** Begins rooms that play the same case beside each other. A form sent twice begins them once. */
export async function beginRooms(play: LivePlay, beginning: Beginning): Promise<void> {
  const { workshopId, exercise, tables, rooms, input, by } = beginning;
  const at = play.clock();
  await play.db.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`live ${workshopId}`]);
    await keepCase(trx, { hash: exercise.contentHash, compiled: exercise, origin: play.origin, now: at });
    const { id: caseId, contentHash: caseHash, engineVersion } = exercise;
    for (let place = 1; place <= rooms; place += 1) {
      const room = { workshopId, input, place, by, caseId, caseHash, engineVersion, tables };
      const id = await insertRoom(trx, play.origin, at, room);
      if (id === undefined) continue;
      const after = { case: caseId, tables: tables.map((roles) => [...roles]) };
      const deed = { workshopId, actorId: by, action: 'case begun together', subject: id, after };
      await record(trx, play.origin, at, deed);
    }
  });
}

/** The last barrier of the log, or where a newer text was taken: what a page of the whole room was drawn after. */
export function barrierOf({ standing, movedAt }: Position): number {
  return Math.max(standing.findLast(({ input }) => isBarrier(input))?.seq ?? 0, movedAt);
}

/** When the round that stands now began, for everybody in the room; undefined in the first. */
export function roundBegan({ standing }: Position): Date | undefined {
  return standing.findLast(({ input }) => isBarrier(input))?.at;
}

/** Writes lines of the facilitator's into the log; nothing is kept unless all of it is taken. */
function write(
  play: LivePlay,
  run: LiveRun,
  deed: Deed,
  action: string,
  act: (position: Position, pen: Pen) => Outcome,
): Promise<Outcome> {
  const at = play.clock();
  return inRoom(play.db, run, { input: deed.input, at }, async (trx, held) => {
    if (held.endedAt) return 'stale';
    if (await findPause(trx, held)) return { refused: 'live.refused.paused' };
    const position = await positionOf({ ...play, db: trx }, held);
    const pen = penOf(position, at);
    const outcome = act(position, pen);
    if (outcome !== 'taken') return outcome;
    await keep(play, trx, held, pen);
    await record(trx, play.origin, at, deedOf(held, deed, action));
    return outcome;
  });
}

async function keep(play: LivePlay, trx: Db, run: LiveRun, pen: Pen): Promise<void> {
  await appendEvents(trx, run, pen.lines, play.origin);
  const { ending } = pen.state();
  if (ending !== null) await endRun(trx, run, ending, play.clock());
}

/** An act upon a room, as the audit keeps it. */
export function deedOf(run: LiveRun, { by }: Pick<Deed, 'by'>, action: string) {
  return { workshopId: run.workshopId, actorId: by, action, subject: run.id };
}

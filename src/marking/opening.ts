import { record } from '../audit';
import type { Clock } from '../clock';
import { type Rubric, getPart } from '../curriculum';
import { Conflict, NotFound } from '../errors';
import { type Entry, type LiveRun, listLiveRuns, listPlayers, listTables } from '../live';
import { type Marker, type Subject, type ToGive, allocate, insertSubjects, listSubjectsOf } from '../rubric';
import { type PositionDeps, debrief, listTexts, positionOf } from '../scenario';
import { closeOpenings, insertOpening, listSiblings, lockMarking, markingStateOf } from './queries';
import { markedIn } from './text';

export interface MarkingDeps extends PositionDeps {
  readonly clock: Clock;
  readonly origin: string;
}

type Place = Pick<Entry, 'run' | 'workshop'>;

/** The rooms begun together with this one, in their order. */
export async function listSet(deps: MarkingDeps, { run, workshop }: Place): Promise<LiveRun[]> {
  const ids = await listSiblings(deps.db, run);
  const rooms = await listLiveRuns(deps.db, workshop);
  return ids.flatMap((id) => rooms.find((room) => room.id === id) ?? []);
}

/**
 * Opens marking in every room of the set that has ended, and gives each text to a table that did not write it; what was
 * given before stays where it is. Opened twice, it is open once. Conflict before this room's end, or without a rubric.
 */
export async function openMarking(deps: MarkingDeps, place: Place, by: string): Promise<void> {
  const { origin } = deps;
  const { workshop, run } = place;
  if (!run.endedAt) throw new Conflict('marking.notEnded');
  await rubricIn(deps, workshop.publicationId);
  const at = deps.clock();
  await deps.db.transaction(async (trx) => {
    const held = { ...deps, db: trx };
    await lockMarking(trx, workshop);
    const rooms = (await listSet(held, place)).filter(({ endedAt }) => endedAt !== null);
    const before = await listSubjectsOf(
      trx,
      rooms.map(({ id }) => id),
    );
    const found = await Promise.all(rooms.map((room) => writtenIn(held, room)));
    const fresh = found
      .flatMap(({ written }) => written)
      .filter(({ run, seq }) => !before.some((known) => known.runId === run && known.seq === seq));
    const given = allocate(
      fresh,
      found.flatMap(({ tables }) => tables).map((each) => ({ ...each, has: loadOf(each, before) })),
    );
    await insertSubjects(
      trx,
      origin,
      at,
      fresh.map(({ id, run, seq, table }) => ({
        workshopId: workshop.id,
        kind: 'run-text',
        publicationId: workshop.publicationId,
        runId: run,
        seq,
        ownerTable: table,
        markerTable: given.get(id) ?? null,
        attemptId: null,
        itemId: null,
      })),
    );
    for (const room of rooms)
      if ((await markingStateOf(trx, room)) !== 'open') await insertOpening(trx, origin, at, room, by);
    await record(trx, origin, at, {
      workshopId: workshop.id,
      actorId: by,
      action: 'marking opened',
      subject: run.id,
      after: { texts: before.length + fresh.length },
    });
  });
}

/** Closes marking in every room of the set: each table then sees the marks of its own texts. */
export async function closeMarking(deps: MarkingDeps, place: Place, by: string): Promise<void> {
  const { workshop, run } = place;
  const at = deps.clock();
  await deps.db.transaction(async (trx) => {
    await lockMarking(trx, workshop);
    const rooms = await listSiblings(trx, run);
    if ((await closeOpenings(trx, at, rooms, by)) === 0) return;
    const deed = { workshopId: workshop.id, actorId: by, action: 'marking closed', subject: run.id };
    await record(trx, deps.origin, at, deed);
  });
}

/** The rubric of a publication; Conflict for one that was published before there was one. */
export async function rubricIn(deps: Pick<MarkingDeps, 'db'>, publicationId: string): Promise<Rubric> {
  return getPart<Rubric>(deps.db, publicationId, 'rubric').catch((error: unknown) => {
    throw error instanceof NotFound ? new Conflict('marking.noRubric') : error;
  });
}

type Written = ToGive & { readonly run: string; readonly seq: number };

/** What the tables of a room wrote that is marked, and which of its tables can mark: who sits there, or wrote on paper. */
async function writtenIn(
  deps: MarkingDeps,
  room: LiveRun,
): Promise<{ readonly written: readonly Written[]; readonly tables: readonly Marker[] }> {
  const position = await positionOf(deps, room);
  const story = debrief(position.exercise, room.seed, position.standing);
  const [texts, tables, players] = [
    await listTexts(deps.db, room),
    await listTables(deps.db, room),
    await listPlayers(deps.db, room),
  ];
  const written = markedIn(position, story, texts).flatMap(({ seq, role }): Written[] => {
    const table = tables.find(({ roles }) => roles.includes(role));
    return table ? [{ id: `${room.id} ${seq}`, run: room.id, seq, room: room.id, table: table.id }] : [];
  });
  const there = tables.filter(
    ({ id }) => players.some(({ tableId }) => tableId === id) || written.some(({ table }) => table === id),
  );
  return { written, tables: there.map(({ id }) => ({ table: id, room: room.id })) };
}

function loadOf({ table }: Marker, before: readonly Subject[]): number {
  return before.filter(({ markerTable }) => markerTable === table).length;
}

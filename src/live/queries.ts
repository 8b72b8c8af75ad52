import type { Db } from '../db';
import { NotFound } from '../errors';
import { isId, newCode, newId } from '../ids';
import { type Case, nowCalled } from '../scenario';
import type { LiveRun, Player, Table } from './live';

const runColumns = {
  id: 'runs.id',
  workshopId: 'live_runs.workshop_id',
  personId: 'runs.person_id',
  caseId: 'runs.case_id',
  caseHash: 'runs.case_hash',
  engineVersion: 'runs.engine_version',
  seed: 'runs.seed',
  place: 'live_runs.place',
  version: 'live_runs.version',
  startedAt: 'runs.started_at',
  endedAt: 'runs.ended_at',
  ending: 'runs.ending',
};

const tableColumns = { id: 'live_tables.id', place: 'live_tables.place', code: 'code', roles: 'roles' };
const playerColumns = {
  id: 'run_players.id',
  tableId: 'run_players.table_id',
  personId: 'run_players.person_id',
  seenAt: 'run_players.seen_at',
};

const liveRuns = (db: Db) => db('live_runs').join('runs', 'runs.id', 'live_runs.run_id');

/** The rooms of a workshop, the newest first. Takes the workshop: whoever holds it may know that they are there. */
export function listLiveRuns(db: Db, workshop: { readonly id: string }): Promise<LiveRun[]> {
  return liveRuns(db)
    .where({ 'live_runs.workshop_id': workshop.id })
    .orderBy([{ column: 'live_runs.begun_at', order: 'desc' }, 'live_runs.place'])
    .select<LiveRun[]>(runColumns);
}

/**
 * A room by its id. Without the permissions of `permissions.ts` it must not reach anybody: it is fetched before it is
 * known whose workshop it is of.
 */
export async function withoutPermissionCheckGetLiveRun(db: Db, id: string): Promise<LiveRun> {
  if (!isId(id)) throw new NotFound();
  const row = await liveRuns(db).where({ run_id: id }).first<LiveRun | undefined>(runColumns);
  if (!row) throw new NotFound();
  return row;
}

export function listTables(db: Db, run: Pick<LiveRun, 'id'>): Promise<Table[]> {
  return db('live_tables').where({ run_id: run.id }).orderBy('place').select<Table[]>(tableColumns);
}

/** The table with this code, and its room. Takes a code as somebody typed it, in capital letters. */
export async function findTableByCode(
  db: Db,
  code: string,
): Promise<{ readonly table: Table; readonly run: LiveRun } | undefined> {
  const row = await db('live_tables')
    .where({ code })
    .first<(Table & { runId: string }) | undefined>({ ...tableColumns, runId: 'run_id' });
  return row && { table: row, run: await withoutPermissionCheckGetLiveRun(db, row.runId) };
}

/** Everybody who sits at a table of this room now, in the order in which they sat down. */
export function listPlayers(db: Db, run: Pick<LiveRun, 'id'>): Promise<Player[]> {
  return db('run_players')
    .where({ run_id: run.id, left_at: null })
    .orderBy(['sat_down_at', 'id'])
    .select<Player[]>(playerColumns);
}

export function findPlayer(
  db: Db,
  run: Pick<LiveRun, 'id'>,
  person: { readonly id: string },
): Promise<Player | undefined> {
  return db('run_players')
    .where({ run_id: run.id, person_id: person.id, left_at: null })
    .first<Player | undefined>(playerColumns);
}

/** The names of these people, by id: for consoles and the people at one table. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db('people')
    .whereIn('id', [...ids])
    .select<{ id: string; name: string }[]>({ id: 'id', name: 'display_name' });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface NewRoom {
  readonly workshopId: string;
  readonly input: string;
  readonly place: number;
  readonly by: string;
  readonly caseId: string;
  readonly caseHash: string;
  readonly engineVersion: string;
  /** One entry for each table: the roles that it plays. */
  readonly tables: readonly (readonly string[])[];
}

/** Begins a room with its tables. A form sent twice begins it once: the second call answers undefined. */
export async function insertRoom(trx: Db, origin: string, at: Date, room: NewRoom): Promise<string | undefined> {
  const known = await trx('live_runs')
    .where({ workshop_id: room.workshopId, start_input: room.input, place: room.place })
    .first<{ run_id: string } | undefined>('run_id');
  if (known) return undefined;
  const id = newId();
  await trx('runs').insert({
    id,
    origin,
    workshop_id: room.workshopId,
    person_id: null,
    role: null,
    case_id: room.caseId,
    case_hash: room.caseHash,
    engine_version: room.engineVersion,
    // The chances of a run follow from its own id: nobody draws them, and a replay draws the same.
    seed: id,
    start_input: newId(),
    started_at: at,
  });
  await trx('live_runs').insert({
    run_id: id,
    workshop_id: room.workshopId,
    origin,
    start_input: room.input,
    place: room.place,
    begun_at: at,
    begun_by: room.by,
  });
  await trx('live_tables').insert(
    room.tables.map((roles, at) => ({
      id: newId(),
      run_id: id,
      origin,
      place: at + 1,
      code: newCode(6),
      roles: [...roles],
    })),
  );
  return id;
}

/** Gives the tables of a room their seats under the names of this version of the case. */
export async function renameSeats(trx: Db, run: Pick<LiveRun, 'id'>, exercise: Case): Promise<void> {
  for (const { id, roles } of await listTables(trx, run)) {
    const now = roles.map((role) => nowCalled(exercise, 'role', role));
    if (now.some((role, at) => role !== roles[at])) await trx('live_tables').where({ id }).update({ roles: now });
  }
}

/** Says that these devices are there. One statement for a whole process. */
export async function markSeen(db: Db, playerIds: readonly string[], at: Date): Promise<void> {
  if (playerIds.length === 0) return;
  await db('run_players')
    .whereIn('id', [...playerIds])
    .update({ seen_at: at });
}

/** Says that the last page of these people was closed. */
export async function markGone(db: Db, playerIds: readonly string[]): Promise<void> {
  if (playerIds.length === 0) return;
  await db('run_players')
    .whereIn('id', [...playerIds])
    .update({ seen_at: null });
}

/** How often this room has changed: what a page is told, so that it knows whether it is behind. */
export async function versionOf(db: Db, run: Pick<LiveRun, 'id'>): Promise<number> {
  const row = await db('live_runs').where({ run_id: run.id }).first<{ version: number } | undefined>('version');
  return row?.version ?? 0;
}

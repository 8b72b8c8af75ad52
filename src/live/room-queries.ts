import { type Db, notify } from '../db';
import { newId } from '../ids';
import type { LiveRun, Pause, Player, Table } from './live';
import { findPlayer, withoutPermissionCheckGetLiveRun } from './queries';

/**
 * What a change of a room is told under: to everybody in it, to one table, to those who watch, and who comes and goes.
 * What a table does inside a round is nobody else's business yet, not even that it did it.
 */
export const topicOf = (run: Pick<LiveRun, 'id'>): string => `live ${run.id}`;
export const tableTopicOf = (tableId: string): string => `live table ${tableId}`;
export const watchTopicOf = (run: Pick<LiveRun, 'id'>): string => `live watch ${run.id}`;
export const peopleTopicOf = (run: Pick<LiveRun, 'id'>): string => `live people ${run.id}`;

export interface Act {
  readonly input: string;
  readonly at: Date;
  /** The table that alone sees anything of it; without one, everybody in the room is told. */
  readonly table?: string | undefined;
}

/**
 * What became of a form. `repeated`: it was taken before. `stale`: the room has moved on since its page was drawn.
 * `refused` is a key of `locales/` that says why. Only `taken` has changed anything.
 */
export type Outcome = 'taken' | 'repeated' | 'stale' | { readonly refused: string };

/**
 * Does one thing to a room: the room is held until it is done, so that the log gets one line after the other, and a form
 * sent twice does it once. What was taken is told to whom it concerns as soon as it is written.
 */
export function inRoom(
  db: Db,
  run: LiveRun,
  { input, at, table }: Act,
  act: (trx: Db, held: LiveRun) => Promise<Outcome>,
): Promise<Outcome> {
  return db.transaction(async (trx) => {
    await trx('runs').where({ id: run.id }).forUpdate().first('id');
    const taken = await trx('live_inputs')
      .insert({ run_id: run.id, input_id: input, taken_at: at })
      .onConflict()
      .ignore()
      .returning<{ input_id: string }[]>('input_id');
    if (taken.length === 0) return 'repeated';
    const outcome = await act(trx, await withoutPermissionCheckGetLiveRun(trx, run.id));
    if (outcome !== 'taken') return outcome;
    await trx('live_runs').where({ run_id: run.id }).increment('version', 1);
    for (const topic of table === undefined ? [topicOf(run)] : [tableTopicOf(table), watchTopicOf(run)])
      await notify(trx, topic);
    return outcome;
  });
}

/** Sits somebody down, or moves them: nobody sits at two tables of a room. The first at a table is its recorder. */
export async function sitDown(
  trx: Db,
  origin: string,
  at: Date,
  run: LiveRun,
  table: Table,
  person: { readonly id: string },
): Promise<void> {
  const before = await findPlayer(trx, run, person);
  if (before?.tableId === table.id) return;
  if (before) await leave(trx, at, before);
  const id = newId();
  await trx('run_players').insert({
    id,
    run_id: run.id,
    workshop_id: run.workshopId,
    table_id: table.id,
    person_id: person.id,
    origin,
    sat_down_at: at,
    seen_at: at,
  });
  if (!(await findRecorder(trx, table.id))) await makeRecorder(trx, origin, at, { id, tableId: table.id });
}

export async function leave(trx: Db, at: Date, player: Player): Promise<void> {
  await trx('run_players').where({ id: player.id }).update({ left_at: at });
}

/** Who writes for this table now: the last one named who still sits there. Undefined where nobody does. */
export async function findRecorder(db: Db, tableId: string): Promise<string | undefined> {
  return (await listRecorders(db, [tableId])).get(tableId);
}

/** The recorders of these tables, as ids of players. */
export async function listRecorders(db: Db, tableIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db('live_recorders')
    .join('run_players', 'run_players.id', 'live_recorders.player_id')
    .whereIn('live_recorders.table_id', [...tableIds])
    .where({ left_at: null })
    .whereRaw('run_players.table_id = live_recorders.table_id')
    .orderBy('live_recorders.id')
    .select<{ tableId: string; playerId: string }[]>({
      tableId: 'live_recorders.table_id',
      playerId: 'live_recorders.player_id',
    });
  return new Map(rows.map(({ tableId, playerId }) => [tableId, playerId]));
}

export async function makeRecorder(
  trx: Db,
  origin: string,
  at: Date,
  player: Pick<Player, 'id' | 'tableId'>,
): Promise<void> {
  await trx('live_recorders').insert({
    id: newId(),
    table_id: player.tableId,
    player_id: player.id,
    origin,
    since: at,
  });
}

export function findPause(db: Db, run: Pick<LiveRun, 'id'>): Promise<Pause | undefined> {
  return db('live_pauses')
    .where({ run_id: run.id, resumed_at: null })
    .first<Pause | undefined>({ pausedAt: 'paused_at' });
}

export async function pause(trx: Db, origin: string, at: Date, run: LiveRun, by: string): Promise<void> {
  if (await findPause(trx, run)) return;
  await trx('live_pauses').insert({ id: newId(), run_id: run.id, origin, paused_at: at, paused_by: by });
}

export async function resume(trx: Db, at: Date, run: LiveRun, by: string): Promise<void> {
  await trx('live_pauses').where({ run_id: run.id, resumed_at: null }).update({ resumed_at: at, resumed_by: by });
}

export async function setTimer(
  trx: Db,
  origin: string,
  at: Date,
  run: LiveRun,
  timer: { readonly endsAt: Date; readonly by: string | null },
): Promise<void> {
  await trx('live_timers').insert({
    id: newId(),
    run_id: run.id,
    origin,
    set_at: at,
    set_by: timer.by,
    ends_at: timer.endsAt,
  });
}

/** When the time for this round ends, if the facilitator gave one since the last barrier (`since`). */
export async function findTimer(db: Db, run: Pick<LiveRun, 'id'>, since: Date | undefined): Promise<Date | undefined> {
  const row = await db('live_timers')
    .where({ run_id: run.id })
    .orderBy('id', 'desc')
    .first<{ setAt: Date; endsAt: Date } | undefined>({ setAt: 'set_at', endsAt: 'ends_at' });
  return row && (!since || row.setAt > since) ? row.endsAt : undefined;
}

/** A short word of the facilitator to a table, or to all (`tableId` null). */
export interface Nudge {
  readonly id: string;
  readonly tableId: string | null;
  readonly body: string;
  readonly sentAt: Date;
}

export async function nudge(
  trx: Db,
  origin: string,
  at: Date,
  run: LiveRun,
  word: { readonly tableId: string | null; readonly body: string; readonly by: string },
): Promise<void> {
  await trx('live_nudges').insert({
    id: newId(),
    run_id: run.id,
    table_id: word.tableId,
    origin,
    body: word.body,
    sent_at: at,
    sent_by: word.by,
  });
}

/** The last words of the facilitator, the newest first; of this round (`since` its barrier) and for one table, if asked. */
export function listNudges(
  db: Db,
  run: Pick<LiveRun, 'id'>,
  only: { readonly tableId?: string | undefined; readonly since?: Date | undefined } = {},
): Promise<Nudge[]> {
  const { tableId, since } = only;
  return db('live_nudges')
    .where({ run_id: run.id })
    .modify((query) => {
      if (tableId !== undefined) void query.where((q) => void q.where({ table_id: tableId }).orWhereNull('table_id'));
      if (since) void query.where('sent_at', '>', since);
    })
    .orderBy('id', 'desc')
    .limit(3)
    .select<Nudge[]>({ id: 'id', tableId: 'table_id', body: 'body', sentAt: 'sent_at' });
}

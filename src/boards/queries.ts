import type { Person } from '../accounts';
import { record } from '../audit';
import type { Json } from '../canonical';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { notify } from '../db/listen';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { NewMark } from './forms';
import type { MapMark } from './mark';

export interface BoardsDesk {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** One mapping exercise of a workshop. `shown` stands on the wall: all tables merged (0), one table, or nothing yet. */
export interface Mapping {
  readonly id: string;
  readonly task: string;
  readonly closedAt: Date | null;
  readonly shown: number | null;
}

type Place = Pick<Workshop, 'id'>;
type Own = Pick<Mapping, 'id'>;

const mappingColumns = { id: 'id', task: 'task', closedAt: 'closed_at', shown: 'shown' };
const markColumns = {
  ...{ id: 'id', table: 'table_number', kind: 'kind', cells: 'cells', words: 'words', version: 'version' },
};

/** As many marks as a board can show and a room can speak about. */
export const mostMarks = 40;

export function listMappings(db: Db, workshop: Place): Promise<Mapping[]> {
  return db('mappings').where({ workshop_id: workshop.id }).orderBy('id', 'desc').select<Mapping[]>(mappingColumns);
}

export function findMapping(db: Db, workshop: Place, id: string): Promise<Mapping | undefined> {
  return db('mappings').where({ workshop_id: workshop.id, id }).first<Mapping | undefined>(mappingColumns);
}

/** Opens an exercise for the tables. Takes an id so that a form sent twice opens one. */
export async function openMapping(
  { db: trx, clock, origin }: BoardsDesk,
  by: Person,
  workshop: Place,
  { id, task }: Pick<Mapping, 'id' | 'task'>,
): Promise<void> {
  const at = clock();
  const added = await trx('mappings')
    .insert({ id, task, origin, workshop_id: workshop.id, opened_at: at, opened_by: by.id })
    .onConflict('id')
    .ignore()
    .returning<{ id: string }[]>('id');
  if (added.length > 0) await write(trx, origin, at, by, workshop, 'mapping opened', id);
}

export async function turnMapping(
  { db: trx, clock, origin }: BoardsDesk,
  by: Person,
  workshop: Place,
  mapping: Own,
  { then, shown }: { readonly then: 'close' | 'reopen' | 'show' | 'hide'; readonly shown: number },
): Promise<void> {
  const at = clock();
  const change = {
    close: { closed_at: trx.raw('coalesce(closed_at, ?)', [at]), closed_by: by.id },
    reopen: { closed_at: null, closed_by: null },
    show: { shown, shown_at: at, shown_by: by.id },
    hide: { shown: null, shown_at: at, shown_by: by.id },
  }[then];
  await trx('mappings').where({ id: mapping.id }).update(change);
  await notify(trx, mappingTopic(mapping));
  await write(trx, origin, at, by, workshop, 'mapping turned', mapping.id, { then, shown });
}

/** The marks that stand, of one table or of all, in the order in which they were made. */
export function listMarks(db: Db, mapping: Own, table?: number): Promise<MapMark[]> {
  const own = table === undefined ? {} : { table_number: table };
  return db('map_marks')
    .where({ mapping_id: mapping.id, removed_at: null, ...own })
    .orderBy(['table_number', 'id'])
    .select<MapMark[]>(markColumns);
}

export function findMark(db: Db, mapping: Own, id: string): Promise<MapMark | undefined> {
  return db('map_marks')
    .where({ mapping_id: mapping.id, id, removed_at: null })
    .first<MapMark | undefined>(markColumns);
}

/** `closed` and `full`: nothing was written. */
export type Outcome = 'done' | 'closed' | 'full';

/**
 * Puts marks on a table's board; the same form sent twice puts them once. With `keyed`, a facilitator does it from paper,
 * and a closed exercise is no hindrance.
 */
export function addMarks(
  { db, clock, origin }: BoardsDesk,
  mapping: Own,
  board: { readonly table: number; readonly input: string; readonly marks: readonly NewMark[] },
  keyed?: { readonly by: Person; readonly workshop: Place },
): Promise<Outcome> {
  return db.transaction(async (trx): Promise<Outcome> => {
    const closed = await isClosed(trx, mapping);
    const { table, input, marks } = board;
    const same = { mapping_id: mapping.id, input_id: input };
    if (await trx('map_marks').where(same).first<object | undefined>('id')) return 'done';
    if (closed && !keyed) return 'closed';
    if ((await listMarks(trx, mapping, table)).length + marks.length > mostMarks) return 'full';
    const at = clock();
    await trx('map_marks').insert(
      marks.map(({ kind, cells, words }, line) => ({
        ...{ id: newId(), origin, ...same, line, table_number: table, version: 1, marked_at: at },
        ...{ kind, cells: [...cells], words },
      })),
    );
    await wake(trx, mapping, table);
    if (keyed) {
      const after = { table, marks: marks.length };
      await write(trx, origin, at, keyed.by, keyed.workshop, 'marks keyed in', mapping.id, after);
    }
    return 'done';
  });
}

/** Writes a mark anew. `moved`: somebody else at the table did so since version `seen`; nothing is written. */
export function changeMark(
  { db }: BoardsDesk,
  mapping: Own,
  mark: MapMark,
  { kind, cells, words, seen }: NewMark & { readonly seen: number },
  evenClosed: boolean,
): Promise<Outcome | 'moved'> {
  return db.transaction(async (trx): Promise<Outcome | 'moved'> => {
    if ((await isClosed(trx, mapping)) && !evenClosed) return 'closed';
    const changed = await trx('map_marks')
      .where({ id: mark.id, version: seen, removed_at: null })
      .update({ kind, cells: [...cells], words, version: seen + 1, ...(words !== '' && { cleared_at: null }) });
    await wake(trx, mapping, mark.table);
    return changed > 0 ? 'done' : 'moved';
  });
}

/** Takes a mark off the map, and its words out of the database. */
export function removeMark(
  { db, clock }: BoardsDesk,
  mapping: Own,
  mark: MapMark,
  evenClosed: boolean,
): Promise<Outcome> {
  return db.transaction(async (trx): Promise<Outcome> => {
    if ((await isClosed(trx, mapping)) && !evenClosed) return 'closed';
    await trx('map_marks').where({ id: mark.id, removed_at: null }).update({ words: '', removed_at: clock() });
    await wake(trx, mapping, mark.table);
    return 'done';
  });
}

/** Takes a mark's words off everywhere: boards, the merged map, the wall and papers. The mark itself stays. */
export function clearWords(
  { db, clock, origin }: BoardsDesk,
  by: Person,
  workshop: Place,
  mapping: Own,
  mark: MapMark,
): Promise<void> {
  return db.transaction(async (trx) => {
    const at = clock();
    await trx('map_marks')
      .where({ id: mark.id })
      .update({ words: '', cleared_at: at, version: trx.raw('version + 1') });
    await notify(trx, mappingTopic(mapping));
    await wake(trx, mapping, mark.table);
    await write(trx, origin, at, by, workshop, 'words of a mark taken off', mark.id);
  });
}

/** Held until the end of the transaction: who closes an exercise waits for marks that are being written. */
async function isClosed(trx: Db, mapping: Own): Promise<boolean> {
  const row = await trx('mappings')
    .where({ id: mapping.id })
    .forUpdate()
    .first<{ closed_at: Date | null } | undefined>('closed_at');
  return row === undefined || row.closed_at !== null;
}

async function wake(trx: Db, mapping: Own, table: number): Promise<void> {
  await notify(trx, mappingTopic(mapping, table));
  await notify(trx, mappingTopic(mapping, 'all'));
}

/** What is said when an exercise is turned, when a table's board changes, or when any does. */
export function mappingTopic(mapping: Own, whose?: number | 'all'): string {
  return `mapping ${mapping.id}${whose === undefined ? '' : ` ${whose}`}`;
}

/** Another text whenever the exercise has changed, or this table's board; without a table, any board. */
export async function mappingVersion(db: Db, mapping: Own, table: number | 'all'): Promise<string> {
  const { rows } = await db.raw<{ rows: { version: string }[] }>(
    `select md5(concat_ws(' ', closed_at, shown, shown_at,
      (select concat(count(*), ' ', sum(version), ' ', count(removed_at), ' ', max(cleared_at)) from map_marks
        where mapping_id = mappings.id and (:all or table_number = :table))
    )) as version from mappings where id = :id`,
    { id: mapping.id, all: table === 'all', table: table === 'all' ? 0 : table },
  );
  return rows[0]?.version ?? '';
}

function write(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  action: string,
  subject: string,
  after?: Json,
): Promise<unknown> {
  return record(trx, origin, at, { workshopId: workshop.id, actorId: by.id, action, subject, ...(after && { after }) });
}

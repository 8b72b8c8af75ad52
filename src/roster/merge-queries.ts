import { type Belonging, foldName } from '../accounts';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Clash, MergePlan, Side } from './merge';

// Names of tables and columns come from the list of belongings, never from a request.

/** What would move, and what clashes. */
export async function planMerge(
  db: Db,
  kept: string,
  other: string,
  belongings: readonly Belonging[],
): Promise<MergePlan> {
  const moves: { words: string; count: number }[] = [];
  const clashes: Clash[] = [];
  for (const belonging of belongings) {
    const [row] = await db(belonging.table).where({ person_id: other }).count<{ count: string }[]>();
    if (Number(row?.count) > 0) moves.push({ words: belonging.words, count: Number(row?.count) });
    if (belonging.clash === 'ask') clashes.push(...(await listClashes(db, kept, other, belonging)));
  }
  return { moves, clashes };
}

async function listClashes(db: Db, kept: string, other: string, belonging: Belonging): Promise<Clash[]> {
  const { table, words, once, shows = [], ofWorkshop } = belonging;
  if (!once) return [];
  const shown = (side: string) =>
    `concat_ws(', ', ${shows.map((column) => `left(${side}.${column}::text, 200)`).join(', ')})`;
  const keys = once.by.map((column) => `a.${column}::text`).join(', ');
  const places = once.by.filter((column) => column !== 'workshop_id').map((column) => `a.${column}::text`);
  const title = ofWorkshop ? ['(select title from workshops where id = a.workshop_id)'] : [];
  const { rows } = await db.raw<{ rows: { by: string[]; place: string; kept: string; other: string }[] }>(
    `select array[${keys}]::text[] as by, concat_ws(', ', ${[...title, ...places, "''"].join(', ')}) as place,
       ${shown('a')} as kept, ${shown('b')} as other
     from (select * from ${table} where ${once.among ?? 'true'}) a
     join (select * from ${table} where ${once.among ?? 'true'}) b on ${sameKey(once.by)}
     where a.person_id = ? and b.person_id = ? order by 1`,
    [kept, other],
  );
  return rows
    .filter((row) => !(table === 'attendance' || table === 'enrolments') || row.kept !== row.other)
    .map((row, at) => ({ ...row, name: `${table}.${at}`, table, words, place: row.place.replace(/, $/, '') }));
}

function sameKey(by: readonly string[]): string {
  return ['true', ...by.map((column) => `a.${column} is not distinct from b.${column}`)].join(' and ');
}

/** Locks both records, the lower id first, so that two merges of one person wait for each other. */
export async function lockBoth(trx: Db, kept: string, other: string): Promise<boolean> {
  const rows = await trx('people')
    .whereIn('id', [kept, other])
    .whereNull('merged_into')
    .orderBy('id')
    .forUpdate()
    .select('id');
  return rows.length === 2;
}

/**
 * Makes one person of two: every row of the other record comes to the kept one, except where both have what one person
 * can have only once. There the row that was not chosen stays, whole, with the closed record. Counts rows by table.
 */
export async function merge(
  trx: Db,
  at: Date,
  kept: string,
  other: string,
  belongings: readonly Belonging[],
  plan: MergePlan,
  choices: ReadonlyMap<string, Side>,
): Promise<Record<string, number>> {
  const aside = await personAside(trx, kept);
  const moved: Record<string, number> = {};
  for (const { table, once } of belongings) {
    for (const clash of plan.clashes) {
      if (clash.table === table && choices.get(clash.name) === 'other')
        await setAside(trx, table, once, clash, kept, aside);
    }
    const among = once?.among ?? 'true';
    const free = once
      ? `and (not (${among}) or not exists (select from ${table} b where b.person_id = ? and ${sameKey(once.by).replaceAll('a.', `${table}.`)} and ${amongOf('b', among)}))`
      : '';
    const { rowCount } = await trx.raw<{ rowCount: number }>(
      `update ${table} set person_id = ? where person_id = ? ${free}`,
      once ? [kept, other, kept] : [kept, other],
    );
    if (rowCount > 0) moved[table] = rowCount;
    await trx(table).where({ person_id: aside }).update({ person_id: other });
  }
  await trx('people').where({ id: aside }).delete();
  await trx('enrolments').where({ person_id: other, ended_at: null }).update({ ended_at: at });
  await trx('programme_roles').where({ person_id: other, ended_at: null }).update({ ended_at: at });
  await trx('people').where({ merged_into: other }).update({ merged_into: kept });
  await trx('people').where({ id: other }).update({ merged_into: kept });
  return moved;
}

function amongOf(row: string, among: string): string {
  return among === 'true' ? among : `${row}.${among}`;
}

/** A place for rows that change sides: neither record can hold both for a moment. */
async function personAside(trx: Db, like: string): Promise<string> {
  const id = newId();
  await trx.raw(
    `insert into people (id, origin, display_name, created_at) select ?, origin, display_name, created_at from people where id = ?`,
    [id, like],
  );
  return id;
}

async function setAside(trx: Db, table: string, once: Belonging['once'], clash: Clash, kept: string, aside: string) {
  const where = (once?.by ?? []).map((column) => `and ${column}::text = ?`).join(' ');
  await trx.raw(`update ${table} set person_id = ? where person_id = ? and ${once?.among ?? 'true'} ${where}`, [
    aside,
    kept,
    ...clash.by,
  ]);
}

export async function rename(trx: Db, personId: string, displayName: string): Promise<void> {
  await trx('people')
    .where({ id: personId })
    .update({ display_name: displayName, name_key: foldName(displayName) });
}

import { type Person, fold } from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { newCode, newId } from '../ids';
import { type Workshop, languageKey } from '../workshops';
import { type Guest, seatAll, seatFor } from './balance';
import type { TablesWish } from './forms';

export interface TablesDesk {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** How the tables stand: `version` grows with each change. */
export interface TablePlan {
  readonly version: number;
  readonly tables: number;
}

/** A participant, and where they sit. */
export interface Sitter {
  readonly personId: string;
  readonly displayName: string;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly languages: readonly string[];
  readonly number: number | null;
  /** Held there by a facilitator: a shuffle leaves them. */
  readonly held: boolean;
}

type Room = Pick<Workshop, 'id' | 'language'>;

export function findPlan(db: Db, { id }: Pick<Workshop, 'id'>): Promise<TablePlan | undefined> {
  return db('table_plans')
    .where({ workshop_id: id })
    .orderBy('version', 'desc')
    .first<TablePlan | undefined>('version', 'tables');
}

/** Everybody who takes part, in the order in which they came into the workshop. */
export function listSitters(db: Db, { id }: Pick<Workshop, 'id'>): Promise<Sitter[]> {
  return db('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .leftJoin('table_places as place', (on) =>
      on
        .on('place.person_id', 'enrolments.person_id')
        .andOn('place.workshop_id', 'enrolments.workshop_id')
        .andOnNull('place.ended_at'),
    )
    .where({ 'enrolments.workshop_id': id, role: 'participant', 'enrolments.ended_at': null })
    .orderBy(['enrolled_at', 'enrolments.id'])
    .select<Sitter[]>(
      {
        personId: 'people.id',
        displayName: 'people.display_name',
        represents: 'represents',
        agency: 'agency',
        languages: 'languages',
        number: 'place.number',
      },
      db.raw('coalesce(place.held, false) as held'),
    );
}

/** As the rule of the tables knows them. Who said nothing of languages is taken to have the workshop's. */
export function guestOf({ personId, represents, agency, languages }: Sitter, { language }: Room): Guest {
  const keyOf = (text: string | null) => (text === null || fold(text) === '' ? null : fold(text));
  const known = languages.map(languageKey);
  return {
    id: personId,
    state: keyOf(represents),
    agency: keyOf(agency),
    languages: known.length > 0 ? known : [languageKey(language)],
  };
}

/**
 * The tables as they stand, once whoever came late has been put at one. A place that somebody has seen is theirs: so it
 * is written the first time that anybody asks. Undefined where there are no tables yet.
 */
export async function getTables(
  desk: TablesDesk,
  workshop: Room,
): Promise<(TablePlan & { readonly sitters: readonly Sitter[] }) | undefined> {
  const plan = await findPlan(desk.db, workshop);
  if (!plan) return undefined;
  const sitters = await listSitters(desk.db, workshop);
  if (sitters.every(({ number }) => isAt(number, plan.tables))) return { ...plan, sitters };
  return desk.db.transaction(async (trx) => {
    await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
    const held = (await findPlan(trx, workshop)) ?? plan;
    const before = await listSitters(trx, workshop);
    const numbers = new Map(before.map(({ personId, number }) => [personId, number]));
    await writePlaces({ ...desk, db: trx }, null, workshop, before, seatLate(before, workshop, held.tables, numbers));
    return { ...held, sitters: await listSitters(trx, workshop) };
  });
}

/** Which tables the participants sit at, by their ids. */
export async function tableNumbers(desk: TablesDesk, workshop: Room): Promise<ReadonlyMap<string, number>> {
  const tables = await getTables(desk, workshop);
  return new Map(
    (tables?.sitters ?? []).flatMap(({ personId, number }) => (number ? [[personId, number] as const] : [])),
  );
}

/** `repeated`: this form was taken before. `moved`: the tables have changed since its page was drawn; nothing is written. */
export type Outcome = 'done' | 'repeated' | 'moved';

/** Moves and holds people as wished, and shuffles all who are not held if that is asked, or if there were no tables yet. */
export function changeTables(desk: TablesDesk, by: Person, workshop: Room, wish: TablesWish): Promise<Outcome> {
  return desk.db.transaction(async (trx): Promise<Outcome> => {
    await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
    const taken = { workshop_id: workshop.id, input_id: wish.input };
    if (await trx('table_plans').where(taken).first<object | undefined>('version')) return 'repeated';
    const plan = await findPlan(trx, workshop);
    if ((plan?.version ?? 0) !== wish.seen) return 'moved';
    await writeLanguages(trx, workshop, wish.languages);
    const before = await listSitters(trx, workshop);
    const seed = wish.then === 'shuffle' || !plan ? newCode(8) : null;
    await trx('table_plans').insert({
      ...{ ...taken, version: wish.seen + 1, origin: desk.origin, tables: wish.tables, seed },
      ...{ made_at: desk.clock(), made_by: by.id },
    });
    const wished = before.map((one) => ({ ...one, ...wish.places.get(one.personId) }));
    const held = new Map(
      wished.flatMap((one) => (one.held && one.number ? [[one.personId, one.number] as const] : [])),
    );
    const guests = wished.map((one) => guestOf(one, workshop));
    const numbers = new Map(wished.map(({ personId, number }) => [personId, number]));
    const seating =
      seed === null ? seatLate(wished, workshop, wish.tables, numbers) : seatAll(guests, wish.tables, seed, held);
    const moved = await writePlaces({ ...desk, db: trx }, by, workshop, before, seating, held);
    const action = seed === null ? 'tables changed' : 'tables shuffled';
    const deed = { workshopId: workshop.id, actorId: by.id, action, subject: workshop.id };
    await record(trx, desk.origin, desk.clock(), { ...deed, after: { tables: wish.tables, seed, moved } });
    return 'done';
  });
}

/** Everybody stays where they are; whoever is at no table, one after the other, at the one that fits them best. */
function seatLate(
  sitters: readonly Sitter[],
  workshop: Room,
  tables: number,
  numbers: ReadonlyMap<string, number | null>,
): Map<string, number> {
  const guests = sitters.map((one) => guestOf(one, workshop));
  const seating = new Map(
    [...numbers].flatMap(([id, at]) => (at !== null && isAt(at, tables) ? [[id, at] as const] : [])),
  );
  for (const guest of guests)
    if (!seating.has(guest.id)) seating.set(guest.id, seatFor(guest, guests, tables, seating));
  return seating;
}

function isAt(number: number | null, tables: number): boolean {
  return number !== null && number <= tables;
}

/** Ends the places that change and begins the new ones. `held` says who is held now; without it nobody's holding changes. */
async function writePlaces(
  { db: trx, clock, origin }: TablesDesk,
  by: Person | null,
  workshop: Room,
  before: readonly Sitter[],
  seating: ReadonlyMap<string, number>,
  held?: ReadonlyMap<string, number>,
): Promise<number> {
  const at = clock();
  const changed = before.flatMap((one) => {
    const number = seating.get(one.personId) ?? null;
    const holds = held ? held.get(one.personId) === number : one.held;
    return number === null || (number === one.number && holds === one.held) ? [] : [{ ...one, number, held: holds }];
  });
  const current = trx('table_places').where({ workshop_id: workshop.id, ended_at: null });
  const here = before.map(({ personId }) => personId);
  await current
    .clone()
    .whereIn(
      'person_id',
      changed.map(({ personId }) => personId),
    )
    .update({ ended_at: at });
  await current.clone().whereNotIn('person_id', here).update({ ended_at: at });
  if (changed.length > 0)
    await trx('table_places').insert(
      changed.map(({ personId, number, held: holds }) => ({
        ...{ id: newId(), origin, workshop_id: workshop.id, person_id: personId, number, held: holds },
        ...{ put_at: at, put_by: by?.id ?? null },
      })),
    );
  return changed.length;
}

async function writeLanguages(
  trx: Db,
  { id }: Pick<Workshop, 'id'>,
  languages: TablesWish['languages'],
): Promise<void> {
  for (const [personId, spoken] of languages) {
    await trx('enrolments')
      .where({ workshop_id: id, person_id: personId, role: 'participant', ended_at: null })
      .whereRaw('languages is distinct from ?::text[]', [[...spoken]])
      .update({ languages: [...spoken] });
  }
}

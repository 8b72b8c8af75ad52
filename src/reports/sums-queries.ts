import { type ItemSums, addSums, noSums } from '../assessment';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { figuresOf } from './figures';
import { readRaw } from './queries';
import { type Gave, type Newcomers, gaveOf } from './sums';

interface Due {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * Brings the sums up to date: counts anew every workshop that ended before `today` (ISO, UTC) and asked for it. Each in a
 * transaction of its own, one at a time; what another process is counting, or somebody is changing, is left for next time.
 */
export async function recount(db: Db, at: Date, today: string): Promise<void> {
  for (;;) {
    const counted = await db.transaction(async (trx) => {
      await trx.raw("select pg_advisory_xact_lock(hashtextextended('recount', 0))");
      const workshop = await trx('recounts')
        .join('workshops', 'workshops.id', 'recounts.workshop_id')
        .where('ends_on', '<', today)
        .orderBy('workshops.id')
        .forUpdate('recounts')
        .skipLocked()
        .first<Due | undefined>({ id: 'workshops.id', startsOn: 'starts_on', endsOn: 'ends_on' });
      if (workshop) await recountOne(trx, at, workshop);
      return workshop !== undefined;
    });
    if (!counted) return;
  }
}

async function recountOne(trx: Db, at: Date, workshop: Due): Promise<void> {
  await trx('recounts').where({ workshop_id: workshop.id }).delete();
  const old = await trx('workshop_sums')
    .where({ workshop_id: workshop.id })
    .first<{ year: number; gave: Gave } | undefined>('year', 'gave');
  const gave = gaveOf(figuresOf(await readRaw(trx, workshop)), await readNewcomers(trx, workshop));
  const year = Number(workshop.endsOn.slice(0, 4));
  if (old) await add(trx, old.year, old.gave, -1);
  await add(trx, year, gave, 1);
  await trx('workshop_sums')
    .insert({ workshop_id: workshop.id, year, counted_at: at, gave: JSON.stringify(gave) })
    .onConflict('workshop_id')
    .merge();
}

/** Who took their first place here, by what they said. Names of the cohort without anybody new are there with nobody. */
async function readNewcomers(db: Db, { id }: Pick<Workshop, 'id'>): Promise<Newcomers> {
  const rows = await db('enrolments as here')
    .where({ 'here.workshop_id': id, 'here.role': 'participant', 'here.ended_at': null })
    .select<{ represents: string; agency: string; first: boolean }[]>(
      db.raw("btrim(coalesce(represents, '')) as represents, btrim(coalesce(agency, '')) as agency"),
      db.raw(`not exists (
        select from enrolments as earlier where earlier.person_id = here.person_id and earlier.id < here.id
          and earlier.role = 'participant' and earlier.ended_at is null
      ) as first`),
    );
  const shares = (said: (row: (typeof rows)[number]) => string) =>
    [...new Set(rows.map(said))].map((name) => ({
      name,
      people: rows.filter((row) => row.first && said(row) === name).length,
    }));
  return {
    people: rows.filter(({ first }) => first).length,
    represents: shares((row) => row.represents),
    agencies: shares((row) => row.agency),
  };
}

async function add(trx: Db, year: number, gave: Gave, sign: 1 | -1): Promise<void> {
  const counts = {
    workshops: gave.small ? 0 : sign,
    small: gave.small ? sign : 0,
    places: sign * gave.places,
    people: sign * gave.people,
    present: sign * gave.present,
    half_days: sign * gave.halfDays,
    certificates: sign * gave.certificates,
    pairs: sign * gave.pairs,
    gain: sign * gave.gain,
    gain_squares: sign * gave.gainSquares,
  };
  await addTo(trx, 'year_sums', { year }, counts);
  for (const [kind, shares] of [
    ['represents', gave.represents],
    ['agency', gave.agencies],
  ] as const)
    for (const { name, people, untold } of shares)
      await addTo(trx, 'seat_sums', { kind, name }, { workshops: sign, people: sign * people, untold: sign * untold });
  // A name that nobody says any more is not kept: it may have been one person's only.
  await trx('seat_sums').where({ workshops: 0 }).delete();
  for (const { id, version, sums } of gave.items) {
    const key = { item_id: id, item_version: version };
    const old = await trx('item_sums').where(key).first<{ workshops: number; sums: ItemSums } | undefined>();
    const workshops = (old?.workshops ?? 0) + sign;
    const next = workshops === 0 ? noSums : addSums(old?.sums ?? noSums, sums, sign);
    await trx('item_sums')
      .insert({ ...key, workshops, sums: JSON.stringify(next) })
      .onConflict(['item_id', 'item_version'])
      .merge();
  }
}

async function addTo(
  trx: Db,
  table: 'year_sums' | 'seat_sums',
  key: Readonly<Record<string, string | number>>,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const sums = Object.keys(counts).map((name) => [name, trx.raw('??.?? + excluded.??', [table, name, name])]);
  await trx(table)
    .insert({ ...key, ...counts })
    .onConflict(Object.keys(key))
    .merge(Object.fromEntries(sums) as object);
}

export interface YearSums {
  readonly year: number;
  readonly workshops: number;
  readonly small: number;
  readonly places: number;
  readonly people: number;
  readonly present: number;
  readonly halfDays: number;
  readonly certificates: number;
  readonly pairs: number;
  readonly gain: number;
  readonly gainSquares: number;
}

/** The programme year by year, the first first. */
export async function listYears(db: Db): Promise<YearSums[]> {
  const rows: Record<keyof YearSums, string | number>[] = await db('year_sums').orderBy('year').select({
    year: 'year',
    workshops: 'workshops',
    small: 'small',
    places: 'places',
    people: 'people',
    present: 'present',
    halfDays: 'half_days',
    certificates: 'certificates',
    pairs: 'pairs',
    gain: 'gain',
    gainSquares: 'gain_squares',
  });
  return rows.map(
    (row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as unknown as YearSums,
  );
}

export interface SeatSums {
  readonly name: string;
  readonly people: number;
  readonly workshops: number;
  /** Of how many places no workshop's own report tells, outside. */
  readonly untold: number;
}

/** People and workshops by what the people represent, or by agency, the most first. */
export async function listSeats(db: Db, kind: 'represents' | 'agency'): Promise<SeatSums[]> {
  const rows = await db('seat_sums')
    .where({ kind })
    .where('workshops', '>', 0)
    .orderBy([{ column: 'people', order: 'desc' }, { column: 'name' }])
    .select<Record<'name' | 'people' | 'workshops' | 'untold', string>[]>('name', 'people', 'workshops', 'untold');
  return rows.map(({ name, people, workshops, untold }) => {
    return { name, people: Number(people), workshops: Number(workshops), untold: Number(untold) };
  });
}

export interface WorkshopSums {
  readonly id: string;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly gave: Gave;
}

/** The workshops that ended last and are counted. */
export function listCounted(db: Db, most: number): Promise<WorkshopSums[]> {
  return db('workshop_sums')
    .join('workshops', 'workshops.id', 'workshop_sums.workshop_id')
    .orderBy([
      { column: 'ends_on', order: 'desc' },
      { column: 'workshops.id', order: 'desc' },
    ])
    .limit(most)
    .select<WorkshopSums[]>({
      id: 'workshops.id',
      title: 'title',
      startsOn: 'starts_on',
      endsOn: 'ends_on',
      gave: 'gave',
    });
}

/** One version of an item, as `readPooled` names it. */
export function versionOf({ id, version }: { readonly id: string; readonly version: string }): string {
  return `${id} ${version}`;
}

/** What each of these items came to over all counted workshops, and what this one gave to it; by `versionOf`. */
export async function readPooled(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
  items: readonly { readonly id: string; readonly version: string }[],
): Promise<{
  readonly pooled: ReadonlyMap<string, { readonly workshops: number; readonly sums: ItemSums }>;
  readonly given: ReadonlyMap<string, ItemSums>;
}> {
  const rows = await db('item_sums')
    .whereIn(
      ['item_id', 'item_version'],
      items.map(({ id, version }) => [id, version]),
    )
    .where('workshops', '>', 0)
    .select<{ id: string; version: string; workshops: number; sums: ItemSums }[]>({
      id: 'item_id',
      version: 'item_version',
      workshops: 'workshops',
      sums: 'sums',
    });
  const own = await db('workshop_sums').where({ workshop_id: workshop.id }).first<{ gave: Gave } | undefined>('gave');
  return {
    pooled: new Map(rows.map((row) => [versionOf(row), { workshops: row.workshops, sums: row.sums }])),
    given: new Map(own?.gave.items.map((item) => [versionOf(item), item.sums]) ?? []),
  };
}

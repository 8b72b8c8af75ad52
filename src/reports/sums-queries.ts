import { type ItemSums, addSums, noSums } from '../assessment';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { figuresOf } from './figures';
import { readRaw } from './queries';
import { type Gave, type GaveCount, gaveOf } from './sums';
import { funnel } from './told';

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
  const gave = gaveOf(figuresOf(await readRaw(trx, workshop)));
  const year = Number(workshop.endsOn.slice(0, 4));
  if (old) await add(trx, old.year, old.gave, -1);
  await add(trx, year, gave, 1);
  await trx('workshop_sums')
    .insert({ workshop_id: workshop.id, year, counted_at: at, gave: JSON.stringify(gave) })
    .onConflict('workshop_id')
    .merge();
}

async function add(trx: Db, year: number, gave: Gave, sign: 1 | -1): Promise<void> {
  const counts = {
    workshops: gave.small ? 0 : sign,
    small: gave.small ? sign : 0,
    withheld: sign * gave.withheld,
    places: sign * gave.places,
    ...counted('newcomers', gave.newcomers, sign),
    ...counted('again', gave.again, sign),
    ...counted('present', gave.present, sign),
    half_days: sign * gave.halfDays,
    ...counted('certificates', gave.certificates, sign),
    pairs: sign * gave.pairs,
    gain: sign * gave.gain,
    gain_squares: sign * gave.gainSquares,
  };
  await addTo(trx, 'year_sums', { year }, counts);
  for (const { month, ...told } of gave.followups) {
    const columns = funnel.map((name) => counted(columnOf(name), told[name], sign));
    await addTo(trx, 'followup_sums', { year, month }, Object.assign({ workshops: sign }, ...columns) as Counts);
  }
  for (const [kind, shares] of [
    ['represents', gave.represents],
    ['agency', gave.agencies],
  ] as const)
    for (const { name, people, open } of shares)
      await addTo(trx, 'seat_sums', { kind, name }, { workshops: sign, people: sign * people, open: sign * open });
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

const columnOf = (name: (typeof funnel)[number]) => (name === 'notYet' ? 'not_yet' : name);

type Counts = Readonly<Record<string, number>>;

/** A count as its two columns have it: how many certainly, and in how many workshops there may be more. */
function counted(name: string, { least, open }: GaveCount, sign: 1 | -1): Counts {
  return { [name]: sign * least, [`${name}_open`]: sign * open };
}

async function addTo(
  trx: Db,
  table: 'year_sums' | 'seat_sums' | 'followup_sums',
  key: Readonly<Record<string, string | number>>,
  counts: Counts,
): Promise<void> {
  const sums = Object.keys(counts).map((name) => [name, trx.raw('??.?? + excluded.??', [table, name, name])]);
  await trx(table)
    .insert({ ...key, ...counts })
    .onConflict(Object.keys(key))
    .merge(Object.fromEntries(sums) as object);
}

const yearColumns = {
  year: 'year',
  workshops: 'workshops',
  small: 'small',
  /** Workshops whose report does not even name the Members. */
  withheld: 'withheld',
  places: 'places',
  newcomers: 'newcomers',
  newcomersOpen: 'newcomers_open',
  again: 'again',
  againOpen: 'again_open',
  present: 'present',
  presentOpen: 'present_open',
  halfDays: 'half_days',
  certificates: 'certificates',
  certificatesOpen: 'certificates_open',
  pairs: 'pairs',
  gain: 'gain',
  gainSquares: 'gain_squares',
} as const;

/** What one year came to. Beside a count, how many workshops tell only that there were so many or more. */
export type YearSums = Readonly<Record<keyof typeof yearColumns, number>>;

/** The programme year by year, the first first. */
export async function listYears(db: Db): Promise<YearSums[]> {
  const rows: Record<keyof YearSums, string | number>[] = await db('year_sums').orderBy('year').select(yearColumns);
  return rows.map(
    (row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as unknown as YearSums,
  );
}

export interface FollowupSums {
  readonly year: number;
  readonly month: number;
  readonly workshops: number;
  readonly counts: Readonly<Record<(typeof funnel)[number], { readonly least: number; readonly open: number }>>;
}

/** What became of the questions after workshops, by the year in which these ended and by month. */
export async function listFollowupSums(db: Db): Promise<FollowupSums[]> {
  const rows = await db('followup_sums')
    .where('workshops', '>', 0)
    .orderBy(['year', 'month'])
    .select<Record<string, string | number>[]>();
  return rows.map((row) => ({
    ...{ year: Number(row['year']), month: Number(row['month']), workshops: Number(row['workshops']) },
    counts: Object.fromEntries(
      funnel.map((name) => [name, { least: Number(row[columnOf(name)]), open: Number(row[`${columnOf(name)}_open`]) }]),
    ) as FollowupSums['counts'],
  }));
}

export interface SeatSums {
  readonly name: string;
  readonly people: number;
  readonly workshops: number;
  /** In how many workshops it is told only that there was somebody. */
  readonly open: number;
}

/** Places and workshops by what the people represent, or by agency, the most first. */
export async function listSeats(db: Db, kind: 'represents' | 'agency'): Promise<SeatSums[]> {
  const rows = await db('seat_sums')
    .where({ kind })
    .where('workshops', '>', 0)
    .orderBy([{ column: 'people', order: 'desc' }, { column: 'name' }])
    .select<Record<'name' | 'people' | 'workshops' | 'open', string>[]>('name', 'people', 'workshops', 'open');
  return rows.map(({ name, people, workshops, open }) => {
    return { name, people: Number(people), workshops: Number(workshops), open: Number(open) };
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

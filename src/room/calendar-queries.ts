import { canonicalJson, hashOf } from '../canonical';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { type Told, daySuffix } from './calendar';
import type { CalendarEvent } from './ical';

interface Row {
  readonly uid: string;
  readonly told: string;
  readonly digest: string;
  readonly sequence: number;
  readonly changed_at: Date;
}

const cancelled = 'cancelled';

/**
 * Gives each event its SEQUENCE: one more than last time where anything in it changed, and CANCELLED where it was told
 * before and is no more. Locks the workshop, so that two calendars that ask at once are told the same.
 */
export async function tellCalendar(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Pick<Workshop, 'id'>,
  events: readonly Told[],
  whole: 'days' | 'parts',
): Promise<CalendarEvent[]> {
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
  const all = await trx('calendar_events')
    .where({ workshop_id: workshop.id })
    .select<Row[]>('uid', 'told', 'digest', 'sequence', 'changed_at');
  const rows = all.filter(({ uid }) => uid.endsWith(daySuffix) === (whole === 'days'));
  const known = new Map(rows.map((row) => [row.uid, row]));
  const next = events.map((event): Row => {
    const before = known.get(event.uid);
    const digest = hashOf({ ...event });
    if (before?.digest === digest) return before;
    return {
      uid: event.uid,
      told: canonicalJson({ ...event }),
      digest,
      sequence: before ? before.sequence + 1 : 0,
      changed_at: at,
    };
  });
  const gone = rows
    .filter(({ uid }) => !events.some((event) => event.uid === uid))
    .map((row): Row =>
      row.digest === cancelled ? row : { ...row, digest: cancelled, sequence: row.sequence + 1, changed_at: at },
    );
  const changed = [...next, ...gone].filter((row) => known.get(row.uid)?.sequence !== row.sequence);
  if (changed.length > 0) {
    await trx('calendar_events')
      .insert(changed.map((row) => ({ ...row, origin, workshop_id: workshop.id })))
      .onConflict('uid')
      .merge(['told', 'digest', 'sequence', 'changed_at']);
  }
  return [...next, ...gone].map(({ told, digest, sequence, changed_at }) => {
    const status = digest === cancelled ? { cancelled: true } : {};
    return { ...(JSON.parse(told) as Told), sequence, changedAt: changed_at, ...status };
  });
}

import { record } from '../audit';
import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { newCode } from '../ids';
import type { AttendanceMark, HalfDay, Mark } from './attendance';
import type { Workshop } from './workshop';

export function listMarks(db: Db, workshop: Pick<Workshop, 'id'>, personId?: string): Promise<AttendanceMark[]> {
  return db('attendance')
    .where({ workshop_id: workshop.id })
    .modify((query) => {
      if (personId) void query.where({ person_id: personId });
    })
    .select<AttendanceMark[]>({ personId: 'person_id', halfDay: 'half_day', mark: 'mark' });
}

/** Writes down who was there for one half day. The last word counts; every change stands in the audit. */
export async function markAttendance(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
  halfDay: HalfDay,
  marked: ReadonlyMap<string, Mark>,
): Promise<void> {
  const before = new Map(
    (await listMarks(trx, workshop)).filter((one) => one.halfDay === halfDay).map((one) => [one.personId, one.mark]),
  );
  const changed = [...marked].filter(([personId, mark]) => before.get(personId) !== mark);
  if (changed.length === 0) return;
  await trx('attendance')
    .insert(
      changed.map(([personId, mark]) => ({
        workshop_id: workshop.id,
        person_id: personId,
        half_day: halfDay,
        mark,
        origin,
        recorded_at: at,
        recorded_by: by.id,
      })),
    )
    .onConflict(['workshop_id', 'person_id', 'half_day'])
    .merge(['mark', 'recorded_at', 'recorded_by']);
  await record(trx, origin, at, {
    workshopId: workshop.id,
    actorId: by.id,
    action: 'attendance marked',
    subject: `${workshop.id}/${halfDay}`,
    before: Object.fromEntries(changed.map(([personId]) => [personId, before.get(personId) ?? null])),
    after: Object.fromEntries(changed),
  });
}

/** The code by which participants check themselves in for one half day: made once, the same for all who ask. */
export async function checkInCode(db: Db, at: Date, workshop: Workshop, halfDay: HalfDay): Promise<string> {
  await db('check_in_codes')
    .insert({ workshop_id: workshop.id, half_day: halfDay, code: newCode(4), made_at: at })
    .onConflict(['workshop_id', 'half_day'])
    .ignore();
  const row = await db('check_in_codes')
    .where({ workshop_id: workshop.id, half_day: halfDay })
    .first<{ code: string }>('code');
  return row.code;
}

/** The half day that a code checks in for, among those of one day at the venue. */
export async function halfDayForCode(
  db: Db,
  workshop: Workshop,
  day: string,
  code: string,
): Promise<HalfDay | undefined> {
  const row = await db('check_in_codes')
    .where({ workshop_id: workshop.id, code })
    .whereLike('half_day', `${day}-%`)
    .first<{ half_day: string } | undefined>('half_day');
  return row?.half_day;
}

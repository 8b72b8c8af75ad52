import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { countLate } from './late-queries';
import type { TestForm } from './question';
import { type Factor, type Timed, endAfterChange, isOver, minutesOf } from './time';

export type Limits = Readonly<Record<TestForm, number | null>>;

export async function limitsOf(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Limits> {
  const rows = await db('test_limits')
    .where({ workshop_id: workshop.id })
    .select<{ form: TestForm; minutes: number }[]>('form', 'minutes');
  const minutes = (form: TestForm) => rows.find((row) => row.form === form)?.minutes ?? null;
  return { pre: minutes('pre'), post: minutes('post') };
}

/** Who has more time than others, by person id. Only for the facilitators of the workshop. */
export async function extraTimesOf(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Map<string, Factor>> {
  const rows = await db('extra_times')
    .where({ workshop_id: workshop.id })
    .select<{ personId: string; factor: Factor }[]>({ personId: 'person_id', factor: 'factor' });
  return new Map(rows.map(({ personId, factor }) => [personId, factor]));
}

/** The minutes this person has for this test, their own extra time with them. */
export async function minutesFor(
  db: Db,
  person: { readonly id: string },
  workshop: Pick<Workshop, 'id'>,
  form: TestForm,
): Promise<number | null> {
  const row = await db('extra_times')
    .where({ workshop_id: workshop.id, person_id: person.id })
    .first<{ factor: Factor } | undefined>('factor');
  return minutesOf((await limitsOf(db, workshop))[form], row?.factor ?? null);
}

export interface Deed {
  readonly origin: string;
  readonly at: Date;
  readonly by: string;
}

export async function setLimit(
  trx: Db,
  { origin, at, by }: Deed,
  workshop: Pick<Workshop, 'id'>,
  form: TestForm,
  minutes: number | null,
): Promise<void> {
  if (minutes === null) {
    await trx('test_limits').where({ workshop_id: workshop.id, form }).delete();
    return;
  }
  await trx('test_limits')
    .insert({ workshop_id: workshop.id, form, origin, minutes, set_at: at, set_by: by })
    .onConflict(['workshop_id', 'form'])
    .merge(['minutes', 'set_at', 'set_by']);
}

export async function setExtraTime(
  trx: Db,
  { origin, at, by }: Deed,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
  factor: Factor | null,
): Promise<void> {
  if (factor === null) {
    await trx('extra_times').where({ workshop_id: workshop.id, person_id: personId }).delete();
    return;
  }
  await trx('extra_times')
    .insert({ workshop_id: workshop.id, person_id: personId, origin, factor, set_at: at, set_by: by })
    .onConflict(['workshop_id', 'person_id'])
    .merge(['factor', 'set_at', 'set_by']);
}

type Under = Timed & { readonly id: string; readonly personId: string; readonly form: TestForm };

/**
 * Gives the tests under way the ends that the limits and the extra times allow now: later ones only. A test that ended
 * opens again where its new end is still to come. What was given late, and is not late any more, counts.
 */
export async function lengthenTests(trx: Db, now: Date, workshop: Pick<Workshop, 'id'>): Promise<void> {
  const limits = await limitsOf(trx, workshop);
  const extra = await extraTimesOf(trx, workshop);
  const tests = await trx('attempts')
    .where({ workshop_id: workshop.id })
    .whereNotNull('ends_at')
    .orderBy('id')
    .forUpdate()
    .select<Under[]>({
      id: 'id',
      personId: 'person_id',
      form: 'form',
      startedAt: 'started_at',
      submittedAt: 'submitted_at',
      endsAt: 'ends_at',
    });
  for (const test of tests) {
    const end = endAfterChange(test, minutesOf(limits[test.form], extra.get(test.personId) ?? null), now);
    if (end?.getTime() === test.endsAt?.getTime()) continue;
    const opens = isOver(test, now) ? { submitted_at: null } : {};
    await trx('attempts')
      .where({ id: test.id })
      .update({ ends_at: end, ...opens });
    await countLate(trx, now, test.id, { until: end });
  }
}

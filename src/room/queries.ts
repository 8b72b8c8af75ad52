import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { notify } from '../db/listen';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { Recovery } from './recoveries';
import type { Mark } from './sheet';
import type { Timer } from './timers';

export interface MarkRow extends Omit<Mark, 'at'> {
  readonly markedAt: Date;
}

/** Everything that was marked on the run sheet and stands, in its order. */
export function listRunMarks(db: Db, workshop: Pick<Workshop, 'id'>): Promise<MarkRow[]> {
  return db('run_marks')
    .leftJoin('people', 'people.id', 'run_marks.marked_by')
    .where({ workshop_id: workshop.id, taken_back_at: null })
    .orderBy([{ column: 'marked_at' }, { column: 'run_marks.id' }])
    .select<MarkRow[]>({
      id: 'run_marks.id',
      item: 'run_marks.item',
      mark: 'run_marks.mark',
      minutes: 'run_marks.minutes',
      markedAt: 'run_marks.marked_at',
      by: 'people.display_name',
    });
}

type NewMark = Pick<Mark, 'item' | 'mark'> & { readonly minutes?: number };

/** Writes marks down, together; those of a recovery carry its id, so that it is taken back as one. */
export async function addRunMarks(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
  marks: readonly NewMark[],
  recovery?: Recovery['kind'],
): Promise<void> {
  if (marks.length === 0) return;
  const together = recovery === undefined ? null : newId();
  await trx('run_marks').insert(
    marks.map(({ item, mark, minutes }) => ({
      id: newId(),
      origin,
      workshop_id: workshop.id,
      item,
      mark,
      minutes: minutes ?? null,
      recovery: together,
      marked_at: at,
      marked_by: by.id,
    })),
  );
  await notify(trx, roomTopic(workshop));
  const action = recovery === undefined ? 'run sheet marked' : 'recovery chosen';
  const after = { ...(recovery && { recovery }), marks: marks.map((each) => ({ ...each })) };
  await record(trx, origin, at, { workshopId: workshop.id, actorId: by.id, action, subject: workshop.id, after });
}

/** Takes the last marks back: all of one recovery, all that were made at one moment. Nothing to take back is nothing. */
export async function takeBack(trx: Db, origin: string, at: Date, by: Person, workshop: Workshop): Promise<void> {
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
  const last = await trx('run_marks')
    .where({ workshop_id: workshop.id, taken_back_at: null })
    .orderBy([
      { column: 'marked_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<{ marked_at: Date; recovery: string | null } | undefined>('marked_at', 'recovery');
  if (!last) return;
  const taken = await trx('run_marks')
    .where({ workshop_id: workshop.id, taken_back_at: null, marked_at: last.marked_at, recovery: last.recovery })
    .update({ taken_back_at: at, taken_back_by: by.id })
    .returning<{ item: string; mark: string }[]>(['item', 'mark']);
  await notify(trx, roomTopic(workshop));
  const before = taken.map(({ item, mark }) => ({ item, mark }));
  const action = 'run sheet mark taken back';
  await record(trx, origin, at, { workshopId: workshop.id, actorId: by.id, action, subject: workshop.id, before });
}

/** The countdowns that nobody stopped and that were over no earlier than `since`. */
export function listTimers(db: Db, workshop: Pick<Workshop, 'id'>, since: Date): Promise<Timer[]> {
  return db('timers')
    .where({ workshop_id: workshop.id, stopped_at: null })
    .whereRaw('started_at + make_interval(mins => minutes) > ?', [since])
    .orderBy('id')
    .select<Timer[]>({ id: 'id', table: 'table_number', label: 'label', minutes: 'minutes', startedAt: 'started_at' });
}

export async function startTimers(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
  plan: { readonly tables: readonly (number | null)[]; readonly minutes: number; readonly label: string },
): Promise<void> {
  await trx('timers').insert(
    plan.tables.map((table) => ({
      ...{ id: newId(), origin, workshop_id: workshop.id, table_number: table },
      ...{ label: plan.label, minutes: plan.minutes, started_at: at, started_by: by.id },
    })),
  );
  await notify(trx, roomTopic(workshop));
}

/** Stops a countdown of this workshop, or gives it more minutes. False where there is none such. */
export async function changeTimer(
  trx: Db,
  at: Date,
  by: Person,
  workshop: Workshop,
  id: string,
  more: number | 'stop',
): Promise<boolean> {
  const own = trx('timers').where({ id, workshop_id: workshop.id });
  await notify(trx, roomTopic(workshop));
  if (more === 'stop') {
    const stopped = await own.update({ stopped_at: trx.raw('coalesce(stopped_at, ?)', [at]), stopped_by: by.id });
    return stopped > 0;
  }
  return (await own.update({ minutes: trx.raw('least(240, minutes + ?)', [more]) })) > 0;
}

/** What is said when something that the room shows has changed; votes are said apart, for few need to hear of each. */
export function roomTopic(workshop: Pick<Workshop, 'id'>, votes = false): string {
  return `room ${workshop.id}${votes ? ' votes' : ''}`;
}

/** A text that is another whenever anything that the room shows has changed; with `votes`, also with each vote. */
export async function roomVersion(db: Db, workshop: Pick<Workshop, 'id'>, votes: boolean): Promise<string> {
  const { rows } = await db.raw<{ rows: { version: string }[] }>(
    `select md5(concat_ws(' ',
      (select concat(count(*), max(marked_at), max(taken_back_at)) from run_marks where workshop_id = :id),
      (select concat(count(*), sum(minutes), max(stopped_at)) from timers where workshop_id = :id),
      (select max(version) from agenda_versions where workshop_id = :id),
      (select concat(count(*), max(opened_at), max(closed_at), count(shown_at), max(shown_at)) from polls where workshop_id = :id),
      (select concat(count(*), max(r.opened_at), max(r.closed_at)) from poll_rounds r join polls p on p.id = r.poll_id where p.workshop_id = :id),
      (select max(judged_at) from wall_texts x join polls p on p.id = x.poll_id where p.workshop_id = :id)
      ${votes ? votesPart : ''}
    )) as version`,
    { id: workshop.id },
  );
  return rows[0]?.version ?? '';
}

const votesPart = `,
      (select concat(count(*), sum(v.numbers[1])) from poll_votes v join polls p on p.id = v.poll_id where p.workshop_id = :id),
      (select max(h.counted_at) from poll_hands h join polls p on p.id = h.poll_id where p.workshop_id = :id),
      (select count(*) from wall_texts x join polls p on p.id = x.poll_id where p.workshop_id = :id)`;

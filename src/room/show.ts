import { type Clock, atVenue, dayAtVenue } from '../clock';
import { type CompiledEdition, clockOf, getPart } from '../curriculum';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import type { Words } from '../words';
import { type OwnDay, type Workshop, getAgenda, textOf, weigher } from '../workshops';
import type { RecoveryView, TimerView } from './pages';
import { listRunMarks, listTimers, roomVersion } from './queries';
import type { Recovery } from './recoveries';
import { type Sheet, sheetOf } from './sheet';
import { type Timer, endsAt, inOrder, minutesLeft } from './timers';
import { minuteOf } from './venue';

/** A time of day as it is shown: a day that runs past midnight goes on at 00:00. */
export function shownClock(minutes: number): string {
  return clockOf(((minutes % 1440) + 1440) % 1440);
}

/** The day to show: the one asked for, else today's at the venue, else the next, else the last. */
export function dayToShow(days: readonly OwnDay[], asked: unknown, today: string): OwnDay {
  const found =
    typeof asked === 'string'
      ? days.find(({ id }) => id === asked)
      : (days.find(({ date }) => date !== undefined && date >= today) ??
        days.findLast(({ date }) => date !== undefined));
  const day = found ?? (typeof asked === 'string' ? undefined : days[0]);
  if (!day) throw new NotFound();
  return day;
}

/** The run sheet of a workshop's day as it stands now. */
export async function getSheet(
  db: Db,
  clock: Clock,
  workshop: Workshop,
  asked?: unknown,
): Promise<{ days: OwnDay[]; day: OwnDay; sheet: Sheet }> {
  const now = clock();
  const today = dayAtVenue(now, workshop.timeZone);
  const days = await getAgenda(db, workshop);
  const day = dayToShow(days, asked, today);
  const weigh = weigher(await getPart<CompiledEdition>(db, textOf(workshop), 'guide'));
  const marks = (await listRunMarks(db, workshop)).map(({ markedAt, ...mark }) => ({
    ...mark,
    at: minuteOf(markedAt, workshop.timeZone, day.date ?? today),
  }));
  const minute = day.date === today ? minuteOf(now, workshop.timeZone, today) : undefined;
  return { days, day, sheet: sheetOf(day, weigh, marks, minute) };
}

/** A recovery in words and clock times. */
export function recoveryView(sheet: Sheet, recovery: Recovery): RecoveryView {
  const titleOf = (id: string) => sheet.lines.find(({ item }) => item.id === id)?.item.title ?? '';
  return {
    kind: recovery.kind,
    ends: shownClock(recovery.ends),
    shorter: recovery.shorter.map(({ id, minutes, was }) => ({ title: titleOf(id), minutes, was })),
    leftOut: recovery.leftOut.map(titleOf),
    objectives: recovery.objectives,
    stretches: recovery.stretches.map(({ id, from, to }) => ({
      title: titleOf(id),
      from: shownClock(from),
      to: shownClock(to),
    })),
  };
}

// A countdown that is over stays on the wall for a while: somebody was looking elsewhere.
const shownAfterwards = 10 * 60_000;

/** The countdowns of a workshop that run, or were over a moment ago. */
export async function timerViews(db: Db, clock: Clock, workshop: Workshop, t: Words): Promise<TimerView[]> {
  const now = clock();
  const timers = await listTimers(db, workshop, new Date(now.getTime() - shownAfterwards));
  return inOrder(timers).map((timer) => timerView(timer, now, workshop, t));
}

function timerView(timer: Timer, now: Date, { timeZone }: Workshop, t: Words): TimerView {
  const whom = timer.table === null ? t('timer.room') : t('timer.table', { table: timer.table });
  return {
    id: timer.id,
    name: timer.label === '' ? whom : `${whom}: ${timer.label}`,
    ends: endsAt(timer).getTime(),
    until: atVenue(endsAt(timer), timeZone, t.locale, { hour: '2-digit', minute: '2-digit' }),
    left: minutesLeft(timer, now),
  };
}

/** What the room's script listens to, and compares; `votes` where each vote is to be seen. */
export async function liveOf(db: Db, clock: Clock, workshop: Workshop, votes: boolean) {
  const base = `/workshops/${workshop.id}`;
  const query = votes ? '?votes=yes' : '';
  return {
    href: `${base}/room-version${query}`,
    stream: `${base}/room-stream${query}`,
    version: await roomVersion(db, workshop, votes),
    now: clock().getTime(),
  };
}

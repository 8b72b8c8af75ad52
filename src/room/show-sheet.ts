import type { Request, Response } from 'express';
import { type Clock, atVenue } from '../clock';
import type { Db } from '../db/db';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { qrSvg } from '../web/qr';
import { dayInWords, workshopOf } from '../workshops';
import { projectorPage, sheetPage } from './pages';
import { type Sheet, interrupts } from './sheet';
import { getSheet, liveOf, recoveryView, shownClock, timerViews } from './show';

interface Seen {
  readonly db: Db;
  readonly clock: Clock;
}

/** The control view: what is now, what is next, how late it is, what may be done, and the whole day below. */
export async function showSheet(
  { db, clock }: Seen,
  req: Request,
  res: Response,
  entered: { errors: Record<string, string>; typed: Record<string, string> },
): Promise<void> {
  const workshop = workshopOf(req);
  const { t } = res.locals['frame'] as Frame;
  const { days, day, sheet } = await getSheet(db, clock, workshop, req.query['day']);
  const { advice } = sheet;
  const overlong = sheet.ends > sheet.limit;
  const offered = overlong || sheet.late >= 5 ? (advice?.recoveries ?? []) : [];
  sheetPage(
    res,
    {
      ...entered,
      title: t('sheet.title'),
      scripts: ['js/room.js'],
      wide: true,
      workshop,
      day,
      days: days.map(({ id, title, date }) => ({ id, words: date === undefined ? title : dayInWords(date, t.locale) })),
      sheet,
      clock: shownClock,
      left: sheet.until === undefined ? 0 : sheet.until - sheet.now,
      untilMoment: untilMoment(sheet, clock()),
      interrupts: interrupts(sheet),
      recoveries: offered.map((one) => recoveryView(sheet, one)),
      falls: advice?.falls && recoveryView(sheet, advice.falls),
      timers: await timerViews(db, clock, workshop, t),
      nowWords: nowAt(workshop.timeZone, t.locale, clock()),
      live: await liveOf(db, clock, workshop, false),
      trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
    },
    Object.keys(entered.errors).length > 0 ? 422 : 200,
  );
}

/** The wall: what is now, how long it lasts, what comes next, and how to join. No names, no notes, nothing to scroll. */
export async function showProjector({ db, clock }: Seen, req: Request, res: Response): Promise<void> {
  const workshop = workshopOf(req);
  const { t } = res.locals['frame'] as Frame;
  const { sheet } = await getSheet(db, clock, workshop);
  const { running, next, until } = sheet;
  projectorPage(res, {
    title: t('projector.title', { title: workshop.title }),
    scripts: ['js/room.js'],
    workshop,
    running,
    next,
    nextAt: next ? shownClock(next.expected[0]?.from ?? next.planned.from) : '',
    until: until === undefined ? '' : shownClock(until),
    untilMoment: untilMoment(sheet, clock()),
    left: until === undefined ? 0 : until - sheet.now,
    nowWords: nowAt(workshop.timeZone, t.locale, clock()),
    timers: (await timerViews(db, clock, workshop, t)).slice(0, 8),
    joinUrl: addressOf(req, '/join').replace(/^https?:\/\//, ''),
    qrHtml: await qrSvg(addressOf(req, `/join/${workshop.joinCode}`)),
    live: await liveOf(db, clock, workshop, false),
  });
}

function untilMoment({ until, now }: Sheet, moment: Date): number {
  const minute = moment.getTime() - (moment.getTime() % 60_000);
  return until === undefined ? 0 : minute + (until - now) * 60_000;
}

function nowAt(timeZone: string, locale: string, moment: Date): string {
  return atVenue(moment, timeZone, locale, { hour: '2-digit', minute: '2-digit' });
}

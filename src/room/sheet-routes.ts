import type { Request, Response } from 'express';
import { onSignOut, signedIn } from '../accounts';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { listenTo } from '../db/listen';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import { type Route, get, post } from '../web/route';
import { openStream } from '../web/stream';
import { workshopFacilitator, workshopMember, workshopOf } from '../workshops';
import { markForm, recoveryForm, timerChangeForm, timerForm } from './forms';
import { addRunMarks, changeTimer, roomTopic, roomVersion, startTimers, takeBack } from './queries';
import { marksFor, marksOf } from './sheet';
import { getSheet } from './show';
import { showProjector, showSheet } from './show-sheet';

export interface RoomDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  /** Aborted when the product stops. */
  readonly closing: AbortSignal;
}

/** The day as it runs: the control view for those who run it, and the wall for everybody in the room. */
export function sheetRoutes({ db, clock, origin, closing }: RoomDeps): Route[] {
  const home = '/workshops/:workshop/run-sheet';
  const back = (req: Request, res: Response, day?: unknown) => {
    const asked = typeof day === 'string' && day !== '' ? `?day=${encodeURIComponent(day)}` : '';
    res.redirect(303, `/workshops/${workshopOf(req).id}/run-sheet${asked}`);
  };

  return [
    get(home, workshopFacilitator, (req, res) => showSheet({ db, clock }, req, res, { errors: {}, typed: {} })),

    get('/workshops/:workshop/projector', workshopFacilitator, (req, res) => showProjector({ db, clock }, req, res)),

    get('/workshops/:workshop/room-version', workshopMember, async (req, res) => {
      res.json({ version: await roomVersion(db, workshopOf(req), req.query['votes'] === 'yes') });
    }),

    get('/workshops/:workshop/room-stream', workshopMember, (req, res) => {
      const workshop = workshopOf(req);
      const leaving: (() => void)[] = [];
      const onEnd = () => leaving.forEach((leave) => leave());
      const stream = openStream(req, res, { owner: signedIn(req).id, closing, onEnd });
      const topics =
        req.query['votes'] === 'yes' ? [roomTopic(workshop), roomTopic(workshop, true)] : [roomTopic(workshop)];
      leaving.push(onSignOut(req, () => stream.end()));
      leaving.push(...topics.map((topic) => listenTo(db, topic, () => stream.send('changed', ''))));
      // The page was drawn before anybody listened: it looks once.
      stream.send('changed', '');
    }),

    post(`${home}/marks`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = markForm(req.body);
      if (!form.ok) throw new Conflict('sheet.stale');
      const { item, mark, next, day } = form.value;
      const { sheet } = await getSheet(db, clock, workshop, day);
      const marks = marksFor(sheet, item, mark, next);
      await db.transaction((trx) => addRunMarks(trx, origin, clock(), signedIn(req), workshop, marks));
      back(req, res, day);
    }),

    post(`${home}/corrections`, workshopFacilitator, async (req, res) => {
      await db.transaction((trx) => takeBack(trx, origin, clock(), signedIn(req), workshopOf(req)));
      back(req, res, (req.body as { day?: unknown }).day);
    }),

    post(`${home}/recoveries`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = recoveryForm(req.body);
      if (!form.ok) throw new Conflict('sheet.stale');
      const { day, kind } = form.value;
      const { sheet } = await getSheet(db, clock, workshop, day);
      const chosen = [...(sheet.advice?.recoveries ?? []), sheet.advice?.falls].find((one) => one?.kind === kind);
      if (!chosen) throw new Conflict('sheet.planGone');
      const marks = marksOf(sheet, chosen);
      await db.transaction((trx) => addRunMarks(trx, origin, clock(), signedIn(req), workshop, marks, kind));
      back(req, res, day);
    }),

    post('/workshops/:workshop/timers', workshopFacilitator, async (req, res) => {
      const form = timerForm(req.body);
      if (!form.ok) return showSheet({ db, clock }, req, res, form);
      const { whom: tables, minutes, label } = form.value;
      const plan = { tables, minutes, label };
      await startTimers(db, origin, clock(), signedIn(req), workshopOf(req), plan);
      back(req, res);
    }),

    post('/workshops/:workshop/timers/:timer', workshopFacilitator, async (req, res) => {
      const form = timerChangeForm(req.body);
      const id = req.params['timer'];
      if (!form.ok) throw new Conflict('sheet.stale');
      if (!isId(id)) throw new NotFound();
      const changed = await changeTimer(db, clock(), signedIn(req), workshopOf(req), id, form.value.then);
      if (!changed) throw new NotFound();
      back(req, res);
    }),
  ];
}

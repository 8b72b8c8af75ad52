import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { Conflict, NotFound } from '../errors';
import { newId } from '../ids';
import { entryOf, inRoom, liveFacilitator, liveWatcher } from '../live';
import { debrief, positionOf } from '../scenario';
import { type Route, get, post } from '../web/route';
import { showingForm } from './forms';
import { meanwhileOf, sheetsOf } from './meanwhile';
import { meanwhilePage, meanwhileWall } from './pages';
import { findShowing, setShowing } from './queries';
import { wordsOf } from './seat';
import { turnedTo } from './sheets';
import { type DebriefDeps, type Told, places } from './told';

/** As many moments of the offices as stand beside an entry on a wall without scrolling. */
const mostOffices = 3;

/** What the persons at the centre lived: for one's own run under a fold, for a room when its facilitator shows it. */
export function meanwhileRoutes(deps: DebriefDeps): Route[] {
  return [
    ...places.map(({ path, permission, told }) =>
      get(`${path}/meanwhile`, permission, async (req, res) => {
        await showMeanwhile(deps, res, await told(deps, req));
      }),
    ),

    post('/live/:live/meanwhile', liveFacilitator, async (req, res) => {
      const { run } = entryOf(req);
      const form = showingForm(req.body);
      if (!form.ok) throw new Conflict('form.stale');
      const { input, show } = form.value;
      const [at, by] = [deps.clock(), signedIn(req).id];
      await inRoom(deps.db, run, { input, at }, async (trx, held) => {
        if (!held.endedAt) throw new Conflict('debrief.notYet');
        if (!(await setShowing(trx, deps.origin, at, held, { show, by }))) return 'stale';
        const action = show ? 'line of the person shown' : 'line of the person put away';
        await record(trx, deps.origin, at, { workshopId: held.workshopId, actorId: by, action, subject: held.id });
        return 'taken';
      });
      res.redirect(303, `/live/${run.id}/debrief/${form.value.role}/meanwhile`);
    }),

    get('/live/:live/wall/meanwhile', liveWatcher, (req, res) => showOnWall(deps, req, res)),
  ];
}

/** Whether the reader of this debrief may see it now: alone always, in a room once it is shown. */
export async function isMeanwhileOpen(deps: DebriefDeps, seat: Told): Promise<boolean> {
  return !seat.together || (await findShowing(deps.db, seat.run)) !== undefined;
}

/** Undefined where the case tells nobody's line. */
export function meanwhileOfSeat({ position, run, story }: Told, res: Response) {
  return meanwhileOf(position.exercise, run.seed, position.standing, story, wordsOf(res));
}

async function showMeanwhile(deps: DebriefDeps, res: Response, seat: Told): Promise<void> {
  const t = wordsOf(res);
  const meanwhile = meanwhileOfSeat(seat, res);
  if (!meanwhile) throw new NotFound();
  const open = await isMeanwhileOpen(deps, seat);
  meanwhilePage(res, {
    title: t('debrief.meanwhile'),
    exercise: true,
    wide: true,
    trail: [{ href: seat.base, words: t('debrief.title') }],
    caseTitle: seat.position.exercise.title,
    meanwhile: open || seat.facilitates ? meanwhile : null,
    folded: !seat.together,
    showing: seat.facilitates
      ? {
          shown: open,
          action: `/live/${seat.run.id}/meanwhile`,
          input: newId(),
          role: seat.role,
          wall: `/live/${seat.run.id}/wall/meanwhile`,
        }
      : null,
    sheet: `${seat.base}/sheet.pdf`,
  });
}

async function showOnWall(deps: DebriefDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const { run } = entryOf(req);
  if (!run.endedAt) throw new Conflict('debrief.notYet');
  const { exercise, standing } = await positionOf(deps, run);
  const meanwhile = meanwhileOf(exercise, run.seed, standing, debrief(exercise, run.seed, standing), t);
  if (!meanwhile) throw new NotFound();
  const open = (await findShowing(deps.db, run)) !== undefined;
  const sheets = open ? sheetsOf(meanwhile, mostOffices) : [];
  const turned = turnedTo(req, Math.max(1, sheets.length), `/live/${run.id}/wall/meanwhile`);
  meanwhileWall(res, {
    title: t('debrief.meanwhile'),
    exercise: true,
    ...turned,
    sheet: sheets[turned.at - 1] ?? null,
  });
}

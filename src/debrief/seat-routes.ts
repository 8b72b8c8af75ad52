import type { Request, Response } from 'express';
import { dayAtVenue } from '../clock';
import { printOnce } from '../print';
import { type Reckoned, reckonedOf } from '../scenario';
import { type Route, get } from '../web/route';
import { besideOfSeat } from './beside-routes';
import { matrixAt } from './knowledge';
import { isMeanwhileOpen, meanwhileOfSeat } from './meanwhile-routes';
import { knowledgePage, turningPage } from './pages';
import { countable } from './paths';
import { countDecisions, listEndedRuns } from './queries';
import { pointsOf, seatName, wordsOf } from './seat';
import { debriefSheet } from './sheet';
import { type DebriefDeps, type Told, places } from './told';
import type { Frequencies } from './turning';

/** The further pages of a debrief, below its first: of one's own run, and of a seat in a room. */
export function seatRoutes(deps: DebriefDeps): Route[] {
  return places.flatMap(({ path, permission, told }) => [
    get(`${path}/knowledge`, permission, async (req, res) => {
      const seat = await told(deps, req);
      const found = await reckonedOf(deps, seat.run, seat.position);
      showKnowledge(req, res, seat, found);
    }),

    get(`${path}/turning-points`, permission, async (req, res) => {
      const seat = await told(deps, req);
      const found = await reckonedOf(deps, seat.run, seat.position);
      showTurning(res, seat, found, await frequenciesOf(deps, seat));
    }),

    get(`${path}/sheet.pdf`, permission, async (req, res) => {
      const seat = await told(deps, req);
      const { exercise } = seat.position;
      const found = await reckonedOf(deps, seat.run, seat.position);
      const { pdf } = await printOnce(
        debriefSheet({
          beside: besideOfSeat(seat, found, wordsOf(res)),
          meanwhile: (await isMeanwhileOpen(deps, seat)) ? meanwhileOfSeat(seat, res) : undefined,
          t: wordsOf(res),
          exercise,
          told: seat.story,
          seat: { id: seat.role, name: seatName(seat) },
          ...pointsOf(seat, found, wordsOf(res)),
          earliest: found?.earliest,
          paper: req.query['paper'] === 'Letter' ? 'Letter' : 'A4',
          day: dayAtVenue(deps.clock(), seat.zone),
        }),
      );
      res.type('pdf').set('Content-Disposition', `inline; filename="${exercise.id}-${seat.role}.pdf"`).send(pdf);
    }),
  ]);
}

/** So many turning points stand open on their page. */
const mostOpen = 8;

/** What was decided how often in this workshop, on the version of the case that was played here. */
async function frequenciesOf({ db }: DebriefDeps, { workshop, run, position, role }: Told): Promise<Frequencies> {
  const ended = workshop ? await listEndedRuns(db, workshop, position.exercise.id) : [];
  const others = ended.filter(({ id, caseHash }) => id !== run.id && caseHash === run.caseHash);
  const counted = [{ id: run.id }, ...countable(others, role)];
  return { of: counted.length, counts: await countDecisions(db, counted) };
}

function showKnowledge(req: Request, res: Response, seat: Told, found: Reckoned | undefined): void {
  const t = wordsOf(res);
  const asked = Number(req.query['at'] ?? NaN);
  const { exercise } = seat.position;
  knowledgePage(res, {
    title: t('debrief.knowledge'),
    exercise: true,
    wide: true,
    scripts: ['js/moments.js'],
    trail: [{ href: seat.base, words: t('debrief.title') }],
    caseTitle: exercise.title,
    matrix: matrixAt(exercise, seat.story, found?.earliest, Number.isNaN(asked) ? undefined : asked, t),
    base: `${seat.base}/knowledge`,
    pending: found === undefined,
  });
}

function showTurning(res: Response, seat: Told, found: Reckoned | undefined, often: Frequencies): void {
  const t = wordsOf(res);
  const { points, accounts } = pointsOf(seat, found, t, often);
  turningPage(res, {
    title: t('debrief.turning'),
    exercise: true,
    trail: [{ href: seat.base, words: t('debrief.title') }],
    caseTitle: seat.position.exercise.title,
    seat: seatName(seat),
    points: found === undefined ? undefined : found.losses === null ? null : points,
    most: mostOpen,
    accounts,
    sheet: `${seat.base}/sheet.pdf`,
    commitment: seat.commitment,
  });
}

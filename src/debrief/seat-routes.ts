import type { Request, Response } from 'express';
import { dayAtVenue } from '../clock';
import { printOnce } from '../print';
import { type Reckoned, reckonedOf, referenceOf } from '../scenario';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import type { Words } from '../words';
import { matrixAt } from './knowledge';
import { knowledgePage, turningPage } from './pages';
import { debriefSheet } from './sheet';
import { type DebriefDeps, type Told, places } from './told';
import { type Account, type TurningPoint, accountsOf, turningPoints } from './turning';

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
      showTurning(res, seat, await reckonedOf(deps, seat.run, seat.position));
    }),

    get(`${path}/sheet.pdf`, permission, async (req, res) => {
      const seat = await told(deps, req);
      const { exercise } = seat.position;
      const found = await reckonedOf(deps, seat.run, seat.position);
      const { pdf } = await printOnce(
        debriefSheet({
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

export const wordsOf = (res: Response): Words => (res.locals['frame'] as Frame).t;

export function seatName({ story, role }: Pick<Told, 'story' | 'role'>): string {
  return story.roles.find(({ id }) => id === role)?.name ?? role;
}

/** What is known of the losses as the pages say it; nothing while it is being worked out. */
export function pointsOf(
  { position, story, role }: Pick<Told, 'position' | 'story' | 'role'>,
  found: Reckoned | undefined,
  t: Words,
): { readonly points: readonly TurningPoint[]; readonly accounts: readonly Account[] } {
  if (!found?.losses) return { points: [], accounts: [] };
  const seqs = position.standing.map(({ seq }) => seq);
  const reference = referenceOf(position.exercise);
  return {
    points: turningPoints(position.exercise, story, seqs, found.losses, reference, role, t),
    accounts: accountsOf(story, seqs, found.losses, role),
  };
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

function showTurning(res: Response, seat: Told, found: Reckoned | undefined): void {
  const t = wordsOf(res);
  const { points, accounts } = pointsOf(seat, found, t);
  turningPage(res, {
    title: t('debrief.turning'),
    exercise: true,
    trail: [{ href: seat.base, words: t('debrief.title') }],
    caseTitle: seat.position.exercise.title,
    seat: seatName(seat),
    points: found === undefined ? undefined : found.losses === null ? null : points,
    accounts,
    sheet: `${seat.base}/sheet.pdf`,
    commitment: seat.commitment,
  });
}

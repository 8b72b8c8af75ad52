import type { Request, Response } from 'express';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId, newId } from '../ids';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { mayFacilitate, takesPart, workshopOf } from '../workshops';
import { deviceIn } from '../web/device';
import { gridLines } from './lot-forms';
import { type PollPage, pollPage, pollWallPage } from './pages';
import {
  type Poll,
  type Tally,
  lastThatFit,
  moveOf,
  shiftOf,
  spreadOf,
  takesBallots,
  tally,
  tallyByTable,
} from './poll';
import { findPoll, hasVoted, listHands, listRounds, listTexts, listVotes } from './poll-queries';
import { liveOf } from './show';

interface Seen {
  readonly db: Db;
  readonly clock: Clock;
}

/** The poll of this path; NotFound where the workshop has none such. */
export async function getPoll(db: Db, req: Request): Promise<Poll> {
  const id = req.params['poll'];
  const poll = isId(id) ? await findPoll(db, workshopOf(req), id) : undefined;
  if (!poll) throw new NotFound();
  return poll;
}

/** What each round said. Those who take part are told only when it is shown. */
async function resultsOf(db: Db, poll: Poll, mayKnow: boolean) {
  const rounds = await listRounds(db, poll);
  if (!mayKnow) return { rounds, tallies: [] as Tally[], tables: [], shift: undefined, spreads: [] };
  const [votes, hands] = [await listVotes(db, poll), await listHands(db, poll)];
  const count = poll.options.length;
  const tallies = rounds.map(({ round }) =>
    tally(
      poll.kind,
      count,
      votes.filter((vote) => vote.round === round),
      hands.get(round),
    ),
  );
  const [first, last] = [tallies[0], tallies.at(-1)];
  const shiftIn = poll.kind === 'choice' ? shiftOf : moveOf;
  const shift = tallies.length > 1 && first && last ? shiftIn(first, last) : undefined;
  const now = votes.filter(({ round }) => round === rounds.at(-1)?.round);
  const spreads = rounds.map(({ round }) =>
    spreadOf(
      poll.kind,
      count,
      votes.filter((vote) => vote.round === round),
    ),
  );
  return { rounds, tallies, tables: tallyByTable(poll.kind, count, now), shift, spreads };
}

/** The page of a question: to vote on for those who take part, to steer for those who run the workshop. */
export async function showPoll(
  { db, clock }: Seen,
  req: Request,
  res: Response,
  entered: Partial<Pick<PollPage, 'errors' | 'typed' | 'found'>>,
): Promise<void> {
  const workshop = workshopOf(req);
  const { t } = res.locals['frame'] as Frame;
  const poll = await getPoll(db, req);
  const facilitates = mayFacilitate(workshop);
  const { rounds, tallies, tables, shift, spreads } = await resultsOf(db, poll, facilitates || poll.shownAt !== null);
  const open = rounds.find(({ closedAt }) => closedAt === null);
  const texts = poll.kind === 'wall' ? await listTexts(db, poll) : [];
  pollPage(
    res,
    {
      ...{ errors: {}, typed: {}, found: {}, ...entered },
      title: poll.question,
      scripts: ['js/room.js'],
      workshop,
      poll,
      facilitates,
      mayVote: takesPart(workshop) && open !== undefined && poll.closedAt === null,
      voted: open !== undefined && (await hasVoted(db, poll, open.round, deviceIn(req, poll.id))),
      open: open?.round,
      rounds: rounds.map(({ round }) => round),
      tallies,
      tables: facilitates ? tables : [],
      shift,
      spreads,
      ballots: facilitates && takesBallots(poll),
      input: entered.typed?.['input'] ?? newId(),
      texts: facilitates ? texts : texts.filter(({ verdict }) => verdict === 'shown'),
      gridLines,
      saved: req.query['saved'] === 'yes',
      live: await liveOf(db, clock, workshop, facilitates),
      trail: [
        { href: `/workshops/${workshop.id}`, words: workshop.title },
        { href: `/workshops/${workshop.id}/polls`, words: t('poll.title') },
      ],
    },
    entered.errors ? 422 : 200,
  );
}

/** The question on the wall: how to answer while it is open, what was said once it is shown. */
export async function showPollWall({ db, clock }: Seen, req: Request, res: Response): Promise<void> {
  const workshop = workshopOf(req);
  const poll = await getPoll(db, req);
  const { rounds, tallies, shift } = await resultsOf(db, poll, true);
  const texts = poll.kind === 'wall' ? await listTexts(db, poll) : [];
  pollWallPage(res, {
    title: poll.question,
    scripts: ['js/room.js'],
    workshop,
    poll,
    open: rounds.find(({ closedAt }) => closedAt === null)?.round,
    voters: tallies.at(-1)?.voters ?? 0,
    shown: poll.shownAt !== null,
    // Values stay here until they are to be shown: the wall's source says no more than the wall.
    tallies: poll.shownAt === null ? [] : tallies,
    shift: poll.shownAt === null ? undefined : shift,
    texts: lastThatFit(texts.filter(({ verdict }) => verdict === 'shown')),
    url: addressOf(req, '/join').replace(/^https?:\/\//, ''),
    live: await liveOf(db, clock, workshop, true),
  });
}

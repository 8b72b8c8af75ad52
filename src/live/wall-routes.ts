import type { Request, Response } from 'express';
import { Conflict, NotFound } from '../errors';
import {
  type Timed,
  debriefFrom,
  debriefPage,
  drawn,
  listTexts,
  otherChairs,
  positionOf,
  storyTime,
} from '../scenario';
import { type Route, get } from '../web/route';
import { placeOf, timeOf } from './console-answer';
import { wallPage, wallTimelinePage } from './pages';
import { entryOf, liveDesk, liveMember, liveWatcher } from './permissions';
import { type LivePlay, roundBegan } from './play';
import { findPause, findTimer } from './room-queries';
import { roomName, timeLeft, wordsOf } from './shown';

/** As many moments as a wall shows without scrolling, in 4:3 too. */
const momentsAWall = 3;

/** What the whole room sees: the wall while it plays, and after the end the story from every chair. */
export function wallRoutes(play: LivePlay): Route[] {
  return [
    get('/live/:live/wall', liveWatcher, (req, res) => showWall(play, req, res)),

    get('/live/:live/wall/timeline', liveWatcher, async (req, res) => {
      const t = wordsOf(res);
      const { run } = entryOf(req);
      if (!run.endedAt) throw new Conflict('debrief.notYet');
      const position = await positionOf(play, run);
      const first = position.exercise.roles[0]?.id ?? '';
      const told = debriefFrom({ id: run.id, seed: run.seed, role: first }, position, [], t);
      const pages = told.timeline.flatMap(({ day, moments }) =>
        sheets(moments).map((part) => ({ day, moments: part })),
      );
      const asked = Math.floor(Number(req.query['page'] ?? 1));
      const at = Math.min(pages.length, Math.max(1, Number.isNaN(asked) ? 1 : asked));
      const shown = pages[at - 1];
      const to = (page: number) => `/live/${run.id}/wall/timeline?page=${page}`;
      wallTimelinePage(res, {
        title: t('debrief.timeline'),
        exercise: true,
        day: shown?.day ?? '',
        moments: shown?.moments ?? [],
        at,
        of: pages.length,
        before: at > 1 ? to(at - 1) : null,
        after: at < pages.length ? to(at + 1) : null,
        ending: told.ending.title,
      });
    }),

    get('/live/:live/debrief', liveMember, async (req, res) => {
      const { run, table, watches } = entryOf(req);
      if (!table && !watches) throw new NotFound();
      const { exercise } = await positionOf(play, run);
      res.redirect(303, `/live/${run.id}/debrief/${table?.roles[0] ?? exercise.roles[0]?.id ?? ''}`);
    }),

    get('/live/:live/debrief/:role', liveDesk, async (req, res) => {
      const t = wordsOf(res);
      const { run, workshop } = entryOf(req);
      const role = String(req.params['role']);
      if (!run.endedAt) throw new Conflict('debrief.notYet');
      const position = await positionOf(play, run);
      if (!position.exercise.roles.some(({ id }) => id === role)) throw new NotFound();
      const home = `/workshops/${workshop.id}/case`;
      const texts = await listTexts(play.db, run);
      debriefPage(res, {
        title: `${t('debrief.title')} – ${position.exercise.title}`,
        exercise: true,
        wide: true,
        trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
        debrief: debriefFrom({ id: run.id, seed: run.seed, role }, position, texts, t),
        together: true,
        home,
        again: otherChairs(position, role, home),
      });
    }),
  ];
}

async function showWall(play: LivePlay, req: Request, res: Response): Promise<void> {
  const { run, workshop } = entryOf(req);
  const t = wordsOf(res);
  const position = await positionOf(play, run);
  const { exercise, state } = position;
  const [pause, endsAt] = await Promise.all([findPause(play.db, run), findTimer(play.db, run, roundBegan(position))]);
  const desks = Object.values(state.desks);
  const phase = exercise.phases.find(({ id }) => id === state.phase);
  wallPage(res, {
    title: exercise.title,
    exercise: true,
    scripts: ['js/live.js'],
    line: { stream: `/live/${run.id}/stream`, page: `/live/${run.id}/wall`, version: run.version, people: false },
    roomName: roomName(run, t),
    phaseTitle: phase?.title ?? '',
    // Facts in it are known to some desks only: here none is put in.
    phaseHtml: drawn(withoutFacts(phase?.text ?? [])),
    place: placeOf(position, t).replace(/^.*? · /, ''),
    clock: storyTime(timeOf(position), t.locale),
    board: publicBoard(position),
    time: run.endedAt ? null : timeLeft(endsAt, play.clock(), pause !== undefined, workshop, t),
    state: run.endedAt ? 'ended' : pause ? 'paused' : 'playing',
    waiting: desks.filter(({ at }) => at === null).length,
    desks: desks.length,
    timeline: `/live/${run.id}/wall/timeline`,
  });
}

/** A phase's text as everybody may read it: sentences of facts stay out. */
function withoutFacts<Content>(content: Content): Content {
  return JSON.parse(
    JSON.stringify(content, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'fact'
        ? { ...value, text: '…' }
        : value,
    ),
  ) as Content;
}

/** Flags and counters that the case shows to everybody, as they stood when the round began. */
function publicBoard({ exercise, state }: Awaited<ReturnType<typeof positionOf>>) {
  const flags = exercise.flags.filter((flag) => flag.public && state.world.flags[flag.id]);
  const counters = exercise.counters.filter((counter) => counter.public);
  return [
    ...flags.map(({ name }) => ({ name, value: 1 })),
    ...counters.map(({ id, name }) => ({ name, value: state.world.counters[id] ?? 0 })),
  ];
}

function sheets(moments: readonly Timed[]): readonly (readonly Timed[])[] {
  const count = Math.ceil(moments.length / momentsAWall);
  return Array.from({ length: count }, (_, at) => moments.slice(at * momentsAWall, (at + 1) * momentsAWall));
}

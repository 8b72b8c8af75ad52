import type { Request, Response } from 'express';
import { newId } from '../ids';
import {
  type Position,
  choiceOf,
  findNewerText,
  isLastRound,
  listTexts,
  newerTextOffer,
  positionOf,
  storyTime,
  whyNotFired,
} from '../scenario';
import type { Words } from '../words';
import { isHere, lastChange, turnOf } from './live';
import { type ConsoleTable, consolePage } from './pages';
import { entryOf } from './permissions';
import { type LivePlay, barrierOf, roundBegan } from './play';
import { listPlayers, namesOf } from './queries';
import { findPause, findTimer, listNudges, listRecorders } from './room-queries';
import { hourAt, peopleAt, roleName, roomName, tableName, timeLeft, wordsOf } from './shown';

export interface ConsoleShown {
  /** A key: why what was sent was not taken, or null. */
  readonly notice: string | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Answers with the whole room for those who watch it; what changes it stands there for its facilitators only. */
export async function showConsole(play: LivePlay, req: Request, res: Response, shown: ConsoleShown): Promise<void> {
  const { run, workshop, tables, facilitates } = entryOf(req);
  const t = wordsOf(res);
  const now = play.clock();
  const position = await positionOf(play, run);
  const { exercise, state } = position;
  const [players, pause, endsAt, nudges, texts, recorders, newer] = await Promise.all([
    listPlayers(play.db, run),
    findPause(play.db, run),
    findTimer(play.db, run, roundBegan(position)),
    listNudges(play.db, run),
    listTexts(play.db, run),
    listRecorders(
      play.db,
      tables.map(({ id }) => id),
    ),
    facilitates ? findNewerText(play.db, run, position) : undefined,
  ]);
  const names = await namesOf(
    play.db,
    players.map(({ personId }) => personId),
  );
  const desk = deskLine(position, run.id);
  const shownTables: ConsoleTable[] = tables.map((table) => {
    const people = peopleAt(table, players, names, { recorder: recorders.get(table.id), own: undefined, now });
    return {
      id: table.id,
      name: tableName(table.roles, exercise),
      code: table.code,
      people,
      here: people.filter(({ here }) => here).length,
      desks: table.roles.map(desk),
    };
  });
  const unseated = exercise.roles.filter(({ id }) => !tables.some(({ roles }) => roles.includes(id)));
  const lastRound = isLastRound(exercise, state);
  consolePage(
    res,
    {
      title: t(facilitates ? 'live.console.title' : 'live.watch.title'),
      exercise: true,
      wide: true,
      scripts: ['js/live.js'],
      trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
      line: { stream: `/live/${run.id}/stream`, page: `/live/${run.id}/console`, version: run.version, people: true },
      facilitates,
      room: { id: run.id, name: roomName(run, t), caseTitle: exercise.title },
      here: players.filter((player) => isHere(player, now)).length,
      seated: players.length,
      paused: pause !== undefined,
      ended: run.endedAt !== null,
      place: placeOf(position, t),
      clock: storyTime(timeOf(position), t.locale),
      last: lastRound && exercise.phases.at(-1)?.id === state.phase,
      time: run.endedAt ? null : timeLeft(endsAt, now, pause !== undefined, workshop, t),
      undecided: run.endedAt
        ? []
        : exercise.roles.filter(({ id }) => (state.desks[id]?.at ?? null) !== null).map(({ name }) => name),
      tables: [
        ...shownTables,
        ...unseated.map(({ id, name }) => ({ id: null, name, code: '', people: [], here: 0, desks: [desk(id)] })),
      ],
      injects: facilitates ? injectsOf(position) : [],
      nudges: nudges.map(({ body, sentAt, tableId }) => {
        const to = tables.find(({ id }) => id === tableId);
        return { body, at: hourAt(sentAt, workshop, t), to: to ? tableName(to.roles, exercise) : t('live.nudge.all') };
      }),
      texts: facilitates ? texts.map((text) => ({ ...text, ...writtenWith(position, text.seq) })).reverse() : [],
      newer: newer ? newerTextOffer(newer, exercise, t) : null,
      seen: barrierOf(position),
      newInput: newId,
      ...shown,
    },
    Object.keys(shown.errors).length > 0 ? 422 : shown.notice === null ? 200 : 409,
  );
}

/** "Wednesday, part 2 of 4, round 1 of 2". */
export function placeOf({ exercise, state }: Position, t: Words): string {
  const at = exercise.phases.findIndex(({ id }) => id === state.phase);
  const phase = exercise.phases[at];
  const numbers = { phase: at + 1, phases: exercise.phases.length, round: state.round, rounds: phase?.rounds ?? 1 };
  return `${phase?.title ?? ''} · ${t('run.place', numbers)}`;
}

/** The story's clock as the whole room may know it: when this round began. */
export function timeOf({ exercise, state }: Position): string {
  const begins = Date.parse(`${exercise.startsAt}Z`);
  return new Date(begins + state.clock * exercise.tickMinutes * 60_000).toISOString().slice(0, 16);
}

function deskLine(position: Position, run: string) {
  const { exercise, state, standing } = position;
  return (role: string) => {
    const scene = exercise.scenes.find(({ id }) => id === state.desks[role]?.at);
    return {
      role,
      name: roleName(role, exercise),
      href: `/live/${run}/desks/${role}`,
      state: state.ending !== null ? ('ended' as const) : scene ? ('deciding' as const) : ('waiting' as const),
      scene: scene?.title ?? '',
      decisions: turnOf(standing, role),
      seen: lastChange(position, role),
    };
  };
}

function injectsOf({ exercise, state }: Position) {
  return exercise.injects.map((inject) => ({
    id: inject.id,
    title: inject.title,
    for: inject.for.map((role) => roleName(role, exercise)).join(', '),
    state: injectState(whyNotFired(exercise, state, inject.id), state.queued.includes(inject.id)),
    expects: inject.expects ?? '',
    ifStuck: inject.ifStuck ?? '',
  }));
}

function injectState(why: string | null, queued: boolean): 'ready' | 'coming' | 'fired' | 'later' {
  if (why === null) return 'ready';
  if (queued) return 'coming';
  return why === 'inject-already-fired' ? 'fired' : 'later';
}

function writtenWith({ exercise, standing }: Position, seq: number): { who: string; what: string } {
  const line = standing.find((event) => event.seq === seq);
  const input = line?.input;
  return {
    who: line?.role ? roleName(line.role, exercise) : '',
    what: input?.type === 'decide' ? (choiceOf(exercise, input.choice)?.label ?? '') : '',
  };
}

import type { Request, Response } from 'express';
import { newId } from '../ids';
import { type Position, type Typed, listTexts, positionOf } from '../scenario';
import { type Ballot, findBallot, findVote, listVotes } from './ballot-queries';
import { liveDesk } from './desk';
import { deviceIn, nameDevice } from '../web/device';
import { countVotes, isHere, lastChange, turnOf } from './live';
import { type BallotShown, type Part, deskPage } from './pages';
import { type Entry, entryOf } from './permissions';
import { type LivePlay, roundBegan } from './play';
import { listPlayers, namesOf } from './queries';
import { findPause, findTimer, listNudges, listRecorders } from './room-queries';
import { hourAt, peopleAt, roleName, roomName, timeLeft, wordsOf } from './shown';

export interface DeskShown {
  readonly choice: string;
  readonly before: Typed;
  /** A key: why what was sent was not taken. */
  readonly notice: string | null;
  readonly returned?: readonly string[];
}

/** Answers with one desk of a room as it stands for the person who asks: 422 with mistakes, 409 where it has moved on. */
export async function showLiveDesk(play: LivePlay, req: Request, res: Response, shown: DeskShown): Promise<void> {
  const entry = entryOf(req);
  const { run, workshop, tables, player, facilitates } = entry;
  const t = wordsOf(res);
  const role = String(req.params['role']);
  const now = play.clock();
  const position = await positionOf(play, run);
  const table = tables.find(({ roles }) => roles.includes(role));
  const [texts, players, pause, endsAt, nudges, recorders] = await Promise.all([
    listTexts(play.db, run),
    listPlayers(play.db, run),
    findPause(play.db, run),
    findTimer(play.db, run, roundBegan(position)),
    listNudges(play.db, run, { tableId: table?.id ?? run.id, since: roundBegan(position) }),
    listRecorders(
      play.db,
      tables.map(({ id }) => id),
    ),
  ]);
  const names = await namesOf(
    play.db,
    players.map(({ personId }) => personId),
  );
  const recorder = table && recorders.get(table.id);
  const part = partOf(entry, role, recorder);
  const desk = liveDesk(run, position, texts, { role, choice: shown.choice, before: shown.before }, t);
  const state = run.endedAt ? 'ended' : pause ? 'paused' : desk.scene ? 'deciding' : 'waiting';
  const decides = state === 'deciding' && (part === 'recorder' || part === 'facilitator');
  if (part === 'recorder' || part === 'member') nameDevice(req, res, run.id);
  const { errors } = shown.before;
  deskPage(
    res,
    {
      title: `${desk.role.name} – ${position.exercise.title}`,
      exercise: true,
      wide: true,
      scripts: ['js/live.js'],
      trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
      line: {
        stream: `/live/${run.id}/stream`,
        page: `${desk.path}${desk.move ? `?choice=${encodeURIComponent(desk.chosen)}` : ''}`,
        version: run.version,
        people: false,
      },
      desk,
      part,
      decides,
      roomName: roomName(run, t),
      state,
      say: t(`live.state.${state}`),
      time: state === 'ended' ? null : timeLeft(endsAt, now, pause !== undefined, workshop, t),
      nudges: nudges.map(({ body, sentAt }) => ({ body, at: hourAt(sentAt, workshop, t) })),
      others: (player && !facilitates ? (entry.table?.roles ?? []) : position.exercise.roles.map(({ id }) => id)).map(
        (other) => ({
          name: roleName(other, position.exercise),
          href: `/live/${run.id}/desks/${other}`,
          here: other === role,
          open: !run.endedAt && (position.state.desks[other]?.at ?? null) !== null,
        }),
      ),
      people: table ? peopleAt(table, players, names, { recorder, own: player?.id, now }) : [],
      ballot: await ballotShown(play, req, position, { role, part, voters: votersAt(players, table?.id) }),
      seen: lastChange(position, role),
      seq: lastChange(position, role),
      input: newId(),
      notice: shown.notice,
      returned: shown.returned ?? [],
      errors,
      home: facilitates ? `/live/${run.id}/console` : `/workshops/${workshop.id}/live`,
      debrief: `/live/${run.id}/debrief/${role}`,
    },
    Object.keys(errors).length > 0 ? 422 : shown.notice === null ? 200 : 409,
  );

  function votersAt(all: typeof players, tableId: string | undefined): number {
    return all.filter((one) => one.tableId === tableId && (isHere(one, now) || one.id === player?.id)).length;
  }
}

/** What somebody may do at this desk. */
export function partOf({ table, player, facilitates }: Entry, role: string, recorder: string | undefined): Part {
  if (table?.roles.includes(role)) return player?.id === recorder ? 'recorder' : 'member';
  return facilitates ? 'facilitator' : 'watcher';
}

/** The decision at which this role stands, as a ballot knows it; undefined while it waits. */
export function ballotPlace({ standing, state }: Position, role: string) {
  const scene = state.desks[role]?.at;
  return scene && state.ending === null ? { role, scene, turn: turnOf(standing, role) } : undefined;
}

async function ballotShown(
  play: LivePlay,
  req: Request,
  position: Position,
  seat: { readonly role: string; readonly part: Part; readonly voters: number },
): Promise<BallotShown | null> {
  const place = ballotPlace(position, seat.role);
  if (!place || seat.part === 'watcher' || seat.part === 'facilitator') return null;
  const ballot: Ballot | undefined = await findBallot(play.db, entryOf(req).run, place);
  if (!ballot) return { voted: 0, of: seat.voters, own: null, counts: null };
  const device = deviceIn(req, ballot.id);
  const [votes, own] = await Promise.all([
    listVotes(play.db, ballot),
    device === undefined ? undefined : findVote(play.db, ballot, device),
  ]);
  const choices = position.exercise.scenes.find(({ id }) => id === place.scene)?.choices ?? [];
  const counts = countVotes(
    choices.map(({ id }) => id),
    votes,
  ).filter(({ count }) => count > 0);
  return {
    voted: votes.length,
    of: Math.max(seat.voters, votes.length),
    own: own ?? null,
    counts: ballot.revealedAt
      ? counts.map(({ choice, count }) => ({ label: choices.find(({ id }) => id === choice)?.label ?? '', count }))
      : null,
  };
}

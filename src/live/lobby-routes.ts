import type { Request, Response } from 'express';
import { onSignOut, signedIn, signedInOnly } from '../accounts';
import { atVenue } from '../clock';
import { NotFound } from '../errors';
import { newId } from '../ids';
import { type Case, drawn, getCase, listCases, positionOf } from '../scenario';
import { tableNumbers } from '../tables';
import { addressOf } from '../web/address';
import { qrSvg } from '../web/qr';
import { type Route, get, post } from '../web/route';
import { openStream } from '../web/stream';
import type { Words } from '../words';
import { findWorkshop, mayFacilitate, takesPart, workshopFacilitator, workshopMember, workshopOf } from '../workshops';
import { beginForm, seatForm, tableCodeForm } from './forms';
import { type LiveRun, deskFor, shareOut } from './live';
import { type RoomLine, lobbyPage, roomsPage, seatCardsPage } from './pages';
import { entryOf, liveFacilitator, liveMember, liveParticipant } from './permissions';
import { type LivePlay, beginRooms } from './play';
import { findPlayer, findTableByCode, listLiveRuns, listPlayers, listTables } from './queries';
import { inRoom, sitDown } from './room-queries';
import type { Rooms } from './rooms';
import { roomName, tableName, wordsOf } from './shown';

export interface LobbyDeps {
  readonly play: LivePlay;
  readonly rooms: Rooms;
  readonly closing: AbortSignal;
}

/** The door of a room: begin it, find it, sit down at a table, and hold a line to it. */
export function lobbyRoutes({ play, rooms, closing }: LobbyDeps): Route[] {
  const { db, clock, origin } = play;

  return [
    get('/workshops/:workshop/live', workshopMember, (req, res) =>
      showRooms(play, req, res, { typed: {}, errors: {} }),
    ),

    post('/workshops/:workshop/live', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = beginForm(req.body);
      if (!form.ok) {
        await showRooms(play, req, res, form);
        return;
      }
      const exercise = await getCase(db, workshop, form.value.case);
      const roles = exercise.roles.map(({ id }) => id);
      const tables = shareOut(roles, form.value.tables);
      const deed = { input: form.value.input, by: signedIn(req).id };
      await beginRooms(play, { workshopId: workshop.id, exercise, tables, rooms: form.value.rooms, ...deed });
      res.redirect(303, `/workshops/${workshop.id}/live`);
    }),

    get('/live/:live', liveMember, async (req, res) => {
      const { run, table, workshop, facilitates, watches } = entryOf(req);
      if (facilitates || (watches && !takesPart(workshop))) res.redirect(303, `/live/${run.id}/console`);
      else if (table && req.query['seats'] === undefined)
        res.redirect(303, `/live/${run.id}/desks/${table.roles[0] ?? ''}`);
      else await showLobby(play, req, res, {});
    }),

    post('/live/:live/seats', liveParticipant, async (req, res) => {
      const { run, tables } = entryOf(req);
      const form = seatForm(req.body);
      const table = form.ok ? tables.find(({ id }) => id === form.value.table) : undefined;
      if (!form.ok || !table) {
        await showLobby(play, req, res, { table: 'live.seat.choose' });
        return;
      }
      await inRoom(db, run, { input: form.value.input, at: clock() }, async (trx, held) => {
        await sitDown(trx, origin, clock(), held, table, signedIn(req));
        return 'taken';
      });
      res.redirect(303, `/live/${run.id}/desks/${table.roles[0] ?? ''}`);
    }),

    get('/table', signedInOnly, (req, res) => {
      const form = tableCodeForm(req.query);
      res.redirect(303, form.ok ? `/table/${form.value.code}` : '/workshops');
    }),

    get('/table/:tableCode', signedInOnly, async (req, res) => {
      const person = signedIn(req);
      const form = tableCodeForm({ code: req.params['tableCode'] });
      const found = form.ok ? await findTableByCode(db, form.value.code) : undefined;
      const workshop = found && (await findWorkshop(db, person, found.run.workshopId));
      if (!found || !workshop) throw new NotFound('live.codeUnknown');
      const player = await findPlayer(db, found.run, person);
      const there = player?.tableId === found.table.id || !takesPart(workshop);
      res.redirect(303, there ? `/live/${found.run.id}` : `/live/${found.run.id}?seats=${found.table.id}`);
    }),

    get('/live/:live/codes', liveFacilitator, async (req, res) => {
      const { run, tables } = entryOf(req);
      const { exercise } = await positionOf(play, run);
      const url = (code: string) => addressOf(req, `/table/${code}`);
      const cards = tables.map(async ({ roles, code }) => ({
        name: tableName(roles, exercise),
        code,
        url: addressOf(req, '/table'),
        qrHtml: await qrSvg(url(code)),
      }));
      seatCardsPage(res, { title: wordsOf(res)('live.codes.title'), tables: await Promise.all(cards) });
    }),

    get('/live/:live/stream', liveMember, (req, res) => {
      const { run, player, watches } = entryOf(req);
      const leaving: (() => void)[] = [];
      const stream = openStream(req, res, {
        owner: signedIn(req).id,
        closing,
        onEnd: () => leaving.forEach((leave) => leave()),
      });
      leaving.push(onSignOut(req, () => stream.end()));
      leaving.push(rooms.enter(run, { stream, playerId: player?.id, tableId: player?.tableId, watches }));
    }),
  ];
}

interface Before {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

async function showRooms(play: LivePlay, req: Request, res: Response, { typed, errors }: Before): Promise<void> {
  const workshop = workshopOf(req);
  const person = signedIn(req);
  const t = wordsOf(res);
  const facilitates = mayFacilitate(workshop);
  const [runs, cases] = await Promise.all([listLiveRuns(play.db, workshop), listCases(play.db, workshop)]);
  const lines = runs.map(async (run): Promise<RoomLine> => {
    const player = facilitates ? undefined : await findPlayer(play.db, run, person);
    return {
      id: run.id,
      name: `${roomName(run, t)}: ${cases.find(({ id }) => id === run.caseId)?.title ?? run.caseId}`,
      begun: atVenue(run.startedAt, workshop.timeZone, t.locale, { dateStyle: 'medium', timeStyle: 'short' }),
      ended: run.endedAt !== null,
      links: linksOf(run, { facilitates, sits: player !== undefined, watches: !takesPart(workshop) }).map((link) => ({
        ...link,
        words: t(link.words),
      })),
    };
  });
  roomsPage(
    res,
    {
      title: t('live.title'),
      exercise: true,
      trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      workshop,
      facilitates,
      participates: takesPart(workshop),
      rooms: await Promise.all(lines),
      cases: facilitates ? cases.map(caseLine) : [],
      input: newId(),
      typed,
      errors,
    },
    Object.keys(errors).length > 0 ? 422 : 200,
  );
}

function caseLine({ id, title, roles }: Case) {
  return { id, title, seats: roles.length, roles: roles.map((role) => ({ id: role.id, name: role.name })) };
}

function linksOf(run: LiveRun, who: { facilitates: boolean; sits: boolean; watches: boolean }) {
  const at = `/live/${run.id}`;
  if (who.facilitates)
    return [
      { href: `${at}/console`, words: 'live.toConsole', main: true },
      { href: `${at}/wall`, words: 'live.toWall', main: false },
      ...(run.endedAt ? debriefLinks(run) : []),
    ];
  if (who.watches) return [{ href: `${at}/console`, words: 'live.toWatch', main: true }];
  if (run.endedAt && who.sits)
    return [
      { href: `${at}/debrief`, words: 'run.toDebrief', main: true },
      { href: `${at}/marking`, words: 'marking.title', main: false },
    ];
  if (run.endedAt) return [];
  return [{ href: at, words: who.sits ? 'live.toTable' : 'live.toSeats', main: true }];
}

/** What a facilitator shows the room after the end. */
function debriefLinks(run: LiveRun) {
  const at = `/live/${run.id}`;
  return [
    { href: `${at}/debrief`, words: 'run.toDebrief', main: false },
    { href: `${at}/marking`, words: 'marking.title', main: false },
    { href: `${at}/wall/questions`, words: 'debrief.ask.title', main: false },
    { href: `/workshops/${run.workshopId}/case/${run.caseId}/paths`, words: 'debrief.paths', main: false },
    { href: `${at}/log.jsonl`, words: 'debrief.log', main: false },
  ];
}

async function showLobby(
  play: LivePlay,
  req: Request,
  res: Response,
  errors: Readonly<Record<string, string>>,
): Promise<void> {
  const { run, workshop, table: own } = entryOf(req);
  const t = wordsOf(res);
  const { exercise } = await positionOf(play, run);
  const [tables, players] = await Promise.all([listTables(play.db, run), listPlayers(play.db, run)]);
  const asked = req.query['seats'];
  const seat = await seatOf(play, req);
  const chosen =
    typeof asked === 'string' && asked !== ''
      ? asked
      : (own?.id ?? tables.find(({ place }) => place === seat?.desk)?.id);
  lobbyPage(
    res,
    {
      title: t('live.seat.title'),
      exercise: true,
      trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
      errors,
      room: { id: run.id, name: roomName(run, t), caseTitle: exercise.title },
      noteHtml: drawn(exercise.contentNote),
      reviewed: exercise.reviewedBy !== null,
      tables: tables.map(({ id, roles }) => ({
        id,
        name: tableName(roles, exercise),
        seats: exercise.roles.filter((role) => roles.includes(role.id)),
        people: players.filter(({ tableId }) => tableId === id).length,
        own: chosen === id,
      })),
      seat: own ? undefined : seat?.words(t),
      input: newId(),
      home: `/workshops/${workshop.id}/live`,
    },
    Object.keys(errors).length > 0 ? 422 : 200,
  );
}

/**
 * Where the table of this person's workshop plays, in words: the desk of this room that is chosen for them, or the room
 * where theirs is. Nobody is sat down by it: who has not come would count as having played.
 */
async function seatOf(play: LivePlay, req: Request) {
  const { run, workshop, tables } = entryOf(req);
  const number = (await tableNumbers(play, workshop)).get(signedIn(req).id);
  if (number === undefined) return undefined;
  const together = (await listLiveRuns(play.db, workshop)).filter(
    (other) => other.startedAt.getTime() === run.startedAt.getTime() && other.caseId === run.caseId,
  );
  const { room, desk } = deskFor(number, together.length, tables.length);
  const there = together.find(({ place }) => place === room) ?? run;
  return there.id === run.id
    ? { desk, words: (t: Words) => t('live.seat.yours', { number }) }
    : { desk: undefined, words: (t: Words) => t('live.seat.otherRoom', { number, room: roomName(there, t) }) };
}

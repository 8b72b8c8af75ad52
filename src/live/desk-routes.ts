import type { Request, Response } from 'express';
import { NotFound } from '../errors';
import {
  asked,
  choiceOf,
  decisionForm,
  fictionalText,
  nothingTyped,
  positionOf,
  readFields,
  sentName,
  type Typed,
  typedIn,
  view,
} from '../scenario';
import { type Route, get, post } from '../web/route';
import { castVote, openBallot, reveal } from './ballot-queries';
import { ballotPlace, partOf, showLiveDesk } from './desk-answer';
import { deviceIn } from '../web/device';
import { departureForm, recorderForm, revealForm, voteForm } from './forms';
import { lastChange } from './live';
import { entryOf, liveDesk, livePlayer, liveSeat } from './permissions';
import { type LivePlay, decideAtTable } from './play';
import { listPlayers } from './queries';
import { type Outcome, findPause, findRecorder, inRoom, leave, makeRecorder } from './room-queries';

/** A desk of the room: what it holds, what came in, and for its table the ballot and the decision. */
export function deskRoutes(play: LivePlay): Route[] {
  const { db, clock, origin } = play;
  const here = (req: Request) => `/live/${entryOf(req).run.id}/desks/${String(req.params['role'])}`;

  const answer = async (req: Request, res: Response, outcome: Outcome, before = nothingTyped) => {
    if (outcome === 'taken' || outcome === 'repeated') res.redirect(303, `${here(req)}#now`);
    else await showNotTaken(play, req, res, outcome, before);
  };

  return [
    get('/live/:live/desks/:role', liveDesk, async (req, res) => {
      const { exercise } = await positionOf(play, entryOf(req).run);
      if (!exercise.roles.some(({ id }) => id === req.params['role'])) throw new NotFound();
      const choice = typeof req.query['choice'] === 'string' ? req.query['choice'] : '';
      await showLiveDesk(play, req, res, { choice, before: nothingTyped, notice: null });
    }),

    post('/live/:live/desks/:role/decisions', liveDesk, (req, res) => takeDecision(play, req, res, answer)),

    post('/live/:live/desks/:role/votes', liveSeat, async (req, res) => {
      const form = voteForm(req.body);
      const { run, player } = entryOf(req);
      const role = String(req.params['role']);
      if (!form.ok || !player) {
        const errors = form.ok ? {} : form.errors;
        await showLiveDesk(play, req, res, { choice: '', before: { ...nothingTyped, errors }, notice: null });
        return;
      }
      const { input, seen, choice } = form.value;
      const outcome = await inRoom(db, run, { input, at: clock(), table: player.tableId }, async (trx, held) => {
        const position = await positionOf({ ...play, db: trx }, held);
        const place = ballotPlace(position, role);
        const offered = view(position.exercise, position.state, role).scene?.choices.some(({ id }) => id === choice);
        if (!place || lastChange(position, role) !== seen) return 'stale';
        if (!offered) return { refused: 'scenario.refused.choice-not-offered' };
        if (await findPause(trx, held)) return { refused: 'live.refused.paused' };
        const ballot = await openBallot(trx, origin, clock(), held, place);
        if (ballot.revealedAt) return { refused: 'live.refused.revealed' };
        const device = deviceIn(req, ballot.id);
        if (device === undefined) return { refused: 'live.refused.noCookie' };
        const most = (await listPlayers(trx, held)).filter(({ tableId }) => tableId === player.tableId).length;
        return (await castVote(trx, ballot, { device, choice, most })) ? 'taken' : { refused: 'live.refused.votedAll' };
      });
      await answer(req, res, outcome);
    }),

    post('/live/:live/desks/:role/revelations', liveSeat, async (req, res) => {
      const form = revealForm(req.body);
      const { run, table, player } = entryOf(req);
      const role = String(req.params['role']);
      const outcome: Outcome = !form.ok
        ? 'stale'
        : await inRoom(db, run, { input: form.value.input, at: clock(), table: table?.id }, async (trx, held) => {
            if (!table || (await findRecorder(trx, table.id)) !== player?.id)
              return { refused: 'live.refused.recorderOnly' };
            const position = await positionOf({ ...play, db: trx }, held);
            const place = ballotPlace(position, role);
            if (!place || lastChange(position, role) !== form.value.seen) return 'stale';
            await reveal(trx, await openBallot(trx, origin, clock(), held, place), clock());
            return 'taken';
          });
      await answer(req, res, outcome);
    }),

    post('/live/:live/desks/:role/recorders', liveSeat, async (req, res) => {
      const form = recorderForm(req.body);
      const { run, table, player } = entryOf(req);
      const outcome: Outcome = !form.ok
        ? 'stale'
        : await inRoom(db, run, { input: form.value.input, at: clock(), table: table?.id }, async (trx, held) => {
            // Anybody at the table may take over: a dead phone must not silence an agency. Everybody at it sees who writes.
            const wanted = form.value.player ?? player?.id;
            const at = (await listPlayers(trx, held)).find(({ id, tableId }) => id === wanted && tableId === table?.id);
            if (!at) return { refused: 'live.refused.notAtTable' };
            if ((await findRecorder(trx, at.tableId)) !== at.id) await makeRecorder(trx, origin, clock(), at);
            return 'taken';
          });
      await answer(req, res, outcome);
    }),

    post('/live/:live/departures', livePlayer, async (req, res) => {
      const form = departureForm(req.body);
      const { run, player, workshop } = entryOf(req);
      if (form.ok && player && !run.endedAt)
        await inRoom(db, run, { input: form.value.input, at: clock() }, async (trx) => {
          await leave(trx, clock(), player);
          return 'taken';
        });
      res.redirect(303, `/workshops/${workshop.id}/live`);
    }),
  ];
}

type Answer = (req: Request, res: Response, outcome: Outcome, before?: Typed) => Promise<void>;

/** Takes a decision from the recorder of the table, or from the facilitator for a seat. The form opens first, where there is one. */
async function takeDecision(play: LivePlay, req: Request, res: Response, answer: Answer): Promise<void> {
  const entry = entryOf(req);
  const role = String(req.params['role']);
  const recorder = entry.table && (await findRecorder(play.db, entry.table.id));
  const part = partOf(entry, role, recorder);
  const form = decisionForm(req.body);
  if (!form.ok) {
    const before = { ...nothingTyped, errors: form.errors };
    await showLiveDesk(play, req, res, { choice: '', before, notice: null });
    return;
  }
  const { choice, input, seq, filled } = form.value;
  const position = await positionOf(play, entry.run);
  if (!position.exercise.roles.some(({ id }) => id === role)) throw new NotFound();
  const seen = view(position.exercise, position.state, role);
  const offered = seen.scene?.choices.find(({ id }) => id === choice)?.form;
  const fields = offered ? readFields(offered, req.body, fictionalText(seen)) : undefined;
  const before = { ...nothingTyped, ...fields, typed: typedIn(req.body) };
  if (part !== 'recorder' && part !== 'facilitator') {
    await answer(req, res, { refused: 'live.refused.recorderOnly' }, before);
    return;
  }
  if (lastChange(position, role) === seq && !entry.run.endedAt) {
    if (offered && asked(offered.fields) && !filled) {
      res.redirect(303, `/live/${entry.run.id}/desks/${role}?choice=${encodeURIComponent(choice)}#scene`);
      return;
    }
    if (Object.keys(before.errors).length > 0) {
      await showLiveDesk(play, req, res, { choice, before, notice: null });
      return;
    }
  }
  const keyedInBy = part === 'facilitator' ? (req.user?.id ?? null) : null;
  const [given, texts] = [fields?.values, fields?.texts ?? {}];
  const table = entry.tables.find(({ roles }) => roles.includes(role))?.id;
  const decision = { input, role, table, seen: seq, choice, form: given, texts, keyedInBy };
  await answer(req, res, await decideAtTable(play, entry.run, decision), before);
}

/** Nothing was taken: the desk is shown as it stands, with the reason; what was typed stays, or is given back to be copied. */
async function showNotTaken(
  play: LivePlay,
  req: Request,
  res: Response,
  outcome: Exclude<Outcome, 'taken' | 'repeated'>,
  before: Typed,
): Promise<void> {
  const { exercise } = await positionOf(play, entryOf(req).run);
  const choice = before.typed['choice']?.[0] ?? '';
  const fields = choiceOf(exercise, choice)?.form?.fields.filter(({ type }) => type === 'text') ?? [];
  const returned = fields.flatMap((field) => before.typed[sentName(field)] ?? []).filter((text) => text.trim() !== '');
  const notice = outcome === 'stale' ? 'live.notice.stale' : outcome.refused;
  await showLiveDesk(play, req, res, { choice, before: { ...before, errors: {} }, notice, returned });
}

import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { cautionsIn, eraseText } from '../scenario';
import { type Form } from '../web/form';
import { type Route, get, post } from '../web/route';
import { showConsole } from './console-answer';
import { barrierForm, injectForm, inputForm, nudgeForm, removalForm, standInForm, textForm, timerForm } from './forms';
import { takeText } from './newer-text';
import { entryOf, liveFacilitator, liveWatcher } from './permissions';
import { type LivePlay, closeRound, deedOf, fireInject, goOn, letStandInPlay } from './play';
import { type Outcome, inRoom, nudge, pause, setTimer } from './room-queries';

/** The facilitator's console: who is here, who has decided, and everything that moves the room on. */
export function consoleRoutes(play: LivePlay): Route[] {
  const { db, clock, origin } = play;
  const nothing = { notice: null, typed: {}, errors: {} };

  const answer = async (req: Request, res: Response, outcome: Outcome) => {
    if (outcome === 'taken' || outcome === 'repeated') res.redirect(303, `/live/${entryOf(req).run.id}/console`);
    else {
      const notice = outcome === 'stale' ? 'live.notice.consoleStale' : outcome.refused;
      await showConsole(play, req, res, { ...nothing, notice });
    }
  };

  /** One form of the console: read, done, answered. */
  const act = <Value extends { readonly input: string }>(
    path: string,
    read: (body: unknown) => Form<Value>,
    doIt: (req: Request, value: Value, deed: { readonly input: string; readonly by: string }) => Promise<Outcome>,
  ): Route =>
    post(`/live/:live/${path}`, liveFacilitator, async (req, res) => {
      const form = read(req.body);
      if (!form.ok) {
        await showConsole(play, req, res, { notice: null, typed: form.typed, errors: form.errors });
        return;
      }
      const deed = { input: form.value.input, by: signedIn(req).id };
      await answer(req, res, await doIt(req, form.value, deed));
    });

  return [
    get('/live/:live/console', liveWatcher, (req, res) => showConsole(play, req, res, nothing)),

    act('barriers', barrierForm, (req, { seen }, deed) => closeRound(play, entryOf(req).run, { ...deed, seen })),

    act('injects', injectForm, (req, { inject }, deed) => fireInject(play, entryOf(req).run, { ...deed, inject })),

    act('stand-ins', standInForm, (req, { role, seen }, deed) =>
      letStandInPlay(play, entryOf(req).run, { ...deed, role, seen }),
    ),

    act('texts', textForm, (req, { version }, deed) => takeText(play, entryOf(req).run, { ...deed, version })),

    act('pauses', inputForm, (req, { input }, { by }) =>
      inRoom(db, entryOf(req).run, { input, at: clock() }, async (trx, held) => {
        if (held.endedAt) return 'stale';
        await pause(trx, origin, clock(), held, by);
        await record(trx, origin, clock(), deedOf(held, { by }, 'case held'));
        return 'taken';
      }),
    ),

    act('resumptions', inputForm, (req, _value, deed) => goOn(play, entryOf(req).run, deed)),

    act('timers', timerForm, (req, { input, minutes }, { by }) =>
      inRoom(db, entryOf(req).run, { input, at: clock() }, async (trx, held) => {
        if (held.endedAt) return 'stale';
        const endsAt = new Date(clock().getTime() + minutes * 60_000);
        await setTimer(trx, origin, clock(), held, { endsAt, by });
        return 'taken';
      }),
    ),

    post('/live/:live/nudges', liveFacilitator, async (req, res) => {
      const form = nudgeForm(req.body);
      const caution = form.ok ? cautionsIn(form.value.body, '')[0] : undefined;
      if (!form.ok || caution) {
        const typed = form.ok ? { body: form.value.body, table: form.value.table ?? '' } : form.typed;
        const errors = form.ok ? { body: `run.guard.${caution?.concern ?? 'realCase'}` } : form.errors;
        await showConsole(play, req, res, { notice: null, typed, errors });
        return;
      }
      const { run, tables } = entryOf(req);
      const { input, table, body } = form.value;
      const tableId = tables.find(({ id }) => id === table)?.id ?? null;
      const outcome = await inRoom(db, run, { input, at: clock() }, async (trx, held) => {
        await nudge(trx, origin, clock(), held, { tableId, body, by: signedIn(req).id });
        return 'taken';
      });
      await answer(req, res, outcome);
    }),

    act('removals', removalForm, (req, { input, seq, field }, { by }) =>
      inRoom(db, entryOf(req).run, { input, at: clock() }, async (trx, held) => {
        await eraseText(trx, held, { seq, field }, clock(), by);
        await record(trx, origin, clock(), deedOf(held, { by }, 'text removed'));
        return 'taken';
      }),
    ),
  ];
}

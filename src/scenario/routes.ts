import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { signedIn } from '../accounts';
import type { Clock } from '../clock';
import type { Db } from '../db';
import { type Route, get, post } from '../web/route';
import { workshopMember, workshopOf } from '../workshops';
import { type Decision, type Outcome, type PlayDeps, begin, decide, retract, takeText } from './play';
import { debriefRoutes } from './debrief-routes';
import { fictionalText, showDesk } from './desk-answer';
import { decisionForm, erasureForm, readFields, retractionForm, sentName, startForm, textForm, typedIn } from './forms';
import { choiceOf } from './desk';
import { type Typed, asked, nothingTyped } from './move';
import { ownRun, runOf } from './permission';
import { positionOf } from './position';
import { eraseText, listRuns } from './queries';
import { getCase, listCases } from './published';
import { showCases, showSeats } from './case-answer';
import { view } from './view';

export interface ScenarioDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly log: Logger;
}

/** The case, played alone: choose a seat, decide, wait for the others, read the debrief. */
export function scenarioRoutes(deps: ScenarioDeps): Route[] {
  const { db, clock } = deps;
  const play: PlayDeps = {
    ...deps,
    snapshots: new Map(),
    report: (message: string) => deps.log.error({ message }, 'run diverged'),
  };

  return [
    get('/workshops/:workshop/case', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const [cases, runs] = await Promise.all([listCases(db, workshop), listRuns(db, signedIn(req), workshop)]);
      showCases(res, { workshop, cases, runs });
    }),

    get('/workshops/:workshop/case/:case', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const exercise = await getCase(db, workshop, String(req.params['case']));
      const runs = await listRuns(db, signedIn(req), workshop);
      showSeats(res, {
        workshop,
        exercise,
        runs,
        chosen: typeof req.query['seat'] === 'string' ? req.query['seat'] : '',
        errors: {},
      });
    }),

    post('/workshops/:workshop/case/:case/runs', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const exercise = await getCase(db, workshop, String(req.params['case']));
      const form = startForm(req.body);
      const role = form.ok ? exercise.roles.find(({ id }) => id === form.value.role) : undefined;
      if (!form.ok || !role) {
        const runs = await listRuns(db, signedIn(req), workshop);
        showSeats(res, { workshop, exercise, runs, chosen: '', errors: { role: 'run.start.chooseSeat' } });
        return;
      }
      const run = await begin(play, signedIn(req), { workshop, exercise, role: role.id, input: form.value.input });
      res.redirect(303, `/runs/${run.id}`);
    }),

    get('/runs/:run', ownRun, async (req, res) => {
      const choice = typeof req.query['choice'] === 'string' ? req.query['choice'] : '';
      await showDesk(db, req, res, await positionOf(play, runOf(req)), { choice, before: nothingTyped, notice: null });
    }),

    post('/runs/:run/decisions', ownRun, (req, res) => takeDecision(play, req, res)),

    post('/runs/:run/retractions', ownRun, async (req, res) => {
      const run = runOf(req);
      const form = retractionForm(req.body);
      const outcome = form.ok ? await retract(play, run, form.value.seq) : 'stale';
      if (outcome === 'taken') res.redirect(303, `/runs/${run.id}#scene`);
      else await showNotTaken(play, req, res, { outcome, before: nothingTyped, choice: '' });
    }),

    post('/runs/:run/texts', ownRun, async (req, res) => {
      const run = runOf(req);
      const form = textForm(req.body);
      const outcome = form.ok ? await takeText(play, run, { ...form.value, inputId: form.value.input }) : 'stale';
      if (outcome === 'taken' || outcome === 'repeated') res.redirect(303, `/runs/${run.id}#scene`);
      else await showNotTaken(play, req, res, { outcome, before: nothingTyped, choice: '' });
    }),

    post('/runs/:run/erasures', ownRun, async (req, res) => {
      const form = erasureForm(req.body);
      if (form.ok) await eraseText(db, runOf(req), form.value, clock());
      res.redirect(303, `/runs/${runOf(req).id}#record`);
    }),

    ...debriefRoutes(play),
  ];
}

async function takeDecision(play: PlayDeps, req: Request, res: Response): Promise<void> {
  const run = runOf(req);
  const position = await positionOf(play, run);
  const form = decisionForm(req.body);
  if (!form.ok) {
    const before = { ...nothingTyped, errors: form.errors };
    await showDesk(play.db, req, res, position, { choice: '', before, notice: null });
    return;
  }
  const { choice, input, seq, filled } = form.value;
  const seen = view(position.exercise, position.state, run.role);
  const offered = seen.scene?.choices.find(({ id }) => id === choice)?.form;
  const fields = offered ? readFields(offered, req.body, fictionalText(seen)) : undefined;
  const before = { ...nothingTyped, ...fields, typed: typedIn(req.body) };
  if (position.seq === seq) {
    if (offered && asked(offered.fields) && !filled) {
      res.redirect(303, `/runs/${run.id}?choice=${encodeURIComponent(choice)}#scene`);
      return;
    }
    if (Object.keys(before.errors).length > 0) {
      await showDesk(play.db, req, res, position, { choice, before, notice: null });
      return;
    }
  }
  const decision: Decision = { inputId: input, seq, choice, form: fields?.values, texts: fields?.texts ?? {} };
  const outcome = await decide(play, run, decision);
  if (outcome === 'taken' || outcome === 'repeated') res.redirect(303, `/runs/${run.id}#now`);
  else await showNotTaken(play, req, res, { outcome, before: { ...before, errors: {} }, choice });
}

interface NotTaken {
  readonly outcome: Outcome;
  readonly before: Typed;
  readonly choice: string;
}

/** Nothing was taken: the run is shown as it stands, with the reason, and what was typed comes back. */
async function showNotTaken(play: PlayDeps, req: Request, res: Response, not: NotTaken): Promise<void> {
  const { outcome, before, choice } = not;
  const position = await positionOf(play, runOf(req));
  const fields = choiceOf(position.exercise, choice)?.form?.fields.filter(({ type }) => type === 'text') ?? [];
  const returned = fields.flatMap((field) => before.typed[sentName(field)] ?? []).filter((text) => text.trim() !== '');
  const notice = typeof outcome === 'object' ? `scenario.refused.${outcome.refused}` : 'run.notice.stale';
  await showDesk(play.db, req, res, position, { choice, before, notice, returned });
}

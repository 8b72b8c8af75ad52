import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { signedIn } from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { entryOf, findRecorder, inRoom, liveFacilitator, liveMember, makeRecorder } from '../live';
import { printOnce } from '../print';
import { insertSheet, listSubjectsOf, sheetForm } from '../rubric';
import { isId, newId } from '../ids';
import { textsOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { answerRoutes } from './answer-routes';
import { readerOf, showHub, wordsOf } from './hub-answer';
import { type MarkingDeps, closeMarking, listSet, openMarking, rubricIn } from './opening';
import { markingParty, partyOf } from './permission';
import { markingSheets } from './sheets';
import { raterOf, readText, showText } from './text-answer';
import { citableIn } from './text';

export interface MarkingRouteDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly log: Logger;
}

/** Free text of a room, marked by a facilitator and by a table that did not write it. It changes no state and no score. */
export function markingRoutes({ db, clock, origin, log }: MarkingRouteDeps): Route[] {
  const deps: MarkingDeps = {
    db,
    clock,
    origin,
    snapshots: new Map(),
    report: (message) => log.error({ message }, 'run diverged'),
  };
  const hub = (req: Request) => `/live/${entryOf(req).run.id}/marking`;

  return [
    ...answerRoutes({ db, clock, origin, log }),

    get('/live/:live/marking', liveMember, (req, res) => showHub(deps, req, res)),

    post('/live/:live/marking/openings', liveFacilitator, async (req, res) => {
      await openMarking(deps, entryOf(req), signedIn(req).id);
      res.redirect(303, hub(req));
    }),

    post('/live/:live/marking/closings', liveFacilitator, async (req, res) => {
      await closeMarking(deps, entryOf(req), signedIn(req).id);
      res.redirect(303, hub(req));
    }),

    get('/live/:live/marking/sheets.pdf', liveFacilitator, (req, res) => sendSheets(deps, req, res)),

    get('/live/:live/marking/:marked', markingParty, (req, res) => showText(deps, req, res)),

    post('/live/:live/marking/:marked/marks', markingParty, (req, res) => takeMarks(deps, req, res)),

    post('/live/:live/marking/:marked/recorders', markingParty, async (req, res) => {
      const { entry, part, subject } = partyOf(req);
      const { player, run } = entry;
      const sent = textsOf(req.body)['input'];
      if (part === 'marker' && player)
        await inRoom(
          db,
          run,
          { input: isId(sent) ? sent : newId(), at: clock(), table: player.tableId },
          async (trx) => {
            // Anybody at the table may take over: a dead phone must not silence an agency.
            if ((await findRecorder(trx, player.tableId)) !== player.id)
              await makeRecorder(trx, origin, clock(), player);
            return 'taken';
          },
        );
      res.redirect(303, `/live/${run.id}/marking/${subject.id}`);
    }),
  ];
}

/** Takes a sheet of marks. A table's names nobody; what a facilitator enters for a table is said in the audit. */
async function takeMarks(deps: MarkingDeps, req: Request, res: Response): Promise<void> {
  const party = partyOf(req);
  const { entry, subject } = party;
  const typed = textsOf(req.body);
  const rater = await raterOf(deps, party, typed['rater']);
  if (!rater) {
    await showText(deps, req, res, { typed, notice: 'marking.notNow' });
    return;
  }
  const { text, rubric } = await readText(deps, req, res);
  const form = sheetForm(rubric, citableIn(text, rubric), req.body);
  if (!form.ok) {
    await showText(deps, req, res, form);
    return;
  }
  const { db, clock, origin } = deps;
  const person = signedIn(req);
  const by = rater === 'facilitator' ? person.id : null;
  await db.transaction(async (trx) => {
    const at = clock();
    const taken = await insertSheet(trx, origin, at, subject, { input: form.input, rater, by, marks: form.marks });
    if (!taken || party.part !== 'facilitator') return;
    const action = rater === 'table' ? 'marks entered for a table' : 'text marked';
    await record(trx, origin, at, { workshopId: entry.workshop.id, actorId: person.id, action, subject: subject.id });
  });
  res.redirect(303, `/live/${entry.run.id}/marking`);
}

/** The texts on paper, each with an empty rubric, for tables that mark with a pen. */
async function sendSheets(deps: MarkingDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const { workshop, run } = entryOf(req);
  const rooms = await listSet(deps, entryOf(req));
  const subjects = await listSubjectsOf(
    deps.db,
    rooms.map(({ id }) => id),
  );
  const read = readerOf(deps, rooms, t);
  const texts = [];
  for (const subject of subjects) {
    const text = await read(subject);
    if (text) texts.push(text);
  }
  const rubric = await rubricIn(deps, subjects[0]?.publicationId ?? workshop.publicationId);
  const { pdf } = await printOnce(
    markingSheets(texts, rubric, {
      t,
      paper: req.query['paper'] === 'Letter' ? 'Letter' : 'A4',
      day: dayAtVenue(deps.clock(), workshop.timeZone),
      publication: subjects[0]?.publicationId ?? workshop.publicationId,
    }),
  );
  res
    .type('pdf')
    .set('Content-Disposition', `inline; filename="marking-${run.id.slice(-8)}.pdf"`)
    .send(pdf);
}

import type { Request, Response } from 'express';
import { onSignOut, signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import { Conflict } from '../errors';
import { listenTo } from '../db/listen';
import { Unprintable, sendPdf } from '../print';
import { textsOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { openStream } from '../web/stream';
import { mayFacilitate, workshopFacilitator, workshopMember, workshopOf, workshopParticipant } from '../workshops';
import { changeForm, mappingForm, markForm, paperForm, removalForm, turnForm } from './forms';
import { blankSheets, boardSheets } from './paper';
import {
  type BoardsDesk,
  addMarks,
  changeMark,
  clearWords,
  listMarks,
  mappingTopic,
  mappingVersion,
  openMapping,
  removeMark,
  turnMapping,
} from './queries';
import {
  getMapping,
  getMark,
  ownTable,
  showBoard,
  showMappings,
  showMark,
  showOverview,
  tablesOf,
  wordsOf,
} from './show';
import { showWall } from './show-wall';

/** The mapping exercise: tables put marks on a fictional map; those who run the workshop merge, show and print them. */
export function boardRoutes(desk: BoardsDesk & { readonly closing: AbortSignal }): Route[] {
  const { db, clock, closing } = desk;
  const home = '/workshops/:workshop/mapping';
  const one = `${home}/:mapping`;
  const to = (req: Request, mapping: string, query = '') =>
    `/workshops/${workshopOf(req).id}/mapping/${mapping}${query}`;
  const watched = async (req: Request) => (mayFacilitate(workshopOf(req)) ? 'all' : ((await ownTable(desk, req)) ?? 0));
  const order = (req: Request, res: Response) => ({
    t: wordsOf(res),
    paper: req.query['paper'] === 'Letter' ? ('Letter' as const) : ('A4' as const),
    day: dayAtVenue(clock(), workshopOf(req).timeZone),
  });

  return [
    get(home, workshopMember, (req, res) => showMappings(desk, req, res, {})),

    post(home, workshopFacilitator, async (req, res) => {
      const form = mappingForm(req.body);
      if (!form.ok) return showMappings(desk, req, res, form);
      const by = signedIn(req);
      await db.transaction((trx) => openMapping({ ...desk, db: trx }, by, workshopOf(req), form.value));
      res.redirect(303, to(req, form.value.id));
    }),

    get(one, workshopMember, (req, res) =>
      mayFacilitate(workshopOf(req)) ? showOverview(desk, req, res, {}) : showBoard(desk, req, res, {}),
    ),

    get(`${one}/wall`, workshopFacilitator, (req, res) => showWall(desk, req, res)),

    get(`${one}/version`, workshopMember, async (req, res) => {
      res.json({ version: await mappingVersion(db, await getMapping(desk, req), await watched(req)) });
    }),

    get(`${one}/stream`, workshopMember, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const whose = await watched(req);
      const leaving: (() => void)[] = [];
      const onEnd = () => leaving.forEach((leave) => leave());
      const stream = openStream(req, res, { owner: signedIn(req).id, closing, onEnd });
      leaving.push(onSignOut(req, () => stream.end()));
      for (const topic of [mappingTopic(mapping), mappingTopic(mapping, whose)])
        leaving.push(listenTo(db, topic, () => stream.send('changed', '')));
      // The page was drawn before anybody listened: it looks once.
      stream.send('changed', '');
    }),

    post(`${one}/turns`, workshopFacilitator, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const form = turnForm(req.body);
      if (!form.ok) throw new Conflict('map.stale');
      const by = signedIn(req);
      await db.transaction((trx) => turnMapping({ ...desk, db: trx }, by, workshopOf(req), mapping, form.value));
      res.redirect(303, to(req, mapping.id));
    }),

    post(`${one}/marks`, workshopParticipant, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const form = markForm(req.body);
      if (!form.ok) return showBoard(desk, req, res, form);
      const table = await ownTable(desk, req);
      if (table === undefined) throw new Conflict('map.noTable');
      const { input, ...mark } = form.value;
      const outcome = await addMarks(desk, mapping, { table, input, marks: [mark] });
      if (outcome !== 'done') return showBoard(desk, req, res, { typed: textsOf(req.body), fault: `map.${outcome}` });
      res.redirect(303, to(req, mapping.id, '?saved=yes'));
    }),

    post(`${one}/from-paper`, workshopFacilitator, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const form = paperForm(req.body);
      if (!form.ok) return showOverview(desk, req, res, form);
      const keyed = { by: signedIn(req), workshop: workshopOf(req) };
      const outcome = await addMarks(desk, mapping, form.value, keyed);
      if (outcome !== 'done')
        return showOverview(desk, req, res, { typed: textsOf(req.body), errors: { table: `map.${outcome}` } });
      res.redirect(303, to(req, mapping.id, '?saved=yes'));
    }),

    get(`${one}/marks/:mark`, workshopMember, (req, res) => showMark(desk, req, res, {})),

    post(`${one}/marks/:mark`, workshopMember, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const mark = await getMark(desk, req, mapping);
      const form = changeForm(req.body);
      if (!form.ok) return showMark(desk, req, res, form);
      const outcome = await changeMark(desk, mapping, mark, form.value, mayFacilitate(workshopOf(req)));
      const typed = textsOf(req.body);
      if (outcome === 'moved') return showMark(desk, req, res, { typed, moved: true });
      if (outcome !== 'done') return showMark(desk, req, res, { typed, fault: `map.${outcome}` });
      res.redirect(303, to(req, mapping.id));
    }),

    post(`${one}/marks/:mark/removals`, workshopMember, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const mark = await getMark(desk, req, mapping);
      if (!removalForm(req.body).ok) throw new Conflict('map.stale');
      const outcome = await removeMark(desk, mapping, mark, mayFacilitate(workshopOf(req)));
      if (outcome !== 'done') throw new Conflict(`map.${outcome}`);
      res.redirect(303, to(req, mapping.id));
    }),

    post(`${one}/marks/:mark/cleared-words`, workshopFacilitator, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const mark = await getMark(desk, req, mapping);
      await clearWords(desk, signedIn(req), workshopOf(req), mapping, mark);
      res.redirect(303, to(req, mapping.id, `#table-${mark.table}`));
    }),

    get(`${one}/blank.pdf`, workshopFacilitator, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const tables = await tablesOf(desk, workshopOf(req), await listMarks(db, mapping));
      await sendPdf(res, 'map', blankSheets(workshopOf(req), mapping, tables, order(req, res))).catch(sayWhatIsMissing);
    }),

    get(`${one}/boards.pdf`, workshopFacilitator, async (req, res) => {
      const mapping = await getMapping(desk, req);
      const marks = await listMarks(db, mapping);
      const asked = Number(req.query['table'] ?? Number.NaN);
      const which = Number.isInteger(asked) ? asked : undefined;
      await sendPdf(res, 'boards', boardSheets(workshopOf(req), mapping, marks, which, order(req, res))).catch(
        sayWhatIsMissing,
      );
    }),
  ];
}

function sayWhatIsMissing(error: unknown): never {
  if (!(error instanceof Unprintable)) throw error;
  throw new Conflict('papers.unprintable', { characters: error.missing.map(({ character }) => character).join(' ') });
}

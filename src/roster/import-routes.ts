import type { Request, Response } from 'express';
import { type Belonging, type Person, cleanName, signedIn } from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { uploadOf } from '../web/upload';
import { type Workshop, workshopFacilitator, workshopOf } from '../workshops';
import { type Mapping, guessMapping, possibleOrders, widthOf } from './columns';
import { answersForm, mappingForm } from './forms';
import {
  type RosterImport,
  closeImport,
  countFreeSeats,
  findImport,
  freeSeats,
  keepImport,
  listKnown,
  lockImport,
  markUndone,
  setMapping,
  writeImport,
} from './import-queries';
import { importPage, importedPage } from './pages';
import { type Answer, type Plan, planImport } from './plan';
import { readSheet } from './read-file';
import { readRoster } from './roster';
import { showRoster } from './show';
import { type Sheet, UnreadableFile, columnName, limits, textOfCell } from '../intake/sheet';
import { listUsed, takeBack } from './undo-queries';

export interface ImportDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly belongings: readonly Belonging[];
  /** Called when what is known of these people has changed: an open session reads them anew. */
  readonly forget: (...people: readonly string[]) => void;
}

/** A roster file, from sending it over a dry run to taking it back. Nothing is written before it is confirmed. */
export function importRoutes({ db, clock, origin, belongings }: ImportDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const pathOf = (workshop: Workshop, id: string) => `/workshops/${workshop.id}/roster/imports/${id}`;

  async function importOf(req: Request): Promise<RosterImport> {
    const id = req.params['import'];
    const found = isId(id) ? await findImport(db, workshopOf(req), id) : undefined;
    if (!found) throw new NotFound();
    return found;
  }

  async function show(req: Request, res: Response, found: RosterImport, answers?: ReadonlyMap<number, Answer>) {
    const workshop = workshopOf(req);
    const t = words(res);
    const trail = [
      { href: `/workshops/${workshop.id}`, words: workshop.title },
      { href: `/workshops/${workshop.id}/roster`, words: t('roster.title') },
    ];
    if (!found.sheet) {
      importedPage(res, { title: t('roster.import.title'), workshop, trail, rosterImport: found, used: [] });
      return;
    }
    const { sheet, mapping } = found;
    const seats = await countFreeSeats(db, workshop);
    const plan = await planOf(db, signedIn(req), workshop, { sheet, mapping }, seats, answers);
    const missing = missingIn(sheet, mapping);
    const status = answers && plan.questions + plan.faults.length + plan.seatsMissing + missing.length > 0 ? 422 : 200;
    importPage(
      res,
      {
        title: t('roster.import.title'),
        workshop,
        trail,
        rosterImport: found,
        plan,
        mapping,
        columns: columnsOf(sheet, mapping),
        headingLines: sheet.lines.slice(0, 10).map((line) => ({
          number: line.number,
          words: line.cells.map(textOfCell).filter(Boolean).slice(0, 4).join(' · ').slice(0, 60),
        })),
        orders: possibleOrders(sheet, mapping),
        missing,
        ready: plan.faults.length === 0 && missing.length === 0 && plan.seatsMissing === 0,
        unanswered: answers !== undefined && plan.questions > 0,
      },
      status,
    );
  }

  return [
    post('/workshops/:workshop/roster/imports', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const sent = uploadOf(req);
      try {
        if (!sent || sent.bytes.length === 0) throw new UnreadableFile('empty');
        if (!sent.whole) throw new UnreadableFile('large', { most: limits.bytes / 1_000_000 });
        const sheet = readSheet(sent.bytes);
        const file = { name: cleanName(sent.name).slice(0, 200), sheet, mapping: guessMapping(sheet) };
        const id = await keepImport(db, origin, clock(), signedIn(req), workshop, file);
        res.redirect(303, pathOf(workshop, id));
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        const fileFault = { words: `roster.file.${error.reason}`, params: error.params };
        await showRoster(db, req, res, { fileFault }, 422);
      }
    }),

    get('/workshops/:workshop/roster/imports/:import', workshopFacilitator, async (req, res) => {
      await show(req, res, await importOf(req));
    }),

    post('/workshops/:workshop/roster/imports/:import/mapping', workshopFacilitator, async (req, res) => {
      const found = await importOf(req);
      const form = mappingForm(req.body);
      if (found.sheet && form.ok) await setMapping(db, found.id, fitted(found.sheet, form.value));
      res.redirect(303, `${pathOf(workshopOf(req), found.id)}#plan`);
    }),

    post('/workshops/:workshop/roster/imports/:import/confirm', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const { id } = await importOf(req);
      const form = answersForm(req.body);
      const answers = form.ok ? form.value : new Map<number, Answer>();
      const done = await db.transaction(async (trx) => {
        const found = await lockImport(trx, workshop, id);
        if (!found?.sheet) return true;
        const { sheet, mapping } = found;
        const seats = await freeSeats(trx, workshop);
        const plan = await planOf(trx, person, workshop, { sheet, mapping }, seats, answers);
        if (plan.faults.length + plan.questions + plan.seatsMissing + missingIn(sheet, mapping).length > 0)
          return false;
        const added = await writeImport(trx, origin, clock(), workshop, id, plan.planned);
        await closeImport(trx, clock(), id);
        const after = { people: added };
        const deed = { workshopId: workshop.id, actorId: person.id, action: 'roster imported', subject: id, after };
        await record(trx, origin, clock(), deed);
        return true;
      });
      if (done) res.redirect(303, pathOf(workshop, id));
      else await show(req, res, await importOf(req), answers);
    }),

    post('/workshops/:workshop/roster/imports/:import/undo', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { id } = await importOf(req);
      const used = await db.transaction(async (trx) => {
        const found = await lockImport(trx, workshop, id);
        if (!found?.confirmedAt || found.undoneAt) return [];
        const inUse = await listUsed(trx, workshop.id, id, belongings);
        if (inUse.length > 0) return inUse;
        const before = { people: await takeBack(trx, id) };
        await markUndone(trx, clock(), id);
        const deed = {
          workshopId: workshop.id,
          actorId: signedIn(req).id,
          action: 'roster undone',
          subject: id,
          before,
        };
        await record(trx, origin, clock(), deed);
        return [];
      });
      if (used.length === 0) {
        res.redirect(303, pathOf(workshop, id));
        return;
      }
      const t = words(res);
      const trail = [
        { href: `/workshops/${workshop.id}`, words: workshop.title },
        { href: `/workshops/${workshop.id}/roster`, words: t('roster.title') },
      ];
      const rosterImport = await importOf(req);
      importedPage(res, { title: t('roster.import.title'), workshop, trail, rosterImport, used }, 409);
    }),
  ];
}

async function planOf(
  db: Db,
  person: Person,
  workshop: Workshop,
  { sheet, mapping }: { readonly sheet: Sheet; readonly mapping: Mapping },
  seats: number,
  answers: ReadonlyMap<number, Answer> = new Map(),
): Promise<Plan> {
  // Without a name nothing can be said of anybody: first somebody has to say which column holds it.
  if (missingIn(sheet, mapping).includes('name'))
    return planImport([], [], { known: [], owners: new Map() }, seats, answers);
  const { lines, faults } = readRoster(sheet, mapping);
  const known = await listKnown(db, person, workshop, lines);
  return planImport(lines, faults, known, seats, answers);
}

/** What somebody has to choose before the file can be read: a column for the name, an order for its dates. */
function missingIn(sheet: Sheet, mapping: Mapping): ('name' | 'nominatedOn')[] {
  const named = mapping.columns.some((field) => field === 'name' || field === 'givenName' || field === 'familyName');
  const orders = possibleOrders(sheet, mapping);
  const asked = mapping.dateOrder === null && orders.length > 1 && !orders.includes('ymd');
  return [...(named ? [] : (['name'] as const)), ...(asked ? (['nominatedOn'] as const) : [])];
}

/** A choice of columns, brought to the sheet: its width, a line that it has, and the date order when only one is left. */
function fitted(sheet: Sheet, chosen: Mapping): Mapping {
  const columns = Array.from({ length: widthOf(sheet) }, (_, at) => chosen.columns[at] ?? null);
  const headings = sheet.lines.some((line) => line.number === chosen.headings) ? chosen.headings : 0;
  const mapping = { ...chosen, columns, headings };
  const [only, ...more] = possibleOrders(sheet, mapping);
  return { ...mapping, dateOrder: mapping.dateOrder ?? (more.length === 0 ? (only ?? null) : null) };
}

function columnsOf(sheet: Sheet, { headings }: Mapping) {
  const titled = sheet.lines.find((line) => line.number === headings);
  const below = sheet.lines.filter((line) => line.number > headings);
  return Array.from({ length: widthOf(sheet) }, (_, at) => ({
    letter: columnName(at),
    heading: textOfCell(titled?.cells[at]).trim(),
    sample: below.map((line) => textOfCell(line.cells[at]).trim()).find(Boolean) ?? '',
  }));
}

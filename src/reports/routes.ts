import type { Response } from 'express';
import { staffOnly } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { sendPdf } from '../print';
import { type Table, csvOf, workbookOf } from '../roster';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { type Workshop, halfDaysOf, listEnrolled, listMarks, workshopFacilitator, workshopOf } from '../workshops';
import { drawChart } from './chart';
import { composeDossier, composeReport } from './compose';
import { dossierJson, dossierReport } from './dossier';
import { indicators } from './logframe';
import { type DrawnReport, programmePage, workshopReportPage } from './pages';
import { reportPiece } from './paper';
import { programmeOf } from './programme';
import { programmeReport } from './programme-report';
import { listCertificateNumbers } from './queries';
import { registerTable } from './register';
import { type Report, flatten } from './report';
import type { Sight } from './saying';
import { tableHtml } from './table-html';
import { listCounted, listFollowupSums, listSeats, listYears, recount } from './sums-queries';

export interface ReportDeps {
  readonly db: Db;
  readonly clock: Clock;
}

const wordsOf = (res: Response) => (res.locals['frame'] as Frame).t;
const latestWorkshops = 20;

/**
 * Reports of a workshop and of the programme. The facilitators of a workshop see all of its figures; everybody else, the
 * programme's staff included, sees what may be told about five people or more, and files are made for them unless a
 * facilitator asks otherwise.
 */
export function reportRoutes({ db, clock }: ReportDeps): Route[] {
  const today = () => dayAtVenue(clock(), 'UTC');

  async function programme(res: Response): Promise<Report> {
    const t = wordsOf(res);
    await recount(db, clock(), today());
    const [years, represents, agencies, followups, latest] = await Promise.all([
      listYears(db),
      listSeats(db, 'represents'),
      listSeats(db, 'agency'),
      listFollowupSums(db),
      listCounted(db, latestWorkshops),
    ]);
    const sums = { years, represents, agencies, followups, latest, others: t('programme.others') };
    return programmeReport(programmeOf(sums), indicators(), { t, day: today() });
  }

  /** What it says of all workshops is counted up to today, whoever has or has not looked at the programme since. */
  async function reportOf(workshop: Workshop, res: Response, sight: Sight): Promise<Report> {
    await recount(db, clock(), today());
    return composeReport({ db, workshop, t: wordsOf(res) }, sight);
  }

  return [
    get('/workshops/:workshop/report', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const own = ranIt(workshop);
      const report = await reportOf(workshop, res, own ? 'own' : 'outside');
      const trail = [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
      workshopReportPage(res, { title: report.title, workshop, report: drawn(report), own, trail, wide: true });
    }),

    ...files('/workshops/:workshop/report', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const report = await reportOf(workshop, res, sightAsked(workshop, req.query['for']));
      return { report, name: `report-${workshop.startsOn}`, day: dayAtVenue(clock(), workshop.timeZone) };
    }),

    ...tables('/workshops/:workshop/register', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const [cohort, marks, certificates] = await Promise.all([
        listEnrolled(db, workshop, 'participant'),
        listMarks(db, workshop),
        listCertificateNumbers(db, workshop),
      ]);
      const register = { cohort, marks, certificates, halfDays: halfDaysOf(workshop) };
      const table = registerTable(register, wordsOf(res));
      return { table, title: workshop.title, name: `register-${workshop.startsOn}` };
    }),

    get('/workshops/:workshop/dossier.pdf', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const t = wordsOf(res);
      const parts = await composeDossier({ db, workshop, t }, clock());
      const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
      const piece = reportPiece(dossierReport(parts), { t, paper, day: parts.day, running: workshop.title });
      await sendPdf(res, `dossier-${workshop.startsOn}`, piece);
    }),

    get('/workshops/:workshop/dossier.json', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const parts = await composeDossier({ db, workshop, t: wordsOf(res) }, clock());
      res.attachment(`dossier-${workshop.startsOn}.json`).json(dossierJson(parts));
    }),

    get('/reports', staffOnly, async (_req, res) => {
      const report = await programme(res);
      programmePage(res, { title: report.title, report: drawn(report), wide: true });
    }),

    ...files('/reports', staffOnly, async (_req, res) => {
      return { report: await programme(res), name: `programme-${today()}`, day: today() };
    }),
  ];
}

/** A staff member of the programme who did not run the workshop is outside of it, as far as figures go. */
function ranIt(workshop: Workshop): boolean {
  return workshop.roles.includes('facilitator');
}

function sightAsked(workshop: Workshop, asked: unknown): Sight {
  if (asked !== 'own') return 'outside';
  if (!ranIt(workshop)) throw new NotFound();
  return 'own';
}

type Ask = Parameters<Route['handle']>;

interface Filed {
  readonly report: Report;
  readonly name: string;
  readonly day: string;
}

/** A report as PDF, CSV and XLSX. */
function files(path: string, permission: Route['permission'], make: (...ask: Ask) => Promise<Filed>): Route[] {
  return [
    get(`${path}.pdf`, permission, async (req, res) => {
      const { report, name, day } = await make(req, res);
      const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
      const t = wordsOf(res);
      await sendPdf(res, name, reportPiece(report, { t, paper, day, running: t('product.programme') }));
    }),
    ...tables(path, permission, async (req, res) => {
      const { report, name } = await make(req, res);
      const t = wordsOf(res);
      const head = ['part', 'table', 'line', 'figure', 'value'].map((key) => t(`reports.column.${key}`));
      return { table: flatten(report, head), title: report.title, name };
    }),
  ];
}

interface Tabled {
  readonly table: Table;
  readonly title: string;
  readonly name: string;
}

function tables(path: string, permission: Route['permission'], make: (...ask: Ask) => Promise<Tabled>): Route[] {
  return [
    get(`${path}.csv`, permission, async (req, res) => {
      const { table, name } = await make(req, res);
      res.attachment(`${name}.csv`).type('text/csv; charset=utf-8').send(csvOf(table));
    }),
    get(`${path}.xlsx`, permission, async (req, res) => {
      const { table, name, title } = await make(req, res);
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      res.attachment(`${name}.xlsx`).type(type).send(workbookOf(title, table));
    }),
  ];
}

function drawn(report: Report): DrawnReport {
  const sections = report.sections.map((section) => ({
    ...section,
    tables: section.tables.map((table, at) => ({
      ...table,
      tableHtml: tableHtml(table, `${section.id}-${at + 1}`),
      chartHtml: table.chart ? drawChart(table.chart) : '',
    })),
  }));
  return { ...report, sections };
}

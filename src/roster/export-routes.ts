import type { Response } from 'express';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { type Workshop, workshopFacilitator, workshopOf } from '../workshops';
import type { Field } from './columns';
import { type Table, csvOf, workbookOf } from './formats';
import { listRoster } from './queries';

/** The roster as a file, in the columns that an import reads: what was taken out can be put in unchanged. */
export function exportRoutes({ db }: { readonly db: Db }): Route[] {
  const file = (ending: 'csv' | 'xlsx', type: string, write: (title: string, table: Table) => Buffer) =>
    get(`/workshops/:workshop/roster.${ending}`, workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const table = await tableOf(db, workshop, res);
      res.attachment(`roster-${workshop.startsOn}.${ending}`).type(type).send(write(workshop.title, table));
    });
  return [
    file('csv', 'text/csv; charset=utf-8', (_title, table) => csvOf(table)),
    file('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', workbookOf),
  ];
}

const written: readonly Field[] = ['name', 'email', 'represents', 'agency', 'role', 'nominatedOn', 'languages'];

/** Facilitators are not of the roster: they are added by name of their account, never by a file. */
async function tableOf(db: Db, workshop: Workshop, res: Response): Promise<Table> {
  const { t } = res.locals['frame'] as Frame;
  const cohort = (await listRoster(db, workshop)).filter(({ role }) => role !== 'facilitator');
  return [
    written.map((field) => t(`roster.column.${field}`)),
    ...cohort.map((one) => [
      one.displayName,
      one.email ?? '',
      one.represents ?? '',
      one.agency ?? '',
      one.role,
      one.nominatedOn ?? '',
      one.languages.join(', '),
    ]),
  ];
}

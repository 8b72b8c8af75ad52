import { type Case, listCases } from '../../src/scenario';
import type { Db } from '../../src/db';
import { newId } from '../../src/ids';
import type { Workshop } from '../../src/workshops';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop } from '../support/site';

export const police = 'lorvane-police';
export const border = 'pellara-border';
export const house = 'linden-house';

/** A room on the shipped case, with its facilitator's console and one officer at each table. */
export interface LiveRoom {
  readonly site: Site;
  readonly workshop: Workshop;
  readonly exercise: Case;
  readonly run: string;
  readonly facilitator: { readonly id: string };
  readonly console: Browser;
  /** By role: who sits there first, and is the recorder. */
  readonly officers: Readonly<Record<string, Browser>>;
  readonly people: Readonly<Record<string, { readonly id: string }>>;
}

export async function openRoom(
  site: Site,
  tables: readonly string[] = [police, border, house],
  rooms = 1,
): Promise<LiveRoom> {
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const exercise = (await listCases(site.deps.db, workshop)).find(({ id }) => id === 'three-desks');
  if (!exercise) throw new Error('The curriculum has no such case.');
  const desk = await site.as(facilitator);
  const path = `/workshops/${workshop.id}/live`;
  await desk.get(path);
  await desk.send(path, { case: exercise.id, tables: '3', rooms: String(rooms) });
  const run = await newestRun(site.deps.db, workshop);
  const officers: Record<string, Browser> = {};
  const people: Record<string, { id: string }> = {};
  for (const [at, role] of tables.entries()) {
    const person = await addParticipant(site, workshop, ['สมหญิง ใจดี', 'Daw Khin', 'ສົມສັກ ພົມມະຈັນ'][at]);
    people[role] = person;
    officers[role] = await sitDown(await site.as(person), site.deps.db, run, role);
  }
  return { site, workshop, exercise, run, facilitator, console: desk, officers, people };
}

async function newestRun(db: Db, workshop: { readonly id: string }): Promise<string> {
  const row = await db('live_runs').where({ workshop_id: workshop.id, place: 1 }).first<{ run_id: string }>('run_id');
  return row.run_id;
}

/** Sits this browser down at the table that plays the role, as its person would. */
export async function sitDown(browser: Browser, db: Db, run: string, role: string): Promise<Browser> {
  const table = await db('live_tables')
    .where({ run_id: run })
    .whereRaw('? = any(roles)', [role])
    .first<{ id: string }>('id');
  await browser.get(`/live/${run}?seats=`);
  await browser.send(`/live/${run}/seats`, { table: table.id });
  await browser.get(deskOf(run, role));
  return browser;
}

export const deskOf = (run: string, role: string): string => `/live/${run}/desks/${role}`;

/** Decides at a desk as its recorder, through the form where the choice carries one. */
export async function decide(
  browser: Browser,
  desk: string,
  choice: string,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
  expected = 303,
): Promise<void> {
  const filled = Object.keys(fields).length > 0;
  await browser.get(filled ? `${desk}?choice=${choice}` : desk);
  await browser.send(`${desk}/decisions`, filled ? fields : { choice }, expected);
}

/** Sends a form of the console. */
export async function act(
  room: Pick<LiveRoom, 'console' | 'run'>,
  what: string,
  typed: Readonly<Record<string, string>> = {},
  expected = 303,
): Promise<void> {
  await room.console.get(`/live/${room.run}/console`);
  await room.console.send(`/live/${room.run}/${what}`, typed, expected);
}

/** Fires one event by its own form on the console. */
export async function fire(room: LiveRoom, inject: string): Promise<void> {
  await room.console.get(`/live/${room.run}/console`);
  const body = {
    _csrf: room.console.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '',
    input: newId(),
    inject,
  };
  await room.console.agent.post(`/live/${room.run}/injects`).type('form').send(body).expect(303);
}

/** The token and ids of the form on this page that leads to `action`. */
export function formOn(browser: Browser, action: string): Record<string, string> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
  if (!form) throw new Error(`No form leads to ${action}. The page says: ${browser.words}`);
  const hidden = form.querySelectorAll('input[type=hidden]');
  return Object.fromEntries(
    hidden.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  );
}

/** The request of the border agency to the house, as its form sends it. */
export const askLinden = {
  'f-asks': ['boy-inside', 'friday-move'],
  'f-purpose': 'danger',
  'f-handling': 'this-reader',
  'f-call': 'noted',
  'f-reason': 'A life may depend on Friday: we plan, and name nobody.',
};

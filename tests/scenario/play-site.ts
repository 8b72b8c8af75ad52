import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Compiled, manifestOf, publish } from '../../src/curriculum';
import type { Db } from '../../src/db';
import { type Case, type Input, type State, compileCase, fold } from '../../src/scenario';
import { root } from '../../src/root';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

/** Compiles a case of the tests; a finding is a mistake in the test. */
export function compiledCase(files: readonly { readonly path: string; readonly text: string }[]): Case {
  const { compiled, findings } = compileCase([...files]);
  const said = findings.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
  if (!compiled) throw new Error(said.join('\n'));
  return compiled;
}

/** The cases that the product ships. */
export function shippedCases(): Case[] {
  const folder = join(root, 'curriculum', 'scenario');
  return readdirSync(folder).map((id) => {
    const names = readdirSync(join(folder, id), { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => name.endsWith('.md'));
    return compiledCase(files.map((path) => ({ path, text: readFileSync(join(folder, id, path), 'utf8') })));
  });
}

/** Publishes a curriculum that has nothing but this case. */
export async function publishCase(db: Db, exercise: Case, now: Date): Promise<void> {
  const handbook = { id: 'play', title: 'Play', version: '1', language: 'en' };
  const books = { handbook, guide: {}, agenda: {}, assessment: {}, glossary: {} };
  await publish(db, manifestOf(books as unknown as Compiled, { [exercise.id]: exercise }), now);
}

/** A site with a workshop whose publication has this one case, and people who play it. */
export function playground(exercise: () => Case) {
  const database = testDatabase();
  let site: Site | undefined;
  let workshop: Workshop | undefined;

  beforeAll(async () => {
    site = siteOn(database.db());
    await publishCase(database.db(), exercise(), site.clock.now);
    workshop = await addWorkshop(site, await addFacilitator(site));
  });

  const there = <Thing>(thing: Thing | undefined): Thing => {
    if (!thing) throw new Error('The playground is there from beforeAll on.');
    return thing;
  };
  return {
    db: () => database.db(),
    site: () => there(site),
    workshop: () => there(workshop),
    /** A participant of the workshop, signed in. */
    async player(name = 'สมชาย'): Promise<Browser> {
      return there(site).as(await addParticipant(there(site), there(workshop), name));
    },
    /** Begins a run from this seat and opens its desk; answers the run's address. */
    async sitDown(browser: Browser, role: string): Promise<string> {
      const seats = `/workshops/${there(workshop).id}/case/${exercise().id}`;
      await browser.get(seats);
      await browser.send(`${seats}/runs`, { role });
      const run = browser.location;
      await browser.get(run);
      return run;
    },
    /** The inputs of a run that stand, as the database holds them, and the state they fold to. */
    async replay(run: string): Promise<{ inputs: { seq: number; actor: string; input: Input }[]; state: State }> {
      const id = run.replace('/runs/', '');
      const { seed } = await database.db()('runs').where({ id }).first<{ seed: string }>('seed');
      const inputs = await database
        .db()('run_events')
        .where({ run_id: id })
        .orderBy('seq')
        .select<{ seq: number; actor: string; input: Input }[]>('seq', 'actor', 'input');
      return { inputs, state: fold(exercise(), seed, inputs) };
    },
    /** Whose run it is. */
    async personOf(run: string): Promise<{ id: string }> {
      const row = await database
        .db()('runs')
        .where({ id: run.replace('/runs/', '') })
        .first<{ person_id: string }>('person_id');
      return { id: row.person_id };
    },
  };
}

/** Decides as told, through the form where the choice carries one. */
export async function decide(
  browser: Browser,
  run: string,
  choice: string,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
  expected = 303,
): Promise<void> {
  await browser.get(run);
  if (Object.keys(fields).length > 0) await browser.get(`${run}?choice=${choice}`);
  await browser.send(`${run}/decisions`, Object.keys(fields).length > 0 ? fields : { choice }, expected);
}

/** A complete request of the harbour's desk. */
export const request = {
  'f-channel': 'call',
  'f-asks': ['van-crossings', 'van-owner'],
  'f-gives': 'van-plate',
  'f-purpose': 'find-van',
  'f-grade.van-plate-source': 'C',
  'f-grade.van-plate-information': '3',
  'f-record': 'yes',
  'f-reason': 'We look for the people in the van.',
};

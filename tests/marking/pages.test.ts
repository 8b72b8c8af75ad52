import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, choose, follow, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Site, siteOn } from '../support/site';
import { type MarkedRooms, givenTo, marksOn, openAgain, playRooms, textsIn, turn } from './marked-rooms';

jest.setTimeout(120_000);
const database = testDatabase();

describe('The pages of marking', () => {
  let browser: Browser;
  let server: Server;
  let site: Site;
  let played: MarkedRooms;

  beforeAll(async () => {
    site = siteOn(database.db());
    server = createServer(site.app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    browser = await launchChromium();
    played = await openAgain(await playRooms(site, 1));
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  async function open(person: { readonly id: string }): Promise<Page> {
    const { port } = server.address() as AddressInfo;
    const context = await browser.newContext({
      baseURL: `http://localhost:${port}`,
      viewport: { width: 360, height: 640 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: person.id });
    await page.goto(`/sign-in/with/${secret}`);
    return page;
  }

  it('let a table mark with fingers on a phone, fit it, and hold nothing that axe finds', async () => {
    const [first] = await givenTo(played);
    if (!first) throw new Error('No table was given a text.');
    const { run, seat, href } = first;
    const { person_id } = await database
      .db()('run_players')
      .join('live_tables', 'live_tables.id', 'run_players.table_id')
      .where({ 'run_players.run_id': run })
      .whereRaw('? = any(roles)', [seat])
      .first<{ person_id: string }>('person_id');
    const phone = await open({ id: person_id });
    const faults: string[] = [];
    const look = async (what: string) => {
      const overflow = await overflowOf(phone);
      if (overflow > 0) faults.push(`${what}: ${overflow} px wider than the phone`);
      faults.push(...(await accessibilityFaults(phone)).map((fault) => `${what}: ${fault}`));
    };
    await phone.goto(`/live/${run}/marking`);
    await look('the list');
    await follow(phone.locator('.marked-list a').first());
    await look('the text');
    const criteria = await phone.locator('.criterion').all();
    for (const criterion of criteria) {
      await choose(criterion.locator('input[value="1"]'));
      await criterion.locator('select').selectOption({ index: 1 });
    }
    const [relevance] = criteria;
    await relevance?.locator('summary').click();
    await relevance?.getByRole('textbox').fill('We never wrote this');
    await follow(phone.getByRole('button', { name: 'Send the marks' }));
    await look('the text, with a mistake');
    await phone.getByRole('link', { name: 'These words do not stand in the text' }).click();
    await phone.getByRole('textbox').first().fill('by Friday, 10:00');
    await follow(phone.getByRole('button', { name: 'Send the marks' }));
    await phone.getByText('marked by your table').first().waitFor();

    const desk = played.room.console;
    await desk.get(`/live/${run}/marking`);
    for (const path of textsIn(desk, 'all')) {
      await desk.get(path);
      await desk.send(`${path}/marks`, marksOn(desk, '2'));
    }
    await phone.goto(href);
    await phone.getByText('by Friday, 10:00', { exact: true }).waitFor();
    const facilitator = await open(played.room.facilitator);
    await facilitator.goto(`/live/${run}/marking`);
    expect(await overflowOf(facilitator)).toBe(0);
    faults.push(...(await accessibilityFaults(facilitator)));
    await turn(desk, run, 'closings');
    const { id } = await database
      .db()('rubric_subjects')
      .join('live_tables', 'live_tables.id', 'rubric_subjects.owner_table')
      .whereRaw('? = any(roles)', [seat])
      .first<{ id: string }>('rubric_subjects.id');
    await phone.goto(`/live/${run}/marking/${id}`);
    await look('the marks');
    expect(faults).toEqual([]);
  });
});

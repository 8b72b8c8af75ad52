import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry, type Person } from '../../src/accounts';
import { doDaily } from '../../src/daily';
import type { Workshop } from '../../src/workshops';
import { accessibilityFaults, choose, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addStaff, siteOn } from '../support/site';
import { smallWorkshop } from './small-workshop';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

describe('listening and following on a phone of 360 pixels', () => {
  let browser: Browser;
  let server: Listening;
  let site: Site;
  let workshop: Workshop;
  let facilitator: Person;
  let people: Person[];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(db());
    ({ workshop, facilitator, people } = await smallWorkshop(site));
    const email = { origin: 'TEST', email: 'sione@example.org', created_at: site.clock.now };
    await db()('person_emails').insert({ ...email, person_id: people[0]?.id });
    server = await listenOn(site);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (person: Person): Promise<[BrowserContext, Page]> => {
    const baseURL = server.home();
    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
    await page.goto(`/sign-in/with/${secret}`);
    return [context, page];
  };
  const look = async (page: Page, name: string) => {
    const overflow = await overflowOf(page);
    if (overflow > 0) faults.push(`${name}: ${overflow} px too wide`);
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
    const folder = process.env['TITIAN_TEST_SCREENS'];
    if (folder === undefined) return;
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.screenshot({ path: join(folder, `${name}-wide.png`), fullPage: true });
    await page.setViewportSize({ width: 360, height: 640 });
  };

  it('shows every page of it whole, examined by axe', async () => {
    const base = `/workshops/${workshop.id}`;
    for (const person of people.slice(1)) {
      const other = await site.as(person);
      await other.get(`${base}/evaluation`);
      await other.send(`${base}/evaluation/answers`, { 'rating.safe': '4', 'text.keep': 'บัตรตรวจสอบ' });
    }
    const [first, officer] = await open(people[0] as Person);
    await officer.goto(`${base}/evaluation`);
    await look(officer, 'evaluation');
    await choose(officer.locator('input[name="rating.safe"][value="4"]'));
    await officer.locator('[name="text.keep"]').fill('สิ่งที่ดีที่สุดคือกรณีศึกษา');
    await officer.getByRole('button', { name: 'Send without my name' }).click();
    await officer.getByText('Thank you. Your answers are kept').waitFor();
    await officer.goto(`${base}/commitment`);
    await look(officer, 'commitment');
    await officer.getByLabel('I will', { exact: true }).fill('By Friday I call the liaison desk.');
    await officer.getByLabel('By this date').fill('2026-12-04');
    await officer.getByRole('button', { name: 'Keep my commitment' }).click();
    await officer.getByText('You can change it here').waitFor();
    await first.close();
    const [context, desk] = await open(facilitator);
    await desk.goto(`${base}/evaluation/papers`);
    await look(desk, 'evaluation-papers');
    await desk.goto(`${base}/evaluation`);
    await desk.getByRole('button', { name: 'Close and show' }).click();
    await desk.getByRole('table').waitFor();
    await look(desk, 'evaluation-results');
    site.clock.advance(31);
    await doDaily(site.deps);
    await desk.goto(`${base}/follow-up`);
    await look(desk, 'funnel');
    await context.close();
    const [own, phone] = await open(people[0] as Person);
    await phone.goto(`${base}/follow-ups/1`);
    await look(phone, 'follow-up');
    await phone.goto('/me/commitments');
    await phone.getByRole('button', { name: 'Make a link' }).click();
    await phone.getByText('Copy this link now').waitFor();
    await look(phone, 'own');
    await phone.goto((await phone.locator('.address').innerText()).trim());
    await look(phone, 'supervisor');
    await phone.goto('/me/data');
    await phone.locator('summary').first().click();
    await look(phone, 'data');
    await phone.goto('/me/erasure');
    await look(phone, 'erasure');
    await phone.goto('/password-reset');
    await look(phone, 'reset');
    await own.close();
    const [staff, page] = await open(await addStaff(site));
    await page.goto('/outbox');
    await look(page, 'outbox');
    await page.locator('.list a').first().click();
    await page.getByRole('button', { name: 'Show the text with a link' }).click();
    await page.getByText('Copy this now').waitFor();
    await look(page, 'mail');
    await staff.close();
    expect(faults).toEqual([]);
  });
});

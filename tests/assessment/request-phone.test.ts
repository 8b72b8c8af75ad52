import { makeEntry } from '../../src/accounts';
import type { Browser, Page } from 'playwright-core';
import { enrol } from '../../src/workshops';
import { listed, marks, type WrittenTests } from '../marking/written-tests';
import { publishPlanted } from '../support/canaries';
import { accessibilityFaults, choose, follow, launchChromium, overflowOf, roomName } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { rightAnswers } from './answers';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();
let browser: Browser;
let server: Listening;
let site: Site;

beforeAll(async () => {
  browser = await launchChromium();
  site = siteOn(db());
  server = await listenOn(site);
  await publishPlanted(db(), site.clock.now);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function phoneOf(person: { id: string }, width = 360): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.home(roomName),
    viewport: { width, height: 740 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
  await page.goto(`/sign-in/with/${secret}`);
  return page;
}

it('completes a request on a phone: what is written without network waits, and is read field by field once it is sent', async () => {
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const officer = await addParticipant(site, workshop, 'မသီတာ');
  const path = `/workshops/${workshop.id}/tests/pre`;
  const desk = await site.as(officer);
  await desk.get(path);
  await desk.send(`${path}/attempts`);
  await desk.follow();
  const answers = await rightAnswers(db(), workshop.publicationId, 'pre');
  const rest = Object.entries(answers).filter(([name]) => !name.startsWith('a.request-3-pre.'));
  await desk.send(`${path}/answers`, { ...Object.fromEntries(rest), then: 'save' });

  const phone = await phoneOf(officer);
  await phone.goto(path);
  const question = phone.locator('[data-item="request-3-pre"]');
  for (const field of await question.locator('.request-field').all())
    await choose(field.locator('input:not([type=hidden])').first());
  await question.locator('.saved[data-state=saved]').waitFor();
  await phone.context().setOffline(true);
  await question.locator('textarea').fill('Is Ms K on the bus of 04:30?\nPlease answer by 04:15.');
  await question.locator('.saved[data-state=waiting]').waitFor();
  await phone.context().setOffline(false);
  await question.locator('.saved[data-state=saved]').waitFor();
  expect(await overflowOf(phone)).toBe(0);
  expect(await accessibilityFaults(phone)).toEqual([]);
  await phone.reload();
  expect(await phone.locator('[data-item="request-3-pre"] textarea').inputValue()).toBe(
    'Is Ms K on the bus of 04:30?\nPlease answer by 04:15.',
  );
  await Promise.all([phone.waitForURL(path), phone.locator('button[value=send]').first().click()]);
  await phone.locator('.review').waitFor();
  expect(await overflowOf(phone)).toBe(0);
  expect(await accessibilityFaults(phone)).toEqual([]);

  const colleague = await addFacilitator(site, 'Mele Tupou');
  await enrol(db(), 'TEST', site.clock.now, workshop, colleague.id, { role: 'facilitator' });
  const desks = [await site.as(facilitator), await site.as(colleague)] as const;
  const base = `/workshops/${workshop.id}`;
  const tests = { site, workshop, base, desks } as unknown as WrittenTests;
  const [href = ''] = await listed(tests);
  await marks(desks[0], href, '2');
  const laptop = await phoneOf(colleague);
  await laptop.goto(href);
  expect(await overflowOf(laptop)).toBe(0);
  expect(await accessibilityFaults(laptop)).toEqual([]);
  await marks(desks[1], href, '2', { 'level.rubric-timeliness': '1' });
  for (const page of [href, `${base}/marking`]) {
    await laptop.goto(page);
    expect(await overflowOf(laptop)).toBe(0);
    expect(await accessibilityFaults(laptop)).toEqual([]);
  }
  await marks(desks[0], href, '2', { 'level.rubric-timeliness': '1' });
  await phone.goto(path);
  await follow(phone.locator('a[href$="/marks"]'));
  await phone.locator('.result').first().waitFor();
  expect(await overflowOf(phone)).toBe(0);
  expect(await accessibilityFaults(phone)).toEqual([]);
});

import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry, type Person } from '../../src/accounts';
import { accessibilityFaults, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { publishSmallDay } from './small-day';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();
const tooHigh = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';

describe('eight options put in order twice, as long as they may be', () => {
  let browser: Browser;
  let server: Listening;
  let site: Site;
  let facilitator: Person;
  let officer: Person;
  let poll: string;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    officer = await addParticipant(site, workshop);
    server = await listenOn(site);
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/polls`);
    const eight = Array.from({ length: 8 }, (_, at) =>
      `${at + 1} Ask the partner abroad in writing for it`.slice(0, 32),
    );
    const question = 'What would you do first when nobody answers at the other desk? '.repeat(3).slice(0, 158).trim();
    await desk.send(`/workshops/${workshop.id}/polls`, { kind: 'order', question, options: eight.join('\n') });
    poll = desk.location;
    for (const round of [1, 2]) {
      await desk.get(poll);
      const votes = [0, 1, 2, 3, 4].flatMap((line) =>
        eight.map((_, at) => [`place.${line}.${at}`, String(((at + line * round) % 8) + 1)] as const),
      );
      await desk.send(`${poll}/ballots`, { ...Object.fromEntries<string>(votes), round: String(round) });
      await desk.follow();
      await desk.send(`${poll}/turns`, { then: round === 1 ? 'next-round' : 'show' });
    }
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (person: Person, path: string, width: number, height: number): Promise<[BrowserContext, Page]> => {
    const context = await browser.newContext({ baseURL: server.home(), viewport: { width, height } });
    const page = await context.newPage();
    const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
    await page.goto(`/sign-in/with/${secret}`);
    await page.goto(path);
    const folder = process.env['TITIAN_TEST_SCREENS'];
    if (folder !== undefined) await page.screenshot({ path: join(folder, `order-${width}.png`), fullPage: true });
    return [context, page];
  };

  it.each([
    [1920, 1080],
    [1024, 768],
  ])('fit the wall of %d by %d without scrolling', async (width, height) => {
    const [context, wall] = await open(facilitator, `${poll}/wall`, width, height);
    expect([await overflowOf(wall), await wall.evaluate<number>(tooHigh)]).toEqual([0, 0]);
    expect(await accessibilityFaults(wall)).toEqual([]);
    await context.close();
  });

  it.each([360, 1280])('are steered and keyed in at %d pixels', async (width) => {
    const [context, page] = await open(facilitator, poll, width, 800);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });

  it('are voted on and read on a phone', async () => {
    const [context, phone] = await open(officer, poll, 361, 640);
    expect(await overflowOf(phone)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await context.close();
  });
});

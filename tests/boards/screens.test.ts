import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry, type Person } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { accessibilityFaults, follow, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { publishSmallDay } from '../room/small-day';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

// As text: the tests know no document of their own.
const tooHigh = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';
const smallest = `Math.min(...[...document.querySelectorAll('main *')].filter((one) =>
  [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') && one.checkVisibility() &&
  !one.closest('.visually-hidden, svg')).map((one) => parseFloat(getComputedStyle(one).fontSize)))`;

describe('the map on real screens', () => {
  let browser: Browser;
  let server: Listening;
  let site: Site;
  let workshop: Workshop;
  let facilitator: Person;
  let officer: Person;
  let mapping: string;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    officer = await addParticipant(site, workshop);
    const desk = await site.as(facilitator);
    const base = `/workshops/${workshop.id}`;
    await desk.get(`${base}/tables`);
    await desk.send(`${base}/tables`, { tables: '1', then: 'shuffle' });
    await desk.get(`${base}/mapping`);
    await desk.send(`${base}/mapping`, {
      task: 'Where do people wait, who moves them, and where would you act first?',
    });
    mapping = desk.location;
    for (const table of ['2', '3', '4']) {
      await desk.get(mapping);
      const lines = {
        'kind.0': 'hub',
        'cells.0': 'C4',
        'words.0': `Warehouse behind the quay, seen from table ${table}`,
      };
      const route = { 'kind.1': 'route', 'cells.1': `B3 C${table} D3 E3 F4 G4`, 'words.1': 'By night, with the ferry' };
      const act = {
        'kind.2': 'intervention',
        'cells.2': 'C4',
        'kind.3': 'partner',
        'cells.3': 'C4',
        'words.3': 'ท่าเรือ',
      };
      const more = { 'kind.4': 'hub', 'cells.4': `H${table}`, 'kind.5': 'partner', 'cells.5': `F${table}` };
      await desk.send(`${mapping}/from-paper`, { table, ...lines, ...route, ...act, ...more });
    }
    server = await listenOn(site);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const signIn = async (
    person: Person,
    width: number,
    height: number,
    dark = false,
  ): Promise<[BrowserContext, Page]> => {
    const look = { reducedMotion: 'reduce', colorScheme: dark ? 'dark' : 'light' } as const;
    const context = await browser.newContext({ baseURL: server.home(), viewport: { width, height }, ...look });
    const page = await context.newPage();
    const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
    await page.goto(`/sign-in/with/${secret}`);
    return [context, page];
  };
  const keep = async (page: Page, name: string) => {
    const folder = process.env['TITIAN_TEST_SCREENS'];
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  };

  it('is marked by tapping it on a phone of 360 pixels: a route grows, anything else moves', async () => {
    const [context, phone] = await signIn(officer, 360, 640);
    await phone.goto(mapping);
    const tap = (cell: string) => phone.locator(`[data-cell="${cell}"]`).click();
    const field = phone.getByLabel('Where', { exact: true });
    for (const cell of ['B3', 'C3', 'D4']) await tap(cell);
    expect(await field.inputValue()).toBe('B3 C3 D4');
    await phone.getByLabel('What', { exact: true }).selectOption('hub');
    expect(await field.inputValue()).toBe('D4');
    await tap('C4');
    expect(await field.inputValue()).toBe('C4');
    await phone.getByLabel('Name or short note').fill('Old cold store');
    expect(await overflowOf(phone)).toBeLessThanOrEqual(0);
    await keep(phone, 'board-phone');
    await follow(phone.getByRole('button', { name: 'Put it on the map' }));
    await phone.getByText('It is on your table’s map.').waitFor();
    expect(await phone.getByText('Old cold store').first().isVisible()).toBe(true);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await context.close();
  });

  it.each([
    [360, 640, false],
    [1280, 800, true],
  ])('is overlooked by a facilitator at %d by %d (dark: %s) without a fault', async (width, height, dark) => {
    const [context, page] = await signIn(facilitator, width, height, dark);
    await page.goto(mapping);
    await page.locator('summary', { hasText: 'Table 2' }).click();
    await keep(page, `overview-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate("document.documentElement.dir = 'rtl'");
    await keep(page, `overview-${width}-rtl`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each([
    [1920, 1080],
    [1024, 768],
  ])('fits the wall of %d by %d without scrolling, in letters of 24 pixels or more', async (width, height) => {
    const desk = await site.as(facilitator);
    const [context, wall] = await signIn(facilitator, width, height);
    const turn = async (typed: Record<string, string>) => {
      await desk.get(mapping);
      await desk.send(`${mapping}/turns`, typed);
    };
    await turn({ then: 'hide' });
    await wall.goto(`${mapping}/wall`);
    for (const [name, typed, said] of [
      ['counts', undefined, 'Table 2'],
      ['merged', { then: 'show', shown: '0' }, 'All tables merged'],
      ['table', { then: 'show', shown: '3' }, 'Warehouse behind the quay'],
    ] as const) {
      // The wall hears of it by itself.
      if (typed) await turn(typed);
      await wall.getByText(said).first().waitFor();
      await keep(wall, `wall-${name}-${width}`);
      expect([name, await overflowOf(wall), await wall.evaluate<number>(tooHigh)]).toEqual([name, 0, 0]);
      expect([name, (await wall.evaluate<number>(smallest)) >= 24]).toEqual([name, true]);
      if (width < 1200) expect(await accessibilityFaults(wall)).toEqual([]);
    }
    await context.close();
  });
});

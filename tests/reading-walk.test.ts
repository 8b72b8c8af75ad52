import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry } from '../src/accounts';
import { accessibilityFaults, choose, contrastFaults, follow, launchChromium, overflowOf } from './support/chromium';
import { testDatabase } from './support/database';
import { type Listening, listenOn } from './support/listen';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Site } from './support/site';
import { until } from './support/until';
import type { Workshop } from '../src/workshops';

jest.setTimeout(240_000);
const database = testDatabase();

describe('somebody reading on a phone', () => {
  let browser: Browser;
  let site: Site;
  let server: Listening;
  let workshop: Workshop;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(database.db());
    server = await listenOn(site);
    workshop = await addWorkshop(site, await addFacilitator(site));
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (options: {
    javaScriptEnabled?: boolean;
    colorScheme?: 'light' | 'dark';
  }): Promise<BrowserContext> => {
    const person = await addParticipant(site, workshop, 'Sione');
    const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: person.id });
    const context = await browser.newContext({
      baseURL: server.home('127.0.0.1'),
      viewport: { width: 360, height: 640 },
      isMobile: true,
      hasTouch: true,
      ...options,
    });
    await (await context.newPage()).goto(`/sign-in/with/${secret}`);
    return context;
  };
  const home = () => `/workshops/${workshop.id}`;

  it.each(['light', 'dark'] as const)(
    'searches, writes a note and finds all of it again, in the %s theme',
    async (colorScheme) => {
      const context = await open({ colorScheme });
      const [phone] = context.pages() as [Page];
      const faults: string[] = [];
      const seen = new Set<string>();
      // A theme changes colours and nothing else.
      const examined = () => (colorScheme === 'light' ? accessibilityFaults(phone, seen) : contrastFaults(phone, seen));
      const look = async (where: string) => {
        const overflow = await overflowOf(phone);
        if (overflow > 0) faults.push(`${where}: the page is ${overflow} px wider than the phone`);
        faults.push(...(await examined()).map((fault) => `${where}: ${fault}`));
      };

      await phone.goto(`${home()}/notes`);
      await look('no notes yet');
      await phone.goto(`${home()}/handbook/search`);
      await look('empty search');
      await phone.getByLabel('Search this book').fill('nothing-like-this-zzz');
      await follow(phone.getByRole('button', { name: 'Search' }));
      await look('nothing found');
      await phone.getByLabel('Search this book').fill('third-party rule');
      await follow(phone.getByRole('button', { name: 'Search' }));
      await look('results');
      await follow(phone.locator('ol.found a').first());
      await phone.goto(`${home()}/handbook/raapt`);

      await phone.locator('button.term').first().click();
      await phone.locator('.card:popover-open').waitFor();
      await look('a definition');
      await phone.getByRole('button', { name: 'Close' }).click();
      expect(await phone.locator('.card:popover-open').count()).toBe(0);

      await follow(phone.locator('.note-link a').nth(2));
      await look('a note to write');
      await phone.getByLabel('My words').fill('Ask first. ถามก่อน');
      await choose(phone.getByLabel('I will use this at work'));
      await follow(phone.getByRole('button', { name: 'Keep' }));
      await phone.locator('.own-note').waitFor();
      await look('module with a note');
      await phone.goto(`${home()}/notes`);
      await look('notes');
      await phone.goto(`${home()}/handbook`);
      await phone.locator('.here').waitFor();
      await look('contents with the place');
      await phone.getByLabel('Colours').selectOption('dark');
      await phone.getByLabel('Contrast').selectOption('more');
      await follow(phone.getByRole('button', { name: 'Apply' }));
      expect(await phone.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(0, 0, 0)');
      await look('contents in the dark with high contrast');
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('is led back to the very block, when the page was left in the middle', async () => {
    const context = await open({});
    const [phone] = context.pages() as [Page];
    await phone.goto(`${home()}/handbook/raapt`);
    const block = phone.locator('.book > .block').nth(12);
    const id = await block.getAttribute('id');
    await phone.evaluate(`document.getElementById(${JSON.stringify(id)}).scrollIntoView()`);
    await phone.goto(`${home()}/handbook`);
    // A browser tells nobody that what it sends while leaving has arrived.
    const kept = async () => (await database.db()('bookmarks').where({ block: id })).length > 0;
    await until('the place is kept', kept);
    await phone.goto(`${home()}/handbook`);
    expect(await phone.locator('.here a').getAttribute('href')).toBe(`${home()}/handbook/raapt#${String(id)}`);
    await context.close();
  });

  it('opens a definition without script, and prints every word of the text', async () => {
    const context = await open({ javaScriptEnabled: false });
    const [phone] = context.pages() as [Page];
    await phone.goto(`${home()}/handbook/raapt`);
    const word = phone.locator('button.term').first();
    await word.click();
    expect(await phone.locator('.card:visible').count()).toBe(1);
    await phone.emulateMedia({ media: 'print' });
    expect(await word.isVisible()).toBe(true);
    expect(await phone.locator('.note-link:visible, .theme:visible').count()).toBe(0);
    await context.close();
  });
});

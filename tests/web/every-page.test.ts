import type { Browser, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { type CompiledEdition, type Edition, getPart } from '../../src/curriculum';
import type { Workshop } from '../../src/workshops';
import { accessibilityFaults, contrastFaults, launchChromium } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addWorkshop, siteOn } from '../support/site';

jest.setTimeout(240_000);
const database = testDatabase();

describe('every page of both books', () => {
  let browser: Browser;
  let site: Site;
  let server: Listening;
  let workshop: Workshop;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(database.db());
    server = await listenOn(site);
    const daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    const baseURL = server.home('127.0.0.1');
    page = await browser.newPage({ baseURL, viewport: { width: 360, height: 640 }, reducedMotion: 'reduce' });
    const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: daniel.id });
    await page.goto(`/sign-in/with/${secret}`);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** What the cookies of the theme make of a page, without loading it again. */
  const wear = (theme: string, contrast: string) =>
    page.evaluate(`Object.assign(document.documentElement.dataset, ${JSON.stringify({ theme, contrast })})`);

  it('is seen where its words are too faint', async () => {
    await page.goto(`/workshops/${workshop.id}/handbook/preface`);
    expect(await contrastFaults(page, new Set())).toEqual([]);
    await page.evaluate(`document.querySelector('h1').style.color = 'silver'`);
    expect((await contrastFaults(page, new Set())).join()).toContain('color-contrast');
  });

  it.each(['handbook', 'guide'] as const)('of the %s passes axe, in light, dark and high contrast', async (edition) => {
    const faults: string[] = [];
    const seen = new Map<string, Set<string>>();
    for (const name of await pagesOf(edition)) {
      await page.goto(`/workshops/${workshop.id}/${edition}/${name}`);
      const add = (look: string, found: readonly string[]) =>
        faults.push(...found.map((each) => `${name} (${look}): ${each}`));
      add('light', await accessibilityFaults(page, seenIn(seen, 'light')));
      for (const [theme, contrast] of [
        ['dark', ''],
        ['dark', 'more'],
        ['light', 'more'],
      ] as const) {
        await wear(theme, contrast);
        add(`${theme} ${contrast}`, await contrastFaults(page, seenIn(seen, `${theme} ${contrast}`)));
      }
      const over = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (over > 360) faults.push(`${name}: the page is ${over} px wide on a phone of 360`);
    }
    expect(faults).toEqual([]);
  });

  function seenIn(seen: Map<string, Set<string>>, look: string): Set<string> {
    const known = seen.get(look) ?? new Set();
    seen.set(look, known);
    return known;
  }

  async function pagesOf(edition: Edition): Promise<string[]> {
    const { modules } = await getPart<CompiledEdition>(database.db(), workshop.publicationId, edition);
    expect(modules.length).toBeGreaterThan(8);
    return ['preface', 'agenda', 'glossary', ...modules.map(({ id }) => id)];
  }
});

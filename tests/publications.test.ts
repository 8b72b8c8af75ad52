import { CookieAccessInfo } from 'cookiejar';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium } from 'playwright-core';
import { prepare } from '../src/prepare';
import { fixtures } from './curriculum/small';
import { accessibilityFaults, launchChromium, overflowOf } from './support/chromium';
import { testDatabase } from './support/database';
import { listenOn } from './support/listen';
import { type Browser, type Site, addFacilitator, addParticipant, addStaff, addWorkshop, siteOn } from './support/site';

jest.setTimeout(120_000);
const database = testDatabase();

describe('the curriculum on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titian-on-disk-'));
  const module = join(folder, 'modules', '10-first', 'module.md');
  const write = (from: string, to: string) => writeFileSync(module, readFileSync(module, 'utf8').replace(from, to));
  let site: Site;
  let staff: Browser;
  let desk: Browser;
  let phone: Browser;
  let home: string;
  const start = () => prepare(site.deps, 'box', { folder });

  beforeAll(async () => {
    cpSync(join(fixtures, 'base'), folder, { recursive: true });
    // The small curriculum's case is only a name: none is played here.
    rmSync(join(folder, 'scenario'), { recursive: true });
    const agenda = join(folder, 'agenda.md');
    const lines = readFileSync(agenda, 'utf8').split('\n');
    writeFileSync(agenda, lines.filter((line) => !line.includes('kind: case')).join('\n'));
    site = siteOn(database.db());
    expect((await start()).unpublished).toBeUndefined();
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    home = `/workshops/${workshop.id}`;
    [staff, desk, phone] = [
      await site.as(await addStaff(site)),
      await site.as(facilitator),
      await site.as(await addParticipant(site, workshop)),
    ];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('that has findings is not published, and staff are told what and where, and nobody else', async () => {
    write('{#first-why-text}', '{#First}');
    expect((await start()).unpublished).toBeDefined();
    await staff.get('/workshops');
    expect(staff.words).toContain('The curriculum on disk has findings and was not published.');
    await staff.get('/publications');
    expect(staff.words).toContain('modules/10-first/module.md:19 id-malformed');
    for (const browser of [desk, phone]) {
      for (const path of ['/workshops', home, `${home}/handbook`]) {
        await browser.get(path);
        expect(browser.text).not.toMatch(/id-malformed|was not published/);
      }
      await browser.get('/publications', 403);
      expect(browser.text).not.toContain('id-malformed');
    }
  });

  it('is said to be published again as soon as it is mended', async () => {
    write('{#First}', '{#first-why-text}');
    site.clock.advance(1);
    expect((await start()).unpublished).toBeUndefined();
    await staff.get('/workshops');
    expect(staff.words).not.toContain('was not published');
    await staff.get('/publications');
    expect(staff.words).not.toContain('was not published');
  });

  it('that says something new is the current text, and everybody sees what changed in the book they were taught', async () => {
    write('We share [for', 'We always share [for');
    write('Two minutes each', 'Three minutes each');
    site.clock.advance(1);
    await start();
    await phone.get(`${home}/changes`);
    expect(phone.page.querySelector('ins')?.text).toContain('always');
    expect(phone.words).not.toContain('Three minutes');
    await desk.get(`${home}/guide-changes`);
    expect(desk.words).toContain('Three');
    await desk.get(home);
    expect(desk.page.querySelector(`a[href="${home}/newer-text"]`)).not.toBeNull();
  });

  describe('in a browser', () => {
    let chromium: Chromium;
    beforeAll(async () => {
      chromium = await launchChromium();
    });
    afterAll(() => chromium.close());

    it('has pages of publications and changes without a fault that axe knows, on a narrow phone and on a laptop', async () => {
      write('{#first-welcome}', '{#First}');
      await start();
      const server = await listenOn(site);
      try {
        const { body } = await staff.agent.get('/publications').then(({ text }) => ({ body: text }));
        const compare = /href="(\/publications\/compare[^"]+guide)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
        expect(compare).not.toBe('');
        const pages: [Browser, string][] = [
          [staff, '/publications'],
          [staff, compare],
          [staff, '/workshops'],
          [phone, `${home}/changes`],
          [desk, `${home}/newer-text`],
        ];
        for (const width of [360, 1280]) {
          for (const [browser, path] of pages) {
            const cookie = browser.agent.jar.getCookie('titian', new CookieAccessInfo('127.0.0.1', '/', false, false));
            const context = await chromium.newContext({ viewport: { width, height: 740 }, bypassCSP: true });
            await context.addCookies([{ name: 'titian', value: cookie?.value ?? '', domain: '127.0.0.1', path: '/' }]);
            const page = await context.newPage();
            await page.goto(`${server.home('127.0.0.1')}${path}`);
            expect({ path, faults: await accessibilityFaults(page) }).toEqual({ path, faults: [] });
            expect({ path, over: await overflowOf(page) }).toEqual({ path, over: 0 });
            await context.close();
          }
        }
      } finally {
        await server.close();
      }
    });
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CookieAccessInfo } from 'cookiejar';
import { extractText } from 'unpdf';
import type { Browser as Chromium } from 'playwright-core';
import type { PublishedOverlay } from '../src/curriculum';
import { getPart, listOverlays } from '../src/curriculum';
import { check } from '../src/curriculum/check';
import { publishCompiled } from '../src/publish';
import type { SourceFile } from '../src/curriculum/source';
import { accessibilityFaults, launchChromium } from './support/chromium';
import { overlayOf, smallFiles, stamped } from './curriculum/small';
import { testDatabase } from './support/database';
import { listenOn } from './support/listen';
import { runTitian } from './support/program';
import { type Site, addFacilitator, addParticipant, siteOn } from './support/site';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

const patches = [
  '::: replace {block=first-why-text}\nWe share by law twelve.\n:::\n',
  ':::: add-after {block=first-welcome}\n::: watch-for {#lorvane-watch}\nKANARI of a local note.\n:::\n::::\n',
  '::: add-after {block=first-welcome}\nLocal law in one line. {#lorvane-law}\n:::\n',
].join('\n');

async function publishSmall(site: Site, files: readonly SourceFile[]): Promise<string> {
  const { compiled, overlays } = check(files, ['small-case']);
  if (!compiled) throw new Error('The small curriculum does not compile.');
  return (await publishCompiled(db(), site.clock.now, compiled, {}, overlays)).id;
}

describe('a workshop with a state’s own text', () => {
  let site: Site;
  const files = stamped([...smallFiles(), overlayOf(patches)]);
  const drifted = files.map((file) =>
    file.path === 'modules/10-first/module.md'
      ? { ...file, text: file.text.replace('We share', 'We always share') }
      : file,
  );

  async function open(overlay: string, expected = 303) {
    const facilitator = await addFacilitator(site);
    const browser = await site.as(facilitator);
    await browser.get('/workshops/new');
    const plan = { title: 'Across the river', venue: 'Wendford', timeZone: 'Asia/Bangkok', capacity: '24' };
    await browser.send('/workshops', { ...plan, startsOn: '2026-11-23', endsOn: '2026-11-24', overlay }, expected);
    return browser;
  }

  beforeAll(() => {
    site = siteOn(db());
  });

  it('is opened with one of the current publication’s overlays, and its books say whose words they are', async () => {
    await publishSmall(site, files);
    const browser = await open('lorvane');
    const home = browser.location;
    await browser.get(`${home}/handbook/first`);
    expect(browser.words).toContain('We share by law twelve.');
    expect(browser.words).toContain('Local text: Lorvane Police');
    expect(browser.text).toContain('· Lorvane Police');
    await browser.get(`${home}/guide/first`);
    expect(browser.words).toContain('KANARI of a local note.');
    await browser.get(home);
    expect(browser.words).not.toContain('Before you print');
  });

  it('is opened without one where nobody chose, and refuses one that the publication does not have', async () => {
    await publishSmall(site, files);
    const plain = await open('');
    await plain.get(`${plain.location}/handbook/first`);
    expect(plain.words).toContain('We share for a purpose');
    const refused = await open('pellara', 422);
    expect(refused.words).toContain('This local text is not in the current publication.');
  });

  it('never shows a participant what the overlay says to facilitators, on a page or on paper', async () => {
    await publishSmall(site, files);
    const browser = await open('lorvane');
    const home = browser.location;
    const workshop = await db()('workshops')
      .where({ id: home.slice('/workshops/'.length) })
      .first<{ id: string }>('id');
    const officer = await addParticipant(site, { ...workshop, capacity: 24 } as never, 'Sione');
    const phone = await site.as(officer);
    for (const page of ['handbook', 'handbook/first', 'handbook/preface', 'handbook/glossary', 'handbook/agenda', '']) {
      await phone.get(`${home}/${page}`.replace(/\/$/, ''));
      expect(phone.text).not.toMatch(/KANARI|lorvane-watch/);
    }
    const words = async (desk: typeof phone, book: string) => {
      const answer = await desk.agent.get(`${home}/${book}.pdf`).responseType('blob');
      return (await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true })).text;
    };
    const handbook = await words(phone, 'handbook');
    expect(handbook).toContain('law twelve');
    expect(handbook).toContain('Lorvane Police');
    expect(handbook).not.toContain('KANARI');
    expect(await words(browser, 'guide')).toContain('KANARI');
    await phone.get(`${home}/local-text`, 404);
  });

  it('tells its facilitator before printing what is stale, with the words then and now', async () => {
    await publishSmall(site, drifted);
    const browser = await open('lorvane');
    const home = browser.location;
    await browser.get(home);
    expect(browser.words).toContain('Before you print One local part of Lorvane Police was made for an earlier text.');
    await browser.get(`${home}/local-text`);
    expect(browser.page.querySelector('ins')?.text).toContain('always');
    expect(browser.words).toContain('We share by law twelve.');
    await browser.get(`${home}/handbook/first`);
    expect(browser.words).toContain('We always share for a purpose');
    expect(browser.words).not.toContain('law twelve');
    expect(browser.words).toContain('What Lorvane Police wrote here was made for an earlier version.');
  });

  it('keeps its overlay frozen with its publication, and cannot pin one that is not there', async () => {
    const id = await publishSmall(site, files);
    expect((await listOverlays(db(), id)).map(({ overlay }) => overlay.title)).toEqual(['Lorvane Police']);
    const part = await getPart<PublishedOverlay>(db(), id, 'overlay:lorvane');
    expect(JSON.stringify(part)).not.toContain('overlay.md');
    const workshop = await db()('workshops').first<{ id: string }>('id');
    await expect(db()('workshops').where({ id: workshop.id }).update({ overlay: 'pellara' })).rejects.toThrow(
      /workshops_overlay_is_in_their_publication/,
    );
  });

  describe('in a browser', () => {
    let chromium: Chromium;
    beforeAll(async () => {
      chromium = await launchChromium();
    });
    afterAll(() => chromium.close());

    it('shows its pages without a fault that axe knows, on a narrow phone', async () => {
      await publishSmall(site, drifted);
      const browser = await open('lorvane');
      const server = await listenOn(site);
      try {
        const cookie = browser.agent.jar.getCookie('titian', new CookieAccessInfo('127.0.0.1', '/', false, false));
        expect(cookie).toBeDefined();
        const context = await chromium.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true });
        await context.addCookies([{ name: 'titian', value: cookie?.value ?? '', domain: '127.0.0.1', path: '/' }]);
        const page = await context.newPage();
        for (const path of [
          '/workshops/new',
          browser.location,
          `${browser.location}/local-text`,
          `${browser.location}/handbook/first`,
        ]) {
          await page.goto(`${server.home('127.0.0.1')}${path}`);
          expect(await accessibilityFaults(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
        }
      } finally {
        await server.close();
      }
    });
  });
});

describe('titian print with a state’s own text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titian-print-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const print = (...words: string[]) =>
    runTitian(['print', 'blanks', 'lorvane-tool-basis', '--out', join(folder, 'tool.pdf'), ...words]);

  it('prints what only the overlay has, says so in its help, and names the overlays there are', async () => {
    expect(print().code).toBe(1);
    expect(print('--overlay', 'pellara')).toMatchObject({
      code: 1,
      said: expect.stringContaining('There are: lorvane-police.') as string,
    });
    expect(print('--overlay', 'lorvane-police')).toMatchObject({ code: 0 });
    const { text } = await extractText(new Uint8Array(readFileSync(join(folder, 'tool.pdf'))), { mergePages: true });
    expect(text).toContain('My legal basis in Lorvane');
    for (const book of ['handbook', 'guide'])
      expect(runTitian(['print', book, '--help']).out).toContain('--overlay NAME');
  });
});

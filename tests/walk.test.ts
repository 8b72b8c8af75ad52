import { extractText } from 'unpdf';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityFaults, choose, follow, launchChromium, overflowOf, roomName } from './support/chromium';
import { testDatabase } from './support/database';
import { type Listening, listenOn } from './support/listen';
import { type Site, addFacilitator, addWorkshop, siteOn } from './support/site';
import { makeEntry } from '../src/accounts';
import type { Workshop } from '../src/workshops';

jest.setTimeout(240_000);
const database = testDatabase();
const db = () => database.db();

describe('an officer with a phone', () => {
  let browser: Browser;
  let site: Site;
  let server: Listening;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(db());
    server = await listenOn(site);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each([
    ['with script, every page examined by axe', { script: true, host: 'localhost', examined: true }],
    ['without script', { script: false, host: 'localhost', examined: false }],
    ['over plain HTTP under a name that is not localhost', { script: true, host: roomName, examined: false }],
  ])('walks through the whole workshop %s', async (_, { script, host, examined }) => {
    const home = server.home(host);
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const context = await browser.newContext({
      baseURL: home,
      viewport: { width: 360, height: 640 },
      isMobile: true,
      hasTouch: true,
      javaScriptEnabled: script,
      // Colours are judged as they come to rest, not while something is still arriving.
      reducedMotion: 'reduce',
    });
    const phone = await context.newPage();
    const faults: string[] = [];
    const seen = new Set<string>();
    const look = async (where: string) => {
      const overflow = await overflowOf(phone);
      if (overflow > 0) faults.push(`${where}: the page is ${overflow} px wider than the phone`);
      if (examined) faults.push(...(await accessibilityFaults(phone, seen)).map((fault) => `${where}: ${fault}`));
    };

    await phone.goto('/');
    await look('first page');
    await phone.getByLabel('Code', { exact: false }).first().fill(workshop.joinCode);
    await follow(phone.getByRole('button', { name: 'Join' }));
    await look('join');
    await phone.getByLabel('Name').fill('ສົມສັກ ພົມມະຈັນ');
    await follow(phone.getByRole('button', { name: 'Join' }));
    await phone.getByRole('heading', { name: 'Your card' }).waitFor();
    await look('card');
    await follow(phone.getByRole('link', { name: 'Go to the workshop' }));
    await look('workshop');

    await follow(phone.getByRole('link', { name: 'Student Handbook', exact: true }));
    await look('contents');
    await follow(phone.getByRole('link', { name: /RAAPT/ }).first());
    await phone.getByRole('heading', { level: 1, name: /RAAPT/ }).waitFor();
    await look('module');

    await takeTest(phone, workshop, 'pre', look);
    await playCase(phone, workshop, look);
    await takeTest(phone, workshop, 'post', look);
    await close(context, workshop, facilitator);

    await phone.goto(`/workshops/${workshop.id}/certificate`);
    await look('certificate');
    expect(await phone.locator('main').innerText()).toContain('ສົມສັກ ພົມມະຈັນ');
    const certificate = await pdfAt(context, `/workshops/${workshop.id}/certificate.pdf`);
    expect(certificate.pages).toBe(1);
    expect(certificate.text).toContain('TEST-2026-');

    await follow(phone.getByRole('link', { name: 'Its verify page' }));
    await phone.getByText('genuine and valid').waitFor();
    await look('verify');

    await phone.goto('/alumni');
    await look('alumni record');
    await phone.getByRole('link', { name: 'TEST-2026-' }).waitFor();
    const handbook = await pdfAt(context, `/workshops/${workshop.id}/handbook.pdf`);
    expect(handbook.pages).toBeGreaterThan(20);
    expect(handbook.text).toContain('RAAPT');

    expect(faults).toEqual([]);
    await context.close();
  });

  async function takeTest(
    phone: Page,
    workshop: Workshop,
    form: 'pre' | 'post',
    look: (where: string) => Promise<void>,
  ): Promise<void> {
    await phone.goto(`/workshops/${workshop.id}/tests/${form}`);
    await look(`before the ${form}-test`);
    await follow(phone.getByRole('button', { name: 'Begin' }));
    await phone.locator('form.test').waitFor();
    await look(`${form}-test`);
    for (const question of await phone.locator('fieldset.question').all()) {
      const choice = question.locator('input[type=radio], input[type=checkbox]').first();
      if ((await choice.count()) > 0) await choose(choice);
      const selects = await question.locator('select').all();
      for (const [at, select] of selects.entries()) {
        const inOrder = (await question.locator('.order').count()) > 0;
        await select.selectOption({ index: inOrder ? at + 1 : 1 });
      }
    }
    await follow(phone.getByRole('button', { name: 'Send the test' }));
    await phone.getByText('Sent on').waitFor();
    await look(`after the ${form}-test`);
  }

  async function playCase(phone: Page, workshop: Workshop, look: (where: string) => Promise<void>): Promise<void> {
    await phone.goto(`/workshops/${workshop.id}/case`);
    await look('cases');
    await follow(phone.locator(`main a[href^="/workshops/${workshop.id}/case/"]`).first());
    await look('seats');
    await choose(phone.locator('input[name=role]').first());
    await follow(phone.locator('form[action$="/runs"] button'));
    await phone.waitForURL(/\/runs\//);
    const run = phone.url().replace(/[?#].*/, '');
    const looked = new Set<string>();
    for (let decisions = 0; decisions < 60; decisions += 1) {
      const kind = (await phone.locator('.message').count()) > 0 ? 'desk with messages' : 'desk';
      if (!looked.has(kind)) await look(kind);
      looked.add(kind);
      if ((await phone.locator(`a[href$="/debrief"]`).count()) > 0) break;
      await choose(phone.locator('input[name=choice]').first());
      await follow(phone.locator('form[action$="/decisions"] button').first());
      if (!phone.url().includes('?choice=')) continue;
      if (!looked.has('form')) await look('form of a request');
      looked.add('form');
      await fillForm(phone);
      await follow(phone.locator('form[action$="/decisions"] button').first());
    }
    await phone.goto(`${run}/debrief`);
    await look('debrief');
    expect(await phone.locator('h1').count()).toBe(1);
  }

  async function fillForm(phone: Page): Promise<void> {
    const form = phone.locator('form[action$="/decisions"]').first();
    const groups = new Set<string>();
    for (const box of await form.locator('input[type=radio], input[type=checkbox]').all()) {
      const name = (await box.getAttribute('name')) ?? '';
      if (!groups.has(name)) await choose(box);
      groups.add(name);
    }
    for (const select of await form.locator('select').all()) {
      const options = await select.locator('option').count();
      await select.selectOption({ index: Math.min(1, options - 1) });
    }
    for (const text of await form.locator('textarea').all()) {
      await text.fill('We ask because the file shows it, and we need it by Friday.');
    }
  }

  /** What the facilitator does at the end: marks all half days on the list, and issues the certificates. */
  async function close(context: BrowserContext, workshop: Workshop, facilitator: { id: string }): Promise<void> {
    const desk = await browser.newContext({ baseURL: new URL(context.pages()[0]?.url() ?? '').origin });
    const page = await desk.newPage();
    const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: facilitator.id });
    await page.goto(`/sign-in/with/${secret}`);
    for (const half of ['2026-11-23-am', '2026-11-23-pm', '2026-11-24-am', '2026-11-24-pm']) {
      await page.goto(`/workshops/${workshop.id}/attendance?half=${half}`);
      await follow(page.getByRole('button', { name: 'Mark everybody else present' }));
      await page.getByText('Attendance is saved.').waitFor();
    }
    await page.goto(`/workshops/${workshop.id}/certificates`);
    await follow(page.getByRole('button', { name: 'Issue certificates' }));
    await page.getByRole('link', { name: 'TEST-2026-' }).waitFor();
    await desk.close();
  }

  async function pdfAt(context: BrowserContext, path: string): Promise<{ pages: number; text: string }> {
    // The room's name is known to the browser alone: what it would ask is asked here with its cookies.
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${server.home('127.0.0.1')}${path}`, { headers: { cookie } });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const { totalPages, text } = await extractText(new Uint8Array(await answer.arrayBuffer()), { mergePages: true });
    return { pages: totalPages, text };
  }
});

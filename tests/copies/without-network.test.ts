import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { accessibilityFaults, launchChromium, roomName } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'titian-copy-'));
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
  rmSync(folder, { recursive: true });
});

const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;

async function open(host: string): Promise<{ context: BrowserContext; phone: Page }> {
  const person = await addParticipant(site, workshop, 'Sione');
  const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: person.id });
  const context = await browser.newContext({
    baseURL: server.home(host),
    viewport: { width: 360, height: 640 },
    reducedMotion: 'reduce',
  });
  const phone = await context.newPage();
  await phone.goto(`/sign-in/with/${secret}`);
  return { context, phone };
}

const ask = async (phone: Page, question: string): Promise<string[]> => {
  await phone.getByLabel('Search this book').fill(question);
  await phone.getByRole('button', { name: 'Search' }).click();
  return phone.locator('ol.found a').allInnerTexts();
};

describe('reading without a network', () => {
  it('works from a file in the phone’s storage, with a search for every script, asking for nothing', async () => {
    const { context, phone } = await open(roomName);
    await phone.goto(path('handbook/keep'));
    const [saved] = await Promise.all([
      phone.waitForEvent('download'),
      phone.getByRole('link', { name: 'Save the book' }).click(),
    ]);
    const file = join(folder, 'book.html');
    await saved.saveAs(file);
    const asked: string[] = [];
    phone.on('request', (request) => asked.push(request.url()));
    const complaints: string[] = [];
    phone.on('console', (message) => complaints.push(message.text()));
    await phone.goto(`file://${file}`);
    expect((await ask(phone, 'third-party rule'))[0]?.toLowerCase()).toContain('third-party rule');
    expect((await ask(phone, 'SHARES')).length).toBeGreaterThan(10);
    for (const word of ['ความลับ', 'السرية', 'tinh bao mat']) expect((await ask(phone, word)).length).toBeGreaterThan(0);
    expect(await ask(phone, '"><zzzyx onqqqv=wwwk>')).toEqual([]);
    await phone.getByText('Nothing in this book has').waitFor();
    await ask(phone, 'third-party rule');
    const link = phone.locator('ol.found a').first();
    const target = (await link.getAttribute('href')) ?? '';
    await link.click();
    expect(phone.url()).toContain(target);
    const top = await phone.evaluate<number>(
      `document.querySelector(${JSON.stringify(target)}).getBoundingClientRect().top`,
    );
    expect(Math.abs(top)).toBeLessThan(640);
    expect(asked).toEqual([`file://${file}`]);
    expect(complaints).toEqual([]);
    expect(await phone.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await context.close();
  });

  it('says, where a browser keeps no pages from a plain address, that the file is the way', async () => {
    const { context, phone } = await open(roomName);
    await phone.goto(path('handbook'));
    await phone.getByRole('link', { name: 'Read without a network' }).click();
    await phone.getByText('This browser cannot keep pages from this address.').waitFor();
    expect(await phone.getByRole('button', { name: 'Keep in this browser' }).isVisible()).toBe(false);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await context.close();
  });

  it('works in the browser at the usual address where it may keep pages, until its reader signs out', async () => {
    const { context, phone } = await open('localhost');
    await phone.goto(path('handbook/keep'));
    await phone.getByRole('button', { name: 'Keep in this browser' }).click();
    await phone.getByText('Kept. You can read this book here').waitFor();
    expect(await accessibilityFaults(phone)).toEqual([]);
    await server.close();
    await phone.goto(path('handbook/raapt'));
    await phone.locator('#at-raapt').waitFor();
    expect((await ask(phone, 'ความลับ')).length).toBeGreaterThan(0);
    const elsewhere = await context.newPage();
    await expect(elsewhere.goto(path('notes'))).rejects.toThrow('ERR_');
    await elsewhere.close();
    server = await listenOn(site, server.port);
    await phone.goto(path('handbook/raapt'));
    expect(await phone.locator('#at-raapt').count()).toBe(0);
    await phone.getByRole('button', { name: 'Sign out' }).click();
    await phone.waitForURL(`${server.home()}/`);
    expect(await phone.evaluate('caches.keys()')).toEqual([]);
    await server.close();
    await expect(phone.goto(path('handbook/raapt'))).rejects.toThrow('ERR_');
    server = await listenOn(site, server.port);
    await context.close();
  });

  it('forgets a kept book when somebody else comes in, or the session is found to be over', async () => {
    const { context, phone } = await open('localhost');
    const keep = async () => {
      await phone.goto(path('handbook/keep'));
      await phone.getByRole('button', { name: 'Keep in this browser' }).click();
      await phone.getByText('Kept. You can read this book here').waitFor();
    };
    await keep();
    const other = await addParticipant(site, workshop, 'Ravi');
    const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: other.id });
    await phone.goto(`/sign-in/with/${secret}`);
    expect(await phone.evaluate('caches.keys()')).toEqual([]);
    await keep();
    await context.clearCookies();
    await phone.goto(path('handbook/raapt'));
    expect(phone.url()).toContain('/sign-in');
    expect(await phone.evaluate('caches.keys()')).toEqual([]);
    await context.close();
  });
});

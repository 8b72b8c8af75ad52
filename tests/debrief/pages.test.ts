import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { siteOn } from '../support/site';
import { type LiveRoom, border, formOn, house, openRoom, police } from '../live/live-room';
import { playToTheEnd } from './played-room';

jest.setTimeout(120_000);
const database = testDatabase();
const tooTall = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';

describe('The pages after the end', () => {
  let browser: Browser;
  let server: Server;
  let room: LiveRoom;
  const base = () => `/live/${room.run}/debrief/${border}`;

  beforeAll(async () => {
    const site = siteOn(database.db());
    server = createServer(site.app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    [browser, room] = await Promise.all([launchChromium(), openRoom(site, [police, border, house])]);
    await playToTheEnd(room, 'pages');
    await room.console.get(`${base()}/meanwhile`);
    const typed = formOn(room.console, `/live/${room.run}/meanwhile`);
    await room.console.agent.post(`/live/${room.run}/meanwhile`).type('form').send(typed).expect(303);
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  async function open(width: number, height: number): Promise<Page> {
    const { port } = server.address() as AddressInfo;
    const baseURL = `http://localhost:${port}`;
    const context = await browser.newContext({ baseURL, viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const secret = await makeEntry(database.db(), room.site.clock.now, {
      purpose: 'example',
      personId: room.facilitator.id,
    });
    await page.goto(`/sign-in/with/${secret}`);
    return page;
  }

  it('fit a phone, and hold nothing that axe finds', async () => {
    const page = await open(360, 640);
    const faults: string[] = [];
    for (const path of ['meanwhile', 'careful-course', 'turning-points'].map((each) => `${base()}/${each}`)) {
      await page.goto(path);
      if ((await overflowOf(page)) > 0) faults.push(`${path} is wider than the phone`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it('stand on the wall in 16:9 and in 4:3 without scrolling', async () => {
    const page = await open(1920, 1080);
    const faults: string[] = [];
    for (const wall of ['meanwhile', 'careful-course']) {
      // Every third sheet: they are set alike, and differ in how much they say.
      for (let sheet = 1; ; sheet += 3) {
        await page.goto(`/live/${room.run}/wall/${wall}?page=${sheet}`);
        for (const [width, height] of [
          [1920, 1080],
          [1024, 768],
        ] as const) {
          await page.setViewportSize({ width, height });
          if ((await overflowOf(page)) > 0) faults.push(`${page.url()} is too wide at ${width}`);
          if ((await page.evaluate<number>(tooTall)) > 0) faults.push(`${page.url()} is too tall at ${width}`);
        }
        if ((await page.locator('a[rel=next]').count()) === 0) break;
      }
    }
    expect(faults).toEqual([]);
  });
});

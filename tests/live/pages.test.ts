import type { Browser, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, launchChromium } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addParticipant, siteOn } from '../support/site';
import { type LiveRoom, act, border, deskOf, house, openRoom } from './live-room';

jest.setTimeout(120_000);
const database = testDatabase();

const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const tooTall = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';
const smallestWords = `Math.min(...[...document.querySelectorAll('main p, main dt, main dd, main li, .wall-foot strong')]
  .filter((each) => each.offsetParent && each.textContent.trim()).map((each) => parseFloat(getComputedStyle(each).fontSize)))`;

describe('The pages of a room', () => {
  let browser: Browser;
  let server: Listening;
  let site: Site;
  let room: LiveRoom;

  beforeAll(async () => {
    site = siteOn(database.db());
    server = await listenOn(site);
    browser = await launchChromium();
    room = await openRoom(site);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(person: { readonly id: string }, width: number, height: number): Promise<Page> {
    const viewport = { width, height };
    const context = await browser.newContext({
      baseURL: server.home(),
      viewport,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: person.id });
    await page.goto(`/sign-in/with/${secret}`);
    return page;
  }

  it('fit a phone, and hold nothing that axe finds', async () => {
    const officer = await open(room.people[house] ?? { id: '' }, 360, 640);
    const newcomer = await open(await addParticipant(site, room.workshop, 'Ravi'), 360, 640);
    const facilitator = await open(room.facilitator, 360, 640);
    await act(room, 'nudges', { body: 'Five more minutes. Read the two law pages.' });
    const faults: string[] = [];
    for (const [page, path] of [
      [newcomer, `/workshops/${room.workshop.id}/live`],
      [newcomer, `/live/${room.run}`],
      [officer, deskOf(room.run, house)],
      [facilitator, `/live/${room.run}/console`],
      [facilitator, deskOf(room.run, border)],
      [facilitator, `/live/${room.run}/codes`],
      [facilitator, `/workshops/${room.workshop.id}/packs/three-desks`],
    ] as const) {
      await page.goto(path);
      const overflow = await page.evaluate<number>(tooWide);
      if (overflow > 0) faults.push(`${path}: ${overflow} px wider than the phone`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it.each([
    ['16:9', 1920, 1080, 3],
    ['4:3', 1024, 768, 30],
  ])('stand on the wall in %s without scrolling, in words of 24 px or more', async (_, width, height, sheets) => {
    const own = await openRoom(site, []);
    const wall = await open(own.facilitator, width, height);
    const faults: string[] = [];
    const look = async (path: string) => {
      await wall.goto(path);
      await wall.evaluate('document.fonts.ready.then(() => undefined)');
      const [tall, wide, words] = await Promise.all([
        wall.evaluate<number>(tooTall),
        wall.evaluate<number>(tooWide),
        wall.evaluate<number>(smallestWords),
      ]);
      if (tall > 0 || wide > 0) faults.push(`${path} scrolls by ${tall} and ${wide}`);
      if (words < 24) faults.push(`${path} has words of ${words} px`);
      if (!(await wall.getByText('Fictional – exercise').isVisible())) faults.push(`${path} has no mark`);
    };
    await act(own, 'timers', { minutes: '12' });
    await look(`/live/${own.run}/wall`);
    for (let part = 0; part < own.exercise.phases.length; part += 1) {
      await act(own, 'barriers');
      await look(`/live/${own.run}/wall`);
    }
    for (let sheet = 1; sheet <= sheets; sheet += 1) {
      await look(`/live/${own.run}/wall/timeline?page=${sheet}`);
      if ((await wall.getByRole('link', { name: 'Go on' }).count()) === 0) break;
    }
    expect(faults).toEqual([]);
  });
});

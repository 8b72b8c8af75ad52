import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry, type Person } from '../../src/accounts';
import { checkFolder } from '../../src/curriculum';
import { publishCompiled, readCases } from '../../src/publish';
import { root } from '../../src/root';
import type { Workshop } from '../../src/workshops';
import { accessibilityFaults, choose, launchChromium } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

jest.setTimeout(240_000);
const database = testDatabase();
const db = () => database.db();

// As text: the tests know no document of their own.
const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const tooHigh = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';
const smallest = `Math.min(...[...document.querySelectorAll('main *')].filter((one) =>
  [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') && one.checkVisibility() &&
  !one.closest('.visually-hidden')).map((one) => parseFloat(getComputedStyle(one).fontSize)))`;

describe('the room on real screens', () => {
  let browser: Browser;
  let server: Listening;
  let site: Site;
  let workshop: Workshop;
  let facilitator: Person;

  beforeAll(async () => {
    browser = await launchChromium();
    site = siteOn(db());
    const { compiled } = checkFolder(join(root, 'curriculum'));
    if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
    await publishCompiled(db(), site.clock.now, compiled, readCases(join(root, 'curriculum')));
    facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator, {
      title: 'การแบ่งปันข้อมูลข้ามพรมแดน: Information sharing across borders',
    });
    server = await listenOn(site);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const signIn = async (person: Person, width: number, height: number): Promise<[BrowserContext, Page]> => {
    const context = await browser.newContext({
      baseURL: server.home(),
      viewport: { width, height },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(
      `/sign-in/with/${await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id })}`,
    );
    return [context, page];
  };
  const at = (time: string) => (site.clock.now = new Date(`2026-11-23T${time}:00+07:00`));
  const keep = async (page: Page, name: string) => {
    const folder = process.env['TITIAN_TEST_SCREENS'];
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-top.png`) });
  };

  it('is run from a phone of 360 pixels, every page examined by axe', async () => {
    const [context, phone] = await signIn(facilitator, 360, 640);
    const faults: string[] = [];
    const look = async (name: string) => {
      const overflow = await phone.evaluate<number>(tooWide);
      if (overflow > 0) faults.push(`${name}: the page is ${overflow} px wider than the phone`);
      faults.push(...(await accessibilityFaults(phone)).map((fault) => `${name}: ${fault}`));
      await keep(phone, name);
    };
    const base = `/workshops/${workshop.id}`;
    await phone.goto(`${base}/agenda/plan`);
    await phone.getByLabel('Interpretation').fill('1.3');
    await phone.getByRole('button', { name: 'Save the agenda' }).first().click();
    await phone.getByText('The agenda is saved.').waitFor();
    await look('plan');
    await phone.goto(`${base}/agenda`);
    await look('agenda');
    at('08:30');
    await phone.goto(`${base}/run-sheet`);
    await phone.getByRole('button', { name: 'Begin “Registration and opening ceremony”' }).click();
    at('09:25');
    await phone.goto(`${base}/run-sheet`);
    await phone.getByRole('button', { name: 'Finished; begin “Pre-test”' }).click();
    await phone.getByRole('heading', { name: 'Ways to end on time' }).waitFor();
    await look('sheet-late');
    await phone.getByRole('button', { name: 'Do it this way' }).first().click();
    await phone.getByText('it must be over at 17:00').waitFor();
    await phone.getByLabel('For', { exact: true }).selectOption('1-4');
    await phone.getByRole('button', { name: 'Start the timer' }).click();
    await phone.getByText('Table 4', { exact: true }).first().waitFor();
    await look('sheet');
    await phone.goto(`${base}/polls`);
    await phone.getByLabel('Question').fill('May Kasara send the photograph?');
    await phone.getByLabel('Options').fill('Yes\nNo\nOnly with the consent of the state that took it');
    await look('polls');
    await phone.getByRole('button', { name: 'Ask now' }).click();
    for (const [option, hands] of ['12', '5', '9'].entries())
      await phone.locator(`[name="hands.${option}"]`).fill(hands);
    await phone.getByRole('button', { name: 'Save the count' }).click();
    await phone.getByText('26 votes.').waitFor();
    await look('poll');
    await phone.goto(`${base}/parking-lot`);
    await phone.locator('#field-question').fill('Who answers on a Sunday?');
    await phone.getByRole('button', { name: 'Park it' }).first().click();
    await phone.getByText('Who answers on a Sunday?').first().waitFor();
    await look('lot');
    await phone.goto(`${base}/actions`);
    await look('actions');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('gives a participant the vote on the same phone', async () => {
    const [context, phone] = await signIn(await addParticipant(site, workshop), 360, 640);
    await phone.goto(`/workshops/${workshop.id}`);
    await phone.getByRole('link', { name: /Question to the room/ }).click();
    await choose(phone.locator('#o-0'));
    await phone.getByRole('button', { name: 'Send the vote' }).click();
    await phone.getByText('Your vote is kept.').waitFor();
    await keep(phone, 'vote');
    expect(await phone.evaluate<number>(tooWide)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await context.close();
  });

  const long = (words: string, length: number) => words.repeat(20).slice(0, length).trim();

  /** As much as a wall can have to show: the longest titles, eight timers, a question with six long options asked twice. */
  async function fill(): Promise<{ projector: string; poll: string }> {
    const desk = await site.as(facilitator);
    const base = `/workshops/${workshop.id}`;
    await desk.get(`${base}/agenda/plan`);
    for (const name of ['Signing of the ', 'Photograph with ']) {
      await desk.send(`${base}/agenda/plan`, { then: 'add', 'block.title': long(name, 118), 'block.minutes': '15' });
      await desk.follow();
    }
    await desk.get(`${base}/run-sheet`);
    const blocks = desk.page.querySelectorAll('.sheet-lines form input[name=item]').slice(-2);
    await desk.send(`${base}/run-sheet/marks`, { item: blocks[0]?.getAttribute('value') ?? '', mark: 'started' });
    await desk.follow();
    for (const [minutes, whom] of [
      ['15', 'room'],
      ['12', '1-8'],
    ] as const) {
      await desk.send(`${base}/timers`, { minutes, whom, label: long('Reading together ', 58) });
      await desk.follow();
    }
    await desk.get(`${base}/polls`);
    const options = [1, 2, 3, 4, 5, 6].map((number) => long(`Option ${number} of many `, 78)).join('\n');
    await desk.send(`${base}/polls`, { kind: 'choice', question: long('What would you do first ', 158), options });
    const poll = desk.location;
    await desk.follow();
    const hands = { 'hands.0': '12', 'hands.1': '3', 'hands.5': '9' };
    await desk.send(`${poll}/hands`, { round: '1', ...hands });
    await desk.follow();
    await desk.send(`${poll}/turns`, { then: 'next-round' });
    await desk.follow();
    await desk.send(`${poll}/hands`, { ...hands, round: '2', 'hands.0': '4' });
    await desk.follow();
    await desk.send(`${poll}/turns`, { then: 'show' });
    return { projector: 'projector', poll: `${poll.replace(`${base}/`, '')}/wall` };
  }

  it.each([
    [1920, 1080],
    [1024, 768],
  ])('fits the wall of %d by %d without scrolling, in letters of 24 pixels or more', async (width, height) => {
    const [context, wall] = await signIn(facilitator, width, height);
    const { projector, poll } = await fill();
    for (const [name, path] of [
      ['projector', projector],
      ['poll-wall', poll],
    ] as const) {
      await wall.goto(`/workshops/${workshop.id}/${path}`);
      await keep(wall, `${name}-${width}`);
      expect([name, await wall.evaluate<number>(tooWide), await wall.evaluate<number>(tooHigh)]).toEqual([name, 0, 0]);
      expect([name, (await wall.evaluate<number>(smallest)) >= 24]).toEqual([name, true]);
      if (width < 1200) expect(await accessibilityFaults(wall)).toEqual([]);
    }
    await context.close();
  });

  it('changes on the wall when somebody presses on another device, without a reload by hand', async () => {
    const [context, wall] = await signIn(facilitator, 1280, 800);
    await wall.goto(`/workshops/${workshop.id}/projector`);
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/run-sheet`);
    await desk.send(`/workshops/${workshop.id}/run-sheet/marks`, { item: 'd1-crime', mark: 'started' });
    await wall.getByRole('heading', { name: 'People smuggling, trafficking and related crime' }).waitFor();
    await context.close();
  });

  it('counts down on the wall without saying each second to a screen reader (mholzi/quizify#380)', async () => {
    const [context, wall] = await signIn(facilitator, 1280, 800);
    await wall.goto(`/workshops/${workshop.id}/projector`);
    const figures = wall.locator('[data-figure]');
    const before = await figures.first().textContent();
    await figures
      .first()
      .filter({ hasNotText: before ?? '' })
      .waitFor();
    expect(await wall.locator('[data-figure]:not([aria-hidden=true])').count()).toBe(0);
    expect(await wall.locator('[aria-live], [role=timer], [role=alert]').count()).toBe(0);
    expect(await wall.locator('[role=status]').textContent()).toBe('');
    await context.close();
  });
});

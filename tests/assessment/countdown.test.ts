import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, choose, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { listenOn } from '../support/listen';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

jest.setTimeout(60_000);
const database = testDatabase();
const minute = 60_000;

it('counts a test down aloud at five minutes, at one and at the end only (mholzi/quizify#380)', async () => {
  const db = database.db();
  const browser = await launchChromium();
  const site = siteOn(db);
  const server = await listenOn(site);
  try {
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const officer = await addParticipant(site, workshop, 'Nimali');
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/test-times`);
    await desk.send(`/workshops/${workshop.id}/test-times`, { pre: '', post: '8' });
    const context = await browser.newContext({ baseURL: server.home(), viewport: { width: 360, height: 640 } });
    const phone = await context.newPage();
    // The phone's own clock is a year behind: only how far it goes is used.
    await phone.clock.install({ time: new Date('2025-11-23T02:30:00Z') });
    const secret = await makeEntry(db, site.clock.now, { purpose: 'example', personId: officer.id });
    await phone.goto(`/sign-in/with/${secret}`);
    await phone.goto(`/workshops/${workshop.id}/tests/post`);
    await Promise.all([phone.waitForEvent('load'), phone.getByRole('button', { name: 'Begin' }).click()]);
    await phone.getByText('Until 09:38, the venue’s time.').waitFor();
    await phone.getByText('8 minutes left.').waitFor();
    expect(await overflowOf(phone)).toBe(0);
    expect(await accessibilityFaults(phone)).toEqual([]);

    const aloud = phone.locator('.test-time [role=status]');
    const said: string[] = [];
    const runFor = async (milliseconds: number) => {
      await phone.clock.runFor(milliseconds);
      const words = (await aloud.textContent()) ?? '';
      if (words !== (said.at(-1) ?? '')) said.push(words);
    };
    for (let halves = 0; halves < 15; halves += 1) await runFor(minute / 2);
    expect(said).toEqual(['5 minutes left.', '1 minute left.']);
    const first = phone.locator('.question input[type=radio]').first();
    await choose(first);
    await phone.locator('.question .saved[data-state=saved]').first().waitFor();
    expect(await phone.locator('.test-over').isHidden()).toBe(true);

    site.clock.now = new Date(site.clock.now.getTime() + 8 * minute);
    await runFor(minute);
    expect(said).toEqual(['5 minutes left.', '1 minute left.', 'The time is over.']);
    expect(await first.isDisabled()).toBe(true);
    expect(await first.isChecked()).toBe(true);
    await Promise.all([phone.waitForEvent('load'), phone.getByRole('link', { name: 'Go on' }).click()]);
    await phone.getByText('What you had answered by then stands as sent.').waitFor();
  } finally {
    await browser.close();
    await server.close();
  }
});

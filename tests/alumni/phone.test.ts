import type { Browser } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { addStaff, siteOn } from '../support/site';
import { addAlumna, agree, pastWorkshop } from './network';
import { plantNetwork } from './planted';

jest.setTimeout(240_000);
const database = testDatabase();
const db = () => database.db();

describe('the pages of the Alumni Network, on a phone of 360 pixels', () => {
  let browser: Browser;
  let server: Listening;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('are no wider than it, and pass axe, for an alumna and for staff', async () => {
    const site = siteOn(db());
    server = await listenOn(site);
    const workshop = await pastWorkshop(site);
    const alumna = await addAlumna(site, workshop, 'Thida Win', 'Myanmar');
    const staff = await addStaff(site);
    const own = await plantNetwork(site, workshop, { staff, alumna });
    for (const [name, represents] of [
      ['សុខ ចាន់ថា', 'Cambodia'],
      ['فاطمة الزهراء', 'Jordan'],
      ['Li Wei', 'International Organization for Migration'],
    ] as const) {
      const written = { represents, agency: 'Directorate-General of Immigration', email: 'officer@example.org' };
      const fields = ['name', 'represents', 'agency', 'email', 'contacts'];
      await agree(await site.as(await addAlumna(site, workshop, name, represents)), written, fields);
    }
    const baseURL = server.home();
    const faults: string[] = [];
    const seen = new Set<string>();
    const [event, group] = [`/events/${own['event'] ?? ''}`, `/groups/${own['group'] ?? ''}`];
    for (const [person, pages] of [
      [alumna, ['', '/directory', group, '/mentoring', '/profile', '/contacts']],
      [
        staff,
        ['/focal-points', '/announcements', '/events', event, '/groups', '/spotlights', '/trainers', '/contact-graph'],
      ],
    ] as const) {
      const screen = { viewport: { width: 360, height: 640 }, isMobile: true, reducedMotion: 'reduce' } as const;
      const phone = await browser.newPage({ baseURL, ...screen });
      const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
      await phone.goto(`/sign-in/with/${secret}`);
      for (const path of pages) {
        await phone.goto(`/alumni${path}`);
        const over = await overflowOf(phone);
        if (over > 0) faults.push(`${path}: the page is ${over} px wider than the phone`);
        faults.push(...(await accessibilityFaults(phone, seen)).map((fault) => `${path}: ${fault}`));
      }
      await phone.close();
    }
    expect(faults).toEqual([]);
  });
});

import type { Browser, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, choose, contrastFaults, follow, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { siteOn } from '../support/site';
import { askedWorkshop, decide, enter, linkFor } from './asked';

jest.setTimeout(240_000);
const database = testDatabase();
const db = () => database.db();
const tooTall = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';

describe('nominations and tables in a real browser', () => {
  let browser: Browser;
  let server: Listening;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('are named on a phone, decided on a laptop and seated, every page examined by axe, light and dark', async () => {
    const site = siteOn(db());
    server = await listenOn(site);
    const baseURL = server.home();
    const open = async (width: number, height: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> =>
      (
        await browser.newContext({ baseURL, viewport: { width, height }, reducedMotion: 'reduce', colorScheme })
      ).newPage();
    const faults: string[] = [];
    const seen = new Set<string>();
    const look = async (page: Page, where: string) => {
      const overflow = await overflowOf(page);
      if (overflow > 0) faults.push(`${where}: the page is ${overflow} px wider than the screen`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${where}: ${fault}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(...(await contrastFaults(page, seen)).map((fault) => `${where}, dark: ${fault}`));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.evaluate(`document.documentElement.dir = 'rtl'`);
      const mirrored = await overflowOf(page);
      if (mirrored > 0) faults.push(`${where}: mirrored, the page is ${mirrored} px wider than the screen`);
      await page.evaluate(`document.documentElement.dir = 'ltr'`);
    };

    const asked = await askedWorkshop(site, 3);
    const link = await linkFor(
      asked,
      'Lao People’s Democratic Republic',
      'Immigration Department, Ministry of Public Security',
    );
    const phone = await open(360, 640);
    await phone.goto(link);
    await look(phone, 'an agency that has named nobody');
    for (const [name, languages] of [
      ['ສົມສັກ ພົມມະຈັນ', 'ລາວ, English'],
      ['عبدالله رحیمی', 'فارسی, English'],
      ['ဒေါ်ခင်မြင့်', 'မြန်မာ'],
      ['Bounmy', 'Lao'],
    ] as const) {
      await phone.getByLabel('Name', { exact: true }).fill(name);
      await phone.getByLabel('Languages').fill(languages);
      await follow(phone.getByRole('button', { name: 'Name this person' }));
      await phone.getByText('Kept. The people who run').waitFor();
    }
    await phone.getByLabel('Name', { exact: true }).fill('BOUNMY');
    await phone.getByLabel('E-mail').fill('bounmy@example.org');
    await phone.getByLabel('What the room must provide').fill('Call 020 5555 1234');
    await follow(phone.getByRole('button', { name: 'Name this person' }));
    await look(phone, 'a name with what is not needed');
    await phone.getByLabel('What the room must provide').fill('A step-free way');
    await follow(phone.getByRole('button', { name: 'Name this person' }));
    await look(phone, 'a name that is there already');

    const ids = await db()('nominations')
      .where({ workshop_id: asked.workshop.id })
      .orderBy('made_at')
      .orderBy('id')
      .pluck<string[]>('id');
    const [first = '', second = '', third = '', fourth = ''] = ids;
    for (const id of [first, second]) await decide(asked, id, { then: 'approve' });
    const chai = await enter(asked, { name: 'Chai', languages: 'Thai' });
    await decide(asked, chai, { then: 'approve' });
    await decide(asked, third, { then: 'wait', because: 'No place is free' });
    await decide(asked, fourth, { then: 'wait', because: 'No place is free' });
    await enter(asked, { name: 'CHAI', again: 'yes', needs: 'Large print' });

    await phone.goto(`${link}/people/${first}`);
    await look(phone, 'one of the agency');
    await choose(phone.getByLabel('I am sure'));
    await follow(phone.getByRole('button', { name: 'Withdraw the nomination' }));
    await phone.getByText('Withdrawn').first().waitFor();
    await look(phone, 'an agency with people');

    const laptop = await open(1280, 800);
    await laptop.goto(
      `/sign-in/with/${await makeEntry(db(), site.clock.now, { purpose: 'example', personId: asked.facilitator.id })}`,
    );
    await laptop.goto(asked.page);
    await laptop.getByText('Nobody is moved up by itself').waitFor();
    await look(laptop, 'the nominations');
    await follow(laptop.getByRole('link', { name: 'CHAI', exact: true }));
    await choose(laptop.getByLabel('Approve: enrol this person'));
    await follow(laptop.getByRole('button', { name: 'Decide' }));
    await laptop.getByText('Say who this is').first().waitFor();
    await look(laptop, 'who is meant');
    await choose(laptop.getByLabel('Somebody else: add a new person'));
    await follow(laptop.getByRole('button', { name: 'Decide' }));
    await follow(laptop.getByRole('link', { name: 'Agencies that nominate' }));
    await look(laptop, 'the agencies');
    await laptop.getByLabel('Good until').first().fill('2026-11-22');
    await follow(laptop.getByRole('button', { name: 'Make a new link' }));
    await look(laptop, 'a new link');

    for (const [name, represents] of [
      ['Sione', 'Tonga'],
      ['Mele', 'Tonga'],
      ['José Ramos', 'Timor-Leste'],
    ] as const) {
      await asked.desk.get(`/workshops/${asked.workshop.id}/roster`);
      await asked.desk.send(`/workshops/${asked.workshop.id}/roster/people`, {
        name,
        represents,
        agency: 'Immigration and border service of a long name',
        role: 'observer',
      });
      await db()('enrolments').where({ workshop_id: asked.workshop.id, represents }).update({ role: 'participant' });
    }
    await laptop.goto(`/workshops/${asked.workshop.id}/tables`);
    await look(laptop, 'before there are tables');
    await laptop.getByLabel('Number of tables').fill('2');
    await follow(laptop.getByRole('button', { name: 'Make the tables' }));
    await laptop.getByText('The tables are kept').waitFor();
    await look(laptop, 'the tables');
    const narrow = await open(360, 640);
    await narrow.context().addCookies(await laptop.context().cookies());
    await narrow.goto(`/workshops/${asked.workshop.id}/tables`);
    await look(narrow, 'the tables on a phone');
    await narrow.goto(asked.page);
    await look(narrow, 'the nominations on a phone');
    await narrow.goto(`${asked.page}/${second}`);
    await look(narrow, 'a nomination on a phone');
    const wall = await open(1920, 1080);
    await wall.context().addCookies(await laptop.context().cookies());
    for (const tables of [2, 40]) {
      await db()('table_plans').where({ workshop_id: asked.workshop.id }).update({ tables });
      await wall.goto(`/workshops/${asked.workshop.id}/tables/wall`);
      await look(wall, `the wall with ${tables} tables`);
      expect(await wall.evaluate<number>(tooTall)).toBeLessThanOrEqual(0);
    }
    await wall.setViewportSize({ width: 1024, height: 768 });
    expect(await wall.evaluate<number>(tooTall)).toBeLessThanOrEqual(0);
    const own = await db()('table_places')
      .where({ workshop_id: asked.workshop.id })
      .first<{ person_id: string }>('person_id');
    await phone.goto(
      `/sign-in/with/${await makeEntry(db(), site.clock.now, { purpose: 'example', personId: own.person_id })}`,
    );
    await phone.goto(`/workshops/${asked.workshop.id}/tables`);
    await look(phone, 'a person’s own table');
    expect(faults).toEqual([]);
  });
});

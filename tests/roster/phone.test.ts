import type { Browser } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { accessibilityFaults, follow, launchChromium, overflowOf } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

jest.setTimeout(240_000);
const database = testDatabase();
const db = () => database.db();

describe('a facilitator with a phone of 360 pixels', () => {
  let browser: Browser;
  let server: Listening;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('brings in a list, answers, takes it back, merges and prints cards, every page examined by axe', async () => {
    const site = siteOn(db());
    server = await listenOn(site);
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    await addParticipant(site, workshop, 'Nguyễn Văn An');
    await addParticipant(site, workshop, 'NGUYEN VAN AN');
    const context = await browser.newContext({
      baseURL: server.home(),
      viewport: { width: 360, height: 640 },
      isMobile: true,
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    const phone = await context.newPage();
    const faults: string[] = [];
    const look = async (where: string) => {
      const overflow = await overflowOf(phone);
      if (overflow > 0) faults.push(`${where}: the page is ${overflow} px wider than the phone`);
      faults.push(...(await accessibilityFaults(phone)).map((fault) => `${where}: ${fault}`));
    };
    const send = async (text: string) => {
      await phone.goto(`/workshops/${workshop.id}/roster`);
      await phone
        .getByLabel('File')
        .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await follow(phone.getByRole('button', { name: 'Look at the file' }));
      await phone.getByRole('heading', { name: 'What will happen' }).waitFor();
    };
    await phone.goto(
      `/sign-in/with/${await makeEntry(db(), site.clock.now, { purpose: 'example', personId: facilitator.id })}`,
    );
    await send('Name,E-mail,Agency\n,wrong,Police\n');
    await look('a list with faults');
    await send(
      'Name,E-mail,Agency\nAn Nguyen Van,,Police\nSomchai,somchai@x.example,Immigration Bureau of a long name\n',
    );
    await look('a dry run');
    await phone.getByLabel('Somebody else: add a new person').check();
    await follow(phone.getByRole('button', { name: 'Add these people' }));
    await phone.getByText('2 people added').waitFor();
    await look('what was added');
    await follow(phone.getByRole('link', { name: 'Back to the roster' }));
    await look('the roster');
    await follow(phone.getByRole('link', { name: /NGUYEN VAN AN –|Nguyễn Văn An –|An Nguyen Van –/ }));
    await phone.getByRole('heading', { name: 'Make one person of two' }).waitFor();
    await look('merging');
    await phone.goto(`/workshops/${workshop.id}/roster`);
    await follow(phone.getByRole('link', { name: 'Somchai' }));
    await look('one person');
    await follow(phone.getByRole('button', { name: 'Make a new card' }));
    await phone.locator('.rejoin-card').waitFor();
    await look('a card');
    expect(faults).toEqual([]);
    await context.close();
  });
});

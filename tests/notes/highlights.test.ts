import { extractText } from 'unpdf';
import { makeEntry } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { guideMark, publishPlanted } from '../support/canaries';
import { accessibilityFaults, launchChromium } from '../support/chromium';
import { testDatabase } from '../support/database';
import { listenOn } from '../support/listen';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Browser, type Site } from '../support/site';

const database = testDatabase();
let site: Site;
let workshop: Workshop;
let facilitator: Browser;

beforeAll(async () => {
  site = siteOn(database.db());
  await publishPlanted(database.db(), site.clock.now);
  const daniel = await addFacilitator(site);
  workshop = await addWorkshop(site, daniel);
  facilitator = await site.as(daniel);
});

const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;
const newReader = async () => site.as(await addParticipant(site, workshop, 'Sione'));

/** The first block of a page of the book with some words of its second half, as a browser would send them. */
async function choose(browser: Browser, book = 'handbook', selector = '.block-text'): Promise<Record<string, string>> {
  await browser.get(path(`${book}/raapt`));
  const block = browser.page.querySelector(`.book > ${selector}`);
  const words = (block?.querySelector('p:not(.block-word)')?.text ?? '').replace(/\s+/g, ' ').trim();
  const middle = Math.floor(words.length / 2);
  return {
    edition: book,
    block: block?.id ?? '',
    exact: words.slice(middle, middle + 30),
    prefix: words.slice(Math.max(0, middle - 40), middle),
    suffix: words.slice(middle + 30, middle + 70),
  };
}
const mark = (browser: Browser, words: Record<string, string>, expected = 303) =>
  browser.send(path('highlights'), words, expected);
const marksIn = (browser: Browser, block = '') =>
  browser.page
    .querySelectorAll(`[id="${block}"] mark.own-mark`)
    .map((each) => each.text)
    .join('')
    .replace(/\s+/g, ' ');

describe('words that a reader marks in a book', () => {
  it('are marked there from then on, once, and lead back to their block', async () => {
    const reader = await newReader();
    const words = await choose(reader);
    await mark(reader, words);
    expect(reader.location).toBe(path(`handbook/raapt#${String(words['block'])}`));
    await reader.follow();
    expect(marksIn(reader, words['block']).trim()).toBe(words['exact']?.trim());
    await mark(reader, words);
    await reader.follow();
    await reader.get(path('notes'));
    expect(reader.page.querySelectorAll('mark.own-mark').map((each) => each.text)).toEqual([words['exact']?.trim()]);
  });

  it('are nobody else’s, and can be taken away by their owner alone', async () => {
    const [reader, other] = [await newReader(), await newReader()];
    const words = await choose(reader);
    await mark(reader, words);
    await other.get(path('handbook/raapt'));
    expect(marksIn(other, words['block'])).toBe('');
    await reader.get(path('notes'));
    const action =
      reader.page
        .querySelectorAll('form')
        .map((form) => form.getAttribute('action') ?? '')
        .find((each) => each.endsWith('/removals')) ?? '';
    const token = other.page.querySelector('[name=_csrf]')?.getAttribute('value');
    await other.agent.post(action).type('form').send({ _csrf: token }).expect(303);
    await reader.get(path('notes'));
    await reader.send(action);
    await reader.follow();
    expect(reader.words).toContain('You have written no note here yet.');
  });

  it('are refused where the passage does not have them, and where they are of another book', async () => {
    const reader = await newReader();
    const words = await choose(reader);
    await mark(reader, { ...words, exact: 'words of somebody else' }, 409);
    const guided = await choose(facilitator, 'guide', '.guide');
    for (const change of [guided, { ...guided, edition: 'handbook' }, { ...words, edition: 'guide' }]) {
      await reader.get(path('handbook/raapt'));
      await mark(reader, change, 404);
    }
    await reader.get(path('handbook/raapt'));
    await mark(reader, { ...words, exact: 'x'.repeat(1001) }, 409);
  });

  it('stay in the list as they were when the text was rewritten (edrlab/thorium-reader#3472)', async () => {
    const reader = await newReader();
    const words = await choose(reader);
    await mark(reader, words);
    await database
      .db()('highlights')
      .where({ block: words['block'], exact: words['exact']?.trim() })
      .update({ exact: 'What the sentence said before.' });
    await reader.get(path('handbook/raapt'));
    expect(marksIn(reader, words['block'])).toBe('');
    await reader.get(path('notes'));
    expect(reader.page.querySelector('#orphans ~ .noted mark')?.text).toBe('What the sentence said before.');
    expect(reader.page.querySelector('#highlights')).toBeNull();
  });

  it('are printed below their passage in one’s own Handbook', async () => {
    const reader = await newReader();
    const words = await choose(reader);
    await mark(reader, words);
    const answer = await reader.agent
      .get(path('notes/handbook.pdf'))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    const line = text.replace(/\s+/g, ' ');
    expect(line).toContain('Words I highlighted');
    expect(line).toContain(`“${String(words['exact']?.trim())}”`);
  });

  it('of the Guide are shown to their owner only while the Guide is open to them', async () => {
    const ravi = await addFacilitator(site, 'Ravi');
    const own = await addWorkshop(site, ravi);
    const page = await site.as(ravi);
    await page.get(`/workshops/${own.id}/guide/raapt`);
    const block = page.page.querySelector('.book > .block-say.guide');
    const exact = (block?.querySelector('p:not(.block-word)')?.text ?? '').slice(0, 40);
    expect(exact).toContain(guideMark);
    const words = { edition: 'guide', block: block?.id ?? '', exact, prefix: '', suffix: '' };
    await page.send(`/workshops/${own.id}/highlights`, words);
    await page.get(`/workshops/${own.id}/notes`);
    expect(page.words).toContain(guideMark);
    await database
      .db()('enrolments')
      .where({ workshop_id: own.id, person_id: ravi.id })
      .update({ role: 'participant' });
    const later = await site.as(ravi);
    await later.get(`/workshops/${own.id}/notes`);
    expect(later.words).toContain('which is not open to you now');
    expect(later.text).not.toContain(guideMark);
  });

  it('are marked by selecting them on a phone', async () => {
    const server = await listenOn(site);
    const browser = await launchChromium();
    try {
      const person = await addParticipant(site, workshop, 'Thida Win');
      const secret = await makeEntry(database.db(), site.clock.now, { purpose: 'example', personId: person.id });
      const phone = await browser.newPage({
        baseURL: server.home('127.0.0.1'),
        viewport: { width: 360, height: 640 },
      });
      await phone.goto(`/sign-in/with/${secret}`);
      await phone.goto(path('handbook/raapt'));
      const paragraph = phone.locator('.book > .block-text p').first();
      const before = await paragraph.innerText();
      await paragraph.click({ clickCount: 3 });
      await phone.getByRole('button', { name: 'Highlight these words' }).click();
      await phone.locator('mark.own-mark').first().waitFor();
      expect((await phone.locator('mark.own-mark').allInnerTexts()).join('').replace(/\s/g, '')).toBe(
        before.replace(/\s/g, ''),
      );
      expect(await phone.locator('form.marking').isVisible()).toBe(false);
      expect(await accessibilityFaults(phone)).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

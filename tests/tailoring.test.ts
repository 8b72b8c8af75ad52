import { CookieAccessInfo } from 'cookiejar';
import type { Browser as Chromium } from 'playwright-core';
import { extractText } from 'unpdf';
import { check } from '../src/curriculum/check';
import { publishCompiled } from '../src/publish';
import type { SourceFile } from '../src/curriculum/source';
import { overlayOf, smallFiles, stamped } from './curriculum/small';
import { accessibilityFaults, launchChromium, overflowOf } from './support/chromium';
import { testDatabase } from './support/database';
import { listenOn } from './support/listen';
import { type Browser, type Site, addFacilitator, addParticipant, siteOn } from './support/site';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

async function publishSmall(site: Site, files: readonly SourceFile[]): Promise<string> {
  const { compiled, overlays, findings } = check(files, ['small-case']);
  if (!compiled) throw new Error(findings.map(({ message }) => message).join('\n'));
  return (await publishCompiled(db(), site.clock.now, compiled, {}, overlays)).id;
}

const programme = stamped([...smallFiles(), overlayOf('Call the desk. {#lorvane-desk}\n')]);
const changed = (from: string, to: string) =>
  programme.map((file) => {
    return file.path === 'modules/10-first/module.md' ? { ...file, text: file.text.replace(from, to) } : file;
  });

describe('what the facilitators of a workshop choose and write', () => {
  let site: Site;
  let desk: Browser;
  let phone: Browser;
  let home: string;

  async function open(overlay = 'lorvane'): Promise<void> {
    desk = await site.as(await addFacilitator(site));
    await desk.get('/workshops/new');
    const plan = { title: 'Across the river', venue: 'Wendford', timeZone: 'Asia/Bangkok', capacity: '24', overlay };
    await desk.send('/workshops', { ...plan, startsOn: '2026-11-23', endsOn: '2026-11-24' });
    home = desk.location;
    const workshop = { id: home.slice('/workshops/'.length), capacity: 24 };
    phone = await site.as(await addParticipant(site, workshop as never, 'Sione'));
  }
  async function write(block: string, readers: string, body: string, expected = 303, then = 'save'): Promise<void> {
    await desk.get(`${home}/local-notes/${block}`);
    const forms = desk.page.querySelectorAll(`form[action="${home}/local-notes/${block}"]`);
    for (const form of forms) {
      if (form.querySelector('[name=readers]')?.getAttribute('value') !== readers) form.remove();
    }
    await desk.send(`${home}/local-notes/${block}`, { body, then }, expected);
  }
  async function choose(fields: Readonly<Record<string, string>>, expected = 303): Promise<void> {
    await desk.get(`${home}/modules`);
    const kept = Object.fromEntries(
      desk.page.querySelectorAll('.module-choice select, .module-choice input, #field-interpretation').map((field) => {
        const value = field.querySelector('option[selected]') ?? field;
        return [field.getAttribute('name') ?? '', value.getAttribute('value') ?? ''];
      }),
    );
    await desk.send(`${home}/modules`, { ...kept, ...fields }, expected);
  }
  const paper = async (browser: Browser, path: string) => {
    const answer = await browser.agent.get(`${home}/${path}`).responseType('blob');
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    return text.replace(/\s+/g, ' ');
  };
  const words = async (browser: Browser, path: string, status = 200) =>
    (await browser.get(`${home}/${path}`, status)).words;

  beforeAll(async () => {
    site = siteOn(db());
    await publishSmall(site, programme);
  });
  beforeEach(() => open());

  describe('a local note', () => {
    it('stands below its block for everybody, on the page, on paper and in search, in this workshop alone', async () => {
      await write('first-why-text', 'both', 'In **Wendford**, ask the desk at [](#first-task).');
      for (const browser of [desk, phone]) {
        expect(await words(browser, 'handbook/first')).toContain(
          'Local note In Wendford, ask the desk at Activity 1.1',
        );
        expect(await words(browser, 'handbook/search?q=Wendford')).toContain('Local note');
      }
      expect(await words(desk, 'guide/first')).toContain('In Wendford, ask the desk');
      expect(await paper(phone, 'handbook.pdf')).toContain('In Wendford, ask the desk');
      expect(await paper(desk, 'guide.pdf')).toContain('In Wendford, ask the desk');
      await open();
      expect(await words(desk, 'guide/first')).not.toContain('Wendford, ask');
      expect(await paper(desk, 'handbook.pdf')).not.toContain('Wendford, ask');
    });

    it('for facilitators only never reaches a participant, on whatever page, paper or search', async () => {
      await write('first-why-text', 'guide', 'KANARI of the room.');
      await write('first-task-say', 'guide', 'KANARI of a note on a note.');
      expect(await words(desk, 'guide/first')).toContain('Local note for facilitators KANARI of the room.');
      expect(await words(desk, 'guide/search?q=kanari')).toContain('Local note for facilitators');
      expect((await paper(desk, 'guide.pdf')).match(/KANARI/g)).toHaveLength(2);
      const pages = ['', '/handbook', '/handbook/first', '/handbook/preface', '/handbook/agenda', '/handbook/glossary'];
      for (const page of [...pages, '/handbook/search?q=kanari%20room', '/notes', '/changes', '/papers']) {
        await phone.get(`${home}${page}`);
        expect(phone.text).not.toMatch(/KANARI|guide-note/);
      }
      expect(await paper(phone, 'handbook.pdf')).not.toContain('KANARI');
      for (const page of ['local-notes', 'local-notes/first-why-text', 'modules', 'newer-text'])
        await words(phone, page, 404);
    });

    it('is refused, with what was typed, where the books could not be printed or its words lead nowhere', async () => {
      await write('first-why-text', 'both', 'See [](#first-task-say) and [](#no-such-thing).', 422);
      expect(desk.words).toContain('The reference to first-task-say leads to nothing that these readers have.');
      expect(desk.words).toContain('no-such-thing');
      expect(desk.page.querySelector('#note-both')?.text).toContain('See [](#first-task-say)');
      await write('first-why-text', 'both', 'A sign that no font has: \u{12000}', 422);
      expect(desk.words).toContain('\u{12000}');
      await write('first-why-text', 'both', 'Raw <b onclick="x">markup</b>.', 422);
      await write('first-why-text', 'guide', 'See [](#first-task-say).');
      expect(await words(desk, 'guide/first')).toContain('Local note for facilitators See Say');
    });

    it('is changed and taken away, and a chain of deeds says by whom', async () => {
      await write('first-welcome', 'both', 'Good morning.');
      await write('first-welcome', 'both', 'Good evening.');
      expect(await words(phone, 'handbook/first')).toContain('Good evening.');
      expect(phone.words).not.toContain('Good morning.');
      await write('first-welcome', 'both', '', 303, 'remove');
      expect(await words(phone, 'handbook/first')).not.toContain('Good evening.');
      const deeds = await db()('audit_events')
        .where({ workshop_id: home.slice(-36) })
        .orderBy('seq')
        .pluck<string[]>('action');
      expect(deeds.slice(-3)).toEqual(['local note written', 'local note written', 'local note taken away']);
    });

    it('stands on a block of the state’s own text too, and on what stands inside another block', async () => {
      await write('lorvane-desk', 'both', 'Ask for Captain Fifita.');
      await write('first-task', 'both', 'In pairs of two languages.');
      expect(await words(phone, 'handbook/preface')).toContain('Ask for Captain Fifita.');
      expect(await words(phone, 'handbook/first')).toContain('In pairs of two languages.');
    });
  });

  describe('a choice of modules', () => {
    it('leaves an optional module out of both books, the papers and search, for this workshop alone', async () => {
      expect(await words(phone, 'handbook')).toContain('The second module');
      await choose({ 'place.second': 'out' });
      expect(await words(phone, 'handbook')).not.toContain('The second module');
      await words(phone, 'handbook/second', 404);
      await words(desk, 'guide/second', 404);
      expect(await words(phone, 'handbook/search?q=second')).not.toContain('The second module');
      expect(await paper(phone, 'handbook.pdf')).not.toContain('The second module');
      expect(await paper(desk, 'guide.pdf')).not.toContain('The second module');
      await desk.get(`${home}/modules`);
      await desk.send(`${home}/modules`, { interpretation: '1.3', then: 'programme' });
      expect(await words(phone, 'handbook')).toContain('The second module');
    });

    it('teaches an optional module where the day holds it, and moves every clock time after it', async () => {
      await choose({ 'place.second': 'taught', 'order.second': '1' }, 422);
      expect(desk.words).toContain('The days do not hold these modules with interpretation.');
      expect(desk.words).toContain(
        '09:00 to 10:40; with interpretation to 11:04. It must end by 11:00. 4 minutes too long',
      );
      expect(desk.page.querySelector('#field-place\\.second option[selected]')?.getAttribute('value')).toBe('taught');
      await choose({ 'place.second': 'taught', 'order.second': '1', interpretation: '1.2' });
      expect(await words(phone, 'handbook/agenda')).toMatch(
        /09:20 The second module 30 min interpreted: 09:20–09:56, 36 min 09:50 The first module.*09:56–10:20, 24 min.*ends at 10:40, with interpretation at 10:56/,
      );
      expect(await paper(desk, 'papers/agenda.pdf')).toMatch(/09:20.*The second module.*09:50.*The first module/);
      expect(await words(phone, 'handbook')).toMatch(/The second module.*The first module/);
    });

    it('does not drop a core module before it was said which objectives fall', async () => {
      await choose({ 'place.first': 'out', 'place.second': 'taught' }, 422);
      expect(desk.words).toContain('Mark every objective that falls');
      expect(desk.words).toContain('Say why you are here.');
      expect(desk.words).toContain('2 test questions still ask for it.');
      await choose({ 'place.first': 'out', 'place.second': 'taught', 'falls.first-o1': 'yes' });
      await words(phone, 'handbook/first', 404);
      expect(await words(phone, 'handbook/glossary')).toContain('Purpose');
      expect(await words(desk, 'modules')).toContain('Objectives that fall');
    });

    it('keeps what was typed where the factor is no number', async () => {
      await choose({ 'place.second': 'out', interpretation: 'a lot' }, 422);
      expect(desk.words).toContain('Write a factor between 1 and 3');
      expect(desk.page.querySelector('#field-interpretation')?.getAttribute('value')).toBe('a lot');
      expect(desk.page.querySelector('#field-place\\.second option[selected]')?.getAttribute('value')).toBe('out');
    });
  });

  describe('a newer text', () => {
    afterEach(() => publishSmall(site, programme));

    it('turns exactly the notes on changed blocks stale, and shows both texts', async () => {
      await write('first-why-text', 'both', 'On the purpose.');
      await write('first-why-text', 'guide', 'KANARI on the purpose.');
      await write('first-welcome', 'both', 'On the welcome.');
      await write('first-task', 'both', 'On the task.');
      await publishSmall(site, changed('We share', 'We always share'));
      expect(await words(desk, 'newer-text')).toContain('Notes that you would have to read again');
      expect(desk.page.querySelectorAll('#due-title ~ ul li')).toHaveLength(2);
      const id = desk.page.querySelector('[name=publication]')?.getAttribute('value') ?? '';
      await desk.send(`${home}/publications`, { publication: id });
      expect(await words(desk, 'local-notes')).toContain('2 notes were written for an earlier text.');
      expect(desk.page.querySelectorAll('.change .status-open')).toHaveLength(2);
      expect(desk.page.querySelector('.change ins')?.text).toContain('always');
      expect(desk.words).toContain('On the purpose.');
      expect(await words(phone, 'handbook/first')).toContain('It was written for an earlier version of this text');
      expect(phone.words).not.toMatch(/On the purpose|KANARI/);
      expect(phone.words).toMatch(/On the welcome\..*On the task\./);
      await write('first-why-text', 'both', '', 303, 'keep');
      expect(await words(phone, 'handbook/first')).toContain('On the purpose.');
      expect(await words(desk, '')).toContain('One note to read again');
    });

    it('keeps a note whose block is gone, and says so', async () => {
      await write('first-figure', 'both', 'Draw it on the board.');
      await publishSmall(site, changed('{#first-figure ', '{#first-drawing '));
      await desk.get(`${home}/newer-text`);
      const id = desk.page.querySelector('[name=publication]')?.getAttribute('value') ?? '';
      await desk.send(`${home}/publications`, { publication: id });
      expect(await words(desk, 'local-notes')).toContain('Block is gone');
      expect(desk.words).toContain('A line from one box to another.');
      await write('first-figure', 'both', '', 303, 'remove');
      expect(await words(desk, 'local-notes')).toContain('Nobody has written a note yet.');
    });

    it('is not taken once somebody has begun a test', async () => {
      await phone.get(`${home}/tests/pre`);
      await phone.send(`${home}/tests/pre/attempts`);
      await publishSmall(site, changed('We share', 'We often share'));
      expect(await words(desk, 'newer-text')).toContain('so this workshop keeps its text');
      expect(desk.page.querySelector(`form[action="${home}/publications"]`)).toBeNull();
    });
  });

  describe('in a browser', () => {
    let chromium: Chromium;
    beforeAll(async () => {
      chromium = await launchChromium();
    });
    afterAll(() => chromium.close());
    afterEach(() => publishSmall(site, programme));

    it('has no page with a fault that axe knows, or wider than a narrow phone', async () => {
      await write('first-why-text', 'both', 'In Wendford, ask the desk.');
      await write('first-why-text', 'guide', 'Say it slowly.');
      await choose({ 'place.first': 'out', 'place.second': 'taught', 'falls.first-o1': 'yes' });
      await publishSmall(site, changed('We share', 'We always share'));
      const server = await listenOn(site);
      try {
        const cookie = desk.agent.jar.getCookie('titian', new CookieAccessInfo('127.0.0.1', '/', false, false));
        const context = await chromium.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true });
        await context.addCookies([{ name: 'titian', value: cookie?.value ?? '', domain: '127.0.0.1', path: '/' }]);
        const page = await context.newPage();
        const look = async (path: string) => {
          await page.goto(`${server.home('127.0.0.1')}${home}${path}`);
          expect(await accessibilityFaults(page)).toEqual([]);
          expect(await overflowOf(page)).toBe(0);
        };
        await look('/newer-text');
        await desk.get(`${home}/newer-text`);
        const id = desk.page.querySelector('[name=publication]')?.getAttribute('value') ?? '';
        await desk.send(`${home}/publications`, { publication: id });
        for (const path of ['/local-notes?module=first', '/local-notes/first-why-text', '/handbook/agenda'])
          await look(path);
        await page.goto(`${server.home('127.0.0.1')}${home}/modules`);
        await page.getByLabel('Interpretation factor').fill('3');
        await page.getByRole('button', { name: 'Save this choice' }).click();
        await page.getByRole('alert').waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await overflowOf(page)).toBe(0);
        await look('/modules');
      } finally {
        await server.close();
      }
    });
  });
});

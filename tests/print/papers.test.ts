import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishCompiled, readCases } from '../../src/publish';
import { checkFolder } from '../../src/curriculum';
import { blocksOf } from '../../src/curriculum/modules';
import { root } from '../../src/root';
import { enrol, type Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addSomebody, addWorkshop, siteOn } from '../support/site';
import { failuresOf } from './matterhorn';
import { bare, readPaper, type Paper } from './paper';

jest.setTimeout(120_000);
const database = testDatabase();
const folder = join(root, 'curriculum');
const compiled = checkFolder(folder).compiled;
if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
const whole = compiled;

/** Names as the region writes them, with a state and an agency each. */
const cohort = [
  ['สมชาย วัฒนกุล', 'Kasara', 'Immigration'],
  ['សុខា ចាន់', 'Kasara', 'Police'],
  ['ဒေါ်ခင်မြင့်', 'Lorvane', 'Immigration'],
  ['محمد عبد الرحمن', 'Lorvane', 'Coast guard'],
  ['Nguyễn Thị Hồng Nhung', 'Kasara', 'Immigration'],
] as const;

describe('the papers of a workshop', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let reader: Browser;

  beforeAll(async () => {
    site = siteOn(database.db());
    await publishCompiled(database.db(), site.clock.now, whole, readCases(folder));
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    for (const [name, represents, agency] of cohort) {
      const person = await addSomebody(site, name);
      const seat = { role: 'participant', represents, agency } as const;
      await enrol(site.deps.db, 'TEST', site.clock.now, workshop, person.id, seat);
      reader = await site.as(person);
    }
  });

  const fetchPdf = async (browser: Browser, path: string): Promise<Buffer> => {
    const answer = await browser.agent.get(`/workshops/${workshop.id}/papers/${path}`).buffer(true).parse(bytes);
    expect([path, answer.status, answer.type]).toEqual([path, 200, 'application/pdf']);
    const folder = process.env['TITIAN_TEST_PAPERS'];
    if (folder !== undefined) writeFileSync(join(folder, path.replace(/[^a-z0-9.-]+/g, '-')), answer.body as Buffer);
    return answer.body as Buffer;
  };
  const print = async (browser: Browser, path: string): Promise<Paper> => readPaper(await fetchPdf(browser, path), 0);

  it('are listed for a facilitator, and every link on the list prints what a screen reader can follow', async () => {
    await desk.get(`/workshops/${workshop.id}/papers`);
    const links = desk.page.querySelectorAll('main a[href*=".pdf"]').map((link) => link.getAttribute('href') ?? '');
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) {
      const pdf = await fetchPdf(desk, link.replace(`/workshops/${workshop.id}/papers/`, ''));
      const paper = await readPaper(pdf, 0);
      expect([link, await failuresOf(pdf)]).toEqual([link, []]);
      expect(paper.marked).toBe(true);
      expect(paper.info['Title']).not.toBe('');
      expect(paper.headings.length).toBeGreaterThan(0);
    }
  });

  it('are for a participant the blank tools and handouts, and nothing else', async () => {
    await reader.get(`/workshops/${workshop.id}/papers`);
    const links = reader.page.querySelectorAll('main a[href*=".pdf"]').map((link) => link.getAttribute('href') ?? '');
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !link.includes('/papers/blanks'))).toEqual([]);
    for (const name of ['agenda', 'sign-in', 'name-tents', 'join-cards', 'relief'])
      await reader.get(`/workshops/${workshop.id}/papers/${name}.pdf`, 404);
  });

  it('never take a facilitator’s block for a blank one', async () => {
    const secret = whole.guide.modules.flatMap(blocksOf).find((block) => block.kind === 'model-answer');
    await desk.get(`/workshops/${workshop.id}/papers/blanks/${secret?.id ?? ''}.pdf`, 404);
    await reader.get(`/workshops/${workshop.id}/papers/blanks/no-such-tool.pdf`, 404);
  });

  it('give each tool and handout a page of its own, with its name for a heading', async () => {
    const blanks = whole.handbook.modules
      .flatMap(blocksOf)
      .filter(({ kind }) => kind === 'tool' || kind === 'handout')
      .map(({ title = '' }) => bare(title));
    const paper = await print(reader, 'blanks.pdf');
    expect(paper.headings).toEqual(blanks);
    expect(paper.outline.map(({ page }) => page)).toEqual([...new Set(paper.outline.map(({ page }) => page))]);
    const one = await print(reader, 'blanks/request-tool-form.pdf?paper=Letter');
    expect(one.pages[0]).toContain('Tool');
    expect(one.headings).toEqual(['Requestforinformation']);
  });

  it('have the agenda under the days of this workshop, each item when the one before it ends', async () => {
    const plain = (await print(desk, 'agenda.pdf')).pages.join('');
    const stretched = (await print(desk, 'agenda.pdf?interpretation=yes')).pages.join('');
    expect(plain).toContain(bare('23 November 2026'));
    for (const item of whole.agenda.days.flatMap((day) => day.items))
      expect(plain).toContain(bare(`${item.starts}–${item.ends}${item.title}`));
    for (const day of whole.agenda.days) {
      const minutes = day.items.map((item) => item.interpreted);
      for (const minute of minutes) expect(stretched).toContain(`${minute}minute`);
    }
    expect(stretched).not.toBe(plain);
  });

  it('have a line for everybody on the sign-in sheet of a half day, whatever the script of the name (danmarsden/moodle-mod_attendance#356)', async () => {
    const half = await fetchPdf(desk, 'sign-in.pdf?half=2026-11-23-am');
    const paper = await readPaper(half, 0);
    expect(paper.pages).toHaveLength(1);
    for (const [, state, agency] of cohort) expect(paper.pages[0]).toContain(bare(`${agency}, ${state}`));
    expect(paper.pages[0]?.normalize()).toContain(bare('Nguyễn Thị Hồng Nhung'));
    await desk.get(`/workshops/${workshop.id}/papers/sign-in.pdf?half=2031-01-01-am`, 404);
    expect((await print(desk, 'name-tents.pdf')).pages).toHaveLength(cohort.length);
  });

  it('show on each card the code, and the address in words and as a link', async () => {
    const [page = ''] = (await print(desk, 'join-cards.pdf')).pages;
    expect(page.split(workshop.joinCode).length - 1).toBe(8);
    expect(page).toContain('/join');
  });

  it('give a substitute the room in a few pages: counts, clock, first words, pages of both books', async () => {
    const paper = await print(desk, 'relief.pdf');
    const text = paper.pages.join('');
    expect(paper.pages.length).toBeLessThan(9);
    expect(text).toContain('5participantshavejoined');
    expect(text).toContain('Kasara3·Lorvane2');
    for (const [name] of cohort) expect(text).not.toContain(bare(name));
    const [welcome] = whole.guide.modules;
    const said = blocksOf(welcome as (typeof whole.guide.modules)[number]).filter(({ kind }) => kind === 'say');
    const [first] = said.flatMap(({ body }) => body);
    const opening = first?.type === 'paragraph' ? first.children.map((each) => ('text' in each ? each.text : '')) : [];
    expect(opening.join('').length).toBeGreaterThan(20);
    expect(text).toContain(bare(opening.join('')));
    expect(paper.headings[0]).toBe('Reliefpackforasubstitutefacilitator');
  });
});

function bytes(response: NodeJS.EventEmitter, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => {
    done(null, Buffer.concat(chunks));
  });
}

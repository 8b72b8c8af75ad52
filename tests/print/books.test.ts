import { join } from 'node:path';
import { bookOf, bookPdf } from '../../src/curriculum/book';
import type { Block, Compiled } from '../../src/curriculum/curriculum';
import { checkFolder } from '../../src/curriculum/files';
import type { Book, Printed } from '../../src/print';
import { root } from '../../src/root';
import { wordsIn } from '../../src/words';
import { bare, readPaper, runsOfBook, type Paper } from './paper';

const options = { paper: 'A4', words: wordsIn('en'), day: '2026-11-21' } as const;
const latin = /^[\u0020-\u024f\u2010-\u2044\u2190-\u22ff]*$/u;

let compiled: Compiled;
let handbook: { book: Book; printed: Printed; paper: Paper; text: string };
let guide: { book: Book; printed: Printed; paper: Paper; text: string };

beforeAll(async () => {
  const found = checkFolder(join(root, 'curriculum')).compiled;
  if (!found) throw new Error('The shipped curriculum cannot be compiled.');
  compiled = found;
  const print = async (edition: 'handbook' | 'guide', book: Book) => {
    const printed = await bookPdf(edition, compiled, options);
    const paper = await readPaper(printed.pdf);
    return { book, printed, paper, text: paper.pages.join('') };
  };
  handbook = await print('handbook', bookOf(compiled.handbook, compiled, options));
  guide = await print('guide', bookOf(compiled.guide, compiled, options, handbook.printed.pageOf));
}, 120_000);

const both = () => [handbook, guide];

describe('the two books on paper', () => {
  it('say every paragraph that stands in their source', () => {
    for (const { book, text } of both()) {
      const runs = runsOfBook(book).filter((run) => latin.test(run));
      expect(runs.length).toBeGreaterThan(500);
      expect(runs.filter((run) => !text.includes(run))).toEqual([]);
    }
  });

  it('keep every word of the facilitator out of the Handbook (TeamBasedInquiryLearning/linear-algebra#32)', () => {
    const shared = new Set(runsOfBook(handbook.book));
    // A session plan names activities by number and title, which both books have.
    const secret = runsOfBook(guide.book).filter(
      (run) => run.length >= 25 && !shared.has(run) && !/^\d+\.\d/.test(run),
    );
    expect(secret.length).toBeGreaterThan(200);
    expect(secret.filter((run) => handbook.text.includes(run))).toEqual([]);
    const raw = handbook.printed.pdf.toString('latin1');
    for (const id of guideOnlyIds(compiled)) expect(raw).not.toContain(`(${id})`);
  });

  it('have a bookmark for each heading, in order, under the heading’s own words (BookStackApp/BookStack#3199, rust-lang/mdBook#2257)', () => {
    for (const { paper } of both()) {
      expect(paper.headings.length).toBeGreaterThan(40);
      // A box's bookmark says its word first ("Activity 4.2: …"), which stands beside the box.
      const told = paper.outline.map(({ title }) => bare(title));
      expect(told).toHaveLength(paper.headings.length);
      expect(told.filter((title, index) => !title.endsWith(paper.headings[index] ?? '?'))).toEqual([]);
    }
  });

  it('give in their contents the page on which each module and section begins (GitbookIO/gitbook#507)', () => {
    for (const { book, paper, printed } of both()) {
      const first = printed.pageOf[book.sections[0]?.id ?? ''] ?? 0;
      const contents = paper.pages.slice(2, first - 1).join('');
      for (const section of book.sections.flatMap((each) => [each, ...each.sections])) {
        const title = section.title.map((each) => ('text' in each ? each.text : '')).join('');
        const page = printed.pageOf[section.id] ?? 0;
        expect(contents).toContain(`${bare(title)}${page}`);
        expect(paper.pages[page - 1]).toContain(bare(title));
        const named = section.number === undefined ? title : `${section.number} ${title}`;
        expect(paper.outline).toContainEqual({ title: named, page });
      }
    }
  });

  it('end with an index whose pages have the word that it promises, and miss none of a rare word', () => {
    for (const { book, paper } of both()) {
      const entries = book.index?.entries ?? [];
      const start = paper.outline.find(({ title }) => title === 'Index')?.page ?? 0;
      const index = paper.pages.slice(start - 1).join('');
      const glossary = paper.outline.find(({ title }) => title === 'Glossary')?.page ?? 0;
      const body = paper.outline.find(({ title }) => title.startsWith('About'))?.page ?? 0;
      const wrong: string[] = [];
      let listed = 0;
      for (const { title, forms } of entries) {
        const [found] = [...index.matchAll(new RegExp(`${escaped(bare(title))}((?:\\d+[,–]?)+)`, 'gu'))];
        const pages = pagesIn(found?.[1] ?? '');
        const word = forms[0] && bare(forms[0]).toLowerCase().replace(/y$/, '');
        if (!word) {
          if (pages.length !== 1 || !paper.pages[(pages[0] ?? 0) - 1]?.includes(bare(title.replace(/ \(.*$/, ''))))
            wrong.push(`${title}: ${found?.[1] ?? 'no page'}`);
          continue;
        }
        listed += pages.length;
        const has = (page: number) => paper.pages[page - 1]?.toLowerCase().includes(word);
        wrong.push(...pages.filter((page) => !has(page) || page >= start).map((page) => `${title}: ${page}`));
        const met = paper.pages.map((_, at) => at + 1).filter((page) => page >= body && page < glossary && has(page));
        // Words inside other words ("lead" in "leader") are met only by this test, so that it looks at long ones.
        if (met.length <= 10 && word.length > 12)
          wrong.push(...met.filter((page) => !pages.includes(page)).map((page) => `${title}: ${page} is missing`));
      }
      expect(wrong).toEqual([]);
      expect(listed).toBeGreaterThan(entries.length);
    }
  });

  it('tell the facilitator the Handbook’s page beside everything that participants have open', () => {
    const activities = compiled.guide.modules
      .flatMap((module) => [...module.opening, ...module.sections.flatMap((section) => section.blocks)])
      .filter((block) => block.kind === 'activity' && handbook.printed.pageOf[block.id] !== undefined);
    expect(activities.length).toBeGreaterThan(5);
    for (const { id, number } of activities) {
      const there = handbook.printed.pageOf[id] ?? 0;
      const here = guide.printed.pageOf[id] ?? 0;
      expect(guide.paper.pages[here - 1]).toContain(`Activity${number ?? ''}Handbookp.${there}`);
      expect(handbook.paper.pages[there - 1]).toContain(`Activity${number ?? ''}`);
    }
    const told = [...guide.text.matchAll(/Handbookp\.(\d+)/g)].map((match) => Number(match[1]));
    expect(told.every((page) => page >= 1 && page <= handbook.printed.pages)).toBe(true);
  });

  it('are tagged, titled, and in their language, with every font inside the file (suitenumerique/docs#1132)', () => {
    for (const { book, paper, printed } of both()) {
      expect(paper.marked).toBe(true);
      expect(paper.info).toMatchObject({ Title: book.title, Language: 'en' });
      const raw = printed.pdf.toString('latin1');
      expect(raw).toContain('/DisplayDocTitle true');
      expect(raw).toContain('pdfuaid:part>1<');
      const descriptors = raw.match(/\/Type \/FontDescriptor[\s\S]*?>>/g) ?? [];
      expect(descriptors.length).toBeGreaterThan(4);
      expect(descriptors.filter((each) => !each.includes('/FontFile2'))).toEqual([]);
      expect(raw).not.toMatch(/\/Subtype \/Type1\b/);
    }
  });

  it('are equal files when they say the same, and count their pages as they are', async () => {
    const again = await bookPdf('handbook', compiled, { ...options });
    expect(again).toBe(handbook.printed);
    expect(handbook.paper.pages).toHaveLength(handbook.printed.pages);
  });
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** "12,14–16" as 12, 14, 15, 16. */
function pagesIn(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('–').map(Number);
    return from > 0 ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [];
  });
}

function guideOnlyIds({ guide: whole, handbook: own }: Compiled): string[] {
  const idsIn = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) => [
      block.id,
      ...idsIn(block.body.flatMap((part) => (part.type === 'block' ? [part.block] : []))),
    ]);
  const all = (edition: Compiled['guide']) =>
    edition.modules.flatMap((module) => [
      ...idsIn(module.opening),
      ...module.sections.flatMap((section) => idsIn(section.blocks)),
    ]);
  const shared = new Set(all(own));
  return all(whole).filter((id) => !shared.has(id));
}

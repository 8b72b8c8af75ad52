import { getDocumentProxy } from 'unpdf';
import {
  pagesOnce,
  printPdf,
  printTo,
  Unprintable,
  type Book,
  type CertificateSheet,
  type NameTents,
  type SignInSheet,
} from '../../src/print';
import { failuresOf } from './matterhorn';
import { bare, readPaper } from './paper';

const imprint = {
  author: 'Titian',
  language: 'en',
  direction: 'ltr',
  paper: 'A4',
  day: '2026-11-21',
} as const;

const certificate: CertificateSheet = {
  ...imprint,
  kind: 'certificate',
  title: 'Certificate of Somchai & <others>',
  programme: 'Sharing information across borders',
  heading: 'Certificate of completion',
  lead: 'This is to certify that',
  name: 'Somchai Wattanakul',
  statement: ['took part in the workshop.'],
  facts: [
    { label: 'Dates', value: '19 and 20 November 2026' },
    { label: 'Attendance', value: '4 of 4 half days' },
  ],
  signatures: [{ name: 'Amina Rahman', role: 'Facilitator' }],
  number: { label: 'Number', value: 'T-2026-000417' },
  verify: { label: 'Scan to check', url: 'https://titian.example/certificates/abc' },
};

const longBook = (pages: number): Book => ({
  ...imprint,
  kind: 'book',
  title: 'A long book',
  heading: 'A long book',
  programme: 'Programme',
  edition: 'Student Handbook',
  publication: 'Version 1',
  date: '21 November 2026',
  colophon: [],
  words: {
    contents: 'Contents',
    page: 'p. {page}',
    otherBookPage: 'H {page}',
    mark: '[{page}]',
    exercise: '',
  },
  sections: Array.from({ length: pages }, (_, index) => ({
    id: `module-${index + 1}`,
    level: 1 as const,
    number: `${index + 1}`,
    title: [{ type: 'text' as const, text: `Module number ${index + 1}` }],
    blocks: [
      {
        type: 'prose' as const,
        id: `text-${index + 1}`,
        content: [
          { type: 'paragraph' as const, children: [{ type: 'text' as const, text: 'Calm words. '.repeat(60) }] },
        ],
      },
    ],
    sections: [],
  })),
});

describe('the press', () => {
  it('prints a hundred pages while the server goes on answering', async () => {
    let turns = 0;
    let printing = true;
    const answer = (): void => {
      turns += 1;
      if (printing) setImmediate(answer);
    };
    setImmediate(answer);
    const printed = await printPdf(longBook(100));
    printing = false;
    expect(printed.pages).toBeGreaterThan(100);
    // In one thread with the server, not one turn would pass between two pages.
    expect(turns).toBeGreaterThan(printed.pages);
  }, 60_000);

  it('refuses a document with a character that it cannot draw, and says which and where', async () => {
    const refused = printPdf({ ...certificate, name: 'Somchai 𓀀' });
    await expect(refused).rejects.toBeInstanceOf(Unprintable);
    await expect(refused).rejects.toMatchObject({ missing: [{ codePoint: 'U+13000', where: 'Somchai 𓀀' }] });
    expect((await printPdf(certificate)).pages).toBe(1);
  });

  it('hands a book on in pieces while it is drawn, and nothing of what it refuses', async () => {
    const pieces: Uint8Array[] = [];
    const take = (bytes: Uint8Array) => void pieces.push(bytes);
    const paging = await printTo(take, longBook(40));
    const whole = await printPdf(longBook(40));
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(whole.pdf)).toBe(true);
    expect(paging).toEqual({ pages: whole.pages, pageOf: whole.pageOf });
    pieces.length = 0;
    await expect(printTo(take, { ...certificate, name: 'Somchai 𓀀' })).rejects.toBeInstanceOf(Unprintable);
    expect(pieces).toEqual([]);
    const full = printTo(() => {
      throw new Error('The disk is full.');
    }, certificate);
    await expect(full).rejects.toThrow('The disk is full.');
    expect((await printPdf(certificate)).pages).toBe(1);
  }, 60_000);

  it('knows the pages of a book before it is printed', async () => {
    const book = longBook(12);
    const laid = await pagesOnce(book);
    const { pages, pageOf } = await printPdf(book);
    expect(laid).toEqual({ pages, pageOf });
  });

  it('prints the same bytes for the same document', async () => {
    const [one, two] = await Promise.all([printPdf(certificate), printPdf({ ...certificate })]);
    expect(one.pdf.equals(two.pdf)).toBe(true);
  });
});

describe('a certificate', () => {
  it('stands on one landscape page with all its facts, and leads to where it can be checked', async () => {
    const { pdf } = await printPdf(certificate);
    const paper = await readPaper(pdf, 0);
    const page = paper.pages.join('');
    for (const { label, value } of certificate.facts) expect(page).toContain(bare(`${label}${value}`));
    for (const words of [certificate.name, certificate.number.value, certificate.verify.url, 'Amina Rahman'])
      expect(page).toContain(bare(words));
    expect(paper.headings).toEqual([bare(certificate.heading)]);
    expect(paper.info).toMatchObject({ Title: certificate.title, Language: 'en' });
    const file = await getDocumentProxy(new Uint8Array(pdf));
    const first = await file.getPage(1);
    const [, , width = 0, height = 0] = first.view;
    expect([file.numPages, width > height]).toEqual([1, true]);
    const links = (await first.getAnnotations()) as { url?: string }[];
    expect(links.map((link) => link.url)).toContain(certificate.verify.url);
    expect(pdf.toString('latin1')).toContain('Somchai &amp; &lt;others&gt;');
    expect(await failuresOf(pdf)).toEqual([]);
  });

  it.each([
    'สมชาย วัฒนกุล',
    'សុខា ចាន់',
    'အောင်အောင်',
    'محمد عبد الرحمن',
    'রহিমা খাতুন',
    'Nguyễn Thị Hồng Nhung',
    '欧阳娜喆',
    '髙橋 さくら',
    '김민준',
  ])('bears the name %s in its own script', async (name) => {
    const { pdf } = await printPdf({ ...certificate, name });
    expect((await readPaper(pdf, 0)).pages).toHaveLength(1);
    expect(await failuresOf(pdf)).toEqual([]);
  });
});

describe('sheets for the room', () => {
  const names = Array.from({ length: 40 }, (_, index) => `Person ${index + 1}`);

  it('gives everybody a line to sign, under a head that stands on each page', async () => {
    const sheet: SignInSheet = {
      ...imprint,
      kind: 'sign-in',
      title: 'Attendance',
      heading: 'Attendance',
      facts: [{ label: 'Workshop', value: 'Bangkok' }],
      nameColumn: 'Name',
      columns: ['Morning', 'Afternoon'],
      names,
      spareLines: 4,
    };
    const { pages } = await readPaper((await printPdf(sheet)).pdf, 0);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('NameMorningAfternoon');
    for (const name of names) expect(pages.join('')).toContain(bare(name));
  });

  it('gives everybody a name tent of their own', async () => {
    const people = [{ name: 'สมชาย วัฒนกุล' }, { name: 'Amina Rahman', line: 'Immigration' }];
    const tents: NameTents = { ...imprint, kind: 'name-tents', title: 'Names', programme: 'Programme', people };
    const { pages } = await readPaper((await printPdf(tents)).pdf, 0);
    expect(pages).toHaveLength(2);
    expect(pages[1]).toContain('AminaRahmanImmigration');
  });
});

import fc from 'fast-check';
import { bookletSides } from '../../src/print/booklet';
import { printPdf, type Book } from '../../src/print';
import { readPaper } from './paper';

/** The pages as they follow one another when the sheets lie in each other, folded once: read leaf by leaf. */
function folded(sides: ReturnType<typeof bookletSides>): (number | undefined)[] {
  const sheets = sides.length / 2;
  const firstHalf = Array.from({ length: sheets }, (_, sheet) => [sides[2 * sheet]?.[1], sides[2 * sheet + 1]?.[0]]);
  const secondHalf = Array.from({ length: sheets }, (_, at) => {
    const sheet = sheets - 1 - at;
    return [sides[2 * sheet + 1]?.[1], sides[2 * sheet]?.[0]];
  });
  return [...firstHalf, ...secondHalf].flat();
}

const book = (sections: number, booklet: boolean): Book => ({
  kind: 'book',
  title: 'A booklet',
  author: 'Titian',
  language: 'en',
  direction: 'ltr',
  paper: 'A4',
  day: '2026-11-21',
  heading: 'A booklet',
  programme: 'Programme',
  edition: 'Student Handbook',
  publication: 'Version 1',
  date: '21 November 2026',
  colophon: [],
  words: { contents: 'Contents', page: 'p. {page}', otherBookPage: 'H {page}', mark: '[{page}]', exercise: '' },
  sections: Array.from({ length: sections }, (_, index) => ({
    id: `module-${index}`,
    level: 1 as const,
    title: [{ type: 'text' as const, text: `Chapter${index}chapter` }],
    blocks: [],
    sections: [],
  })),
  booklet,
});

describe('a booklet', () => {
  it('reads from its first page to its last once its sheets are folded, with white only at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (pages) => {
        const order = folded(bookletSides(pages, 'ltr'));
        const whole = Math.ceil(pages / 4) * 4;
        expect(order).toEqual(Array.from({ length: whole }, (_, page) => (page < pages ? page : undefined)));
      }),
    );
  });

  it('has in a language from right to left its fold on the other side', () => {
    expect(bookletSides(8, 'rtl').map(([left, right]) => [right, left])).toEqual(bookletSides(8, 'ltr'));
  });

  it('is printed two pages a side, the last beside the first', async () => {
    const plain = await printPdf(book(6, false));
    const { pages } = await readPaper((await printPdf(book(6, true))).pdf, 0);
    expect(plain.pages).toBe(8);
    expect(pages).toHaveLength(4);
    expect(pages[0]).toContain('Chapter5chapter');
    expect(pages[0]).toContain('Abooklet');
    expect(pages[3]).toContain('Chapter2chapter');
    expect(pages[3]).toContain('Chapter1chapter');
  });
});

import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { bookOf, bookPdf } from '../../src/curriculum/book';
import { checkFolder } from '../../src/curriculum/files';
import { printPdf, type Book, type Printed } from '../../src/print';
import { root } from '../../src/root';
import { wordsIn } from '../../src/words';
import { bare, poppler, popplerPages, popplerSays, popplerText } from './paper';
import { headingsOfBook, readingOfBook, type Said } from './reading';
import { pieceIn, readingOf } from './sample-papers';
import { samples } from './samples';

// What poppler reads, in the order of the file. Two readings agree where they are equal without white space, soft hyphens
// and marks of direction (`bare`); beside that, only the head of a table that is repeated on a new page is stepped over.
const describeWithPoppler = poppler ? describe : describe.skip;

describeWithPoppler('text on paper is what was written (needs pdftotext of poppler-utils)', () => {
  it.each(Object.entries(samples))('in %s: heading, paragraph, lists and table', async (_, sample) => {
    const { pdf } = await printPdf(pieceIn(sample));
    expect(popplerText(pdf, { raw: true, frame: 55 })).toBe(bare(readingOf(sample).join('')));
  });
});

describe.each(['handbook', 'guide'] as const)('the whole %s', (edition) => {
  let book: Book;
  let printed: Printed;
  let other: Readonly<Record<string, number>>;

  beforeAll(async () => {
    const { compiled } = checkFolder(join(root, 'curriculum'));
    if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
    const options = { paper: 'A4', words: wordsIn('en'), day: '2026-11-21' } as const;
    other = edition === 'guide' ? (await bookPdf('handbook', compiled, options)).pageOf : {};
    book = bookOf(compiled[edition], compiled, options, other);
    printed = await bookPdf(edition, compiled, options);
  }, 120_000);

  it('has bookmarks that are its headings, in order and level', async () => {
    const file = await getDocumentProxy(new Uint8Array(printed.pdf));
    const bookmarks: { level: number; title: string }[] = [];
    const walk = (items: Awaited<ReturnType<typeof file.getOutline>> | undefined, level: number): void => {
      for (const { title, items: below } of items ?? []) {
        bookmarks.push({ level, title });
        walk(below as typeof items, level + 1);
      }
    };
    walk(await file.getOutline(), 1);
    expect(bookmarks).toEqual(headingsOfBook(book));
  });

  (poppler ? it : it.skip)('says every block exactly, from its title to its index (needs pdftotext)', () => {
    const pages = popplerPages(printed.pdf, { raw: true, frame: 66 });
    const said = readingOfBook(book, { own: printed.pageOf, other });
    expect(said.length).toBeGreaterThan(1000);
    expect(firstDifference(said, pages)).toBeUndefined();
  });

  (poppler ? it : it.skip)('is tagged, titled, in its language, its fonts inside (needs pdfinfo, pdffonts)', () => {
    const info = popplerSays('pdfinfo', printed.pdf);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(new RegExp(`^Title: +${book.title}$`, 'm'));
    expect(printed.pdf.toString('latin1')).toContain(`/Lang (${book.language})`);
    const fonts = popplerSays('pdffonts', printed.pdf).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(4);
    // name, type, encoding, embedded, subset, unicode
    expect(fonts.filter((font) => !/ yes +yes +yes +\d+ +\d+$/.test(font))).toEqual([]);
  });
});

/** Where a book's pages stop saying what it is to say, with the words around that place. */
function firstDifference(said: readonly Said[], pages: readonly string[]): object | undefined {
  const text = pages.join('\f');
  let at = 0;
  let notes = '';
  for (const { id, text: words, head, feet = [] } of said) {
    notes += bare(feet.join(''));
    for (const character of bare(words)) {
      // A page ends with the notes to which its text leads.
      if (notes !== '' && text.startsWith(`${notes}\f`, at)) {
        at += notes.length;
        notes = '';
      }
      if (text[at] === '\f') {
        while (text[at] === '\f') at++;
        const again = bare(head ?? '');
        if (again !== '' && text.startsWith(again, at)) at += again.length;
      }
      if (!text.startsWith(character, at)) {
        const page = text.slice(0, at).split('\f').length;
        return { id, page, written: bare(words), printed: text.slice(Math.max(0, at - 20), at + 60), at: character };
      }
      at += character.length;
    }
  }
  return notes === '' ? undefined : { unprinted: notes };
}

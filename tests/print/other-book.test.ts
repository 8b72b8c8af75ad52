import { join } from 'node:path';
import { bookOf, bookPdf } from '../../src/curriculum/book';
import { checkFolder } from '../../src/curriculum/files';
import type { Block, Book, BoxBlock, Paper, Section } from '../../src/print';
import type { Content, Inline } from '../../src/prose/prose';
import { root } from '../../src/root';
import { wordsIn } from '../../src/words';
import { bare, readPaper, type Paper as Read } from './paper';

const compiled = checkFolder(join(root, 'curriculum')).compiled;
if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
const whole = compiled;

describe.each<Paper>(['A4', 'Letter'])('the pages of the Handbook that the Guide gives, on %s', (paper) => {
  let handbook: Read;
  let guide: Read;
  let book: Book;
  let own: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const options = { paper, words: wordsIn('en'), day: '2026-11-21' };
    const [first, second] = [await bookPdf('handbook', whole, options), await bookPdf('guide', whole, options)];
    [handbook, guide] = [await readPaper(first.pdf, 0), await readPaper(second.pdf, 0)];
    book = bookOf(whole.guide, whole, options, first.pageOf);
    own = headingsOf(bookOf(whole.handbook, whole, options));
  }, 120_000);

  it('are those on which the Handbook’s own file has that section, activity, handout or tool', () => {
    const pagesOf = (id: string): readonly number[] =>
      handbook.outline.filter(({ title }) => bare(title) === bare(own.get(id) ?? '')).map(({ page }) => page);
    const told = guide.parts.flatMap((part) =>
      [...part.matchAll(/Handbookp\.(\d+)/g)].map((found) => Number(found[1])),
    );
    const meant = tellingsOf(book, own).map((id) => ({ id, pages: pagesOf(id) }));
    expect(meant.length).toBeGreaterThan(40);
    expect(meant.filter(({ pages }) => pages.length !== 1)).toEqual([]);
    expect(told).toEqual(meant.flatMap(({ pages }) => pages));
    const kinds = ['activity', 'tool', 'handout', 'section'].filter((kind) =>
      meant.some(({ id }) => whole.guide.targets[id]?.kind === kind),
    );
    expect(kinds).toEqual(['activity', 'tool', 'handout', 'section']);
  });

  it('are printed at the foot of those pages', () => {
    for (const read of [handbook, guide]) {
      const wrong = read.feet.map((foot, index) => ({ foot, page: index + 1 })).slice(2);
      expect(wrong.filter(({ foot, page }) => !foot.includes(String(page)))).toEqual([]);
    }
  });
});

const isCited = (box: BoxBlock): boolean => box.tone === 'task' || box.tone === 'form';

/** How each section and each thing that is worked on is called in a book's bookmarks, by id. */
function headingsOf(book: Book): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const inBlocks = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.type !== 'box') continue;
      if (isCited(block) && block.title) found.set(block.id, `${block.word}: ${plain(block.title)}`);
      inBlocks(block.children);
    }
  };
  const inSection = ({ id, number, title, blocks, sections }: Section): void => {
    found.set(id, number === undefined ? plain(title) : `${number} ${plain(title)}`);
    inBlocks(blocks);
    sections.forEach(inSection);
  };
  book.sections.forEach(inSection);
  return found;
}

/** The ids of the Handbook whose page a reader of the Guide is told, in reading order. */
function tellingsOf(book: Book, handbook: ReadonlyMap<string, string>): string[] {
  const guide = headingsOf(book);
  const inInlines = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) => {
      if (!('children' in node)) return [];
      const elsewhere = node.type === 'reference' && !guide.has(node.target) && handbook.has(node.target);
      return [...inInlines(node.children), ...(elsewhere ? [node.target] : [])];
    });
  const inContent = (content: Content): string[] => {
    if ('children' in content) return content.children.flatMap((each) => inEither(each));
    if (content.type === 'list') return content.items.flatMap((item) => item.flatMap(inContent));
    if (content.type === 'table') return [content.head, ...content.rows].flatMap((row) => row.flatMap(inInlines));
    return [];
  };
  const inEither = (node: Content | Inline): string[] =>
    ['paragraph', 'heading', 'list', 'quote', 'table', 'field', 'figure', 'rule'].includes(node.type)
      ? inContent(node as Content)
      : inInlines([node as Inline]);
  const inBlocks = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) =>
      block.type === 'prose'
        ? block.content.flatMap(inContent)
        : [...(isCited(block) && handbook.has(block.id) ? [block.id] : []), ...inBlocks(block.children)],
    );
  const inSection = ({ id, level, blocks, sections }: Section): string[] => [
    ...(level === 2 && handbook.has(id) ? [id] : []),
    ...inBlocks(blocks),
    ...sections.flatMap(inSection),
  ];
  return book.sections.flatMap(inSection);
}

function plain(nodes: readonly Inline[]): string {
  return nodes.map((node) => ('text' in node ? node.text : 'children' in node ? plain(node.children) : '')).join('');
}

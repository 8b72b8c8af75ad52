import { getDocumentProxy } from 'unpdf';
import { printPdf, type Piece } from '../../src/print';
import { parseProse, type Content } from '../../src/prose';
import { failuresOf } from './matterhorn';
import { readPaper } from './paper';
import { pieceIn } from './sample-papers';
import { samples } from './samples';

/** A paper of some paragraphs, each with a footnote that is longer than its mark. */
function paperOf(paragraphs: readonly Content[]): Piece {
  const sample = samples['Latin'];
  if (!sample) throw new Error('There is no sample in Latin.');
  return { ...pieceIn(sample), blocks: [{ type: 'prose', id: 'text', content: paragraphs }] };
}

const noted = (count: number): Content[] =>
  Array.from({ length: count }, (_, index): Content => ({
    type: 'paragraph',
    children: [
      { type: 'text', text: `Paragraph ${index + 1} says something that needs a remark` },
      {
        type: 'footnote',
        number: index + 1,
        children: [{ type: 'text', text: `Remark number ${index + 1}, in full.` }],
      },
      { type: 'text', text: '. And it goes on for a while, so that the page is filled sooner than it would be.' },
    ],
  }));

describe('footnotes on paper', () => {
  it('stand on the page of their mark, below its text', async () => {
    const { pdf } = await printPdf(paperOf(noted(40)));
    const { pages } = await readPaper(pdf, 55);
    expect(pages.length).toBeGreaterThan(2);
    for (let number = 1; number <= 40; number++) {
      const page = pages.find((words) => words.includes(`Paragraph${number}says`)) ?? '';
      const [text, note] = [page.indexOf(`Paragraph${number}says`), page.indexOf(`Remarknumber${number},`)];
      expect([number, note > text]).toEqual([number, true]);
      expect(note).toBeGreaterThan(page.lastIndexOf('needsaremark'));
    }
  });

  it('are notes with names of their own, each after the paragraph of its mark, which leads to it', async () => {
    const { pdf } = await printPdf(paperOf(noted(12)));
    expect(await failuresOf(pdf)).toEqual([]);
    const file = await getDocumentProxy(new Uint8Array(pdf));
    const page = await file.getPage(1);
    const roles = JSON.stringify(await page.getStructTree()).match(/"role":"(?:P|Reference|Link|Note|Lbl)"/g) ?? [];
    const kinds = roles.map((role) => role.slice(8, -1)).join(' ');
    expect(kinds).toMatch(/^(?:P Reference Link Note Lbl ?)+$/);
    const links = (await page.getAnnotations()) as { dest?: string }[];
    expect(links.map(({ dest }) => dest).slice(0, 3)).toEqual(['footnote-1', 'footnote-2', 'footnote-3']);
    expect(await file.getDestination('footnote-2')).not.toBeNull();
  });

  it('are remarks in brackets where nobody counts them', async () => {
    const [paragraph] = parseProse('We share with care.[^law]\n\n[^law]: Your own *law* says when.').content;
    if (!paragraph) throw new Error('Nothing was read.');
    const { pages } = await readPaper((await printPdf(paperOf([paragraph]))).pdf, 55);
    expect(pages.join('')).toContain('Wesharewithcare.(Yourownlawsayswhen.)');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import type { Book, Block, Section } from '../../src/print';
import type { Content, Inline } from '../../src/prose/prose';

/** A PDF as another program sees it (pdf.js through unpdf): pages of words, bookmarks, headings by their tags. */
export interface Paper {
  readonly pages: readonly string[];
  /** Words by marked content, in the order of the file: what stands apart on paper stays apart here. */
  readonly parts: readonly string[];
  /** What stands at the foot of each page, below the text. */
  readonly feet: readonly (readonly string[])[];
  readonly outline: readonly { readonly title: string; readonly page: number }[];
  readonly headings: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly marked: boolean;
}

interface Node {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

interface Item {
  readonly str?: string;
  readonly type?: string;
  readonly id?: string;
  readonly transform?: readonly number[];
}

/** Reads a PDF. Words in the outer `frame` points at head and foot (running heads, page numbers) are left out. */
export async function readPaper(pdf: Buffer, frame = 60): Promise<Paper> {
  const file = await getDocumentProxy(new Uint8Array(pdf));
  const pages: string[] = [];
  const headings: string[] = [];
  const parts: string[] = [];
  const feet: string[][] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const height = page.view[3] ?? 0;
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const byId = new Map<string, string>();
    let words = '';
    let id = '';
    let part = '';
    const foot: string[] = [];
    for (const item of items as Item[]) {
      if (item.type?.startsWith('beginMarkedContent')) {
        id = item.id ?? id;
        parts.push(bare(part));
        part = '';
      }
      if (item.str === undefined) continue;
      const y = item.transform?.[5] ?? 0;
      part += item.str;
      if (y < 60) foot.push(item.str.trim());
      if (y > frame && y < height - frame) words += item.str;
      byId.set(id, (byId.get(id) ?? '') + item.str);
    }
    parts.push(bare(part));
    feet.push(foot);
    pages.push(bare(words));
    headingsIn(await page.getStructTree(), byId, headings);
  }
  const outline: { title: string; page: number }[] = [];
  const walk = async (items: Awaited<ReturnType<typeof file.getOutline>> | undefined): Promise<void> => {
    for (const { title, dest, items: below } of items ?? []) {
      const [page] = dest as unknown as readonly [Parameters<typeof file.getPageIndex>[0]];
      outline.push({ title, page: (await file.getPageIndex(page)) + 1 });
      await walk(below as typeof items);
    }
  };
  await walk(await file.getOutline());
  const { info } = await file.getMetadata();
  const mark = await file.getMarkInfo();
  return {
    pages,
    parts,
    feet,
    outline,
    headings,
    info: info as Record<string, unknown>,
    marked: mark?.Marked === true,
  };
}

function headingsIn(node: Node | null, byId: ReadonlyMap<string, string>, found: string[]): void {
  if (!node) return;
  if (/^H\d$/.test(node.role ?? '')) found.push(bare(wordsIn(node, byId)));
  else for (const child of node.children ?? []) headingsIn(child, byId, found);
}

function wordsIn(node: Node, byId: ReadonlyMap<string, string>): string {
  if (node.type === 'content') return byId.get(node.id ?? '') ?? '';
  return (node.children ?? []).map((child) => wordsIn(child, byId)).join('');
}

/** Words without white space and without the marks that extractors add: what two readings must agree on. */
export function bare(text: string): string {
  return text.replace(/[\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, '');
}

/** The runs of words in blocks, in reading order, cut where the printer adds something of its own (a page number). */
function runsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'prose'
      ? block.content.flatMap(runsInContent)
      : [...(block.title ? runsIn(block.title) : []), ...runsOf(block.children)],
  );
}

export function runsOfBook(book: Book): string[] {
  const walk = (section: Section): string[] => [
    ...runsIn(section.title),
    ...runsOf(section.blocks),
    ...section.sections.flatMap(walk),
  ];
  return book.sections.flatMap(walk);
}

function runsInContent(content: Content): string[] {
  switch (content.type) {
    case 'paragraph':
    case 'heading':
      return runsIn(content.children);
    case 'list':
      return content.items.flatMap((item) => item.flatMap(runsInContent));
    case 'quote':
      return content.children.flatMap(runsInContent);
    case 'table':
      return [content.head, ...content.rows].flatMap((row) => row.flatMap(runsIn));
    case 'field':
      return [bare(content.label)];
    case 'figure':
      return content.caption === undefined ? [] : [bare(content.caption)];
    case 'rule':
      return [];
  }
}

function runsIn(nodes: readonly Inline[]): string[] {
  const runs = [''];
  const walk = (each: Inline): void => {
    const apart = each.type === 'reference' || each.type === 'footnote';
    if (apart) runs.push('');
    if ('children' in each) each.children.forEach(walk);
    else if (each.type !== 'break') runs.push(`${runs.pop() ?? ''}${each.text}`);
    if (apart) runs.push('');
  };
  nodes.forEach(walk);
  return runs.map(bare).filter((run) => run !== '');
}

export const poppler = spawnSync('pdftotext', ['-v']).error === undefined;

/**
 * What poppler's pdftotext reads between head and foot of an A4 page: `raw` in the order of the file; else as poppler
 * arranges it.
 */
export function popplerText(pdf: Buffer, wish: { raw: boolean; frame: number }): string {
  return popplerPages(pdf, wish).join('');
}

/** The same page by page. */
export function popplerPages(pdf: Buffer, { raw, frame }: { raw: boolean; frame: number }): string[] {
  const crop = ['-x', '0', '-y', `${frame}`, '-W', '596', '-H', `${842 - 2 * frame}`];
  const text = popplerSays('pdftotext', pdf, [...(raw ? ['-raw'] : []), ...crop], ['-']);
  return text.split('\f').slice(0, -1).map(bare);
}

/** What a tool of poppler prints about a file. */
export function popplerSays(tool: string, pdf: Buffer, before: readonly string[] = [], after: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'titian-paper-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    return execFileSync(tool, [...before, file, ...after], { encoding: 'utf8', maxBuffer: 64_000_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

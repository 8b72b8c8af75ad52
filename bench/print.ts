import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookOf } from '../src/curriculum/book';
import { checkFolder } from '../src/curriculum/files';
import { printPdf, type Block, type Book, type Section } from '../src/print';
import { contentHtml, escapeHtml, inlineHtml, plainDrawing } from '../src/prose';
import { root } from '../src/root';
import { wordsIn } from '../src/words';

const wantedPages = 150;
const rounds = 3;

/**
 * Prints the shipped Handbook, its modules repeated to about 150 pages, and the same text by Chromium from HTML, in turns.
 * `seconds` is the middle of three (for Chromium with its launch, as a server would have to); `megabytes` is the peak of
 * resident memory: of this whole process, and of all of Chromium's.
 */
export async function run(): Promise<Record<string, number>> {
  const { compiled } = checkFolder(join(root, 'curriculum'));
  if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
  const base = bookOf(compiled.handbook, compiled, { paper: 'A4', words: wordsIn('en'), day: '2026-11-21' });
  const { pages: basePages } = await printPdf(base);
  const book = repeated(base, Math.max(1, Math.round(wantedPages / basePages)));
  const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path && existsSync(path));
  const html = htmlOf(book);
  const ours: Measure[] = [];
  const theirs: Measure[] = [];
  let pages = 0;
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    ours.push(
      await measure(async () => {
        const printed = await printPdf(book);
        pages = printed.pages;
        bytes = printed.pdf.length;
      }),
    );
    if (chromium) theirs.push(await byChromium(chromium, html));
  }
  const own = middle(ours);
  const figures = { pages, seconds: own.seconds, megabytes: own.megabytes, pdfMegabytes: bytes / 1e6 };
  if (theirs.length === 0) return figures;
  const other = middle(theirs);
  return {
    ...figures,
    chromiumSeconds: other.seconds,
    chromiumMegabytes: other.megabytes,
    ratioToChromium: own.seconds / other.seconds,
    memoryToChromium: own.megabytes / other.megabytes,
  };
}

interface Measure {
  readonly seconds: number;
  readonly megabytes: number;
}

function middle(measures: readonly Measure[]): Measure {
  const by = (pick: (each: Measure) => number) => measures.map(pick).sort((a, b) => a - b)[measures.length >> 1] ?? 0;
  return { seconds: by((each) => each.seconds), megabytes: by((each) => each.megabytes) };
}

async function measure(work: () => Promise<void>): Promise<Measure> {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const from = performance.now();
  await work();
  clearInterval(watch);
  return { seconds: (performance.now() - from) / 1000, megabytes: peak / 1e6 };
}

async function byChromium(path: string, html: string): Promise<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'titian-bench-'));
  writeFileSync(join(folder, 'book.html'), html);
  const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
  const args = [
    ...quiet.split(' '),
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${join(folder, 'book.pdf')}`,
    `file://${join(folder, 'book.html')}`,
  ];
  try {
    const from = performance.now();
    const child = spawn(path, args, { stdio: 'ignore' });
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, residentOf(child.pid ?? 0))), 40);
    await new Promise((resolve) => child.on('exit', resolve));
    clearInterval(watch);
    if (!existsSync(join(folder, 'book.pdf'))) throw new Error('Chromium printed nothing.');
    return { seconds: (performance.now() - from) / 1000, megabytes: peak };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Resident megabytes of a process and all below it, shared pages counted once (as PSS); Linux only, else 0. */
function residentOf(top: number): number {
  if (!existsSync('/proc/self/smaps_rollup')) return 0;
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = quietly(() => readFileSync(`/proc/${entry}/stat`, 'utf8'));
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const within = (pid: number): boolean => pid === top || (parents.has(pid) && within(parents.get(pid) ?? 0));
  const kilobytes = [...parents.keys()].filter(within).map((pid) => {
    const found = /^Pss:\s+(\d+)/m.exec(quietly(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')));
    return Number(found?.[1] ?? 0);
  });
  return (kilobytes.reduce((sum, each) => sum + each, 0) * 1024) / 1e6;
}

function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** The same book with its modules `times` over, each copy under ids of its own. */
function repeated(book: Book, times: number): Book {
  const block = (each: Block, copy: number): Block => ({
    ...each,
    ...(each.id === undefined ? {} : { id: `${each.id}-${copy}` }),
    ...(each.type === 'box' ? { children: each.children.map((child) => block(child, copy)) } : {}),
  });
  const section = (each: Section, copy: number): Section => ({
    ...each,
    id: `${each.id}-${copy}`,
    blocks: each.blocks.map((inner) => block(inner, copy)),
    sections: each.sections.map((inner) => section(inner, copy)),
  });
  const copies = Array.from({ length: times }, (_, copy) => book.sections.map((each) => section(each, copy)));
  return { ...book, sections: copies.flat() };
}

function htmlOf(book: Book): string {
  const block = (each: Block): string =>
    each.type === 'prose'
      ? contentHtml(each.content, plainDrawing)
      : `<div class="box"><b>${escapeHtml(each.word)}</b>${each.title ? `<h4>${inlineHtml(each.title, plainDrawing)}</h4>` : ''}${each.children.map(block).join('\n')}</div>`;
  const section = (each: Section): string =>
    `<section><h${each.level}>${inlineHtml(each.title, plainDrawing)}</h${each.level}>${each.blocks.map(block).join('\n')}${each.sections.map(section).join('\n')}</section>`;
  const font = (family: string, file: string) =>
    `@font-face{font-family:${family};src:url("file://${join(root, 'node_modules/@expo-google-fonts', file)}")}`;
  const style = `${font('Text', 'noto-sans/400Regular/NotoSans_400Regular.ttf')}
${font('Title', 'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf')}
@page{size:A4;margin:26mm 18mm 26mm 57mm} body{font:10.5pt/15.5pt Text} h1,h2,h3,h4{font-family:Title;break-after:avoid}
h1{font-size:27pt;line-height:33pt;break-before:page} .box{border:1px solid #10505c;padding:10pt;margin:12pt 0}
table{border-collapse:collapse;font-size:9pt;width:100%} td,th{border-bottom:1px solid #aaa;text-align:start;padding:4pt}`;
  return `<!doctype html><html lang="${book.language}"><meta charset="utf-8"><title>${escapeHtml(book.title)}</title><style>${style}</style>${book.sections.map(section).join('\n')}`;
}

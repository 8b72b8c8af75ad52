import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookToPrint } from '../src/curriculum/book';
import { checkFolder } from '../src/curriculum/files';
import { printPdf, type Block, type Book, type Section } from '../src/print';
import { contentHtml, escapeHtml, inlineHtml, plainDrawing } from '../src/prose';
import { root } from '../src/root';
import { wordsIn } from '../src/words';
import type { Figures } from './load/print-file';

const fewestPages = 150;
const rounds = 5;

/**
 * Prints the shipped Guide (its modules repeated, should it have fewer than 150 pages), and the same text by Chromium from
 * HTML, in turns. Each is a program of its own, from its start to its end, that reads a file and writes a PDF: ours reads
 * the book as data, sets it with contents, index and page numbers, and tags it; Chromium sets and tags the text alone.
 *
 * `seconds` is the middle of five rounds, `spread` how far the slowest of them was from the quickest, as a part of the
 * middle. `cpuSeconds` is what all processes and threads of a side used together: it depends less on what else the machine
 * does. `megabytes` is the peak of resident memory of a side with all its processes, shared pages counted once. Both are
 * taken in rounds of their own, because watching costs time; `highWater` is the kernel's own figure for our process, which misses no peak.
 */
export async function run(): Promise<Record<string, number>> {
  const book = await longBook();
  const folder = mkdtempSync(join(tmpdir(), 'titian-bench-'));
  const at = (name: string) => join(folder, name);
  try {
    writeFileSync(at('book.json'), JSON.stringify(book));
    writeFileSync(at('book.html'), htmlOf(book));
    const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path && existsSync(path));
    const [ours, theirs]: [Measure[], Measure[]] = [[], []];
    // The last two rounds watch memory.
    for (let round = 0; round < rounds + 2; round++) {
      const watched = round >= rounds;
      ours.push(
        await measure(
          process.execPath,
          [join(__dirname, 'load/print-file.js'), at('book.json'), at('ours.pdf')],
          watched,
        ),
      );
      if (chromium) theirs.push(await measure(chromium, chromiumArgs(folder), watched));
    }
    const { pages, highWater } = JSON.parse(readFileSync(at('ours.pdf.json'), 'utf8')) as Figures;
    const own = summary(ours);
    const figures = { pages, ...own, highWater, pdfMegabytes: statSync(at('ours.pdf')).size / 1e6 };
    if (theirs.length === 0) return figures;
    const other = summary(theirs);
    return {
      ...figures,
      chromiumPages: pagesIn(at('theirs.pdf')),
      chromiumSeconds: other.seconds,
      chromiumSpread: other.spread,
      chromiumCpuSeconds: other.cpuSeconds,
      chromiumMegabytes: other.megabytes,
      ratioToChromium: own.seconds / other.seconds,
      cpuToChromium: own.cpuSeconds / other.cpuSeconds,
      memoryToChromium: Math.max(own.megabytes, highWater) / other.megabytes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function longBook(): Promise<Book> {
  const { compiled } = checkFolder(join(root, 'curriculum'));
  if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
  const options = { paper: 'A4', words: wordsIn('en'), day: '2026-11-21' } as const;
  const guide = await bookToPrint('guide', compiled, options);
  const { pages } = await printPdf(guide);
  return pages >= fewestPages ? guide : repeated(guide, Math.ceil(fewestPages / pages));
}

interface Measure {
  readonly seconds: number;
  /** These two only where it was watched. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

function summary(measures: readonly Measure[]) {
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const seconds = measures.slice(0, rounds).map((each) => each.seconds);
  const watched = measures.slice(rounds);
  return {
    seconds: middle(seconds),
    spread: (Math.max(...seconds) - Math.min(...seconds)) / middle(seconds),
    cpuSeconds: middle(watched.map((each) => each.cpuSeconds)),
    megabytes: Math.max(...watched.map((each) => each.megabytes)),
  };
}

async function measure(program: string, args: readonly string[], watched: boolean): Promise<Measure> {
  const from = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const cpu = new Map<number, number>();
  let megabytes = 0;
  const look = () => {
    const pids = treeOf(child.pid ?? 0);
    for (const pid of pids) cpu.set(pid, Math.max(cpu.get(pid) ?? 0, cpuOf(pid)));
    megabytes = Math.max(megabytes, residentOf(pids));
  };
  const watch = watched ? setInterval(look, 10) : undefined;
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${program} printed nothing.`);
  const cpuSeconds = [...cpu.values()].reduce((sum, each) => sum + each, 0);
  return { seconds: (performance.now() - from) / 1000, cpuSeconds, megabytes };
}

function chromiumArgs(folder: string): readonly string[] {
  const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
  return [
    ...quiet.split(' '),
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${mkdtempSync(join(folder, 'profile-'))}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${join(folder, 'theirs.pdf')}`,
    `file://${join(folder, 'book.html')}`,
  ];
}

function pagesIn(pdf: string): number {
  return readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** A process and all below it. Linux only, else none. */
function treeOf(top: number): readonly number[] {
  if (!existsSync('/proc/self/smaps_rollup')) return [];
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    parents.set(Number(entry), Number(statOf(Number(entry))[1]));
  }
  const within = (pid: number): boolean => pid === top || (parents.has(pid) && within(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(within);
}

/** What the kernel tells of a process, from its state on. */
function statOf(pid: number): readonly string[] {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Seconds of processor time of one process, with all its threads. */
function cpuOf(pid: number): number {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / 100;
}

/** Resident megabytes of some processes, shared pages counted once (as PSS). */
function residentOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
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

import { unzipSync } from 'fflate';
import { type HTMLElement, parse } from 'node-html-parser';
import { extractText } from 'unpdf';
import { createSessions } from '../../src/accounts';
import { routesOf } from '../../src/routes';
import type { Browser } from '../support/site';
import type { Held } from './held';
import type { Year } from './year';

/** One answer of the product: its address, and its words, row by row where it has rows. */
export interface Read {
  readonly path: string;
  readonly text: string;
  readonly rows: readonly string[];
}

/** Every page and file of the product that has no other key than its workshop, as this browser may have it. */
export async function readEverything(year: Year, browser: Browser, workshops: readonly Held[]): Promise<Read[]> {
  const { deps } = year.site;
  const routes = routesOf(deps, { sessions: createSessions(deps.db, 'only to list the routes') });
  const paths = routes.flatMap(({ method, path }) => {
    // A stream does not end; the books and what is cut from them are the curriculum's, and nobody's.
    if (method !== 'get' || /-stream$|\/(?:handbook|guide|relief)\b/.test(path)) return [];
    const needs = path.match(/:\w+/g) ?? [];
    if (needs.length === 0) return [path];
    return needs.join() === ':workshop' ? workshops.map(({ id }) => path.replace(':workshop', id)) : [];
  });
  const own = workshops.flatMap(({ base }) =>
    ['csv', 'xlsx', 'pdf'].map((ending) => `${base}/report.${ending}?for=own`),
  );
  const read: Read[] = [];
  for (const path of [...paths, ...own]) {
    const one = await readOne(browser, path);
    if (one) read.push(one);
  }
  return read;
}

async function readOne(browser: Browser, path: string): Promise<Read | undefined> {
  const answer = await browser.agent
    .get(path)
    .set('Accept', 'text/html')
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  if (answer.status >= 500) throw new Error(`GET ${path} answered ${answer.status}.`);
  if (answer.status !== 200) return undefined;
  const bytes = answer.body as Buffer;
  if (answer.type === 'application/pdf') {
    const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
    return { path, text, rows: text.split('\n') };
  }
  if (answer.type.includes('spreadsheet')) {
    const files = Object.values(unzipSync(new Uint8Array(bytes))).map((file) => Buffer.from(file).toString('utf8'));
    const rows = files.flatMap((file) =>
      parse(file)
        .querySelectorAll('row')
        .map((row) => wordsOf(row, 'c')),
    );
    return { path, text: files.join('\n'), rows };
  }
  const text = bytes.toString('utf8');
  if (answer.type !== 'text/html') {
    const lines = answer.type === 'application/json' ? text.split(/[{}[\]]/) : text.split('\n');
    return { path, text, rows: lines.map((line) => line.replace(/[",:]/g, ' ')) };
  }
  const rows = parse(text)
    .querySelectorAll('tr, li, dl > div, legend')
    .map((row) => wordsOf(row, 'td, th'));
  return { path, text, rows };
}

/** The words of a row, its cells apart. */
function wordsOf(row: HTMLElement, cells: string): string {
  const parts = row.querySelectorAll(cells);
  return (parts.length > 0 ? parts.map((cell) => cell.text) : [row.text]).join(' ').replace(/\s+/g, ' ');
}

/** Numbers in a row that may be a mark: shares and hundredths, and whole numbers larger than there are half days. */
export function marksIn(row: string): string[] {
  return row
    .split(/\s+/)
    .filter((word) => /^[−-]?\d+[.,]\d+%?$|^\d+%$|^\d+\/\d+$/.test(word) || (/^\d+$/.test(word) && Number(word) > 4));
}

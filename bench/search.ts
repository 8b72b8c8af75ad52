import { openExampleSite } from './load/example-site';

const rounds = 40;
const questions = [
  'request',
  'third-party rule',
  'protect the victim',
  'originater',
  'ความลับ',
  'zebra',
  'who may I tell?',
];

/**
 * How long a search in the Handbook takes, beside a page of it: the 95th percentile of each, asked in turns over one
 * connection, and the first search, which builds the index.
 */
export async function run(): Promise<Record<string, number>> {
  const site = await openExampleSite();
  const { home, cookie, book } = site;
  const milliseconds = async (path: string): Promise<number> => {
    const from = performance.now();
    const answer = await fetch(home + path, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    return performance.now() - from;
  };
  const first = await milliseconds(`${book}/search?q=first`);
  const searches: number[] = [];
  const pages: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const question of questions) {
      searches.push(await milliseconds(`${book}/search?q=${encodeURIComponent(question)}`));
      pages.push(await milliseconds(`${book}/raapt`));
    }
  }
  await site.close();
  return {
    searchToPageP95: rounded(p95(searches) / p95(pages)),
    searchP95Milliseconds: rounded(p95(searches)),
    pageP95Milliseconds: rounded(p95(pages)),
    firstSearchMilliseconds: rounded(first),
    searches: searches.length,
  };
}

function p95(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

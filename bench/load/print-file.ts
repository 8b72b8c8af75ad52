import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { printTo, warmPressAlone, type Book } from '../../src/print';

/** What a round of ours in `../print.ts` tells of itself. */
export interface Figures {
  readonly pages: number;
  readonly highWater: number;
}

/** What a round of ours is: a program that reads a book and prints it. */
async function printFile(from: string, to: string): Promise<void> {
  warmPressAlone();
  const file = openSync(to, 'w');
  const { pages } = await printTo((bytes) => writeSync(file, bytes), JSON.parse(readFileSync(from, 'utf8')) as Book);
  closeSync(file);
  const figures: Figures = { pages, highWater: (process.resourceUsage().maxRSS * 1024) / 1e6 };
  writeFileSync(`${to}.json`, JSON.stringify(figures));
}

if (require.main === module) void printFile(process.argv[2] ?? '', process.argv[3] ?? '').then(() => process.exit());

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command';

/** What a file of `bench/` exports: it measures once, and answers with its figures by name. */
export interface Bench {
  run(args: readonly string[]): Promise<Record<string, number | string>>;
}

const folder = join(__dirname, '..', 'bench');

export const benchCommands: readonly Command[] = [
  {
    name: 'bench',
    summary: 'Measure: how fast, how many, how large',
    help: `
Usage: npm run -s bench -- [NAME] [--json] [OPTIONS OF THE BENCH]

Without a name, lists the benches. With one, runs it and prints its figures as a table, or with --json as one line
{"name",…figures}. Figures are of this machine at this moment: compare ratios, not absolute numbers.

Exit code: 0 measured, 1 the bench failed, 2 there is no such bench.`,
    run: (args) => bench(args),
  },
];

async function bench(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const name = args.find((word) => !word.startsWith('-'));
  if (name === undefined) {
    process.stdout.write(
      listBenches()
        .map((each) => `${each}\n`)
        .join(''),
    );
    return 0;
  }
  if (!listBenches().includes(name)) {
    process.stderr.write(`There is no bench "${name}". There are: ${listBenches().join(', ') || 'none'}.\n`);
    return 2;
  }
  const chosen = module.require(join(folder, `${name}.js`)) as Bench;
  const figures = await chosen.run(args);
  process.stdout.write(json ? `${JSON.stringify({ name, ...figures })}\n` : tableOf(name, figures));
  return 0;
}

function listBenches(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.replace(/\.js$/, ''))
    .sort();
}

function tableOf(name: string, figures: Readonly<Record<string, number | string>>): string {
  const width = Math.max(0, ...Object.keys(figures).map((key) => key.length));
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
  const lines = Object.entries(figures).map(([key, value]) => {
    return `  ${key.padEnd(width)}  ${typeof value === 'number' ? number.format(value) : value}\n`;
  });
  return `${name}\n${lines.join('')}`;
}

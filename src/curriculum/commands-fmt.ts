import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from '../command';
import { root } from '../root';
import { withIds, type Formatted } from './missing-ids';
import type { SourceFile } from './source';

export const fmtCommand: Command = {
  name: 'fmt',
  summary: 'Write the ids that texts, headings, blocks, terms and questions lack.',
  help: `
Usage: titian fmt [--check] [FILES or DIR]

Gives an id to every text, heading, block, term, question and option of a curriculum (by default the one shipped in
curriculum/) that has none. Everything else stays as it is, byte for byte: ids that stand there, spaces, line ends.
An id is made of the module's id, the first telling words and four letters; rename it before others use it, never
after. With FILES, only these are written; they are parts of one curriculum.

Not written: ids in front matter (modules, objectives, agenda), in overlays and in cases.

  --check   write nothing; say what would be written

Exit code: 0 done, or nothing to do; 1 with --check when there is something to do; 2 where there is no such file.`,
  run: (args) => Promise.resolve(run(args)),
};

function run(args: readonly string[]): number {
  const named = args.filter((each) => !each.startsWith('-'));
  const paths = (named.length > 0 ? named : [join(root, 'curriculum')]).map((path) => resolve(path));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return say(`There is no file or folder ${missing}.`);
  const folder = curriculumOf(paths[0] ?? '');
  if (folder === undefined) return say(`${named[0] ?? ''} is not part of a curriculum: no folder around it has a curriculum.md.`);
  const files = readAll(folder);
  if ('wrong' in files) return say(`${files.wrong} is not UTF-8, so it cannot be kept byte for byte. Save it as UTF-8.`);
  const isMeant = ({ path }: Formatted) => paths.some((each) => `${join(folder, path)}/`.startsWith(`${each}/`));
  const formatted = withIds(files.read).filter(isMeant);
  const check = args.includes('--check');
  for (const each of formatted) {
    if (!check) write(join(folder, each.path), each.text);
    const shown = relative(process.cwd(), join(folder, each.path)).replaceAll('\\', '/');
    for (const { id, line } of each.added) process.stdout.write(`${shown}:${line}  ${id}\n`);
  }
  const count = formatted.reduce((sum, { added }) => sum + added.length, 0);
  process.stdout.write(`${count === 1 ? '1 id' : `${count} ids`} ${check ? 'missing' : 'written'}.\n`);
  return check && count > 0 ? 1 : 0;
}

/** The nearest folder that is a curriculum, from a path upwards. */
function curriculumOf(path: string): string | undefined {
  if (existsSync(join(path, 'curriculum.md'))) return path;
  const above = dirname(path);
  return above === path ? undefined : curriculumOf(above);
}

/** Every Markdown file, those of cases and overlays too: a new id is none that stands anywhere. */
function readAll(folder: string): { read: SourceFile[] } | { wrong: string } {
  const read: SourceFile[] = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = entry.replaceAll('\\', '/');
    if (!/\.(?:md|json)$/.test(path) || !statSync(join(folder, path)).isFile()) continue;
    const bytes = readFileSync(join(folder, path));
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) return { wrong: join(folder, path) };
    read.push({ path, text });
  }
  return { read };
}

/** Whole or not at all: an editor that watches the file never sees half of it. */
function write(path: string, text: string): void {
  const beside = `${path}.writing`;
  writeFileSync(beside, text, { mode: statSync(path).mode });
  renameSync(beside, path);
}

function say(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

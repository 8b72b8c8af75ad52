import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from '../../command';
import { limits } from './limits';
import { formats, type Format, importFile, type Imported } from './import';
import { Identifiers } from './identifiers';
import { reportText } from './report';
import { options } from './options';

const list = Object.entries(formats)
  .map(([word, name]) => `                 ${word.padEnd(11)} ${name}`)
  .join('\n');

/** `titian scenario import`. */
export const importCommand: Command = {
  name: 'scenario import',
  summary: 'Draft a case from a Twine, H5P, Yarn or ink file, or from an events list.',
  help: `Usage: titian scenario import FILE [--out DIR] [--format FORMAT] [--language CODE] [--dry-run] [--json]

Reads FILE, writes the files of a case to DIR (by default a folder here, named after the story), and says line by line
what was kept, approximated or dropped; the same stands in import-report.txt in DIR. The draft is full of TODO marks,
and titian check refuses it until somebody has read it and deleted them. Nothing in FILE is ever run, and no file that
it names is opened. docs/exchange.md says what each format keeps, and how large a file may be.

  --out DIR      a folder that does not exist yet, or is empty
  --format WORD  where the file does not say itself what it is:
${list}
  --language CODE  the language of its words (default en)
  --dry-run      say what would become of it; write nothing
  --json         print {"format","id","files":[…],"kept","approximated","dropped","report":[{"fate","at","what"}]},
                 or {"refused":{"code","message"}}

Exit code: 0 done, 1 nothing of the file is imported (what is wrong is said), 2 wrong arguments.`,
  run: (args) => Promise.resolve(runImport(args)),
};

function runImport(args: readonly string[]): number {
  const read = options(args, ['--out', '--format', '--language'], ['--dry-run', '--json']);
  if (typeof read === 'string') return say(`${read} See titian scenario import --help.`, 2);
  const [file, more] = read.rest;
  if (file === undefined || more !== undefined) return say('Name one file. See titian scenario import --help.', 2);
  const wanted = read.values.get('--format');
  const format = Object.keys(formats).find((each): each is Format => each === wanted);
  if (wanted !== undefined && !format) return say(`"${wanted}" is no format: ${Object.keys(formats).join(', ')}.`, 2);
  if (!existsSync(file) || !statSync(file).isFile()) return say(`There is no file ${file}.`, 2);
  if (statSync(file).size > limits.packageBytes) return say(`${file} is larger than any file that is read.`, 1);
  const done = importFile(basename(file), readFileSync(file), read.values.get('--language'), format);
  return finish(done, read.values.get('--out'), read.flags);
}

function finish(done: Imported, out: string | undefined, flags: ReadonlySet<string>): number {
  const isJson = flags.has('--json');
  if ('refused' in done) {
    if (isJson) process.stdout.write(`${JSON.stringify(done)}\n`);
    return isJson ? 1 : say(done.refused.message, 1);
  }
  const { files, report, format } = done;
  const id = /^id: (\S+)$/m.exec(files[0]?.text ?? '')?.[1] ?? new Identifiers('case').make('');
  const folder = out ?? id;
  if (!flags.has('--dry-run')) {
    if (existsSync(folder) && readdirSync(folder).length > 0)
      return say(`${folder} is not empty. Name another with --out.`, 2);
    for (const { path, text } of [...files, { path: 'import-report.txt', text: `${reportText(report)}\n` }]) {
      // Paths are made of ids, so they cannot lead out of the folder.
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  const { lines, counts } = report;
  if (isJson)
    process.stdout.write(
      `${JSON.stringify({ format, id, files: files.map(({ path }) => path), ...counts, report: lines })}\n`,
    );
  else {
    const wrote = flags.has('--dry-run')
      ? 'Nothing was written.'
      : `${folder}: ${String(files.length)} files. It is a draft: titian check refuses it until its TODO marks are gone.`;
    process.stdout.write(`${formats[format]}\n${reportText(report)}\n${wrote}\n`);
  }
  return 0;
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

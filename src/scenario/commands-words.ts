import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from '../command';
import { fail, foldersIn, option, print, shown } from './command-line';
import type { SourceFile } from './compile/source';
import { readCaseFolder } from './files';
import { withCaseIds } from './missing-ids';
import { coverageOf, sheetsOf } from './translation/sheets';

/** What writes into the files of a case: ids, and sheets for translators. */
export const scenarioWords: readonly Command[] = [
  {
    name: 'scenario fmt',
    summary: 'Write the ids that a case lacks, and nothing else.',
    help: `Usage: titian scenario fmt [--check] [DIR]

Gives an id to every scene, choice, fact, document, inject, ending, breach, walk and part of the setting that has none.
Every other byte stays as it is.

  --check   write nothing; say what would be written

Exit code: 0 done, or nothing to do; 1 with --check when there is something to do; 2 there is no case.`,
    run: (args) => Promise.resolve(runFmt(args)),
  },
  {
    name: 'scenario i18n',
    summary: 'Say how much of a case is translated; write the sheets for a language.',
    help: `Usage: titian scenario i18n [--write LANGUAGE] [--json] [DIR]

Counts for each language under i18n/ how many texts are translated, missing or stale (the source has changed since).
A text that is missing or stale is shown as the source has it.

  --write   write i18n/LANGUAGE/ in the order of the source; what is translated stays word for word

Exit code: 0, 1 a translation does not fit its source, 2 there is no case.`,
    run: (args) => Promise.resolve(runTranslations(args)),
  },
];

function runFmt(args: readonly string[]): number {
  const folders = foldersIn(args);
  if (folders.length === 0) return fail('There is no case there.');
  const check = args.includes('--check');
  let count = 0;
  for (const folder of folders)
    for (const { path, text, added } of withCaseIds(readCaseFolder(folder))) {
      if (!check) write(folder, { path, text });
      for (const { id, line } of added) process.stdout.write(`${shown(folder, path)}:${String(line)}  ${id}\n`);
      count += added.length;
    }
  process.stdout.write(`${count === 1 ? '1 id' : `${String(count)} ids`} ${check ? 'missing' : 'written'}.\n`);
  return check && count > 0 ? 1 : 0;
}

/** Whole or not at all: an editor that watches the file never sees half of it. */
function write(folder: string, { path, text }: SourceFile): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.writing`, text);
  renameSync(`${file}.writing`, file);
}

function runTranslations(args: readonly string[]): number {
  const folders = foldersIn(args);
  if (folders.length === 0) return fail('There is no case there.');
  const language = option(args, '--write');
  if (language !== undefined && !/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(language))
    return fail(`"${language}" is not a language tag, such as th or ar.`);
  const cases = folders.map((folder) => {
    const files = readCaseFolder(folder);
    if (language !== undefined) for (const sheet of sheetsOf(files, language)) write(folder, sheet);
    return {
      id: basename(folder),
      languages: coverageOf(language === undefined ? files : readCaseFolder(folder)),
      folder,
    };
  });
  const lines = cases.flatMap(({ id, languages, folder }) => [
    `${id}: ${languages.length === 0 ? 'no translations' : ''}`.trimEnd(),
    ...languages.flatMap(({ language: name, total, translated, missing, stale, unfit, findings }) => [
      `  ${name}: ${String(translated)} of ${String(total)} texts; ${String(missing)} missing, ${String(stale)} stale, ${String(unfit)} unfit`,
      ...findings.map(
        ({ file, line, code, message }) => `  ${shown(folder, file)}:${String(line)}  ${code}\n      ${message}`,
      ),
    ]),
  ]);
  print(args, { cases: cases.map(({ id, languages }) => ({ id, languages })) }, lines);
  return cases.every(({ languages }) => languages.every(({ findings }) => findings.length === 0)) ? 0 : 1;
}

import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type Finding } from '../../command';
import { root } from '../../root';
import { checkFolder } from '../files';
import { fromGift, lossesInGift, toGift } from './gift';
import { fromMoodleXml, lossesInMoodle, longestFile, toMoodleXml } from './moodle';
import { type Question, markdownOf, questionsIn } from './question';

export const exchangeCommands: readonly Command[] = [
  {
    name: 'assessment export',
    summary: 'Write the test questions for another learning system (Moodle XML, GIFT). Holds the keys.',
    help: `
Usage: titian assessment export --format moodle|gift [--out FILE] [DIR]

Writes the questions of assessment/ (of the curriculum shipped, or of DIR) with their keys and feedback: keep the file
where test keys belong. Without --out it is printed. What the other format has no place for is said on standard error.

Exit code: 0 written; 1 when the curriculum has findings; 2 not understood.`,
    run: (args) => Promise.resolve(exportQuestions(args)),
  },
  {
    name: 'assessment import',
    summary: 'Read test questions from Moodle XML or GIFT into a draft for assessment/.',
    help: `
Usage: titian assessment import [--out FILE.md] FILE

Reads Moodle XML (.xml) or GIFT (.gift, .txt) and writes the questions as Markdown. Files that came from here return
whole. Questions of others lack pair, form and objective: titian check says so until an author has given them. On
standard error, line by line: what was approximated, and what was dropped. Nothing in the file is ever run or fetched.

Exit code: 0 read, whatever was dropped; 1 when no question could be read; 2 not understood.`,
    run: (args) => Promise.resolve(importQuestions(args)),
  },
];

function optionsOf(args: readonly string[]) {
  try {
    const options = { format: { type: 'string' }, out: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

function exportQuestions(args: readonly string[]): number {
  const read = optionsOf(args);
  const format = read?.values.format;
  if (!read || (format !== 'moodle' && format !== 'gift')) return say('Say --format moodle or --format gift.', 2);
  const folder = read.positionals[0] ?? join(root, 'curriculum');
  const { compiled, findings } = checkFolder(folder);
  if (!compiled || findings.length > 0) return refuse(findings);
  const questions = bankOf(folder);
  const { grid } = compiled.assessment;
  const codes = {
    source: Object.keys(grid?.source ?? {}),
    information: Object.keys(grid?.information ?? {}),
    handling: Object.keys(grid?.handling ?? {}),
  };
  put(read.values.out, format === 'gift' ? toGift(questions) : toMoodleXml(questions, codes));
  for (const { id, loss } of format === 'gift' ? lossesInGift(questions) : lossesInMoodle(questions)) say(`${id}: ${loss}`);
  return say(questions.length === 1 ? '1 question written.' : `${questions.length} questions written.`, 0);
}

/** Every question of a curriculum's folder, file by file. */
export function bankOf(folder: string): Question[] {
  const bank = join(folder, 'assessment');
  const files = readdirSync(bank).filter((name) => name.endsWith('.md'));
  return files.sort().flatMap((name) => questionsIn(readFileSync(join(bank, name), 'utf8')));
}

function importQuestions(args: readonly string[]): number {
  const read = optionsOf(args);
  const file = read?.positionals[0];
  if (!read || file === undefined) return say('Say which file to read.', 2);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return say(`There is no file ${file}.`, 2);
  if (size > longestFile) return say('The file is longer than 20 million bytes.', 1);
  const text = readFileSync(file, 'utf8');
  const { questions, notes } = extname(file).toLowerCase() === '.xml' ? fromMoodleXml(text) : fromGift(text);
  for (const { line, fate, message } of notes) say(`${basename(file)}:${line}: ${fate}: ${message}`);
  if (questions.length === 0) return say('No question could be read.', 1);
  put(read.values.out, markdownOf(questions));
  return say(questions.length === 1 ? '1 question read.' : `${questions.length} questions read.`, 0);
}

function put(file: string | undefined, text: string): void {
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text, { mode: 0o600 });
}

function refuse(findings: readonly Finding[]): number {
  for (const { file, line, code, message } of findings) say(`${file}:${line}: ${code}: ${message}`);
  return say('The curriculum has findings: mend them first.', 1);
}

function say(line: string, code = 0): number {
  process.stderr.write(`${line}\n`);
  return code;
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileCase } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import { readCaseFolder } from '../../src/scenario/files';
import type { Case } from '../../src/scenario/case';

export const fixtures = join(__dirname, '..', 'fixtures', 'scenario');

export const soundFiles: readonly SourceFile[] = readCaseFolder(join(fixtures, 'sound'));

export function brokenCodes(): string[] {
  return readdirSync(join(fixtures, 'broken')).sort();
}

/** The sound case with the files of a broken one laid over it. */
export function brokenFiles(code: string): SourceFile[] {
  const over = readCaseFolder(join(fixtures, 'broken', code));
  const kept = soundFiles.filter((file) => !over.some((each) => each.path === file.path));
  const files = [...kept, ...over];
  return code === 'exercise-missing' ? files.filter((file) => file.path !== 'exercise.md') : files;
}

/** Where a broken fixture says `<!-- here -->`. */
export function markedPlace(code: string): { file: string; line: number } {
  for (const file of readCaseFolder(join(fixtures, 'broken', code))) {
    const line = file.text.split('\n').findIndex((text) => text.includes('<!-- here -->'));
    if (line >= 0) return { file: file.path, line: line + 1 };
  }
  throw new Error(`The fixture ${code} marks no place.`);
}

/** The sound case after replacing text in its files: `[path, old, new]`; a null `old` makes a new file. */
export function varied(...changes: readonly (readonly [string, string | null, string])[]): SourceFile[] {
  const files = new Map(soundFiles.map((file) => [file.path, file.text]));
  for (const [path, old, text] of changes) {
    const before = files.get(path) ?? '';
    if (old !== null && !before.includes(old)) throw new Error(`${path} does not hold "${old}".`);
    files.set(path, old === null ? text : before.replace(old, text));
  }
  return [...files].map(([path, text]) => ({ path, text }));
}

export function compiledFrom(files: readonly SourceFile[]): Case {
  const { compiled, findings } = compileCase(files);
  const said = findings.map(({ file, line, code, message }) => `${file}:${String(line)} ${code} ${message}`);
  if (!compiled || findings.length > 0) throw new Error(said.join('\n'));
  return compiled;
}

export function shippedCases(): { name: string; case: Case }[] {
  const folder = join(__dirname, '..', '..', 'curriculum', 'scenario');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'exercise.md')));
  return names.map((name) => ({ name, case: compiledFrom(readCaseFolder(join(folder, name))) }));
}

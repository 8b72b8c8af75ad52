import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Checked } from './check';
import { longestFile, type SourceFile } from './source';

export type { Checked };

/** Compiles and checks the curriculum in a folder (absolute path). Findings name files relative to it. */
export function checkFolder(folder: string): Checked {
  return check(listFiles(folder), listCases(folder));
}

/** The files of a curriculum's folder that the compiler reads, without its cases, in the order of their paths. */
export function readFiles(folder: string): SourceFile[] {
  return listFiles(folder).filter(({ path }) => !path.startsWith('scenario/'));
}

function listFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.md$|^overlays\/[^/]+\/against\.json$/.test(path) && !/README\.md$/.test(path))
    .sort()
    .map((path) => ({ path, text: readWithinLimit(join(folder, path)) }));
}

/** A file beyond all measure is read only so far that the compiler sees it is too long. */
function readWithinLimit(path: string): string {
  if (statSync(path).size > longestFile * 4) return ' '.repeat(longestFile + 1);
  return readFileSync(path, 'utf8');
}

/** The cases that stand beside the modules, by id (the names of their folders). */
function listCases(folder: string): string[] {
  const cases = join(folder, 'scenario');
  if (!existsSync(cases)) return [];
  return readdirSync(cases, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

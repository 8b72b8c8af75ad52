import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './command';
import type { Case } from './scenario/case';
// Not through the feature's index: a check needs its compiler, and none of its pages.
import { compileCase } from './scenario/compile';

/** The compiled cases of a curriculum's folder, by id. Throws for one that cannot be played. */
export function readCases(folder: string): Record<string, Case> {
  return playable(compileCases(folder));
}

/** What compiling the cases of a curriculum's folder finds, with paths relative to that folder: for `titian check`. */
export function checkCases(folder: string): Promise<Finding[]> {
  return Promise.resolve(findingsIn(compileCases(folder)));
}

/** Each case of the folder by the name of its own folder. Compiling is the long part of a start: it is done once. */
export function compileCases(folder: string): ReadonlyMap<string, ReturnType<typeof compileCase>> {
  return new Map(caseFolders(folder).map((name) => [name, compileCase(readMarkdown(join(folder, 'scenario', name)))]));
}

/** The compiled cases by id. Throws for one that cannot be played. */
export function playable(cases: ReturnType<typeof compileCases>): Record<string, Case> {
  return Object.fromEntries(
    [...cases].map(([name, { compiled }]) => {
      if (!compiled) throw new Error(`The case ${name} cannot be published. Run: npm run -s titian -- scenario verify`);
      return [compiled.id, compiled];
    }),
  );
}

/** What was found in the cases, with paths relative to the curriculum's folder. */
export function findingsIn(cases: ReturnType<typeof compileCases>): Finding[] {
  return [...cases].flatMap(([name, { findings }]) =>
    findings.map((finding) => ({ ...finding, file: `scenario/${name}/${finding.file}` })),
  );
}

function caseFolders(folder: string): string[] {
  const cases = join(folder, 'scenario');
  if (!existsSync(cases)) return [];
  const entries = readdirSync(cases, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function readMarkdown(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './compile/source';

/** The Markdown files of one case, with paths relative to its folder, in name order. */
export function readCaseFolder(folder: string, under = ''): SourceFile[] {
  const entries = readdirSync(join(folder, under), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): SourceFile[] => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return readCaseFolder(folder, path);
    return entry.name.endsWith('.md') ? [{ path, text: readFileSync(join(folder, path), 'utf8') }] : [];
  });
}

/** The folders of the cases in a folder: itself if it is one, else those in it. */
export function caseFoldersIn(folder: string): string[] {
  if (existsSync(join(folder, 'exercise.md'))) return [folder];
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map((entry) => join(folder, entry.name)).sort();
}

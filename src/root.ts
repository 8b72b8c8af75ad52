import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's root: views, locales and curriculum are read from here, whether the code runs compiled or not. */
export const root = findRoot(__dirname);

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'locales'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('The project root (package.json beside locales/) was not found.');
  return findRoot(above);
}

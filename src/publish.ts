import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './command';
import {
  type Checked,
  type Compiled,
  type Manifest,
  checkFolder,
  findPublication,
  latestPublication,
  manifestOf,
  publish,
} from './curriculum';
import type { Db } from './db';
import { root } from './root';
import { type Case, compileCase } from './scenario';

export interface Published {
  readonly id: string;
  /** "1.0 (3f9c2a71b04d)": as it stands on certificates. */
  readonly name: string;
}

/** The source has findings. The message is one sentence for a person at a terminal, with the first of them. */
export class CannotPublish extends Error {
  constructor(readonly findings: readonly Finding[]) {
    const [first] = findings;
    const place = first ? ` The first is in ${first.file}, line ${first.line} (${first.code}): ${first.message}` : '';
    const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
    super(`curriculum/ cannot be published as it stands: ${count}.${place} All of them: npm run -s titian -- check`);
  }
}

/** What of an overlay is stale does not stop a publication: the programme's text stands there, marked. */
export const staleCodes: readonly string[] = ['overlay-stale', 'overlay-unstamped'];

export interface PublishWish {
  /** The curriculum's folder (absolute); the one shipped if not said. */
  readonly folder?: string;
  /** Codes of findings that do not count. For tests, which run while somebody writes; the product has none. */
  readonly despite?: readonly string[];
}

/**
 * Publishes a curriculum's folder, its cases included. What is published already changes nothing. Throws CannotPublish
 * where the curriculum or a case has a finding.
 */
export async function publishSource(db: Db, now: Date, wish: PublishWish = {}): Promise<Published> {
  const { folder = join(root, 'curriculum'), despite = [] } = wish;
  const { compiled, overlays, findings } = checkFolder(folder);
  const counted = [...findings, ...(await checkCases(folder))].filter(
    ({ code }) => !staleCodes.includes(code) && !despite.includes(code),
  );
  if (!compiled || counted.length > 0) throw new CannotPublish(counted.length > 0 ? counted : findings);
  return publishCompiled(db, now, compiled, readCases(folder), overlays);
}

export async function publishCompiled(
  db: Db,
  now: Date,
  compiled: Compiled,
  cases: Readonly<Record<string, Case>>,
  overlays: Checked['overlays'] = [],
): Promise<Published> {
  const manifest: Manifest = manifestOf(compiled, cases, overlays);
  const id = await publish(db, manifest, now);
  return { id, name: nameOf(id, manifest.version) };
}

/** What was published last; undefined where nothing ever was. */
export async function lastPublished(db: Db): Promise<Published | undefined> {
  const id = await latestPublication(db);
  const publication = id === undefined ? undefined : await findPublication(db, id);
  return publication && { id: publication.id, name: nameOf(publication.id, publication.version) };
}

function nameOf(id: string, version: string): string {
  return `${version} (${id.slice(0, 12)})`;
}

/** The compiled cases of a curriculum's folder, by id. Throws for one that cannot be played. */
export function readCases(folder: string): Record<string, Case> {
  return Object.fromEntries(
    caseFolders(folder).map((name) => {
      const { compiled } = compileCase(readMarkdown(join(folder, 'scenario', name)));
      if (!compiled) throw new Error(`The case ${name} cannot be published. Run: npm run -s titian -- scenario verify`);
      return [compiled.id, compiled];
    }),
  );
}

/** What compiling the cases of a curriculum's folder finds, with paths relative to that folder: for `titian check`. */
export function checkCases(folder: string): Promise<Finding[]> {
  const findings = caseFolders(folder).flatMap((name) =>
    compileCase(readMarkdown(join(folder, 'scenario', name))).findings.map((finding) => ({
      ...finding,
      file: `scenario/${name}/${finding.file}`,
    })),
  );
  return Promise.resolve(findings);
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

import { join } from 'node:path';
import { compileCases, findingsIn, playable } from './cases';
import type { Finding } from './command';
import {
  type Checked,
  type Compiled,
  type Manifest,
  checkFolder,
  endRefusals,
  findPublication,
  latestPublication,
  manifestOf,
  publish,
} from './curriculum';
import type { Db } from './db';
import { root } from './root';
import type { Case } from './scenario';
import { readSourceNote } from './source-note';

export { readCases } from './cases';

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
  /** A file in which it is noted what the source became: the next time, what is current already is not compiled again. */
  readonly note?: string;
}

/**
 * Publishes a curriculum's folder, its cases included. What is published already changes nothing. Throws CannotPublish
 * where the curriculum or a case has a finding.
 */
export async function publishSource(db: Db, now: Date, wish: PublishWish = {}): Promise<Published> {
  const { folder = join(root, 'curriculum'), despite = [] } = wish;
  const note = wish.note === undefined ? undefined : readSourceNote(wish.note, folder);
  const last = note?.became === undefined ? undefined : await lastPublished(db);
  if (last && last.id === note?.became) {
    await endRefusals(db, now);
    return last;
  }
  const { compiled, overlays, findings } = checkFolder(folder);
  const cases = compileCases(folder);
  const counted = [...findings, ...findingsIn(cases)].filter(
    ({ code }) => !staleCodes.includes(code) && !despite.includes(code),
  );
  if (!compiled || counted.length > 0) throw new CannotPublish(counted.length > 0 ? counted : findings);
  const published = await publishCompiled(db, now, compiled, playable(cases), overlays);
  await endRefusals(db, now);
  note?.write(published.id);
  return published;
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

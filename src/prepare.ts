import { closeEntries, hasAdministrator, makeEntry } from './accounts';
import type { Mode } from './config';
import { keepRefusal } from './curriculum';
import type { Deps, Prepared } from './deps';
import { loadExample, openExample } from './example';
import { CannotPublish, lastPublished, publishSource, type Published, type PublishWish } from './publish';

type Wish = Pick<PublishWish, 'folder' | 'note'>;

/**
 * Makes an installation ready before it opens its door: publishes `curriculum/` (nothing, when it is published
 * already), loads and opens the example, or makes the link for a first administrator where there is none. A source with
 * findings is not published: the product goes on with what was published last, and says so.
 */
export async function prepare(deps: Deps, mode: Mode, wish: Wish = {}): Promise<Prepared> {
  const { publication, unpublished } = await publishOrKeep(deps, wish);
  return { ...(await open(deps, mode, publication)), ...(unpublished === undefined ? {} : { unpublished }) };
}

async function publishOrKeep({ db, clock, log, origin }: Deps, wish: Wish): Promise<Kept> {
  try {
    return { publication: await publishSource(db, clock(), wish) };
  } catch (error) {
    if (!(error instanceof CannotPublish)) throw error;
    const publication = await lastPublished(db);
    if (!publication) throw error;
    await keepRefusal(db, origin, clock(), error.findings);
    const [first] = error.findings;
    log.warn(
      {
        publication: publication.id,
        findings: error.findings.length,
        code: first?.code,
        file: first?.file,
        line: first?.line,
      },
      'curriculum not published: going on with the last publication',
    );
    return { publication, unpublished: error.message };
  }
}

interface Kept {
  readonly publication: Published;
  /** Why the source was not published. */
  readonly unpublished?: string;
}

async function open(deps: Deps, mode: Mode, publication: Published): Promise<Prepared> {
  const { db, clock } = deps;
  if (mode === 'example') {
    await loadExample(deps, publication.id, publication.name);
    return openExample(deps);
  }
  if (await hasAdministrator(db)) return {};
  await closeEntries(db, clock(), 'first-administrator');
  const expiresAt = new Date(clock().getTime() + 24 * 60 * 60 * 1000);
  const secret = await makeEntry(db, clock(), { purpose: 'first-administrator', expiresAt });
  return { administrator: `/first-administrator/${secret}` };
}

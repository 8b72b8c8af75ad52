import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { newId } from '../ids';
import type { Agenda, CompiledEdition } from './curriculum';
import { kindIn, readTextId, textIdOf, type Manifest, type PartKind, type Publication, type PublishedOverlay } from './publication';
import { agendaOf, bookFor, isTailored } from './tailoring/books';
import { getGuided, getShared } from './tailoring/queries';

const columns = {
  id: 'publications.id',
  curriculumId: 'publications.curriculum_id',
  title: 'publications.title',
  version: 'publications.version',
  language: 'publications.language',
} as const;

/**
 * Freezes a publication under its hash and makes it the current one. What is published already is not published again:
 * only where another was current in between, a new publishing says that this one is current once more. Answers its id.
 */
export async function publish(db: Db, manifest: Manifest, now: Date): Promise<string> {
  const { id, curriculumId, title, version, language, parts } = manifest;
  await db.transaction(async (trx) => {
    await trx.raw("select pg_advisory_xact_lock(hashtextextended('publish', 0))");
    await trx('publications')
      .insert({ id, curriculum_id: curriculumId, title, version, language })
      .onConflict('id')
      .ignore();
    await trx('publication_contents')
      .insert(parts.map(({ hash, body }) => ({ hash, body })))
      .onConflict('hash')
      .ignore();
    await trx('publication_parts')
      .insert(parts.map(({ kind, hash }) => ({ publication_id: id, kind, content_hash: hash })))
      .onConflict(['publication_id', 'kind'])
      .ignore();
    if ((await latestPublication(trx)) === id) return;
    await trx('publishings').insert({ id: newId(), publication_id: id, published_at: now });
  });
  return id;
}

/** The id of the publication that a new workshop pins; undefined before anything is published. */
export async function latestPublication(db: Db): Promise<string | undefined> {
  const row = await db('publishings')
    .orderBy([
      { column: 'published_at', order: 'desc' },
      // Not the publication's, which is called id below.
      { column: 'publishings.id', order: 'desc' },
    ])
    .first<{ id: string } | undefined>({ id: 'publication_id' });
  return row?.id;
}

/** Every time that a publication became the current one, the last first. */
export async function listPublishings(db: Db): Promise<Publication[]> {
  return db('publishings')
    .join('publications', 'publications.id', 'publishings.publication_id')
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'publishings.id', order: 'desc' },
    ])
    .select<Publication[]>({ ...columns, publishedAt: 'publishings.published_at' });
}

const publications = new Map<string, Publication>();

/** The publication of a text. It never changes, so it is kept in memory; its day is that of its first publishing here. */
export async function findPublication(db: Db, textId: string): Promise<Publication | undefined> {
  const id = readTextId(textId).publicationId;
  const known = publications.get(id);
  if (known) return known;
  const row = await db('publications')
    .join('publishings', 'publishings.publication_id', 'publications.id')
    .where('publications.id', id)
    .orderBy('publishings.published_at')
    .first<Publication | undefined>({ ...columns, publishedAt: 'publishings.published_at' });
  if (row) publications.set(id, row);
  return row;
}

export async function getPublication(db: Db, textId: string): Promise<Publication> {
  const publication = await findPublication(db, textId);
  if (!publication) throw new NotFound();
  return publication;
}

/** Which parts a publication has: its books, and its cases as `case:<id>`. */
export async function listParts(db: Db, publicationId: string): Promise<{ kind: PartKind; hash: string }[]> {
  return db('publication_parts')
    .where({ publication_id: publicationId })
    .orderBy('kind')
    .select({ kind: 'kind', hash: 'content_hash' });
}

/** The overlays of a publication, by their titles. */
export async function listOverlays(db: Db, publicationId: string): Promise<PublishedOverlay[]> {
  const kinds = (await listParts(db, publicationId)).map(({ kind }) => kind).filter((kind) => kind.startsWith('overlay:'));
  const overlays = await Promise.all(kinds.map((kind) => getPart<PublishedOverlay>(db, publicationId, kind)));
  return overlays.sort((a, b) => (a.overlay.title < b.overlay.title ? -1 : 1));
}

/** Parts are large and few: the books of some publications stay in memory, the one unused longest makes room. */
const kept = new Map<string, unknown>();
const mostKept = 60;

/**
 * One part of a text, as it was frozen: a publication's, or its tailored one (`textIdOf`); NotFound where it has none of that kind. The value is shared between
 * readers and must not be changed. `T` is what the kind holds: CompiledEdition, Agenda, Assessment, Glossary, a case.
 */
export async function getPart<T>(db: Db, textId: string, asked: PartKind): Promise<T> {
  const { publicationId } = readTextId(textId);
  const own = isTailored(textId, asked);
  const key = own ? `${textId} ${asked}` : `${publicationId} ${kindIn(textId, asked)}`;
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known as T;
  }
  const part: unknown = own ? await tailoredPart(db, textId, asked) : await frozenPart(db, publicationId, kindIn(textId, asked));
  kept.set(key, part);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return part as T;
}

async function frozenPart(db: Db, publicationId: string, kind: PartKind): Promise<unknown> {
  const row = await db('publication_parts')
    .join('publication_contents', 'publication_contents.hash', 'publication_parts.content_hash')
    .where({ publication_id: publicationId, kind })
    .first<{ body: string } | undefined>({ body: 'publication_contents.body' });
  // An overlay that names no module otherwise has no agenda of its own.
  if (!row && kind.startsWith('agenda:')) return getPart(db, publicationId, 'agenda');
  if (!row) throw new NotFound();
  return JSON.parse(row.body);
}

/** A book or the agenda as a workshop's facilitators tailored it. For a Handbook nothing of the Guide is loaded. */
async function tailoredPart(db: Db, textId: string, kind: 'handbook' | 'guide' | 'agenda'): Promise<unknown> {
  const { publicationId, overlay, tailoring = '' } = readTextId(textId);
  const base = textIdOf(publicationId, overlay);
  const agenda = await getPart<Agenda>(db, base, 'agenda');
  const book = await getPart<CompiledEdition>(db, base, kind === 'guide' ? 'guide' : 'handbook');
  const shared = await getShared(db, tailoring);
  if (kind === 'agenda') return agendaOf(agenda, book, shared);
  return bookFor(book, agenda, shared, kind === 'guide' ? await getGuided(db, tailoring) : undefined);
}

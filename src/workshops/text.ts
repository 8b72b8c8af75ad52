import { getPart, textIdOf, type PublishedOverlay } from '../curriculum';
import type { Db } from '../db/db';
import type { Workshop } from './workshop';

/** The text that a workshop's books are read from: its publication, as its overlay tailors it. For `getPart` and `readPage`. */
export function textOf({ publicationId, overlay }: Pick<Workshop, 'publicationId' | 'overlay'>): string {
  return textIdOf(publicationId, overlay);
}

/** The overlay that tailors a workshop's books, with what of it is stale: for those who facilitate. */
export async function findOverlay(db: Db, workshop: Workshop): Promise<PublishedOverlay | undefined> {
  if (workshop.overlay === null) return undefined;
  return getPart<PublishedOverlay>(db, workshop.publicationId, `overlay:${workshop.overlay}`);
}

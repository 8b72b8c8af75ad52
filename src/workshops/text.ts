import { getPart, textIdOf, type PublishedOverlay } from '../curriculum';
import type { Db } from '../db/db';
import type { Workshop } from './workshop';

/**
 * The text that a workshop's books and agenda are read from: its publication, as its overlay and its own facilitators
 * tailor it. For `getPart` and `readPage`; whatever is kept of them is kept under this name.
 */
export function textOf({
  publicationId,
  overlay,
  tailoring,
}: Pick<Workshop, 'publicationId' | 'overlay' | 'tailoring'>): string {
  return textIdOf(publicationId, overlay, tailoring);
}

/** The overlay that tailors a workshop's books, with what of it is stale: for those who facilitate. */
export async function findOverlay(db: Db, workshop: Workshop): Promise<PublishedOverlay | undefined> {
  if (workshop.overlay === null) return undefined;
  return getPart<PublishedOverlay>(db, workshop.publicationId, `overlay:${workshop.overlay}`);
}

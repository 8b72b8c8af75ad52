import type { Person } from '../accounts';
import { atVenue } from '../clock';
import {
  type CompiledEdition,
  type Edition,
  type Reading,
  getPart,
  getPublication,
  joinParts,
  readPage,
} from '../curriculum';
import type { Db } from '../db/db';
import { copyMargin } from '../notes';
import { directionOf } from '../prose';
import type { Frame } from '../web/page';
import { type Workshop, textOf } from '../workshops';
import { joined, placeOfPage } from './copy';
import { copyHtml } from './pages';

/**
 * One reader's own book as one file of HTML, with their notes and highlights: drawn from this edition's pages alone, for
 * this answer alone. For a Handbook the Guide is never loaded.
 */
export async function ownCopy(
  db: Db,
  now: Date,
  { person, workshop, edition }: { readonly person: Person; readonly workshop: Workshop; readonly edition: Edition },
  { t, theme, contrast }: Frame,
): Promise<{ html: string; name: string }> {
  const text = textOf(workshop);
  const book = await getPart<CompiledEdition>(db, text, edition);
  const own = await copyMargin(db, person, workshop, t);
  const preface = book.preface.length > 0 ? ['preface'] : [];
  const names = [...preface, 'agenda', ...book.modules.map(({ id }) => id), 'glossary'];
  const readings = new Map<string, Reading>();
  for (const name of names) readings.set(name, await readPage(db, text, edition, name, t));
  const pages = joined(
    [...readings].map(([name, reading]) => ({ name, title: reading.title, html: joinParts(reading, own) })),
  );
  const { id, title, version, publishedAt } = await getPublication(db, workshop.publicationId);
  const dayOf = (at: Date) => atVenue(at, workshop.timeZone, t.locale, { dateStyle: 'long' });
  const colophon = t('reading.colophon', { title, version, hash: id.slice(0, 8), date: dayOf(publishedAt) });
  const html = copyHtml({
    t,
    theme: { theme, contrast },
    language: book.language,
    direction: directionOf(book.language),
    edition: t(`book.edition.${edition}`),
    title: book.title,
    subtitle: book.subtitle,
    colophon: book.overlay ? t('local.edition', { edition: colophon, title: book.overlay.title }) : colophon,
    copied: t('copy.made', { date: dayOf(now) }),
    pages: pages.flatMap(({ name, html }) => {
      const reading = readings.get(name);
      return reading ? [{ ...reading, name, id: placeOfPage(name), html }] : [];
    }),
  });
  return { html, name: `${[edition, workshop.overlay, version, id.slice(0, 8)].filter(Boolean).join('-')}.html` };
}

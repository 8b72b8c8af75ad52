import { type Edition, listPassages, placeInBook, readPage } from '../curriculum';
import type { Db } from '../db/db';
import type { Words } from '../words';
import { type Workshop, mayFacilitate, textOf } from '../workshops';
import { standsIn } from './anchor';
import type { Highlight, TextQuote } from './highlight';
import type { HighlightLine } from './pages';
import { pathOfPassage } from './passages';

/** Asks whether quoted words stand in their block as the workshop's book is drawn now. */
export function standingIn(
  db: Db,
  workshop: Workshop,
  edition: Edition,
  t: Words,
): (words: TextQuote & { readonly block: string }) => Promise<boolean> {
  return async (words) => {
    const passage = (await listPassages(db, textOf(workshop), edition)).get(words.block);
    if (!passage) return false;
    const { parts } = await readPage(db, textOf(workshop), edition, passage.page, t);
    const end = parts.findIndex((part, place) => place % 2 === 1 && part === words.block);
    return standsIn(parts[end - 1] ?? '', words.block, words);
  };
}

/** The highlights that stand in the Handbook as it is now, by block. The Guide is never loaded. */
export async function inHandbook(
  db: Db,
  workshop: Workshop,
  highlights: readonly Highlight[],
  t: Words,
): Promise<Map<string, Highlight[]>> {
  const stands = standingIn(db, workshop, 'handbook', t);
  const found = await Promise.all(highlights.map(async (each) => ((await stands(each)) ? [each] : [])));
  return byBlock(found.flat());
}

export function byBlock(highlights: readonly Highlight[]): Map<string, Highlight[]> {
  const blocks = new Map<string, Highlight[]>();
  for (const each of highlights) blocks.set(each.block, [...(blocks.get(each.block) ?? []), each]);
  return blocks;
}

/** A reader's highlights as their list shows them: with an address where they still stand. */
export function highlightLines(
  db: Db,
  workshop: Workshop,
  highlights: readonly Highlight[],
  t: Words,
): Promise<HighlightLine[]> {
  return Promise.all(
    highlights.map(async (each) => {
      const shown = mayShow(workshop, each);
      const met = shown ? (await listPassages(db, textOf(workshop), each.edition)).get(each.block) : undefined;
      const stands = met && (await standingIn(db, workshop, each.edition, t)(each));
      return {
        place: met ? placeInBook(met, t) : t(`book.edition.${each.edition}`),
        exact: shown ? each.exact : undefined,
        href: stands ? pathOfPassage(workshop, each.edition, met) : undefined,
        remove: `/workshops/${workshop.id}/highlights/${each.id}/removals`,
      };
    }),
  );
}

/** Words of the Guide are for who facilitates: a former facilitator keeps that there was a highlight, and no line of it. */
function mayShow(workshop: Workshop, { edition }: Pick<Highlight, 'edition'>): boolean {
  return edition === 'handbook' || mayFacilitate(workshop);
}

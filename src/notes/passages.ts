import { type Edition, type Passage, kindOfPassage, listPassages, placeInBook } from '../curriculum';
import type { Db } from '../db/db';
import type { Words } from '../words';
import { type Workshop, mayFacilitate, textOf } from '../workshops';

/** A passage with the book in which this reader meets it. */
export interface Met {
  readonly passage: Passage;
  readonly edition: Edition;
}

/**
 * The passage under this id in a text (the workshop's own, if no other is named), in a book that this reader may open: the Handbook, and for those who
 * facilitate the Guide. For anybody else the Guide is never loaded.
 */
export async function findPassage(
  db: Db,
  workshop: Workshop,
  id: string,
  textId = textOf(workshop),
): Promise<Met | undefined> {
  const passage = (await listPassages(db, textId, 'handbook')).get(id);
  if (passage) return { passage, edition: 'handbook' };
  if (!mayFacilitate(workshop)) return undefined;
  const guided = (await listPassages(db, textId, 'guide')).get(id);
  return guided && { passage: guided, edition: 'guide' };
}

/** Where a passage stands, what it is, and how it begins. */
export interface Quoted {
  readonly place: string;
  readonly name: string;
  readonly words: string;
}

const longestQuote = 240;

export function quote(passage: Passage, t: Words): Quoted {
  const { title = '', text } = passage;
  const name = [kindOfPassage(passage, t), title].filter((each) => each !== '').join(' ');
  const cut =
    text.length > longestQuote
      ? `${text.slice(0, text.lastIndexOf(' ', longestQuote) + 1 || longestQuote).trim()} …`
      : text;
  return { place: placeInBook(passage, t), name, words: cut };
}

/** The address of a passage in a book of a workshop. */
export function pathOfPassage(workshop: Pick<Workshop, 'id'>, edition: Edition, { page, kind, id }: Passage): string {
  const at = `/workshops/${workshop.id}/${edition}/${page}`;
  return kind === 'module' ? at : `${at}#${id}`;
}

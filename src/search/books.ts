import { type Edition, getPart, listPassages, type CompiledEdition } from '../curriculum';
import type { Db } from '../db/db';
import { type BookIndex, indexOf } from './book-index';

const built = new Map<string, Promise<BookIndex>>();
const mostBuilt = 12;

/**
 * The index of one book of a text (`textIdOf`), in its language; built when first asked for and kept in memory, the one
 * built longest ago making room. It is made of that edition's part alone: a Handbook's index holds no word of the Guide.
 */
export function getIndex(db: Db, textId: string, edition: Edition): Promise<BookIndex> {
  const key = `${textId} ${edition}`;
  const known = built.get(key);
  if (known) return known;
  const building = build(db, textId, edition);
  building.catch(() => built.delete(key));
  built.set(key, building);
  const [oldest] = built.keys();
  if (built.size > mostBuilt && oldest !== undefined) built.delete(oldest);
  return building;
}

async function build(db: Db, textId: string, edition: Edition): Promise<BookIndex> {
  const { language } = await getPart<CompiledEdition>(db, textId, edition);
  const passages = await listPassages(db, textId, edition);
  return indexOf(passages.values(), language);
}

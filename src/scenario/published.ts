import { getPart, listParts } from '../curriculum';
import type { Db } from '../db';
import { NotFound } from '../errors';
import type { Workshop } from '../workshops';
import type { Case, Id } from './case';

type Pinned = Pick<Workshop, 'publicationId'>;

/** The cases of the publication that a workshop pins. They hold every seat's secrets and never leave the server. */
export async function listCases(db: Db, { publicationId }: Pinned): Promise<readonly Case[]> {
  const parts = await listParts(db, publicationId);
  const kinds = parts.map(({ kind }) => kind).filter((kind) => kind.startsWith('case:'));
  return Promise.all(kinds.map((kind) => getPart<Case>(db, publicationId, kind)));
}

/** One case of the workshop's publication; NotFound where it has none of that name. */
export async function getCase(db: Db, { publicationId }: Pinned, id: Id): Promise<Case> {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw new NotFound();
  return getPart<Case>(db, publicationId, `case:${id}`);
}

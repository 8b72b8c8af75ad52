import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Kind } from './document';
import type { Event } from './event';
import { endOnce } from './endings';

export interface DocumentLine {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** In bytes. */
  readonly size: number;
}

/** The documents of an event, without their bytes. */
export function listDocuments(db: Db, event: Pick<Event, 'id'>): Promise<DocumentLine[]> {
  return db('alumni_documents')
    .where({ event_id: event.id, removed_at: null })
    .orderBy('id')
    .select<DocumentLine[]>('id', 'name', 'kind', db.raw('octet_length(bytes) as size'));
}

export function findDocument(
  db: Db,
  event: Pick<Event, 'id'>,
  id: string,
): Promise<{ name: string; kind: Kind; bytes: Buffer } | undefined> {
  return db('alumni_documents').where({ id, event_id: event.id, removed_at: null }).first('name', 'kind', 'bytes');
}

export async function addDocument(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  event: Event,
  document: { readonly name: string; readonly kind: Kind; readonly bytes: Buffer },
): Promise<void> {
  const id = newId();
  await trx('alumni_documents').insert({ id, origin, event_id: event.id, ...document, added_at: at, added_by: by.id });
  const after = { name: document.name, bytes: document.bytes.length };
  await record(trx, origin, at, { actorId: by.id, action: 'document added', subject: id, after });
}

/** Takes a document off; twice is nothing. */
export function removeDocument(trx: Db, origin: string, at: Date, by: Person, id: string): Promise<boolean> {
  return endOnce(trx, origin, at, by, id, { table: 'alumni_documents', word: 'removed', action: 'document removed' });
}

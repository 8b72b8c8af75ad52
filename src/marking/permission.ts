import type { Request } from 'express';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import { type Entry, entryOf, liveMember } from '../live';
import { type Subject, withoutPermissionCheckFindSubject } from '../rubric';
import type { Permission } from '../web/route';

/** Somebody at a text that is marked: as its facilitator, at the table that marks it, or at the table that wrote it. */
export interface Party {
  readonly entry: Entry;
  readonly subject: Subject & { readonly runId: string; readonly seq: number };
  readonly part: 'facilitator' | 'marker' | 'owner';
}

const admitted = new WeakMap<Request, Party>();

/** The text of this path. Only behind the permission below. */
export function partyOf(req: Request): Party {
  const party = admitted.get(req);
  if (!party) throw new Error('This route has no permission of marking.');
  return party;
}

/** Fetches the text through the room of the person who asks; anybody else's is as if it did not exist. */
export const markingParty: Permission = {
  name: 'facilitator, rater or writer of the text',
  admit: async (req) => {
    await liveMember.admit(req);
    const entry = entryOf(req);
    const id = String(req.params['marked']);
    const found = isId(id) ? await withoutPermissionCheckFindSubject(req.app.locals['db'] as Db, id) : undefined;
    if (!found || found.workshopId !== entry.workshop.id || found.runId === null || found.seq === null)
      throw new NotFound();
    const part = entry.facilitates
      ? 'facilitator'
      : found.markerTable !== null && found.markerTable === entry.table?.id
        ? 'marker'
        : found.ownerTable !== null && found.ownerTable === entry.table?.id
          ? 'owner'
          : undefined;
    if (!part) throw new NotFound();
    admitted.set(req, { entry, part, subject: { ...found, runId: found.runId, seq: found.seq } });
  },
};

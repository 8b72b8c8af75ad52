import type { Request } from 'express';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import { type Entry, entryOf, liveMember } from '../live';
import { type Subject, withoutPermissionCheckFindSubject } from '../rubric';
import type { Permission } from '../web/route';
import { type Workshop, workshopMember, workshopOf } from '../workshops';

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

/** Those who facilitate the workshop themselves: what one person wrote in a test is not for programme staff. */
export const workshopRater: Permission = {
  name: 'facilitator of the workshop in person',
  admit: async (req) => {
    await workshopMember.admit(req);
    if (!workshopOf(req).roles.includes('facilitator')) throw new NotFound();
  },
};

const answers = new WeakMap<Request, Subject & { readonly attemptId: string; readonly itemId: string }>();

/** The answer of this path. Only behind the permission below. */
export function answerOf(req: Request): Subject & { readonly attemptId: string; readonly itemId: string } {
  const answer = answers.get(req);
  if (!answer) throw new Error('This route has no permission of marking.');
  return answer;
}

/** Fetches the answer through the workshop of the facilitator who asks. */
export const answerRater: Permission = {
  name: workshopRater.name,
  admit: async (req) => {
    await workshopRater.admit(req);
    const workshop: Workshop = workshopOf(req);
    const id = String(req.params['answer']);
    const found = isId(id) ? await withoutPermissionCheckFindSubject(req.app.locals['db'] as Db, id) : undefined;
    if (found?.workshopId !== workshop.id || found.attemptId === null || found.itemId === null) throw new NotFound();
    answers.set(req, { ...found, attemptId: found.attemptId, itemId: found.itemId });
  },
};

import type { Db } from '../db/db';
import { type StepSource, mayFacilitate } from '../workshops';
import { countFreeSeats } from '../roster';
import { listNominations } from './queries';

/** Nominations, as a step for those who run the workshop: what waits for a decision, or a place for the next in line. */
export function nominationStep(db: Db): StepSource {
  return async (_person, workshop) => {
    if (!mayFacilitate(workshop)) return [];
    const all = await listNominations(db, workshop);
    const open = all.filter(({ state }) => state === 'nominated').length;
    const next = all.some(({ state }) => state === 'waiting') && (await countFreeSeats(db, workshop)) > 0;
    const step = { name: 'nominations', href: `/workshops/${workshop.id}/nominations`, words: 'nomination.title' };
    if (open > 0) return [{ ...step, state: 'open', note: 'nomination.note.open', params: { count: open } }];
    if (next) return [{ ...step, state: 'open', note: 'nomination.note.next' }];
    return [{ ...step, state: 'always', note: 'nomination.note.always' }];
  };
}

import type { Db } from '../db';
import type { Step, StepSource } from '../workshops';
import { mayFacilitate } from '../workshops';
import { listLiveRuns } from './queries';

/** The case played together, as a step of the way: for those who take part once there is a room to go to. */
export function liveStep(db: Db): StepSource {
  return async (_person, workshop) => {
    const facilitates = mayFacilitate(workshop);
    const runs = await listLiveRuns(db, workshop);
    if (runs.length === 0 && !facilitates) return [];
    const going = runs.some(({ endedAt }) => endedAt === null);
    const note = facilitates ? 'live.note.facilitator' : going ? 'live.note.open' : 'live.note.ended';
    const state: Step['state'] = facilitates ? 'always' : going ? 'open' : 'done';
    return [{ name: 'live', href: `/workshops/${workshop.id}/live`, state, words: 'live.title', note }];
  };
}

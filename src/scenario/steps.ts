import type { Db } from '../db';
import type { Step, StepSource } from '../workshops';
import { listRuns } from './queries';

/** The case as a step of everybody's way through a workshop. */
export function caseStep(db: Db): StepSource {
  return async (person, workshop) => {
    const runs = await listRuns(db, person, workshop);
    const state: Step['state'] = runs.some(({ endedAt }) => endedAt) ? 'done' : runs.length > 0 ? 'waiting' : 'open';
    return [
      { name: 'case', href: `/workshops/${workshop.id}/case`, state, words: 'case.title', note: `case.note.${state}` },
    ];
  };
}

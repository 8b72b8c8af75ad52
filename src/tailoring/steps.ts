import type { Db } from '../db/db';
import { type StepSource, mayFacilitate } from '../workshops';
import { isDue } from './note';
import { listLocalNotes } from './queries';
import { judgeNotes, standingOf } from './standing';

/** For those who facilitate: which modules the workshop has, and their own notes, with those that have to be read again. */
export function tailoringSteps(db: Db): StepSource {
  return async (_person, workshop) => {
    if (!mayFacilitate(workshop)) return [];
    const base = `/workshops/${workshop.id}`;
    const notes = await listLocalNotes(db, workshop);
    const judged = notes.length > 0 ? await judgeNotes(db, workshop, await standingOf(db, workshop)) : [];
    const due = judged.filter(({ state }) => isDue(state)).length;
    return [
      {
        name: 'modules',
        href: `${base}/modules`,
        state: 'always',
        words: 'tailoring.modules',
        note: 'way.modulesNote',
      },
      {
        name: 'local-notes',
        href: `${base}/local-notes`,
        state: due > 0 ? 'open' : 'always',
        words: 'tailoring.notes',
        note: due > 0 ? 'way.localNotesDue' : 'way.localNotesNote',
        params: { count: due },
      },
    ];
  };
}

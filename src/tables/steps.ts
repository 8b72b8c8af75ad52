import { type StepSource, mayFacilitate, takesPart } from '../workshops';
import { type TablesDesk, findPlan, tableNumbers } from './queries';

/** The tables, as a step: for those who run the workshop always, for a participant once there is one to sit at. */
export function tablesStep(desk: TablesDesk): StepSource {
  return async (person, workshop) => {
    const step = { name: 'tables', href: `/workshops/${workshop.id}/tables`, state: 'always' } as const;
    if (mayFacilitate(workshop)) return [{ ...step, words: 'tables.title', note: 'tables.note' }];
    if (!takesPart(workshop) || !(await findPlan(desk.db, workshop))) return [];
    const number = (await tableNumbers(desk, workshop)).get(person.id);
    if (number === undefined) return [];
    return [{ ...step, words: 'tables.own', note: 'tables.ownNote', params: { number } }];
  };
}

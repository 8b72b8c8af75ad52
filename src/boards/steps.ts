import { type StepSource, mayFacilitate, takesPart } from '../workshops';
import { type BoardsDesk, listMappings } from './queries';

/** The mapping exercise: for those who run the workshop always, for a participant while one is open. */
export function boardsStep({ db }: Pick<BoardsDesk, 'db'>): StepSource {
  return async (_person, workshop) => {
    const home = `/workshops/${workshop.id}/mapping`;
    const step = { name: 'mapping', words: 'map.title' } as const;
    if (mayFacilitate(workshop)) return [{ ...step, href: home, note: 'map.noteFacilitator', state: 'always' }];
    const open = takesPart(workshop) ? (await listMappings(db, workshop)).find(({ closedAt }) => !closedAt) : undefined;
    if (!open) return [];
    return [
      {
        ...step,
        words: 'map.stepTitle',
        params: { task: open.task },
        href: `${home}/${open.id}`,
        note: 'map.note',
        state: 'open',
      },
    ];
  };
}

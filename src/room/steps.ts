import type { Db } from '../db/db';
import { findOpenPoll } from './poll-queries';
import { type Step, type StepSource, mayFacilitate, takesPart } from '../workshops';

/** The agenda for everybody, the parking lot, and the question that is open; for those who run it the run sheet. */
export function roomStep(db: Db): StepSource {
  return async (_person, workshop) => {
    const base = `/workshops/${workshop.id}`;
    const always = (name: string, words: string, note: string): Step => ({
      ...{ name, words, note, state: 'always' },
      href: `${base}/${name}`,
    });
    const facilitates = mayFacilitate(workshop);
    const poll = takesPart(workshop) ? await findOpenPoll(db, workshop) : undefined;
    const question = { name: 'poll', words: 'poll.stepTitle', note: 'poll.stepNote', state: 'open' } as const;
    return [
      ...(poll ? [{ ...question, href: `${base}/polls/${poll.id}`, params: { question: poll.question } }] : []),
      always('agenda', 'agenda.title', facilitates ? 'way.agendaPlanNote' : 'way.agendaNote'),
      ...(facilitates ? [always('run-sheet', 'sheet.title', 'way.sheetNote')] : []),
      always('parking-lot', 'lot.title', 'way.lotNote'),
      ...(facilitates ? [] : [always('actions', 'action.title', 'way.actionsNote')]),
    ];
  };
}

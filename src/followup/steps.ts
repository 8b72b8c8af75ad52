import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { type Step, type StepSource, mayFacilitate, takesPart } from '../workshops';
import { findCommitment } from './commitment-queries';
import { hasAnswered } from './evaluation-queries';
import { listAsked } from './followup-queries';

/** What a participant does when the workshop ends and after it; for those who run it, what came of it. */
export function followupSteps(db: Db, clock: Clock): StepSource {
  return async (person, workshop) => {
    const base = `/workshops/${workshop.id}`;
    const steps: Step[] = [];
    if (takesPart(workshop)) {
      const begun = dayAtVenue(clock(), workshop.timeZone) >= workshop.endsOn;
      const own = (name: string, done: boolean): Step => ({
        ...{ name, href: `${base}/${name}`, words: `${name}.title`, note: `way.${name}Note` },
        state: done ? 'done' : begun ? 'open' : 'later',
      });
      steps.push(own('commitment', (await findCommitment(db, person, workshop)) !== undefined));
      steps.push(own('evaluation', await hasAnswered(db, person, workshop)));
      for (const { workshopId, month, answer } of await listAsked(db, person)) {
        if (workshopId !== workshop.id) continue;
        const state = answer ? 'done' : 'open';
        const params = { count: month };
        const href = `${base}/follow-ups/${month}`;
        steps.push({
          name: `follow-up-${month}`,
          href,
          state,
          words: 'followup.step',
          note: 'followup.stepNote',
          params,
        });
      }
    }
    if (mayFacilitate(workshop)) {
      const always = (name: string, words: string, note: string): Step => ({
        ...{ name, href: `${base}/${name}`, state: 'always', words, note },
      });
      steps.push(always('evaluation', 'evaluation.title', 'way.evaluationResultsNote'));
      steps.push(always('follow-up', 'followup.funnel', 'way.followupNote'));
    }
    return steps;
  };
}

import type { Db } from '../db/db';
import { type Step, type StepSource, listEnrolled, mayFacilitate, takesPart } from '../workshops';
import { findAttempt, listAttempts } from './queries';
import type { TestForm } from './question';

/** The test as a step of a participant's way. */
export function testStep(db: Db, form: TestForm): StepSource {
  return async (person, workshop) => {
    if (!takesPart(workshop)) return [];
    const attempt = await findAttempt(db, person, workshop, form);
    const state: Step['state'] = attempt?.submittedAt ? 'done' : attempt ? 'waiting' : 'open';
    const note = `test.note.${form}.${state}`;
    return [{ name: form, href: `/workshops/${workshop.id}/tests/${form}`, state, words: `test.${form}`, note }];
  };
}

/** How many have sent their tests, for the facilitator. */
export function testsOverviewStep(db: Db): StepSource {
  return async (_person, workshop) => {
    if (!mayFacilitate(workshop)) return [];
    const sent = (await listAttempts(db, workshop)).filter((attempt) => attempt.submittedAt);
    const params = {
      pre: sent.filter((attempt) => attempt.form === 'pre').length,
      post: sent.filter((attempt) => attempt.form === 'post').length,
      people: (await listEnrolled(db, workshop, 'participant')).length,
    };
    const href = `/workshops/${workshop.id}/tests`;
    return [{ name: 'tests', href, state: 'always', words: 'test.overview', note: 'test.overviewNote', params }];
  };
}

import { type StepSource, mayFacilitate } from '../workshops';

/** The report, as the last of a facilitator's work. */
export const reportStep: StepSource = (_person, workshop) =>
  Promise.resolve(
    mayFacilitate(workshop)
      ? [
          {
            name: 'report',
            href: `/workshops/${workshop.id}/report`,
            state: 'always' as const,
            words: 'reports.step',
            note: 'reports.stepNote',
          },
        ]
      : [],
  );

import type { Response } from 'express';
import { atVenue } from '../clock';
import { newId } from '../ids';
import type { Frame } from '../web/page';
import type { Workshop } from '../workshops';
import type { Case } from './case';
import { drawn } from './drawn';
import { casesPage, seatsPage } from './pages';
import type { Run } from './run';

const words = (res: Response) => (res.locals['frame'] as Frame).t;

/** Shows the cases of a workshop, each with its content note first, and this person's runs. */
export function showCases(
  res: Response,
  { workshop, cases, runs }: { workshop: Workshop; cases: readonly Case[]; runs: readonly Run[] },
): void {
  const t = words(res);
  const begun = (run: Run) =>
    atVenue(run.startedAt, workshop.timeZone, t.locale, { dateStyle: 'medium', timeStyle: 'short' });
  casesPage(res, {
    title: t('case.title'),
    exercise: true,
    trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
    workshop,
    cases: cases.map((one) => ({
      id: one.id,
      title: one.title,
      desks: one.roles.length,
      parts: one.phases.length,
      noteHtml: drawn(one.contentNote),
      reviewed: one.reviewedBy !== null,
      runs: runs
        .filter(({ caseId }) => caseId === one.id)
        .map((run) => ({
          id: run.id,
          seat: one.roles.find(({ id }) => id === run.role)?.name ?? run.role,
          begun: begun(run),
          ended: run.endedAt !== null,
        })),
    })),
  });
}

interface Choosing {
  readonly workshop: Workshop;
  readonly exercise: Case;
  readonly runs: readonly Run[];
  readonly chosen: string;
  readonly errors: Readonly<Record<string, string>>;
}

/** Shows what is public about the seats of a case; a briefing is read only from its seat. */
export function showSeats(res: Response, { workshop, exercise, runs, chosen, errors }: Choosing): void {
  const t = words(res);
  const home = `/workshops/${workshop.id}`;
  const seats = exercise.roles.map(({ id, name, agency, country, powers }) => {
    const played = runs.some((run) => run.caseId === exercise.id && run.role === id && run.endedAt !== null);
    return { id, name, agency, country, powers, played };
  });
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  seatsPage(
    res,
    {
      title: exercise.title,
      exercise: true,
      trail: [
        { href: home, words: workshop.title },
        { href: `${home}/case`, words: t('case.title') },
      ],
      workshop,
      offered: { id: exercise.id, title: exercise.title, seats },
      introductionHtml: drawn(exercise.introduction),
      input: newId(),
      chosen,
      errors,
    },
    status,
  );
}

import { testStep, testsOverviewStep } from './assessment';
import { boardsStep } from './boards';
import { certificateStep } from './certificates';
import type { Deps } from './deps';
import { followupSteps } from './followup';
import { reportStep } from './reports';
import { roomStep } from './room';
import { liveStep } from './live';
import { nominationStep } from './nominations';
import { caseStep } from './scenario';
import { tablesStep } from './tables';
import { tailoringSteps } from './tailoring';
import { type Step, type StepSource, type Stretch, mayFacilitate, takesPart } from './workshops';

/** The way through a workshop, in its order: what each person finds on the workshop's page. */
export function wayOf(deps: Pick<Deps, 'db' | 'clock' | 'origin'>): Stretch[] {
  const { db, clock } = deps;
  const books: StepSource = (_person, workshop) => {
    const base = `/workshops/${workshop.id}`;
    const book = (edition: string): Step[] => [
      {
        name: edition,
        href: `${base}/${edition}`,
        state: 'always',
        words: `way.${edition}`,
        note: `way.${edition}Note`,
      },
      {
        name: `${edition}-pdf`,
        href: `${base}/${edition}.pdf`,
        state: 'always',
        words: `way.${edition}Pdf`,
        note: 'way.pdfNote',
      },
    ];
    const papers: Step = {
      name: 'papers',
      href: `${base}/papers`,
      state: 'always',
      words: 'papers.title',
      note: mayFacilitate(workshop) ? 'way.papersNote' : 'way.papersReaderNote',
    };
    return Promise.resolve([...(mayFacilitate(workshop) ? book('guide') : []), ...book('handbook'), papers]);
  };
  const presence: StepSource = (_person, workshop) => {
    const base = `/workshops/${workshop.id}`;
    const checkIn: Step = {
      name: 'check-in',
      href: `${base}/check-in`,
      state: 'always',
      words: 'checkIn.title',
      note: 'way.checkInNote',
    };
    const register: Step = {
      name: 'attendance',
      href: `${base}/attendance`,
      state: 'always',
      words: 'attendance.title',
      note: 'way.attendanceNote',
    };
    return Promise.resolve([...(takesPart(workshop) ? [checkIn] : []), ...(mayFacilitate(workshop) ? [register] : [])]);
  };
  return [
    { words: 'way.stretch.books', sources: [books, tailoringSteps(db)] },
    { words: 'way.stretch.before', sources: [nominationStep(db), testStep(db, 'pre')] },
    {
      words: 'way.stretch.room',
      sources: [roomStep(db), tablesStep(deps), boardsStep(deps), presence, caseStep(db), liveStep(db)],
    },
    {
      words: 'way.stretch.close',
      sources: [testStep(db, 'post'), testsOverviewStep(db), followupSteps(db, clock), certificateStep(db), reportStep],
    },
  ];
}

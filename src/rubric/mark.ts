import type { Criterion, Rubric } from '../curriculum';
import { type Agreement, type Pair, agreementOf } from './agreement';
import type { Evidence } from './evidence';

/** What can be marked: a text written in a run, or the answer to a question of a test. */
export type SubjectKind = 'run-text' | 'answer';

/** Of a text of a run. A table's marks are the table's: no person stands behind them. */
export type RunRater = 'facilitator' | 'table';

/** Of an answer: two facilitators, in the order in which they came, and one who settles where they differ. */
export const answerRaters = ['first', 'second', 'third'] as const;
export type AnswerRater = (typeof answerRaters)[number];

export type Rater = RunRater | AnswerRater;

export interface Mark {
  /** The criterion's id. */
  readonly criterion: string;
  readonly level: number;
  readonly evidence: Evidence;
}

/** What one rater sent at one time. */
export interface Sheet {
  readonly id: string;
  readonly subjectId: string;
  readonly rater: Rater;
  /** Null for a table, and for somebody who was erased. */
  readonly markedBy: string | null;
  readonly marks: readonly Mark[];
}

/** The sheets that stand, of sheets in the order in which they were sent: the last of each rater. */
export function standing(sheets: readonly Sheet[]): readonly Sheet[] {
  const last = new Map(sheets.map((sheet) => [`${sheet.subjectId} ${sheet.rater}`, sheet]));
  return sheets.filter((sheet) => last.get(`${sheet.subjectId} ${sheet.rater}`) === sheet);
}

export interface CriterionAgreement extends Agreement {
  readonly criterion: Criterion;
}

/** For each criterion how far two raters agree (facilitators and tables, if not said), over everything that both have marked. */
export function agreementsOf(
  rubric: Rubric,
  sheets: readonly Sheet[],
  [one, other]: readonly [Rater, Rater] = ['facilitator', 'table'],
): readonly CriterionAgreement[] {
  const stand = standing(sheets);
  return rubric.criteria.map((criterion) => {
    const levels = (rater: Rater) =>
      new Map(
        stand
          .filter((sheet) => sheet.rater === rater)
          .flatMap(({ subjectId, marks }) =>
            marks.filter((mark) => mark.criterion === criterion.id).map(({ level }) => [subjectId, level] as const),
          ),
      );
    const others = levels(other);
    const pairs = [...levels(one)].flatMap(([subject, level]): Pair[] => {
      const theirs = others.get(subject);
      return theirs === undefined ? [] : [[level, theirs]];
    });
    return { criterion, ...agreementOf(pairs, criterion.levels.length) };
  });
}

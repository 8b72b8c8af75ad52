import { type Trail, page } from '../web/page';
import type { KnowledgeMatrix } from './knowledge';
import type { Question } from './questions';
import type { Account, TurningPoint } from './turning';

interface Exercise {
  /** Every page of the case bears the mark. */
  readonly exercise: true;
  readonly trail: Trail;
  readonly wide?: boolean;
  readonly scripts?: readonly string[];
}

export const knowledgePage = page<
  Exercise & {
    caseTitle: string;
    matrix: KnowledgeMatrix;
    base: string;
    /** The earliest times are still being worked out. */
    pending: boolean;
  }
>('debrief/knowledge');

export const turningPage = page<
  Exercise & {
    caseTitle: string;
    seat: string;
    /** Undefined while they are being worked out; null where the case is too large for it. */
    points: readonly TurningPoint[] | null | undefined;
    accounts: readonly Account[];
    sheet: string;
    /** Where a participant writes down what they will do; null outside a workshop. */
    commitment: string | null;
  }
>('debrief/turning');

export const pathsPage = page<
  Exercise & {
    caseTitle: string;
    seat: string;
    seats: readonly { readonly name: string; readonly href: string; readonly chosen: boolean }[];
    courses: number;
    alone: number;
    /** The same as the drawing, as lists in lists. */
    listHtml: string;
    mapHtml: string;
  }
>('debrief/paths');

export const questionPage = page<{
  exercise: true;
  shown: Question;
  /** The answer is shown, not only the question. */
  answered: boolean;
  at: number;
  of: number;
  before: string | null;
  after: string | null;
}>('debrief/question', 'projector');

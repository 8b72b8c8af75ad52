import { type Trail, page } from '../web/page';
import type { BesidePart, BesideRow, BesideSeat } from './beside-shown';
import type { KnowledgeMatrix } from './knowledge';
import type { Meanwhile, MeanwhileSheet } from './meanwhile';
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
    /** So many stand open; the others lie under a fold. */
    most: number;
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

export const meanwhilePage = page<
  Exercise & {
    caseTitle: string;
    /** Null while the room does not see it yet, and whoever asks does not lead the room. */
    meanwhile: Meanwhile | null;
    /** Played alone: it lies under a fold that its reader opens. */
    folded: boolean;
    /** For those who lead the room: whether it sees it, and the form that changes that. */
    showing: {
      readonly shown: boolean;
      readonly action: string;
      readonly input: string;
      readonly role: string;
      readonly wall: string;
    } | null;
    sheet: string;
  }
>('debrief/meanwhile');

interface Sheets {
  readonly exercise: true;
  readonly at: number;
  readonly of: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** On the wall; `sheet` is null while the room does not see it. */
export const meanwhileWall = page<Sheets & { sheet: MeanwhileSheet | null }>('debrief/meanwhile-wall', 'projector');

export const besidePage = page<
  Exercise & { caseTitle: string; parts: readonly BesidePart[]; pending: boolean; wall: string | null }
>('debrief/beside');

/** On the wall: how a part went, seat by seat; then one decision after the other. */
export const besideWall = page<
  Sheets & {
    part: string;
    seats: readonly BesideSeat[] | null;
    row: BesideRow | null;
    seat: string;
  }
>('debrief/beside-wall', 'projector');

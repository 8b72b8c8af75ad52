import type { Criterion } from '../curriculum';
import { type Trail, page } from '../web/page';
import type { MarkingState } from './queries';
import type { MarkedText } from './text';

interface Exercise {
  /** Every page of the case bears the mark. */
  readonly exercise: true;
  readonly trail: Trail;
}

/** A text in a list: what it is, and how its marking stands. */
export interface TextLine {
  readonly href: string;
  readonly words: string;
  readonly note: string;
  readonly done: boolean;
}

/** A row of the agreement: figures as they are said. */
export interface AgreementLine {
  readonly title: string;
  readonly n: number;
  readonly same: string;
  readonly kappa: string;
}

export const hubPage = page<
  Exercise & {
    caseTitle: string;
    base: string;
    ended: boolean;
    state: MarkingState;
    facilitates: boolean;
    /** For those at a table: what it marks, and, after the end, what it wrote. */
    given: readonly TextLine[];
    own: readonly TextLine[];
    seated: boolean;
    /** For facilitators: every text of the rooms that were begun together. */
    all: readonly TextLine[];
    rooms: number;
    sheets: string;
    /** Undefined while it is not theirs to see. */
    agreement: readonly AgreementLine[] | undefined;
    fewest: number;
  }
>('marking/hub');

/** One mark as it is read: the level in words, and what it points at. */
export interface MarkLine {
  readonly rater: string;
  readonly level: number;
  readonly words: string;
  readonly cites: string;
  /** The words quoted; null for other evidence, and where they were removed. */
  readonly quote: string | null;
}

export interface CriterionResult {
  readonly title: string;
  readonly question: string;
  readonly principle: string;
  readonly marks: readonly MarkLine[];
}

/** What may be pointed at, in groups, ready for a list to choose from. */
export type Choices = readonly {
  readonly group: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
}[];

export const textPage = page<
  Exercise & {
    caseTitle: string;
    text: MarkedText;
    /** Where its sheet is sent; null where nothing is marked by who reads this. */
    form: {
      readonly action: string;
      readonly input: string;
      readonly rater: 'facilitator' | 'table';
      readonly criteria: readonly Criterion[];
      readonly choices: readonly { readonly criterion: string; readonly groups: Choices }[];
      readonly again: boolean;
      readonly onBehalf: boolean;
    } | null;
    /** Somebody else at this table writes for it: where this person takes over. */
    takeOver: { readonly action: string; readonly input: string } | null;
    results: readonly CriterionResult[];
    /** For facilitators: the other way to mark, and where a text is removed. */
    onBehalf: { readonly href: string; readonly words: string } | null;
    removal: string | null;
    home: string;
    notice: string | null;
    errors: Readonly<Record<string, string>>;
    typed: Readonly<Record<string, string>>;
  }
>('marking/text');

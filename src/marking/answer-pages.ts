import type { Criterion } from '../curriculum';
import type { AnswerRater } from '../rubric';
import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { AnswerText } from './answer-text';
import type { AgreementLine, Choices, CriterionResult } from './pages';

/** One answer in the list of those to mark. Its number says nothing: the order was drawn. */
export interface AnswerLine {
  readonly href: string;
  readonly words: string;
  readonly note: string;
  /** Who wrote it; null until two raters have marked it. */
  readonly name: string | null;
  readonly done: boolean;
}

export const answersPage = page<{
  readonly workshop: Workshop;
  readonly trail: Trail;
  readonly base: string;
  /** Texts that were sent since the list was made. */
  readonly fresh: number;
  readonly lines: readonly AnswerLine[];
  readonly differing: readonly AnswerLine[];
  readonly agreement: readonly AgreementLine[] | undefined;
  readonly fewest: number;
}>('marking/answers');

export interface MarkForm {
  readonly action: string;
  readonly input: string;
  /** As whom it is sent. */
  readonly rater: AnswerRater;
  readonly criteria: readonly Criterion[];
  readonly choices: readonly { readonly criterion: string; readonly groups: Choices }[];
  /** A key: what the form is for. */
  readonly title: string;
}

export const answerPage = page<{
  readonly workshop: Workshop;
  readonly trail: Trail;
  readonly text: AnswerText;
  readonly name: string | null;
  readonly form: MarkForm | null;
  readonly results: readonly CriterionResult[];
  readonly differs: readonly string[];
  readonly home: string;
  readonly notice: string | null;
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
}>('marking/answer');

/** The agreed marks on a person's own words: criterion by criterion, or what they still wait for. */
export interface OwnMarks {
  readonly number: number;
  readonly text: AnswerText;
  readonly results: readonly CriterionResult[];
}

export const ownMarksPage = page<{
  readonly workshop: Workshop;
  readonly trail: Trail;
  readonly lede: string;
  readonly own: readonly OwnMarks[];
}>('marking/own-marks');

import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { Commitment } from './commitment';
import type { Question, Result, Standing } from './evaluation';
import type { Asked, FunnelLine, Said } from './followup';

export interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, readonly string[]>>;
}

export const nothingEntered: Entered = { typed: {}, errors: {}, found: {} };

export const evaluationPage = page<
  Entered & {
    workshop: Workshop;
    standing: Standing;
    takesPart: boolean;
    facilitates: boolean;
    answered: boolean;
    opensOn: string;
    questions: readonly Question[];
    scale: readonly number[];
    /** How many answered, and what they said once that may be shown: for those who run the workshop. */
    count: number;
    fewest: number;
    results: readonly Result[];
    saved: boolean;
    trail: Trail;
  }
>('followup/evaluation');

export const evaluationPaperPage = page<
  Entered & {
    workshop: Workshop;
    id: string;
    questions: readonly Question[];
    sheets: readonly number[];
    saved: boolean;
    trail: Trail;
  }
>('followup/evaluation-paper');

export const commitmentPage = page<
  Entered & { workshop: Workshop; commitment: Commitment | undefined; saved: boolean; trail: Trail }
>('followup/commitment');

export interface OwnCommitment extends Commitment {
  readonly workshop: string;
  readonly byWords: string;
  readonly asked: readonly Said[];
  readonly viewers: number;
}

export const ownCommitmentsPage = page<{
  commitments: readonly OwnCommitment[];
  /** A link for a supervisor, in the answer that made it and never again. */
  link: { readonly commitment: string; readonly url: string; readonly until: string } | undefined;
  due: readonly Asked[];
  trail: Trail;
}>('followup/own');

export const followUpPage = page<
  Entered & {
    asked: Asked;
    commitment: (Commitment & { readonly byWords: string }) | undefined;
    /** Where the form leads: the personal link, or the person's own page. */
    action: string;
    saved: boolean;
  }
>('followup/answer');

export const supervisorPage = page<{
  name: string;
  workshop: string;
  commitment: Commitment & { readonly byWords: string };
  asked: readonly Said[];
}>('followup/supervisor');

export const funnelPage = page<{
  workshop: Workshop;
  participants: number;
  committed: number;
  lines: readonly (FunnelLine & { readonly dueWords: string })[];
  fewest: number;
  invited: boolean;
  trail: Trail;
}>('followup/funnel');

import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { TestForm } from './question';
import type { Factor } from './time';
import type { Limits } from './time-queries';
import type { RequestReview } from './review';

export interface QuestionView {
  readonly id: string;
  readonly number: number;
  readonly type: string;
  readonly stem: string;
  readonly settingHtml: string;
  readonly options: readonly {
    readonly id: string;
    readonly contentHtml: string;
    readonly chosen: boolean;
    readonly match: string | undefined;
    readonly place: number | undefined;
  }[];
  readonly matches: readonly string[];
  readonly unit: string;
  readonly text: string;
  readonly grade: readonly {
    readonly part: string;
    readonly choices: readonly { readonly value: string; readonly words: string; readonly chosen: boolean }[];
  }[];
  /** Of a request. */
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly several: boolean;
    readonly options: readonly { readonly id: string; readonly contentHtml: string; readonly chosen: boolean }[];
  }[];
  readonly writes: { readonly id: string; readonly label: string; readonly words: string } | null;
  /** A key: why what was written may not stay as it is. */
  readonly caution: string | null;
  readonly state: 'saved' | 'open' | 'part';
}

interface Shown {
  readonly workshop: Workshop;
  readonly form: TestForm;
  readonly trail: Trail;
}

/** When a test ends: `time` as the clock of the venue shows it, `at` and `now` for the countdown of the page. */
export interface EndView {
  readonly time: string;
  readonly at: string;
  readonly now: string;
}

/** What came to a test after its end, in words for the facilitator. */
export interface LateView {
  readonly notes: readonly string[];
  readonly mayCount: boolean;
}

export const beginPage = page<Shown & { questions: number; minutes: number | null }>('assessment/begin');
export const testPage = page<
  Shown & {
    attemptId: string;
    questions: readonly QuestionView[];
    answered: number;
    missing: readonly number[];
    saved: boolean;
    end: EndView | undefined;
  }
>('assessment/test');
export const sentPage = page<
  Shown & {
    sentAt: string;
    /** Its time was over before its person sent it. */
    ended: boolean;
    nothing: boolean;
    late: number;
    gains: readonly { objective: string; items: string; before: string; after: string }[];
    reviews: readonly RequestReview[];
  }
>('assessment/sent');
export const overviewPage = page<{
  readonly workshop: Workshop;
  readonly trail: Trail;
  readonly lines: readonly {
    readonly personId: string;
    readonly displayName: string;
    readonly canEnter: readonly TestForm[];
    readonly pre: string;
    readonly post: string;
    readonly after: Readonly<Record<TestForm, LateView | undefined>>;
  }[];
}>('assessment/overview');
export const blankPage = page<Shown & { questions: readonly QuestionView[] }>('assessment/blank');
export const keyInPage = page<
  Shown & {
    person: { readonly personId: string; readonly displayName: string };
    questions: readonly QuestionView[];
    sent: boolean;
    begun: boolean;
    saved: boolean;
  }
>('assessment/key-in');
export const timesPage = page<{
  readonly workshop: Workshop;
  readonly trail: Trail;
  readonly limits: Limits;
  readonly factors: readonly { readonly value: Factor | ''; readonly words: string }[];
  readonly people: readonly {
    readonly personId: string;
    readonly displayName: string;
    /** As it is kept; `factor` is what the field shows. */
    readonly kept: string;
    readonly factor: string;
  }[];
  readonly mayGive: boolean;
  readonly saved: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
}>('assessment/times');

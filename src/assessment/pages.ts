import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { TestForm } from './question';

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
  readonly state: 'saved' | 'open' | 'part';
}

interface Shown {
  readonly workshop: Workshop;
  readonly form: TestForm;
  readonly trail: Trail;
}

export const beginPage = page<Shown & { questions: number }>('assessment/begin');
export const testPage = page<
  Shown & {
    attemptId: string;
    questions: readonly QuestionView[];
    answered: number;
    missing: readonly number[];
    saved: boolean;
  }
>('assessment/test');
export const sentPage = page<
  Shown & { sentAt: string; gains: readonly { objective: string; items: string; before: string; after: string }[] }
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

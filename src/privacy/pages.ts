import { type Trail, page } from '../web/page';

export const dataPage = page<{
  kinds: readonly {
    readonly words: string;
    readonly count: number;
    /** Of each row, what a person can read: a label and a value. */
    readonly rows: readonly (readonly { readonly label: string; readonly value: string }[])[];
  }[];
  trail: Trail;
}>('privacy/data');

export const erasurePage = page<{
  errors: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
  keptDays: number;
  /** Has a role in the programme, which somebody must take over first. */
  bound: boolean;
  trail: Trail;
}>('privacy/erasure');

export const erasedPage = page<object>('privacy/erased');

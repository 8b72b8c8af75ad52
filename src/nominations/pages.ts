import { type Trail, page } from '../web/page';
import type { Deed as Meant } from '../roster';
import type { Workshop } from '../workshops';
import type { NominatingAgency, NominatingWorkshop, Nominator } from './agency-queries';
import type { Deed, Nomination } from './nomination';

export interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const nothingEntered: Entered = { typed: {}, errors: {} };

/** One that happened, in words: what, when, by whom. */
export interface HappenedLine {
  readonly what: string;
  readonly when: string;
  readonly who: string;
  readonly because: string | null;
}

/** A nomination in a list: `hint` says whom the name may also mean. */
export type Line = Nomination & { readonly hint: string | null };

interface Framed {
  readonly workshop: Workshop;
  readonly trail: Trail;
}

/** A link that was made a moment ago, shown once. */
export interface HandedLink {
  readonly agency: string;
  readonly url: string;
  readonly until: string;
}

export const nominationsPage = page<
  Framed &
    Entered & {
      /** Places that are taken now, and that are free. */
      taken: number;
      free: number;
      open: readonly Line[];
      waiting: readonly Line[];
      approved: readonly Line[];
      out: readonly Line[];
      /** Who is first on the waiting list while a place is free. */
      next: Line | undefined;
      newId: string;
      keptDays: number;
      agencies: number;
    }
>('nominations/list');

export const agenciesPage = page<
  Framed &
    Entered & {
      agencies: readonly (NominatingAgency & { readonly until: string | null; readonly over: boolean })[];
      link: HandedLink | undefined;
      today: string;
      last: string;
      /** An id for each form on the page. */
      makeId: () => string;
    }
>('nominations/agencies');

export const nominationPage = page<
  Framed &
    Entered & {
      nomination: Nomination;
      deeds: readonly Deed[];
      happened: readonly HappenedLine[];
      substitutes: readonly Nomination[];
      maySubstitute: boolean;
      meant: Meant | undefined;
      newId: string;
      /** The form that the errors belong to. */
      wrong: 'decision' | 'substitute' | undefined;
      full: boolean;
      keptDays: number;
    }
>('nominations/one');

interface ByLink extends Entered {
  readonly secret: string;
  readonly nominator: Nominator;
  readonly workshop: NominatingWorkshop;
  readonly keptDays: number;
  readonly newId: string;
}

export const namingPage = page<ByLink & { dates: string; until: string; own: readonly Nomination[]; saved: boolean }>(
  'nominations/naming',
);

export const ownNominationPage = page<
  ByLink & {
    nomination: Nomination;
    happened: readonly HappenedLine[];
    mayWithdraw: boolean;
    maySubstitute: boolean;
    substitutes: readonly Nomination[];
    wrong: 'withdrawal' | 'substitute' | undefined;
    trail: Trail;
  }
>('nominations/own');

import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { Field, Mapping } from './columns';
import type { DateOrder } from './dates';
import type { RosterImport } from './import-queries';
import type { MergePlan, Side } from './merge';
import type { Known, Plan } from './plan';
import type { RosterEntry } from './queries';
import type { Used } from './undo-queries';

interface Framed {
  readonly workshop: Workshop;
  readonly trail: Trail;
}

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const rosterPage = page<
  Framed &
    Entered & {
      entries: readonly RosterEntry[];
      former: readonly RosterEntry[];
      newId: string;
      alike: readonly (readonly RosterEntry[])[];
      imports: readonly (Omit<RosterImport, 'sheet' | 'mapping'> & { readonly when: string })[];
      fileFault?: { readonly words: string; readonly params: Readonly<Record<string, string | number>> };
    }
>('roster/show');

export const importPage = page<
  Framed & {
    rosterImport: RosterImport;
    plan: Plan;
    mapping: Mapping;
    columns: readonly { readonly letter: string; readonly heading: string; readonly sample: string }[];
    headingLines: readonly { readonly number: number; readonly words: string }[];
    orders: readonly DateOrder[];
    missing: readonly Field[];
    ready: boolean;
    unanswered: boolean;
  }
>('roster/import');

export const importedPage = page<Framed & { rosterImport: RosterImport; used: readonly Used[] }>('roster/imported');

export const personPage = page<
  Framed &
    Entered & {
      person: RosterEntry;
      places: readonly RosterEntry[];
      newId: string;
      namesakes: readonly Known[];
      others: readonly RosterEntry[];
    }
>('roster/person');

export const mergePage = page<
  Framed & {
    kept: { readonly id: string; readonly displayName: string };
    other: { readonly id: string; readonly displayName: string };
    plan: MergePlan;
    choices: ReadonlyMap<string, Side>;
    unanswered: boolean;
  }
>('roster/merge');

export const cardsPage = page<
  Framed & {
    cards: readonly { readonly name: string; readonly secret: string; readonly qrHtml: string }[];
    rejoinUrl: string;
    without: readonly string[];
  }
>('roster/cards');

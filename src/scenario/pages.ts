import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { DebriefPage } from './debrief-desk';
import type { DeskPage } from './desk';
import type { NewerTextOffer } from './newer-text-words';

/** One case of a workshop, with the runs that this person has begun in it. */
export interface CaseLine {
  readonly id: string;
  readonly title: string;
  readonly desks: number;
  readonly parts: number;
  readonly noteHtml: string;
  readonly reviewed: boolean;
  readonly runs: readonly {
    readonly id: string;
    readonly seat: string;
    readonly begun: string;
    readonly ended: boolean;
  }[];
}

/** What everybody may know of a case before they play: its seats in public, no briefing. */
export interface Seats {
  readonly id: string;
  readonly title: string;
  readonly seats: readonly {
    readonly id: string;
    readonly name: string;
    readonly agency: string;
    readonly country: string;
    readonly powers: readonly string[];
    readonly played: boolean;
  }[];
}

interface Exercise {
  /** Every page of the case bears the mark. */
  readonly exercise: true;
  readonly trail: Trail;
}

export const casesPage = page<Exercise & { workshop: Workshop; cases: readonly CaseLine[] }>('scenario/cases');

export const seatsPage = page<
  Exercise & {
    workshop: Workshop;
    offered: Seats;
    introductionHtml: string;
    input: string;
    chosen: string;
    errors: Readonly<Record<string, string>>;
  }
>('scenario/seats');

export const deskPage = page<
  Exercise & {
    wide: true;
    desk: DeskPage;
    /** The last line of the log this page was drawn from, and the id of the form on it. */
    seq: number;
    input: string;
    /** A key: why the last thing sent was not taken. */
    notice: string | null;
    /** Texts that were typed for something no longer there, to be copied. */
    returned: readonly string[];
    /** A newer text of the case was published since. */
    newer: (NewerTextOffer & { readonly input: string }) | null;
    mayGoBack: boolean;
    home: string;
    errors: Readonly<Record<string, string>>;
  }
>('scenario/desk');

export const debriefPage = page<
  Exercise & {
    wide: true;
    debrief: DebriefPage;
    /** A whole room played: the other chairs were tables. */
    together: boolean;
    home: string;
    again: readonly { readonly name: string; readonly href: string }[];
  }
>('scenario/debrief');

import { type Trail, page } from '../web/page';
import type { OwnDay, Workshop } from '../workshops';
import type { ActionPoint, ParkedQuestion } from './lot';
import type { Poll, Spread, Tally } from './poll';
import type { WallText } from './poll-queries';
import type { Line, Sheet } from './sheet';

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** A countdown as a page shows it: `ends` in milliseconds since 1970 for the script, `until` in words. */
export interface TimerView {
  readonly id: string;
  readonly name: string;
  readonly ends: number;
  readonly until: string;
  readonly left: number;
}

export interface RecoveryView {
  readonly kind: string;
  readonly ends: string;
  readonly shorter: readonly { readonly title: string; readonly minutes: number; readonly was: number }[];
  readonly leftOut: readonly string[];
  readonly objectives: readonly string[];
  readonly stretches: readonly { readonly title: string; readonly from: string; readonly to: string }[];
}

/** What every page of the room hands its script. */
interface Live {
  readonly live: { readonly href: string; readonly stream: string; readonly version: string; readonly now: number };
}

export const sheetPage = page<
  Entered &
    Live & {
      workshop: Workshop;
      day: OwnDay;
      days: readonly { readonly id: string; readonly words: string }[];
      sheet: Sheet;
      clock: (minutes: number) => string;
      left: number;
      untilMoment: number;
      interrupts: boolean;
      recoveries: readonly RecoveryView[];
      falls: RecoveryView | undefined;
      timers: readonly TimerView[];
      nowWords: string;
      trail: Trail;
    }
>('room/sheet');

export const projectorPage = page<
  Live & {
    workshop: Workshop;
    running: Line | undefined;
    next: Line | undefined;
    nextAt: string;
    until: string;
    untilMoment: number;
    left: number;
    nowWords: string;
    timers: readonly TimerView[];
    joinUrl: string;
    qrHtml: string;
  }
>('room/projector', 'projector');

/** What was found in a free text that a person sent, by field: they see it and reword. */
interface Guarded extends Entered {
  readonly found: Readonly<Record<string, readonly string[]>>;
}

export const lotPage = page<
  Guarded & {
    workshop: Workshop;
    facilitates: boolean;
    questions: readonly ParkedQuestion[];
    gridLines: number;
    saved: boolean;
    trail: Trail;
  }
>('room/lot');

export const actionsPage = page<
  Guarded & {
    workshop: Workshop;
    facilitates: boolean;
    actions: readonly (ActionPoint & { readonly dueWords: string; readonly late: boolean })[];
    gridLines: number;
    saved: boolean;
    trail: Trail;
  }
>('room/actions');

export const pollsPage = page<
  Entered & { workshop: Workshop; facilitates: boolean; polls: readonly Poll[]; id: string; trail: Trail }
>('room/polls');

export interface PollPage extends Guarded, Live {
  readonly workshop: Workshop;
  readonly poll: Poll;
  readonly facilitates: boolean;
  readonly mayVote: boolean;
  /** This device has voted in the open round. */
  readonly voted: boolean;
  /** The number of the open round. */
  readonly open: number | undefined;
  readonly rounds: readonly number[];
  /** Of each round; empty where results are not shown to this person. */
  readonly tallies: readonly Tally[];
  readonly tables: readonly { readonly table: number; readonly tally: Tally }[];
  readonly shift: readonly number[] | undefined;
  /** Of each round of an order or an allocation; undefined where too few voted. */
  readonly spreads: readonly (readonly Spread[] | undefined)[];
  /** Votes on paper may be keyed in one by one, under the form's id. */
  readonly ballots: boolean;
  readonly input: string;
  readonly texts: readonly WallText[];
  readonly gridLines: number;
  readonly saved: boolean;
  readonly trail: Trail;
}
export const pollPage = page<PollPage>('room/poll');

export const pollWallPage = page<
  Live & {
    workshop: Workshop;
    poll: Poll;
    open: number | undefined;
    voters: number;
    shown: boolean;
    tallies: readonly Tally[];
    shift: readonly number[] | undefined;
    texts: readonly WallText[];
    url: string;
  }
>('room/poll-wall', 'projector');

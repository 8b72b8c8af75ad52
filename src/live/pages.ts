import type { Day, DeskPage, NewerTextOffer } from '../scenario';
import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';

interface Exercise {
  /** Every page of the case bears the mark. */
  readonly exercise: true;
}
interface Screen extends Exercise {
  readonly trail: Trail;
}

/** What a page needs to keep itself up to date: its stream, its own address, and how far it knows the room. */
export interface Line {
  readonly stream: string;
  readonly page: string;
  readonly version: number;
  /** Told of who comes and goes. */
  readonly people: boolean;
}

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Time as the facilitator gave it for this round. */
export interface TimeLeft {
  /** Null while the room is held: nothing runs then. */
  readonly seconds: number | null;
  readonly until: string;
}

export interface RoomLine {
  readonly id: string;
  readonly name: string;
  readonly begun: string;
  readonly ended: boolean;
  readonly links: readonly { readonly href: string; readonly words: string; readonly main: boolean }[];
}

export const roomsPage = page<
  Screen &
    Entered & {
      workshop: Workshop;
      facilitates: boolean;
      participates: boolean;
      rooms: readonly RoomLine[];
      cases: readonly {
        readonly id: string;
        readonly title: string;
        readonly seats: number;
        readonly roles: readonly { readonly id: string; readonly name: string }[];
      }[];
      input: string;
    }
>('live/rooms');

export const lobbyPage = page<
  Screen & {
    errors: Readonly<Record<string, string>>;
    room: { readonly id: string; readonly name: string; readonly caseTitle: string };
    noteHtml: string;
    reviewed: boolean;
    tables: readonly {
      readonly id: string;
      readonly name: string;
      readonly seats: readonly { readonly name: string; readonly agency: string; readonly country: string }[];
      readonly people: number;
      readonly own: boolean;
    }[];
    /** Where their table of the workshop plays. */
    seat: string | undefined;
    input: string;
    home: string;
  }
>('live/lobby');

export const seatCardsPage = page<{
  tables: readonly { readonly name: string; readonly code: string; readonly url: string; readonly qrHtml: string }[];
  title: string;
}>('live/codes');

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly recorder: boolean;
  readonly own: boolean;
  readonly here: boolean;
}

export interface BallotShown {
  readonly voted: number;
  readonly of: number;
  readonly own: string | null;
  /** Null until the recorder shows them. */
  readonly counts: readonly { readonly label: string; readonly count: number }[] | null;
}

/** Who looks at a desk: its recorder decides, members vote, the facilitator may enter a decision, others only look. */
export type Part = 'recorder' | 'member' | 'facilitator' | 'watcher';

export const deskPage = page<
  Screen & {
    wide: true;
    scripts: readonly string[];
    line: Line;
    desk: DeskPage;
    part: Part;
    /** May send the decision now. */
    decides: boolean;
    /** Words of the whole room: its name, and how it stands for this desk. */
    roomName: string;
    state: 'deciding' | 'waiting' | 'paused' | 'ended';
    say: string;
    time: TimeLeft | null;
    nudges: readonly { readonly body: string; readonly at: string }[];
    others: readonly { readonly name: string; readonly href: string; readonly here: boolean; readonly open: boolean }[];
    people: readonly Person[];
    ballot: BallotShown | null;
    seen: number;
    seq: number;
    input: string;
    notice: string | null;
    returned: readonly string[];
    errors: Readonly<Record<string, string>>;
    home: string;
    debrief: string;
  }
>('live/desk');

export interface ConsoleTable {
  readonly id: string | null;
  readonly name: string;
  readonly code: string;
  readonly people: readonly Person[];
  readonly here: number;
  readonly desks: readonly {
    readonly role: string;
    readonly name: string;
    readonly href: string;
    readonly state: 'deciding' | 'waiting' | 'ended';
    readonly scene: string;
    readonly decisions: number;
    readonly seen: number;
  }[];
}

export const consolePage = page<
  Screen &
    Entered & {
      wide: true;
      scripts: readonly string[];
      line: Line;
      facilitates: boolean;
      room: { readonly id: string; readonly name: string; readonly caseTitle: string };
      here: number;
      seated: number;
      paused: boolean;
      ended: boolean;
      place: string;
      clock: string;
      last: boolean;
      time: TimeLeft | null;
      undecided: readonly string[];
      tables: readonly ConsoleTable[];
      injects: readonly {
        readonly id: string;
        readonly title: string;
        readonly for: string;
        readonly state: 'ready' | 'coming' | 'fired' | 'later';
        readonly expects: string;
        readonly ifStuck: string;
      }[];
      nudges: readonly { readonly body: string; readonly at: string; readonly to: string }[];
      texts: readonly {
        readonly seq: number;
        readonly field: string;
        readonly body: string | null;
        readonly who: string;
        readonly what: string;
      }[];
      /** A newer text of the case was published since; for those who facilitate. */
      newer: NewerTextOffer | null;
      seen: number;
      /** A form's own id for each form on the page. */
      newInput: () => string;
      notice: string | null;
    }
>('live/console');

export const wallPage = page<
  Exercise & {
    scripts: readonly string[];
    line: Line;
    roomName: string;
    phaseTitle: string;
    phaseHtml: string;
    place: string;
    clock: string;
    board: readonly { readonly name: string; readonly value: number }[];
    time: TimeLeft | null;
    state: 'playing' | 'paused' | 'ended';
    waiting: number;
    desks: number;
    timeline: string;
  }
>('live/wall', 'projector');

export const wallTimelinePage = page<
  Exercise & {
    day: string;
    moments: Day['moments'];
    at: number;
    of: number;
    before: string | null;
    after: string | null;
    ending: string;
  }
>('live/timeline', 'projector');

export const packsPage = page<
  Screen & {
    packs: readonly { readonly name: string; readonly href: string }[];
    caseTitle: string;
    forms: string;
    letter: string;
    letterChosen: boolean;
  }
>('live/packs');

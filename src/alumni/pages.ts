import { type Sheet, page } from '../web/page';
import type { Announcement } from './announcement-queries';
import type { OwnContact } from './contact-queries';
import type { Entry } from './directory';
import type { FocalPoint } from './focal-queries';
import type { GraphView } from './graph-view';
import type { DocumentLine } from './document-queries';
import type { Event, Place, Standing as EventStanding } from './event';
import type { Group, GroupNote } from './group-queries';
import type { Ask, Offer } from './mentoring-queries';
import type { Spotlight } from './spotlight-queries';
import type { Criterion, Step, StepKind } from './trainer';
import type { ConsentField, Profile, Standing } from './profile';

export interface RecordLine {
  readonly workshopId: string;
  readonly workshop: string;
  readonly venue: string;
  readonly dates: string;
  /** In words: what the person was there. */
  readonly roles: readonly string[];
  readonly certificate?: { readonly number: string; readonly verifyPath: string } | undefined;
}

/** A page with a form: what was wrong, what was typed, and which words were taken for somebody's data. */
export interface Filled {
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, readonly string[]>>;
}

export type Trailed = Required<Pick<Sheet, 'trail'>>;

export const alumniPage = page<{
  displayName: string;
  open: boolean;
  staff: boolean;
  lines: readonly RecordLine[];
  focalPoints: readonly FocalPoint[];
  /** A year has passed since the directory entry was called right. */
  due: boolean;
  /** A consent was given to words that have changed since. */
  askedAgain: boolean;
  /** Announcements of today. */
  news: readonly { readonly title: string; readonly body: string; readonly until: string }[];
  /** What the person undertook at workshops: nobody else reads it. */
  commitments: readonly { readonly id: string; readonly what: string; readonly by: string }[];
  hasSignIn: boolean;
}>('alumni/record');

export const claimPage = page<{
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
}>('alumni/claim');

export const profilePage = page<
  Filled &
    Trailed & {
      displayName: string;
      /** Of the texts on this page. */
      edition: string;
      profile: Profile | undefined;
      lines: readonly { field: ConsentField; words: string; standing: Standing; ticked: boolean }[];
      due: boolean;
      confirmedOn: string;
      saved: boolean;
    }
>('alumni/profile');

export const directoryPage = page<
  Trailed & {
    question: string;
    entries: readonly Entry[];
    total: number;
    everybody: number;
    /** The reader's own id. */
    self: string;
    mayDeclare: boolean;
    staff: boolean;
  }
>('alumni/directory');

export const focalPage = page<
  Filled & Trailed & { points: readonly (FocalPoint & { readonly since: string })[]; staff: boolean }
>('alumni/focal-points');

export const contactsPage = page<Trailed & { contacts: readonly OwnContact[] }>('alumni/contacts');

export const graphPage = page<Trailed & GraphView>('alumni/graph');

export const announcementsPage = page<
  Filled &
    Trailed & {
      announcements: readonly (Announcement & { from: string; until: string; over: boolean; ahead: boolean })[];
      staff: boolean;
      /** ISO day at the office. */
      today: string;
    }
>('alumni/announcements');

export const eventsPage = page<
  Filled &
    Trailed & {
      events: readonly (Event & { day: string; over: boolean })[];
      timeZones: readonly string[];
      staff: boolean;
    }
>('alumni/events');

export const eventPage = page<
  Filled &
    Trailed & {
      event: Event;
      heldOn: string;
      open: boolean;
      standing: EventStanding;
      taken: number;
      waiting: number;
      /** Empty for everybody but staff. */
      places: readonly Place[];
      documents: readonly DocumentLine[];
      mayRegister: boolean;
      staff: boolean;
    }
>('alumni/event');

export const groupsPage = page<
  Filled & Trailed & { groups: readonly (Group & { until: string; over: boolean })[]; staff: boolean }
>('alumni/groups');

export const groupPage = page<
  Filled &
    Trailed & {
      group: Group;
      until: string;
      over: boolean;
      /** Empty for those who are not in it. */
      notes: readonly (GroupNote & { on: string; mayRemove: boolean })[];
      mayJoin: boolean;
      staff: boolean;
    }
>('alumni/group');

export const mentoringPage = page<
  Filled &
    Trailed & {
      offers: readonly (Offer & { until: string; own: boolean })[];
      asks: readonly Ask[];
      named: boolean;
      takesPart: boolean;
      /** The offer that was being asked when the form came back. */
      asking: string;
    }
>('alumni/mentoring');

export const spotlightsPage = page<
  Filled &
    Trailed & {
      spotlights: readonly (Spotlight & { own: boolean; waits: boolean })[];
      mayWrite: boolean;
      staff: boolean;
      /** The one whose decision came back. */
      deciding: string;
    }
>('alumni/spotlights');

export const trainersPage = page<
  Filled &
    Trailed & {
      paths: readonly {
        readonly id: string;
        readonly name: string;
        readonly own: boolean;
        readonly next: StepKind | undefined;
        readonly steps: readonly (Step & { readonly on: string })[];
      }[];
      criteria: readonly Criterion[];
      mayBegin: boolean;
      staff: boolean;
      /** The path whose step came back. */
      marking: string;
    }
>('alumni/trainers');

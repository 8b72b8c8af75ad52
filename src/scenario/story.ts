import type { Content } from '../prose';
import type { Id, Quality, Scores } from './case';
import type { Moment } from './role-view';
import type { ScoreLine } from './score';
import type { LogEntry, SlotStatus } from './state';

/** What a room may look at after the run: everything, of every role. Never rendered before the run has ended. */
export interface Debrief {
  readonly ending: {
    readonly id: Id;
    readonly title: string;
    readonly quality: Quality;
    readonly text: readonly Content[];
  } | null;
  readonly endedAt: Moment;
  readonly roles: readonly { readonly id: Id; readonly name: string; readonly country: string }[];
  readonly decisions: readonly Decision[];
  readonly messages: readonly MessageStory[];
  readonly knowledge: readonly FactStory[];
  readonly breaches: readonly BreachStory[];
  readonly events: readonly EventStory[];
  /** Every score line, in order; sums per role, and for the whole room (which includes what no role earned alone). */
  readonly scores: readonly ScoreLine[];
  readonly byRole: Readonly<Record<Id, Scores>>;
  readonly room: Scores;
}

export interface Decision {
  readonly seq: number;
  readonly actor: LogEntry['actor'];
  readonly role: Id;
  readonly phase: { readonly id: Id; readonly title: string };
  /** When the role decided, on the story's clock, and when what it did was done. */
  readonly at: Moment;
  readonly doneAt: Moment;
  readonly scene: { readonly id: Id; readonly title: string };
  readonly choice: { readonly id: Id; readonly label: string };
  readonly form: readonly {
    readonly field: string;
    readonly label: string | null;
    readonly values: readonly string[];
  }[];
  readonly scores: readonly ScoreLine[];
  readonly debrief: readonly Content[];
}

export interface MessageStory {
  readonly id: Id;
  readonly label: string;
  readonly from: Id;
  readonly to: Id;
  readonly channel: string | null;
  readonly asks: readonly string[];
  readonly status: SlotStatus;
  readonly sentAt: Moment;
  /** Null while it has not happened. */
  readonly deliveredAt: Moment | null;
  readonly repliedAt: Moment | null;
  readonly closedAt: Moment | null;
}

/** One row of the knowledge matrix: who came to know the fact, when, how sure, and from whom. */
export interface FactStory {
  readonly id: Id;
  readonly text: string;
  readonly grade: string | null;
  readonly handling: string | null;
  readonly known: readonly {
    readonly role: Id;
    readonly level: string;
    readonly at: Moment;
    /** A role id, an inject id, `start` or `self`. */
    readonly from: Id;
    readonly grade: string | null;
  }[];
}

export interface BreachStory {
  readonly seq: number;
  readonly at: Moment;
  /** The fact that was passed on, or the breach that the case declares. */
  readonly id: Id;
  readonly text: string;
  readonly role: Id | null;
  readonly reason: string | null;
}

export interface EventStory {
  readonly seq: number;
  readonly at: Moment;
  readonly kind: 'inject' | 'phase' | 'round';
  readonly id: Id;
  readonly title: string;
  readonly expects: string | null;
}

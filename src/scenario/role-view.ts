import type { Content } from '../prose/prose';
import type { FormKind, Id, Quality } from './case';
import type { SlotStatus } from './state';

/** All that is ever rendered for one role: what it knows, holds, sent and received, and what it may do now. */
export interface RoleView {
  readonly role: { readonly id: Id; readonly name: string; readonly agency: string; readonly country: string };
  readonly powers: readonly string[];
  readonly briefing: readonly Content[];
  readonly phase: { readonly id: Id; readonly title: string; readonly text: readonly Content[] };
  readonly round: number;
  readonly rounds: number;
  /** The story's clock as this role lives it: ticks, and local time such as `2031-03-03T10:30`. */
  readonly clock: Moment;
  readonly status: 'deciding' | 'waiting' | 'ended';
  readonly knows: readonly KnownFact[];
  readonly holds: readonly HeldDocument[];
  /** Requests this role sent, and requests that reached it. */
  readonly sent: readonly RequestView[];
  readonly received: readonly RequestView[];
  /** What came in at the last barrier. */
  readonly arrived: readonly Arrival[];
  /** Public flags that are up, and public counters. */
  readonly board: readonly { readonly id: Id; readonly name: string; readonly value: number }[];
  readonly feedback: readonly Content[];
  /** Null while the role waits, and when the run has ended. */
  readonly scene: SceneView | null;
  readonly ending: {
    readonly id: Id;
    readonly title: string;
    readonly quality: Quality;
    readonly text: readonly Content[];
  } | null;
}

export interface Moment {
  readonly tick: number;
  readonly at: string;
}

export interface KnownFact {
  readonly id: Id;
  readonly text: string;
  /** The author's word for how sure it is: `reported`, `confirmed`. */
  readonly level: string;
  /** As the sender graded it (`B2`); null when nobody did, so that the role has to judge for itself. */
  readonly grade: string | null;
  readonly handling: { readonly id: Id; readonly name: string } | null;
  /** A role id, `start` or `self`. */
  readonly from: Id;
  readonly fromName: string | null;
  readonly since: Moment;
  /** The later fact that corrects this one, when the role knows it. */
  readonly supersededBy: Id | null;
}

export interface HeldDocument {
  readonly id: Id;
  readonly title: string;
  readonly body: readonly Content[];
}

export interface RequestView {
  readonly id: Id;
  readonly label: string;
  readonly from: { readonly id: Id; readonly name: string };
  readonly to: { readonly id: Id; readonly name: string };
  readonly channel: { readonly id: Id; readonly name: string } | null;
  /** The questions asked, never the facts that would answer them. */
  readonly asks: readonly { readonly id: Id; readonly question: string }[];
  /** The other closed fields, as label and value words. */
  readonly fields: readonly { readonly name: string; readonly value: string; readonly label: string | null }[];
  /** As this role can know it: an answer that is still under way shows as `delivered` to the one who asked. */
  readonly status: SlotStatus;
  readonly sentAt: Moment;
  readonly arrivesAt: Moment;
  readonly lapsesAt: Moment | null;
  readonly closedAt: Moment | null;
}

export type Arrival =
  | { readonly kind: 'fact'; readonly id: Id; readonly text: string; readonly from: Id }
  | { readonly kind: 'document'; readonly id: Id; readonly title: string }
  | { readonly kind: 'inject'; readonly id: Id; readonly title: string; readonly text: readonly Content[] }
  | { readonly kind: 'request'; readonly id: Id; readonly from: Id; readonly label: string }
  | { readonly kind: 'answer'; readonly id: Id; readonly from: Id; readonly status: SlotStatus };

export interface SceneView {
  readonly id: Id;
  readonly title: string;
  readonly body: readonly Content[];
  readonly choices: readonly Offer[];
}

export interface Offer {
  readonly id: Id;
  readonly label: string;
  /** Ticks, and the same in minutes. */
  readonly costs: { readonly ticks: number; readonly minutes: number };
  readonly form: OfferedForm | null;
}

export interface OfferedForm {
  readonly kind: FormKind;
  readonly request: Id | null;
  readonly fields: readonly OfferedField[];
}

/** A field as it is drawn. Fixed fields are shown and not asked; `text` fields are kept beside the log. */
export interface OfferedField {
  readonly name: string;
  readonly label: string | null;
  readonly type: 'one' | 'some' | 'text';
  readonly fixed: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

import type { FormValues, Id } from './case';

/** Everything that can happen to a run. Nothing else changes its state; wall-clock time never does. */
export type Input =
  | { readonly type: 'decide'; readonly role: Id; readonly scene: Id; readonly choice: Id; readonly form?: FormValues }
  | { readonly type: 'fire-inject'; readonly inject: Id }
  | { readonly type: 'end-round' }
  | { readonly type: 'end-phase' };

/** One line of a run's log. Who did it, votes and free text stand beside the log, never in here. */
export interface LogEntry {
  readonly seq: number;
  readonly actor: 'team' | 'stand-in' | 'facilitator' | 'system';
  readonly input: Input;
}

export type Step = { readonly accepted: State } | { readonly refused: Refused };

/** Why an input was not taken; each has a sentence under `scenario.refused.<word>` in the catalogue. */
export type Refused =
  | 'run-ended'
  | 'role-unknown'
  | 'role-waiting'
  | 'scene-moved-on'
  | 'choice-unknown'
  | 'choice-not-offered'
  | 'form-incomplete'
  | 'form-value-unknown'
  | 'inject-unknown'
  | 'inject-already-fired'
  | 'inject-not-now'
  | 'roles-still-deciding'
  | 'round-is-last'
  | 'round-is-not-last';

/**
 * The state of a run, plain JSON. `world` is what stood at the start of the round; each desk holds what its role has
 * done since. Nobody sees another desk before the barrier, so the order of decisions inside a round cannot matter.
 */
export interface State {
  readonly seed: string;
  readonly phase: Id;
  /** Counts from 1 inside the phase. */
  readonly round: number;
  /** Ticks at which the phase and the round began. */
  readonly phaseBegan: number;
  readonly clock: number;
  readonly world: World;
  readonly desks: Readonly<Record<Id, Desk>>;
  /** Injects fired in this round: they arrive at the barrier. */
  readonly queued: readonly Id[];
  /** What came in at the last barrier, for each role. */
  readonly news: Readonly<Record<Id, readonly News[]>>;
  readonly ending: Id | null;
}

export interface News {
  readonly kind: 'fact' | 'document' | 'inject' | 'request' | 'answer';
  readonly id: Id;
  readonly from: Id;
}

export interface World {
  readonly know: Readonly<Record<Id, Knowledge>>;
  readonly hold: Readonly<Record<Id, readonly Id[]>>;
  readonly flags: Readonly<Record<Id, boolean>>;
  readonly counters: Readonly<Record<Id, number>>;
  /** Messages that ask, by the id of the choice that sent them. */
  readonly slots: Readonly<Record<Id, Slot>>;
  /** Consents and permissions in force, by `agreementKey`. */
  readonly agreed: Readonly<Record<string, boolean>>;
  readonly chose: readonly Id[];
  readonly fired: readonly Id[];
  /** Facts passed on against their handling mark, and declared breaches that came about. */
  readonly breached: readonly Id[];
  /** Sent and not yet delivered. */
  readonly mail: readonly Parcel[];
}

export type Knowledge = Readonly<Record<Id, Known>>;

export interface Known {
  readonly level: number;
  /** The role it came from; `start` for what was known from the beginning, `self` for what was found out. */
  readonly from: Id;
  /** Tick at which this level was reached. */
  readonly at: number;
  /** The grade the sender gave, as `B2`. */
  readonly grade?: string;
}

export interface Slot {
  readonly from: Id;
  readonly to: Id;
  readonly channel: Id | null;
  readonly asks: readonly Id[];
  readonly values: FormValues;
  readonly status: SlotStatus;
  readonly sentAt: number;
  /** Ticks: when it arrives; when it lapses unanswered (null: never). */
  readonly arrivesAt: number;
  readonly lapsesAt: number | null;
  /** What the addressee has sent back and is still under way, or has arrived. */
  readonly reply: Reply | null;
  readonly closedAt: number | null;
}

export type SlotStatus = 'sent' | 'delivered' | 'answered' | 'part-answered' | 'refused' | 'lapsed';

export interface Reply {
  readonly choice: Id;
  readonly status: 'answered' | 'part-answered' | 'refused';
  readonly sentAt: number;
  readonly arrivesAt: number;
}

export interface Parcel {
  readonly from: Id;
  readonly to: Id;
  readonly fact: Id | null;
  readonly document: Id | null;
  readonly level: number;
  readonly grade?: string;
  /** The choice or inject that sent it. */
  readonly by: Id;
  readonly arrivesAt: number;
}

/** What one role has done since the round began, and where it stands. */
export interface Desk {
  /** The scene it stands in; null while it waits. */
  readonly at: Id | null;
  /** Where the next round begins for it; null waits until the phase ends. */
  readonly next: Id | null;
  /** Where to come back to after an inject's scene, the nearest last; null is waiting. */
  readonly back: readonly (Id | null)[];
  /** Ticks used since the round began. */
  readonly spent: number;
  readonly know: Knowledge;
  readonly hold: readonly Id[];
  readonly flags: Readonly<Record<Id, boolean>>;
  readonly counters: Readonly<Record<Id, number>>;
  readonly slots: Readonly<Record<Id, Slot>>;
  readonly replies: Readonly<Record<Id, Reply>>;
  readonly agreed: Readonly<Record<string, boolean>>;
  readonly chose: readonly Id[];
  readonly breached: readonly Id[];
  readonly mail: readonly Parcel[];
  /** Grades this role gave in this round, by fact. */
  readonly grades: Readonly<Record<Id, string>>;
  /** The choice whose immediate feedback the role reads now. */
  readonly feedback: Id | null;
}

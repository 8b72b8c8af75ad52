import type { Content } from '../prose/prose';

/** An author-visible name: small letters, digits and hyphens. Never a position, never a title. */
export type Id = string;

/** The five principles every score line is counted under; never added into one sum. */
export const dimensions = ['relevance', 'accuracy', 'accountability', 'partnership', 'timeliness'] as const;
export type Dimension = (typeof dimensions)[number];

/** One number per principle. */
export type Scores = Readonly<Record<Dimension, number>>;

export const qualities = ['best', 'good', 'mixed', 'poor', 'worst'] as const;
export type Quality = (typeof qualities)[number];

/** A case as it is frozen in a publication: plain JSON. Times are whole ticks of `tickMinutes` from `startsAt`. */
export interface Case {
  readonly engineVersion: string;
  readonly id: Id;
  readonly title: string;
  readonly language: string;
  /** Local time in the story, without a zone: `2031-03-03T08:00`. */
  readonly startsAt: string;
  readonly tickMinutes: number;
  readonly introduction: readonly Content[];
  /** Shown before anything else; a case without one does not compile. */
  readonly contentNote: readonly Content[];
  /** The victim-support specialist who signed the case, or nothing yet. */
  readonly reviewedBy: string | null;
  readonly roles: readonly Role[];
  readonly phases: readonly Phase[];
  readonly channels: readonly Channel[];
  readonly handling: readonly Handling[];
  readonly flags: readonly Flag[];
  readonly counters: readonly Counter[];
  readonly facts: readonly Fact[];
  readonly documents: readonly CaseDocument[];
  readonly scenes: readonly Scene[];
  readonly injects: readonly Inject[];
  readonly endings: readonly Ending[];
  /** Absent where the case tells nobody's line, and in cases that were compiled before there were any. */
  readonly persons?: readonly Person[];
  readonly checks: readonly Check[];
  /** Former ids (`was:`) and what they are called now. */
  readonly aliases: Readonly<Record<Id, Id>>;
  /** SHA-256 of everything; of the words only; of the rules only. */
  readonly contentHash: string;
  readonly textHash: string;
  readonly logicHash: string;
}

/** Where a line stands in the source, for findings; file names are relative to the case's folder. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Role {
  readonly id: Id;
  readonly name: string;
  readonly agency: string;
  readonly country: string;
  readonly powers: readonly string[];
  /** Private: shown to this role only. */
  readonly briefing: readonly Content[];
  readonly place: Place;
}

export interface Phase {
  readonly id: Id;
  readonly title: string;
  readonly lasts: number;
  readonly rounds: number;
  /** Roles that have nothing to do in this phase, said on purpose. */
  readonly waits: readonly Id[];
  readonly text: readonly Content[];
  readonly place: Place;
}

export interface Channel {
  readonly id: Id;
  readonly name: string;
  readonly latency: number;
  readonly recorded: 'yes' | 'no' | 'optional';
  /** Unordered pairs that may use it; empty means everybody. */
  readonly between: readonly (readonly [Id, Id])[];
  readonly place: Place;
}

/** What a handling mark demands before the fact is passed on by anyone but its originator. */
export interface Handling {
  readonly id: Id;
  readonly name: string;
  readonly rule: 'none' | 'originator' | 'consent';
  /** What passing it on without asking costs. */
  readonly breach: ScoreRule | null;
  readonly place: Place;
}

export interface Flag {
  readonly id: Id;
  readonly name: string;
  readonly public: boolean;
}

export interface Counter {
  readonly id: Id;
  readonly name: string;
  readonly most: number;
  /** Where it begins, if not at 0. */
  readonly starts?: number;
  readonly public: boolean;
}

export interface Fact {
  readonly id: Id;
  /** The whole sentence, as a role that knows it reads it. */
  readonly text: string;
  /** How another role asks for it without knowing it. */
  readonly question: string | null;
  /** Names of the steps above "unknown", lowest first. Level 0 is unknown, level 1 the first of these. */
  readonly levels: readonly string[];
  readonly starts: readonly { readonly role: Id; readonly level: number }[];
  /** The 4x4 grade a careful officer would give: `A1` … `X4` (source A, B, C, X; information 1 to 4). */
  readonly grade: string | null;
  readonly handling: Id | null;
  readonly originator: Id | null;
  readonly supersedes: Id | null;
  readonly place: Place;
}

export interface CaseDocument {
  readonly id: Id;
  readonly title: string;
  readonly body: readonly Content[];
  readonly carries: readonly FactAtLevel[];
  readonly starts: readonly Id[];
  readonly place: Place;
}

export interface FactAtLevel {
  readonly fact: Id;
  readonly level: number;
}

export interface Scene {
  readonly id: Id;
  readonly title: string;
  readonly role: Id;
  readonly phase: Id;
  /** Whether the role may stand here when the phase opens; the first scene whose condition holds is taken. */
  readonly opens: Condition | null;
  readonly body: readonly Block[];
  readonly choices: readonly Choice[];
  readonly standIns: readonly StandIn[];
  readonly place: Place;
}

/** A piece of text that is shown only when its condition holds (and the condition reads only what the role can see). */
export interface Block {
  readonly when: Condition | null;
  readonly content: readonly Content[];
}

export interface Choice {
  readonly id: Id;
  readonly label: string;
  readonly if: Condition | null;
  readonly costs: number;
  readonly form: Form | null;
  readonly effects: readonly Effect[];
  readonly scores: readonly ScoreRule[];
  /** In order; the last has no condition. */
  readonly then: readonly Then[];
  /** Read at once by the role that chose; `debrief` only after the run. */
  readonly feedback: readonly Block[];
  readonly debrief: readonly Content[];
  readonly place: Place;
}

export interface Then {
  readonly when: Condition | null;
  readonly go: 'scene' | 'next-round' | 'wait' | 'back';
  readonly scene: Id | null;
}

export interface StandIn {
  readonly when: Condition | null;
  readonly choice: Id;
  readonly form: FormValues;
  readonly place: Place;
}

export type FormKind = 'request' | 'reply' | 'refuse' | 'share' | 'alert' | 'record';

export interface Form {
  readonly kind: FormKind;
  /** The request that a reply or a refusal answers. */
  readonly request: Id | null;
  readonly fields: readonly Field[];
  /** For a request: ticks after delivery at which it lapses; null is never. */
  readonly due: number | null;
}

/**
 * `one` and `some` take values from `options`; a fixed field has only one possible value and is not asked.
 * `text` is free text for the rubric: it stands beside the log and never in an input.
 */
export interface Field {
  readonly name: string;
  readonly label: string | null;
  readonly type: 'one' | 'some' | 'text';
  readonly fixed: boolean;
  readonly options: readonly FieldOption[];
}

export interface FieldOption {
  readonly value: string;
  readonly label: string | null;
  /** For `gives`: the level at which the fact is passed on. */
  readonly level: number | null;
}

/** Closed fields only: field name -> value, or list of values for a `some` field. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export type Effect = { readonly when: Condition | null } & (
  | { readonly do: 'learns'; readonly fact: Id; readonly level: number; readonly role: Id | null }
  | { readonly do: 'takes'; readonly document: Id; readonly role: Id | null }
  | { readonly do: 'tells'; readonly to: Id; readonly fact: Id; readonly level: number; readonly channel: Id | null }
  | { readonly do: 'hands'; readonly to: Id; readonly document: Id; readonly channel: Id | null }
  | { readonly do: 'sets'; readonly flag: Id; readonly value: boolean }
  | { readonly do: 'adds'; readonly counter: Id; readonly by: number }
  | { readonly do: 'agrees'; readonly record: Agreement; readonly value: boolean }
  | { readonly do: 'draws'; readonly chance: Id; readonly wins: number; readonly of: number }
  | { readonly do: 'opens'; readonly role: Id; readonly scene: Id }
);

/** The person's consent, or the originator's permission, to pass one fact to one role for one purpose. */
export interface Agreement {
  readonly kind: 'consent' | 'permission';
  readonly fact: Id;
  readonly to: Id;
  readonly purpose: string | null;
}

export interface ScoreRule {
  /** Stable under reordering and rewording: owner id and a digest of the rule's logic. */
  readonly id: Id;
  readonly when: Condition | null;
  readonly dimension: Dimension;
  readonly points: number;
  readonly reason: string;
  readonly place: Place;
}

export interface Inject {
  readonly id: Id;
  readonly title: string;
  readonly for: readonly Id[];
  /** Phases in which the facilitator may fire it; empty if only the clock does. */
  readonly mayFire: readonly Id[];
  /** Fired by itself at the first barrier at or after this tick. */
  readonly firesAt: number | null;
  /** The same for a run played alone, where nobody is there to fire it. */
  readonly alone: number | null;
  readonly text: readonly Content[];
  readonly expects: string | null;
  readonly ifStuck: string | null;
  readonly effects: readonly Effect[];
  readonly scores: readonly ScoreRule[];
  readonly place: Place;
}

export interface Ending {
  readonly id: Id;
  readonly title: string;
  readonly if: Condition | null;
  readonly atOnce: boolean;
  readonly quality: Quality;
  readonly text: readonly Content[];
  readonly scores: readonly ScoreRule[];
  readonly place: Place;
}

export const personKinds = ['waits', 'moves', 'interviewed', 'told', 'asks', 'decides'] as const;

/**
 * Somebody at the centre of the case, whom nobody plays. What they lived meanwhile is told after the run; it follows from
 * the run, and nothing follows from it: it is no part of the state.
 */
export interface Person {
  readonly id: Id;
  readonly name: string;
  /** Who they are, for a room that has not met them. */
  readonly text: readonly Content[];
  readonly entries: readonly PersonEntry[];
  readonly place: Place;
}

export interface PersonEntry {
  readonly id: Id;
  readonly title: string;
  readonly kind: (typeof personKinds)[number];
  /** Null where it stands in the place of another entry, and at its time. */
  readonly at: StoryTime | null;
  /** Read on the world as the last barrier at or before its time left it, and on what had been decided by then. */
  readonly if: Condition | null;
  readonly insteadOf: Id | null;
  /** Lived only if that entry was. */
  readonly after: Id | null;
  readonly text: readonly Content[];
  readonly place: Place;
}

/** So many ticks after a phase began or ended, or (without a phase) after the case began. */
export interface StoryTime {
  readonly phase: Id | null;
  readonly edge: 'begin' | 'end';
  readonly plus: number;
}

export type Check = { readonly place: Place } & (
  | { readonly check: 'never'; readonly by: 'anyone' | 'system'; readonly if: Condition }
  | {
      readonly check: 'breach';
      readonly id: Id;
      readonly if: Condition;
      readonly reason: string;
      readonly score: ScoreRule | null;
    }
  | { readonly check: 'can-reach'; readonly ending: Id; readonly before: number | null }
  | {
      readonly check: 'must-pass';
      readonly choices: readonly Id[];
      readonly before: { readonly phase: Id } | { readonly ending: Id };
    }
  | { readonly check: 'bound'; readonly decisions: number }
  | {
      readonly check: 'walk';
      readonly id: Id;
      readonly steps: readonly WalkStep[];
      readonly ending: Id | null;
      /** What the course came to when it was recorded; absent where only the way itself was. */
      readonly record?: WalkRecord;
    }
  /** A finding of the exploration that the author has looked at and lets stand. `of` is the id of the thing it is about. */
  | { readonly check: 'waiver'; readonly code: string; readonly of: Id; readonly reason: string }
  /** The same for a warning of the review. */
  | { readonly check: 'expected'; readonly code: string; readonly of: Id; readonly reason: string }
);

export interface WalkRecord {
  /** Played as a person plays alone: the injects whose `alone` time has come fire by themselves. */
  readonly alone?: true;
  readonly scores?: Scores;
  /** Ticks that each role used; roles left out are not compared. */
  readonly costs?: Readonly<Record<Id, number>>;
  /** What the persons at the centre live on this course, in order. */
  readonly lives?: readonly Id[];
  /** Hold where the walk ends. */
  readonly holds?: readonly Condition[];
}

/** One step of a recorded walk; what is not said is played by the stand-ins. */
export type WalkStep =
  { readonly choose: Id; readonly form: FormValues } | { readonly fire: Id } | { readonly end: 'round' | 'phase' };

/** The whole language of conditions. Levels and ticks are numbers; `null` role never occurs after compiling. */
export type Condition =
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | Atom;

export type Atom =
  | { readonly is: 'knows'; readonly role: Id; readonly fact: Id; readonly level: number }
  | { readonly is: 'has'; readonly role: Id; readonly document: Id }
  | { readonly is: MessageWord; readonly request: Id }
  | { readonly is: 'chose'; readonly choice: Id }
  | { readonly is: 'flag'; readonly flag: Id }
  | { readonly is: 'counter'; readonly counter: Id; readonly atLeast: number }
  | { readonly is: 'before'; readonly clock: number }
  | { readonly is: 'phase'; readonly phase: Id }
  | { readonly is: 'round'; readonly round: number }
  | { readonly is: 'fired'; readonly inject: Id }
  | { readonly is: 'agreed'; readonly record: Agreement }
  /** About the form of the choice itself: `channel is call`, `asks includes van-owner`. */
  | { readonly is: 'field'; readonly field: string; readonly value: string }
  /** The grade given in this form for a fact: a grade such as `B2`, or `right` (the fact's own grade). */
  | { readonly is: 'graded'; readonly fact: Id; readonly value: string }
  | { readonly is: 'drew'; readonly chance: Id }
  /** A fact was passed on against its handling mark, or a declared breach came about. */
  | { readonly is: 'breached'; readonly id: Id };

export const messageWords = [
  'asked',
  'received',
  'waiting',
  'answered',
  'fully-answered',
  'refused',
  'lapsed',
  'replied',
] as const;
export type MessageWord = (typeof messageWords)[number];

import type { Id } from './case';
import type { Input, LogEntry } from './state';

/** One play of a case, pinned to one compiled version of it: what its log and its state need to know of it. */
export interface PlayedRun {
  readonly id: string;
  /** Null where a whole room plays it. */
  readonly personId: string | null;
  readonly caseHash: string;
  readonly engineVersion: string;
  readonly seed: string;
}

/** A run that one person plays. */
export interface Run extends PlayedRun {
  readonly workshopId: string | null;
  readonly personId: string;
  readonly caseId: Id;
  /** The seat this person plays; stand-ins play the others. */
  readonly role: Id;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly ending: Id | null;
}

/** Takes back everything after `to`: an operation on the log, not an input of the case. */
export interface Undo {
  readonly type: 'undo';
  readonly to: number;
}

/** Goes on, at a barrier, with another version of the case: an operation on the log, not an input of the case. */
export interface Migrated {
  readonly type: 'migrate';
  /** Content hashes of the versions, and the engines that each names. */
  readonly from: string;
  readonly to: string;
  readonly fromEngine: string;
  readonly toEngine: string;
}

/** A line of the log as it is kept. `at` is when it was written, for people; the fold never reads it. */
export interface RunEvent {
  readonly seq: number;
  readonly actor: LogEntry['actor'];
  readonly role: Id | null;
  readonly input: Input | Undo | Migrated;
  readonly inputId: string | null;
  readonly at: Date;
  /** `hashOf` the state after this line: a replay that comes to another state has diverged. */
  readonly stateHash: string;
  /** The version of the case, and of the rules, under which this line was folded when it was written. */
  readonly caseHash: string;
  readonly engineVersion: string;
}

/** What a person wrote in their own words with one decision. `body` is null once it has been removed. */
export interface RunText {
  readonly seq: number;
  readonly field: string;
  readonly body: string | null;
  readonly writtenAt: Date;
}

export type Standing = RunEvent & { readonly input: Input };

/** The part of the log that stands: what was taken back is left out. This is what a state is folded from. */
export function standing<Line extends Pick<RunEvent, 'seq' | 'input'>>(
  log: readonly Line[],
): readonly (Line & { readonly input: Input })[] {
  const kept: (Line & { readonly input: Input })[] = [];
  for (const event of log) {
    const { input } = event;
    if (input.type === 'migrate') continue;
    if (input.type !== 'undo') kept.push({ ...event, input });
    else while ((kept.at(-1)?.seq ?? 0) > input.to) kept.pop();
  }
  return kept;
}

/** Whether this input closed a round or a part for everybody. */
export function isBarrier({ type }: Input): boolean {
  return type === 'end-round' || type === 'end-phase';
}

/** Whether nobody has done anything since the last barrier, or since the beginning. */
export function standsAtBarrier(kept: readonly Standing[]): boolean {
  const last = kept.at(-1);
  return last === undefined || isBarrier(last.input);
}

/** The `seq` to which this person may go back: the last barrier, if they have decided anything since. */
export function lastBarrier(log: readonly RunEvent[]): number | undefined {
  const kept = standing(log);
  const barrier = kept.findLast(({ input }) => isBarrier(input))?.seq ?? 0;
  return kept.some(({ seq, actor }) => seq > barrier && actor === 'team') ? barrier : undefined;
}

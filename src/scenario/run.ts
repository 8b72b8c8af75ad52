import type { Id } from './case';
import type { Input, LogEntry } from './state';

/** One play of a case, pinned to the compiled case it began with: what its log and its state need to know of it. */
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

/** A line of the log as it is kept. `at` is when it was written, for people; the fold never reads it. */
export interface RunEvent {
  readonly seq: number;
  readonly actor: LogEntry['actor'];
  readonly role: Id | null;
  readonly input: Input | Undo;
  readonly inputId: string | null;
  readonly at: Date;
  /** `hashOf` the state after this line: a replay that comes to another state has diverged. */
  readonly stateHash: string;
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
export function standing(log: readonly RunEvent[]): readonly Standing[] {
  const kept: Standing[] = [];
  for (const event of log) {
    const { input } = event;
    if (input.type !== 'undo') kept.push({ ...event, input });
    else while ((kept.at(-1)?.seq ?? 0) > input.to) kept.pop();
  }
  return kept;
}

/** The `seq` to which this person may go back: the last barrier, if they have decided anything since. */
export function lastBarrier(log: readonly RunEvent[]): number | undefined {
  const kept = standing(log);
  const barrier = kept.findLast(({ input }) => input.type === 'end-round' || input.type === 'end-phase')?.seq ?? 0;
  return kept.some(({ seq, actor }) => seq > barrier && actor === 'team') ? barrier : undefined;
}

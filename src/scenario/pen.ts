import { engineOf } from './engines';
import { type Position, hashOfState } from './position';
import type { RunEvent } from './run';
import type { Input, LogEntry, Refused, State } from './state';

/** Writes lines after a position; nothing is kept before `lines` are appended to the log. */
export interface Pen {
  readonly lines: readonly RunEvent[];
  state(): State;
  /** Takes one step of the case; answers why, if the case refuses it. `inputId` where it came from a table's own form. */
  write(actor: LogEntry['actor'], input: Input, inputId?: string): Refused | undefined;
}

/** A pen at the end of a position's log. Each line carries the hash of the state it led to. */
export function penOf(position: Position, at: Date): Pen {
  const { exercise } = position;
  const engine = engineOf(exercise);
  const { contentHash: caseHash, engineVersion } = exercise;
  let { state } = position;
  const lines: RunEvent[] = [];
  return {
    lines,
    state: () => state,
    write(actor, input, inputId) {
      const next = engine.step(exercise, state, input);
      if ('refused' in next) return next.refused;
      state = next.accepted;
      const role = input.type === 'decide' ? input.role : null;
      const seq = position.seq + lines.length + 1;
      const stateHash = hashOfState(state);
      lines.push({ seq, actor, role, input, inputId: inputId ?? null, at, stateHash, caseHash, engineVersion });
      return undefined;
    },
  };
}

import { Conflict } from '../errors';
import type { Case } from './case';
import type { Input, State, Step } from './state';
import { start, step } from './step';

/** The rules by which a case and its inputs become states. */
export interface Engine {
  start(case_: Case, seed: string): State;
  step(case_: Case, state: State, input: Input): Step;
}

/**
 * Every version whose logs can still be folded, by the word that a compiled case carries. A change of the rules is a new
 * entry here; the old one stays as long as a kept case names it.
 */
const engines: ReadonlyMap<string, Engine> = new Map([['1', { start, step }]]);

/** A run was played by rules that this installation does not have: it is refused, never folded by other rules. */
export class UnknownEngine extends Conflict {
  constructor(readonly version: string) {
    const known = [...engines.keys()].join(', ');
    super('run.engineUnknown', { version, known });
    this.message = `The run was played with engine version ${version}, which this installation does not have. It has: ${known}.`;
  }
}

/** The engine by which runs of this compiled case are folded. Throws UnknownEngine. */
export function engineOf({ engineVersion }: Pick<Case, 'engineVersion'>): Engine {
  const engine = engines.get(engineVersion);
  if (!engine) throw new UnknownEngine(engineVersion);
  return engine;
}

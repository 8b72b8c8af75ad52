import { hashOf, type Json } from '../canonical';
import type { Db } from '../db';
import type { Case } from './case';
import { getKeptCase, listEvents } from './queries';
import { type PlayedRun, type RunEvent, type Standing, standing } from './run';
import type { State } from './state';
import { start, step } from './step';

/** A run as it stands: its log and the state it folds to. */
export interface Position {
  readonly exercise: Case;
  readonly log: readonly RunEvent[];
  readonly standing: readonly Standing[];
  /** The last line of the log; the next input is the one after. */
  readonly seq: number;
  readonly state: State;
}

/** Where positions are read. `report` is told when a stored run no longer replays to the states it once had. */
export interface PositionDeps {
  readonly db: Db;
  readonly snapshots: Snapshots;
  readonly report: (message: string) => void;
}

/** States kept in memory to save folding: by run, for one line of its log. Losing them loses nothing. */
export type Snapshots = Map<string, { readonly seq: number; readonly state: State; readonly hash: string }>;

const cases = new Map<string, Promise<Case>>();
const mostSnapshots = 500;

/** The compiled case a run is pinned to; kept in memory, since it never changes. */
export async function caseOf(db: Db, run: PlayedRun): Promise<Case> {
  const known = cases.get(run.caseHash);
  if (known) return known;
  const read = getKeptCase(db, run.caseHash);
  cases.set(run.caseHash, read);
  // A failed read is not kept: the next page tries again.
  read.catch(() => cases.delete(run.caseHash));
  return read;
}

/** The state of a run, folded from its log. A snapshot in memory only saves the fold; the log alone decides. */
export async function positionOf(deps: PositionDeps, run: PlayedRun): Promise<Position> {
  const exercise = await caseOf(deps.db, run);
  const log = await listEvents(deps.db, run);
  const seq = log.at(-1)?.seq ?? 0;
  const kept = standing(log);
  const snapshot = deps.snapshots.get(run.id);
  const fresh = snapshot?.seq === seq && snapshot.hash === log.at(-1)?.stateHash;
  const state = fresh ? snapshot.state : replayed(exercise, run, kept, deps.report);
  if (!fresh) remember(deps.snapshots, run, seq, state, log.at(-1)?.stateHash);
  return { exercise, log, standing: kept, seq, state };
}

/** Folds a log and compares every state with the hash it had when it was written. */
export function replayed(
  exercise: Case,
  run: PlayedRun,
  log: readonly Standing[],
  report: PositionDeps['report'],
): State {
  let state = start(exercise, run.seed);
  let diverged = false;
  for (const { seq, input, stateHash } of log) {
    const next = step(exercise, state, input);
    if ('refused' in next) throw new Error(`Run ${run.id} does not replay: line ${seq} is refused (${next.refused}).`);
    state = next.accepted;
    if (!diverged && hashOfState(state) !== stateHash) {
      diverged = true;
      report(`Run ${run.id} diverged on replay at line ${seq} (engine ${run.engineVersion}, case ${run.caseHash}).`);
    }
  }
  return state;
}

/** The hash that a line of the log carries for the state it led to. */
export function hashOfState(state: State): string {
  return hashOf(state as unknown as Json);
}

function remember(snapshots: Snapshots, run: PlayedRun, seq: number, state: State, hash: string | undefined): void {
  if (hash === undefined) return;
  snapshots.delete(run.id);
  snapshots.set(run.id, { seq, state, hash });
  const oldest = snapshots.keys().next();
  if (snapshots.size > mostSnapshots && !oldest.done) snapshots.delete(oldest.value);
}

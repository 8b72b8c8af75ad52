import { hashOf, type Json } from '../canonical';
import type { Db } from '../db';
import type { Case } from './case';
import { engineOf } from './engines';
import { inNamesOf, nowCalled } from './names';
import { getKeptCase, listEvents } from './queries';
import { type PlayedRun, type RunEvent, type Standing, standing } from './run';
import type { State } from './state';

/** A run as it stands: its log and the state it folds to. */
export interface Position {
  readonly exercise: Case;
  readonly log: readonly RunEvent[];
  /** What stands of the log, in the names of the version that the run is pinned to now. */
  readonly standing: readonly Standing[];
  /** The line at which the run last went on with another version; 0 if it never did. Pages drawn before are old. */
  readonly movedAt: number;
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
export async function caseOf(db: Db, { caseHash }: Pick<PlayedRun, 'caseHash'>): Promise<Case> {
  const known = cases.get(caseHash);
  if (known) return known;
  const read = getKeptCase(db, caseHash);
  cases.set(caseHash, read);
  // A failed read is not kept: the next page tries again.
  read.catch(() => cases.delete(caseHash));
  return read;
}

/** The log of a run, and what stands of it under the version that its last line was folded under. */
export async function readLog(db: Db, run: PlayedRun): Promise<Omit<Position, 'state'>> {
  const log = await listEvents(db, run);
  const last = log.at(-1);
  const exercise = await caseOf(db, last ?? run);
  const moves = log.flatMap(({ seq, input }) => (input.type === 'migrate' ? [{ seq, caseHash: input.to }] : []));
  const versions = await Promise.all(moves.map(async (move) => ({ seq: move.seq, case_: await caseOf(db, move) })));
  const kept = standing(log).map((event) =>
    versions.filter(({ seq }) => seq > event.seq).reduce((named, { case_ }) => inVersion(case_, named), event),
  );
  return { exercise, log, standing: kept, movedAt: moves.at(-1)?.seq ?? 0, seq: last?.seq ?? 0 };
}

function inVersion(case_: Case, event: Standing): Standing {
  const role = event.role === null ? null : nowCalled(case_, 'role', event.role);
  return { ...event, role, input: inNamesOf(case_, event.input) };
}

/** The state of a run, folded from its log. A snapshot in memory only saves the fold; the log alone decides. */
export async function positionOf(deps: PositionDeps, run: PlayedRun): Promise<Position> {
  const read = await readLog(deps.db, run);
  const { exercise, log, seq } = read;
  const snapshot = deps.snapshots.get(run.id);
  const fresh = snapshot?.seq === seq && snapshot.hash === log.at(-1)?.stateHash;
  const state = fresh ? snapshot.state : replayed(exercise, run, read.standing, deps.report);
  if (!fresh) remember(deps.snapshots, run, seq, state, log.at(-1)?.stateHash);
  const last = log.at(-1);
  if (!fresh && last?.input.type === 'migrate' && hashOfState(state) !== last.stateHash)
    deps.report(`Run ${run.id} diverged where it went on with case ${last.caseHash}, at line ${seq}.`);
  return { ...read, state };
}

/**
 * Folds a log by the rules that the case names, and compares every state with the hash it had when it was written. Lines of
 * a version before had the hash of that version's state: they are only folded. Throws UnknownEngine.
 */
export function replayed(
  exercise: Case,
  run: PlayedRun,
  log: readonly Standing[],
  report: PositionDeps['report'],
): State {
  const engine = engineOf(exercise);
  let state = engine.start(exercise, run.seed);
  let diverged = false;
  for (const { seq, input, stateHash, caseHash } of log) {
    const next = engine.step(exercise, state, input);
    if ('refused' in next) throw new Error(`Run ${run.id} does not replay: line ${seq} is refused (${next.refused}).`);
    state = next.accepted;
    if (!diverged && caseHash === exercise.contentHash && hashOfState(state) !== stateHash) {
      diverged = true;
      report(`Run ${run.id} diverged on replay at line ${seq} (engine ${exercise.engineVersion}, case ${caseHash}).`);
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

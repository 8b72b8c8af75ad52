import { getPart, latestPublication } from '../curriculum';
import type { Db } from '../db';
import { NotFound } from '../errors';
import type { Case, Id } from './case';
import { type CaseChange, caseChanges } from './case-changes';
import { type Migration, migrate } from './migration';
import { nowCalled } from './names';
import { type Position, hashOfState } from './position';
import { appendEvents, keepCase, pinRun } from './queries';
import { type PlayedRun, type RunEvent, standsAtBarrier } from './run';
import type { LogEntry } from './state';

/** A newer version of the case that an open run is pinned to, and whether this run would go on with it. */
export interface NewerText {
  readonly newer: Case;
  /** Nobody has done anything since the last barrier: now it can be taken. */
  readonly atBarrier: boolean;
  readonly answer: Migration;
  readonly changes: readonly CaseChange[];
}

const mostKept = 200;
const answers = new Map<string, Migration>();
const differences = new Map<string, readonly CaseChange[]>();

/**
 * The text of the run's case that was published last, where it differs from the run's for those who play. Asking moves
 * nothing.
 */
export async function findNewerText(db: Db, run: PlayedRun, position: Position): Promise<NewerText | undefined> {
  const { exercise, standing, state, seq } = position;
  if (state.ending !== null) return undefined;
  const newer = await latestText(db, exercise.id);
  if (!newer || newer.contentHash === exercise.contentHash) return undefined;
  const between = `${exercise.contentHash} ${newer.contentHash}`;
  const changes = kept(differences, between, () => caseChanges(exercise, newer));
  if (changes.length === 0 && newer.engineVersion === exercise.engineVersion) return undefined;
  const inputs = standing.map(({ input }) => input);
  const answer = kept(answers, `${run.id} ${seq} ${between}`, () =>
    migrate(exercise, newer, { seed: run.seed, inputs }),
  );
  return { newer, atBarrier: standsAtBarrier(standing), answer, changes };
}

async function latestText(db: Db, id: Id): Promise<Case | undefined> {
  const publication = await latestPublication(db);
  if (publication === undefined) return undefined;
  return getPart<Case>(db, publication, `case:${id}`).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
}

/** Finds what costs a replay once; the one found first makes room. */
function kept<Thing>(things: Map<string, Thing>, key: string, find: () => Thing): Thing {
  const thing = things.get(key) ?? find();
  things.set(key, thing);
  const [oldest] = things.keys();
  if (things.size > mostKept && oldest !== undefined) things.delete(oldest);
  return thing;
}

/** Who takes the newer text, and when. `version` is the one that their page spoke of. */
export interface Taking {
  readonly actor: LogEntry['actor'];
  readonly inputId: string | null;
  readonly version: string;
  readonly at: Date;
  readonly origin: string;
}

/**
 * Goes on with the newer text from the barrier at which the run stands: a line of the log says so, and from there the log is
 * folded under it. Answers false where it is another text by now, or the run stands elsewhere. Only while the run is held.
 */
export async function takeNewerText(
  trx: Db,
  run: PlayedRun & { readonly role: Id | null },
  position: Position,
  taking: Taking,
): Promise<false | Case> {
  const found = await findNewerText(trx, run, position);
  if (!found?.atBarrier || 'stays' in found.answer || found.newer.contentHash !== taking.version) return false;
  const { newer, answer } = found;
  const { contentHash: caseHash, engineVersion } = newer;
  const { exercise } = position;
  const { actor, inputId, at, origin } = taking;
  const line: RunEvent = {
    seq: position.seq + 1,
    actor,
    role: null,
    input: {
      type: 'migrate',
      from: exercise.contentHash,
      to: caseHash,
      fromEngine: exercise.engineVersion,
      toEngine: engineVersion,
    },
    inputId,
    at,
    stateHash: hashOfState(answer.moves),
    caseHash,
    engineVersion,
  };
  await keepCase(trx, { hash: caseHash, compiled: newer, origin, now: at });
  await appendEvents(trx, run, [line], origin);
  const role = run.role === null ? null : nowCalled(newer, 'role', run.role);
  await pinRun(trx, run, { caseHash, engineVersion, role });
  return newer;
}

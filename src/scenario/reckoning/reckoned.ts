import type { Clock } from '../../clock';
import type { Case } from '../case';
import type { Position, PositionDeps } from '../position';
import type { PlayedRun } from '../run';
import type { Losses } from '../verify/losses';
import type { Earliest } from './earliest';
import { findReckonedCase, findReckonedRun, insertReckonedCase, insertReckonedRun } from './queries';
import { endReckoning, reckonCaseApart, reckonRunApart } from './reckoner';
import type { ReckonedCase } from './reckoning';

export interface ReckoningDeps extends Pick<PositionDeps, 'db' | 'report'> {
  readonly clock: Clock;
  /** Aborted when the product stops: what is being worked out then is left, and begun again after the next start. */
  readonly closing: AbortSignal;
}

/** What is reckoned of an ended run. `losses` is null where its case is too large for the best to be known. */
export interface Reckoned {
  readonly losses: Losses | null;
  readonly earliest: Earliest;
}

const underWay = new Map<string, Promise<unknown>>();
/** One ear for a stop, however much is reckoned. */
const heard = new WeakSet<AbortSignal>();

/**
 * What was reckoned of an ended run; undefined as long as it is being worked out, which this begins: nobody waits for it.
 * It is worked out once and kept.
 */
export async function reckonedOf(
  deps: ReckoningDeps,
  run: Pick<PlayedRun, 'id' | 'seed'>,
  position: Pick<Position, 'exercise' | 'standing'>,
): Promise<Reckoned | undefined> {
  const [losses, known] = await Promise.all([
    findReckonedRun(deps.db, run),
    findReckonedCase(deps.db, position.exercise),
  ]);
  if (losses !== undefined && known) return { losses, earliest: known.earliest };
  apart(deps, `run ${run.id}`, async () => {
    const reckoned = known ?? (await reckonedCase(deps, position.exercise));
    const inputs = position.standing.map(({ input }) => input);
    const found = await reckonRunApart(position.exercise, reckoned, run.seed, inputs);
    await insertReckonedRun(deps.db, run, found, deps.clock());
  });
  return undefined;
}

/** Reckons those of these cases whose rules are new here, one after the other, while nobody waits. */
export function reckonCases(deps: ReckoningDeps, cases: readonly Case[]): void {
  apart(deps, 'cases', async () => {
    for (const exercise of cases) if (!(await findReckonedCase(deps.db, exercise))) await reckonedCase(deps, exercise);
  });
}

async function reckonedCase(deps: ReckoningDeps, exercise: Case): Promise<ReckonedCase> {
  const key = `case ${exercise.logicHash}`;
  const known = underWay.get(key) as Promise<ReckonedCase> | undefined;
  if (known) return known;
  const found = reckonCaseApart(exercise).then(async (reckoned) => {
    await insertReckonedCase(deps.db, exercise, reckoned, deps.clock());
    return reckoned;
  });
  underWay.set(key, found);
  return found.finally(() => underWay.delete(key));
}

function apart({ report, closing }: ReckoningDeps, key: string, work: () => Promise<void>): void {
  if (underWay.has(key) || closing.aborted) return;
  if (!heard.has(closing)) closing.addEventListener('abort', endReckoning);
  heard.add(closing);
  const done = work()
    .catch((error: unknown) => report(`${key} could not be reckoned: ${String(error)}`))
    .finally(() => underWay.delete(key));
  underWay.set(key, done);
}

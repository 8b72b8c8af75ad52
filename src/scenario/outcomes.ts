import type { Db } from '../db';
import { caseOf, readLog, replayed } from './position';
import type { PlayedRun } from './run';

/** How one run ended: nobody's name, only what the case came to. */
export interface Outcome {
  readonly caseId: string;
  readonly title: string;
  readonly ending: string;
  readonly endingTitle: string;
  /** A room played it, or one person alone. */
  readonly together: boolean;
  /** How many facts were passed on against their mark, and declared breaches came about. */
  readonly breaches: number;
}

type EndedRun = PlayedRun & { readonly caseId: string; readonly ending: string };

const breachesOfRun = new Map<string, number>();
const mostKept = 5_000;

/** Every run of a workshop that came to an ending. What a log folds to never changes, so it is folded once. */
export async function listOutcomes(db: Db, workshop: { readonly id: string }): Promise<Outcome[]> {
  const runs: EndedRun[] = await db('runs')
    .where({ workshop_id: workshop.id })
    .whereNotNull('ending')
    .orderBy('id')
    .select({
      id: 'id',
      personId: 'person_id',
      caseId: 'case_id',
      caseHash: 'case_hash',
      engineVersion: 'engine_version',
      seed: 'seed',
      ending: 'ending',
    });
  const outcomes: Outcome[] = [];
  for (const run of runs) {
    const exercise = await caseOf(db, run);
    outcomes.push({
      caseId: run.caseId,
      title: exercise.title,
      ending: run.ending,
      endingTitle: exercise.endings.find(({ id }) => id === run.ending)?.title ?? run.ending,
      together: run.personId === null,
      breaches: await countBreaches(db, run),
    });
  }
  return outcomes;
}

async function countBreaches(db: Db, run: EndedRun): Promise<number> {
  const known = breachesOfRun.get(run.id);
  if (known !== undefined) return known;
  const { exercise, standing } = await readLog(db, run);
  // Who reads the run itself is told where it diverged.
  const state = replayed(exercise, run, standing, () => undefined);
  const count = new Set(state.world.breached).size;
  if (breachesOfRun.size >= mostKept) breachesOfRun.clear();
  breachesOfRun.set(run.id, count);
  return count;
}

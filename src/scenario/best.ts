import { type Case, type Choice, type Dimension, type Id, type Scores, dimensions } from './case';
import { offersTo } from './offers';
import { noScores, scored } from './score';
import type { Input, LogEntry, State } from './state';
import { start, step } from './step';
import { type Combinations, combinationsOf, openForms } from './verify/forms';

/**
 * For each principle, the most that this role's decisions could have given where it stood: at each of its decisions the
 * best of all choices and forms that were open, added up. Reaching it in one principle may cost another, and what a
 * decision brings about later is not in it. It is never less than what the role obtained.
 */
export function bestWhereItStood(exercise: Case, seed: string, log: readonly LogEntry[], role: Id): Scores {
  const best: Record<Dimension, number> = { ...noScores };
  let state = start(exercise, seed);
  for (const { input } of log) {
    const next = step(exercise, state, input);
    if ('refused' in next) continue;
    if (input.type === 'decide' && input.role === role) {
      const open = pointsOpen(exercise, state, input);
      for (const dimension of dimensions) best[dimension] += Math.max(...open.map((points) => points[dimension]));
    }
    state = next.accepted;
  }
  return best;
}

function pointsOpen(exercise: Case, state: State, taken: Extract<Input, { type: 'decide' }>): readonly Scores[] {
  const { role, scene } = taken;
  const others = offersTo(exercise, state, role).flatMap((choice) =>
    openForms(choice, waysToFill(exercise, choice), { case: exercise, state, role }).map(({ given: form }) => ({
      ...taken,
      scene,
      choice: choice.id,
      form,
    })),
  );
  return [taken, ...others].flatMap((input) => {
    const next = step(exercise, state, input);
    return 'refused' in next ? [] : [pointsOf(exercise, state, input, next.accepted)];
  });
}

function pointsOf(exercise: Case, before: State, input: Input, after: State): Scores {
  const points: Record<Dimension, number> = { ...noScores };
  for (const line of scored(exercise, before, input, after)) points[line.dimension] += line.points;
  return points;
}

const ways = new WeakMap<Choice, Combinations>();

/** The ways to fill a choice's form, listed once for each compiled case. */
function waysToFill(exercise: Case, choice: Choice): Combinations {
  const known = ways.get(choice) ?? combinationsOf(exercise, choice);
  ways.set(choice, known);
  return known;
}

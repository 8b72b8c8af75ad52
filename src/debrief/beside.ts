import { type Case, type Debrief, type Decision, type Dimension, dimensions } from '../scenario';

/**
 * How a decision of this run stands beside the careful course: the same; the same choice with a form filled in otherwise;
 * another choice in the same scene; a scene of the careful course that this seat never decided; one that only it decided.
 */
export type Standing = 'same' | 'otherwise' | 'different' | 'not-taken' | 'only-here';

export interface Beside {
  readonly standing: Standing;
  readonly role: string;
  readonly phase: string;
  readonly scene: { readonly id: string; readonly title: string };
  readonly here: Decision | null;
  readonly there: Decision | null;
  /** What was scored here less what is scored there, for each principle in which they differ. */
  readonly difference: readonly { readonly dimension: Dimension; readonly points: number }[];
}

/** Every decision of a run beside those of the careful course, by part, seat and scene. Nothing is ranked or added up. */
export function besidesOf(exercise: Case, told: Debrief, careful: Debrief): readonly Beside[] {
  const pairs = exercise.roles.flatMap(({ id }) => pairsOf(told, careful, id));
  const order = exercise.phases.map(({ id }) => id);
  return pairs.toSorted((one, other) => order.indexOf(one.phase) - order.indexOf(other.phase));
}

function pairsOf(told: Debrief, careful: Debrief, role: string): Beside[] {
  const here = told.decisions.filter((each) => each.role === role);
  const there = careful.decisions.filter((each) => each.role === role);
  const scenes = [...new Set([...there, ...here].map(({ scene }) => scene.id))];
  return scenes.flatMap((scene) =>
    inScene(
      here.filter((each) => each.scene.id === scene),
      there.filter((each) => each.scene.id === scene),
    ),
  );
}

/** In one scene a seat may decide several times: equal choices are laid beside each other first, then what is left. */
function inScene(here: readonly Decision[], there: readonly Decision[]): Beside[] {
  const left = [...here];
  const same = there.map((each) => {
    const at = left.findIndex(({ choice }) => choice.id === each.choice.id);
    return { there: each, here: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
  });
  const paired = same.map((pair) => beside(pair.here ?? left.shift() ?? null, pair.there));
  return [...paired, ...left.map((each) => beside(each, null))];
}

function beside(here: Decision | null, there: Decision | null): Beside {
  const one = (here ?? there) as Decision;
  return {
    standing: standingOf(here, there),
    role: one.role,
    phase: (there ?? one).phase.id,
    scene: one.scene,
    here,
    there,
    difference: dimensions.flatMap((dimension) => {
      const points = pointsIn(here, dimension) - pointsIn(there, dimension);
      return points === 0 ? [] : [{ dimension, points }];
    }),
  };
}

function standingOf(here: Decision | null, there: Decision | null): Standing {
  if (!here) return 'not-taken';
  if (!there) return 'only-here';
  if (here.choice.id !== there.choice.id) return 'different';
  return JSON.stringify(filledIn(here)) === JSON.stringify(filledIn(there)) ? 'same' : 'otherwise';
}

const filledIn = ({ form }: Decision) => form.map(({ field, values }) => [field, values]);

function pointsIn(decision: Decision | null, dimension: Dimension): number {
  const lines = decision?.scores.filter((line) => line.dimension === dimension) ?? [];
  return lines.reduce((sum, { points }) => sum + points, 0);
}

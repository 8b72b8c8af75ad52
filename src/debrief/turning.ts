import {
  type Case,
  type Consequence,
  type Debrief,
  type Dimension,
  type Reckoned,
  type Reference,
  type Scores,
  choiceOf,
  consequence,
  dimensions,
  drawn,
  noScores,
  signed,
  storyTime,
} from '../scenario';
import type { Words } from '../words';

type Losses = NonNullable<Reckoned['losses']>;

/** A decision that took something from the best that could still be had. Reasons come before numbers. */
export interface TurningPoint {
  readonly seq: number;
  readonly role: string;
  readonly seat: string;
  /** The reader's own seat decided it, and not the computer for it. */
  readonly yours: boolean;
  readonly byStandIn: boolean;
  readonly time: string;
  readonly scene: string;
  readonly chose: string;
  /** What followed from it, and what the case says about it. */
  readonly consequences: readonly Consequence[];
  readonly debriefHtml: string;
  /** What the careful course chose there, and for which reasons; null where it was not there, or chose the same. */
  readonly careful: { readonly choice: string; readonly reasons: readonly string[] } | null;
  /** Where no careful course says it: what the case gives credit for in this scene. */
  readonly standard: readonly string[];
  readonly lost: readonly {
    readonly dimension: Dimension;
    readonly before: string;
    readonly after: string;
    readonly loss: string;
  }[];
  /** On how many courses of the workshop this seat decided the same here; null where there is no other course. */
  readonly shared: Shared | null;
}

export interface Shared {
  readonly count: number;
  readonly of: number;
}

/** How often each decision was taken on the courses of a workshop: `role scene choice` -> in how many of `of`. */
export interface Frequencies {
  readonly of: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** For one principle, where the best that could be had went: decisions, chance and events apart. It adds up. */
export interface Account {
  readonly dimension: Dimension;
  readonly best: string;
  readonly own: string;
  readonly others: string;
  readonly chance: string;
  readonly events: string;
  readonly obtained: string;
}

/**
 * The decisions that took most, first: by the most they took from one principle, never by a sum over them, times the courses
 * of the workshop on which the same was decided. What one table lost and every other lost too is worth more of a room's time.
 */
export function turningPoints(
  exercise: Case,
  told: Debrief,
  seqs: readonly number[],
  found: Losses,
  reference: Reference | undefined,
  own: string,
  t: Words,
  often?: Frequencies,
): readonly TurningPoint[] {
  const still: Record<Dimension, number> = { ...found.best };
  const points = seqs.flatMap((seq, at) => {
    const loss = found.losses[at];
    if (!loss) return [];
    const before = { ...still };
    for (const each of dimensions) still[each] -= loss.decision[each] + loss.chance[each] + loss.inject[each];
    const decision = told.decisions.find((each) => each.seq === seq);
    const taken = dimensions.filter((each) => loss.decision[each] > 0);
    if (!decision || taken.length === 0) return [];
    const widest = Math.max(...taken.map((each) => loss.decision[each]));
    const careful = carefulOf(exercise, decision, reference, taken);
    const key = `${decision.role} ${decision.scene.id} ${decision.choice.id}`;
    const shared = often && often.of > 1 ? { count: Math.max(1, often.counts.get(key) ?? 1), of: often.of } : null;
    const point: TurningPoint = {
      seq,
      role: decision.role,
      seat: told.roles.find(({ id }) => id === decision.role)?.name ?? '',
      yours: decision.role === own && decision.actor !== 'stand-in',
      byStandIn: decision.actor === 'stand-in',
      time: storyTime(decision.at.at, t.locale),
      scene: decision.scene.title,
      chose: decision.choice.label,
      consequences: decision.scores.map(consequence),
      debriefHtml: drawn(decision.debrief),
      careful,
      standard: careful && careful.reasons.length > 0 ? [] : creditIn(exercise, decision, taken),
      lost: taken.map((dimension) => ({
        dimension,
        before: signed(before[dimension]),
        after: signed(before[dimension] - loss.decision[dimension]),
        loss: signed(-loss.decision[dimension]),
      })),
      shared,
    };
    return [{ point, weight: widest * (shared?.count ?? 1) }];
  });
  return points
    .toSorted((a, b) => b.weight - a.weight || b.point.lost.length - a.point.lost.length || a.point.seq - b.point.seq)
    .map(({ point }) => point);
}

type Decided = Debrief['decisions'][number];

function carefulOf(
  exercise: Case,
  decision: Decided,
  reference: Reference | undefined,
  taken: readonly Dimension[],
): TurningPoint['careful'] {
  const chosen = reference?.chosen.get(`${decision.role} ${decision.scene.id}`) ?? [];
  if (!reference || chosen.length === 0) return null;
  const lines = reference.scores.filter(
    ({ of, owner, points, dimension }) =>
      of === 'choice' && chosen.includes(owner) && points > 0 && taken.includes(dimension),
  );
  const now = decision.scores.map(({ rule }) => rule);
  const reasons = lines.filter(({ rule }) => !now.includes(rule)).map((line) => consequence(line).reason);
  if (chosen.includes(decision.choice.id) && reasons.length === 0) return null;
  return { choice: chosen.map((id) => choiceOf(exercise, id)?.label ?? id).join('; '), reasons: [...new Set(reasons)] };
}

function creditIn(exercise: Case, decision: Decided, taken: readonly Dimension[]): readonly string[] {
  const scene = exercise.scenes.find(({ id }) => id === decision.scene.id);
  const now = decision.scores.map(({ rule }) => rule);
  const rules = (scene?.choices ?? [])
    .flatMap(({ scores }) => scores)
    .filter(({ id, points, dimension }) => points > 0 && taken.includes(dimension) && !now.includes(id));
  return [...new Set(rules.map(({ reason, dimension, points }) => consequence({ reason, dimension, points }).reason))];
}

/** Where the best that could be had at the beginning went, for each principle. */
export function accountsOf(told: Debrief, seqs: readonly number[], found: Losses, own: string): readonly Account[] {
  const mine: Record<Dimension, number> = { ...noScores };
  const others: Record<Dimension, number> = { ...noScores };
  const chance: Record<Dimension, number> = { ...noScores };
  const events: Record<Dimension, number> = { ...noScores };
  const add = (to: Record<Dimension, number>, scores: Scores) => {
    for (const each of dimensions) to[each] += scores[each];
  };
  for (const [at, loss] of found.losses.entries()) {
    const decision = told.decisions.find(({ seq }) => seq === seqs[at]);
    add(decision?.role === own ? mine : others, loss.decision);
    add(chance, loss.chance);
    add(events, loss.inject);
  }
  return dimensions.map((dimension) => ({
    dimension,
    best: signed(found.best[dimension]),
    own: signed(-mine[dimension]),
    others: signed(-others[dimension]),
    chance: signed(-chance[dimension]),
    events: signed(-events[dimension]),
    obtained: signed(told.room[dimension]),
  }));
}

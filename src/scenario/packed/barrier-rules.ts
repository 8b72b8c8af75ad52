import { type Condition, dimensions, type ScoreRule } from '../case';
import { compileCondition, type Holds } from './condition';
import type { Layout, Words } from './words';

/** A score line of an inject, a breach or an ending, compiled. */
export interface BarrierRule {
  readonly when: Condition | null;
  readonly holds: Holds;
  readonly dimension: number;
  readonly points: number;
}

export function barrierRules(scores: readonly ScoreRule[], layout: Layout): readonly BarrierRule[] {
  return scores.map(({ when, dimension, points }) => ({
    when,
    holds: compileCondition(when, layout),
    dimension: dimensions.indexOf(dimension),
    points,
  }));
}

/** Adds to `points` what these lines score in this world. `held` is told every condition that holds. */
export function count(rules: readonly BarrierRule[], words: Words, points: Int32Array, held: Set<Condition>): void {
  for (let each = 0; each < rules.length; each += 1) {
    const rule = rules[each];
    if (!rule?.holds(words)) continue;
    if (rule.when) held.add(rule.when);
    points[rule.dimension] = (points[rule.dimension] ?? 0) + rule.points;
  }
}

import { breachesOf } from './breach';
import {
  type Case,
  type Choice,
  type Dimension,
  dimensions,
  type FormValues,
  type Id,
  type ScoreRule,
  type Scores,
} from './case';
import { drawsOf, seededDraw } from './decide';
import { fillForm } from './form-values';
import { sceneOf } from './offers';
import { holds, type Sight } from './sight';
import { start, step } from './step';
import type { Input, LogEntry, State } from './state';

/** One scored consequence: which input, which rule of what, and why. `role` is null for what the whole room earned. */
export interface ScoreLine {
  readonly seq: number;
  readonly role: Id | null;
  readonly of: 'choice' | 'handling' | 'breach' | 'inject' | 'ending';
  /** The id of that choice, fact, breach, inject or ending. */
  readonly owner: Id;
  readonly rule: Id;
  readonly dimension: Dimension;
  readonly points: number;
  readonly reason: string;
}

/** Every score line of a log, in order. Throws nothing: an input that is refused scores nothing. */
export function score(
  case_: Case,
  seed: string,
  log: readonly Pick<LogEntry, 'seq' | 'input'>[],
): readonly ScoreLine[] {
  const lines: ScoreLine[] = [];
  let state = start(case_, seed);
  for (const { seq, input } of log) {
    const next = step(case_, state, input);
    if ('refused' in next) continue;
    for (const line of scored(case_, state, input, next.accepted)) lines.push({ seq, ...line });
    state = next.accepted;
  }
  return lines;
}

/** What one accepted input scores, given the states before and after it. */
export function scored(case_: Case, before: State, input: Input, after: State): readonly Omit<ScoreLine, 'seq'>[] {
  if (input.type === 'decide') return scoredDecision(case_, before, input, after);
  return input.type === 'fire-inject' ? [] : scoredBarrier(case_, before, after);
}

function scoredDecision(
  case_: Case,
  before: State,
  input: Extract<Input, { type: 'decide' }>,
  after: State,
): Omit<ScoreLine, 'seq'>[] {
  const { role } = input;
  const id = case_.aliases[input.choice] ?? input.choice;
  const choices = sceneOf(case_, before, role)?.choices ?? [];
  const choice = choices.find((each) => each.id === input.choice) ?? choices.find((each) => each.id === id);
  if (!choice) return [];
  const filled = fillForm(choice, input.form ?? {}, { case: case_, state: before, role });
  const form = 'values' in filled ? filled.values : {};
  return scoredChoice(
    case_,
    before,
    role,
    choice,
    form,
    drawsOf(choice, seededDraw(before.seed, role, choice.id)),
    after,
  );
}

/** What taking a choice scores, with its complete form and its draws. */
export function scoredChoice(
  case_: Case,
  before: State,
  role: Id,
  choice: Choice,
  form: FormValues,
  draws: Readonly<Record<Id, boolean>>,
  after: State,
): Omit<ScoreLine, 'seq'>[] {
  const sight: Sight = { case: case_, state: before, role, form, draws };
  const lines = choice.scores
    .filter((rule) => holds(rule.when, sight))
    .map((rule) => line(rule, role, 'choice', choice.id));
  const sent = (after.desks[role]?.mail ?? []).slice(before.desks[role]?.mail.length ?? 0);
  const breaches = breachesOf({ case: case_, state: after, role, form }, sent).flatMap((breach) =>
    breach.handling.breach ? [line(breach.handling.breach, role, 'handling', breach.fact)] : [],
  );
  return [...lines, ...breaches];
}

/** What the barrier between two states scores: for the whole room. */
export function scoredBarrier(case_: Case, before: State, after: State): Omit<ScoreLine, 'seq'>[] {
  const sight: Sight = { case: case_, state: after, role: null };
  const isNew = (id: Id, then: readonly Id[], now: readonly Id[]): boolean => !then.includes(id) && now.includes(id);
  const held = (rules: readonly ScoreRule[], of: 'inject' | 'ending', owner: Id): Omit<ScoreLine, 'seq'>[] =>
    rules.filter((rule) => holds(rule.when, sight)).map((rule) => line(rule, null, of, owner));
  const injects = case_.injects.filter((inject) => isNew(inject.id, before.world.fired, after.world.fired));
  const breaches = case_.checks.flatMap((check) =>
    check.check === 'breach' && check.score && isNew(check.id, before.world.breached, after.world.breached)
      ? [line(check.score, null, 'breach', check.id)]
      : [],
  );
  const ending = case_.endings.find((each) => each.id === after.ending);
  return [
    ...injects.flatMap((inject) => held(inject.scores, 'inject', inject.id)),
    ...breaches,
    ...(ending ? held(ending.scores, 'ending', ending.id) : []),
  ];
}

function line(rule: ScoreRule, role: Id | null, of: ScoreLine['of'], owner: Id): Omit<ScoreLine, 'seq'> {
  return { role, of, owner, rule: rule.id, dimension: rule.dimension, points: rule.points, reason: rule.reason };
}

export const noScores: Scores = Object.freeze(
  Object.fromEntries(dimensions.map((each) => [each, 0])) as Record<Dimension, number>,
);

/** Sums per principle. There is never one sum over the five. */
export function sumOf(lines: readonly Pick<ScoreLine, 'dimension' | 'points'>[]): Scores {
  const sums: Record<Dimension, number> = { ...noScores };
  for (const each of lines) sums[each.dimension] += each.points;
  return sums;
}

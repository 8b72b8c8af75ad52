import { type Case, type Choice, dimensions, type FormValues, type Id } from '../../src/scenario/case';
import { offersTo } from '../../src/scenario/offers';
import { scored } from '../../src/scenario/score';
import type { Input, State } from '../../src/scenario/state';
import { barrierInput, step, whyNotFired } from '../../src/scenario/step';

/** What a slow explorer finds that knows nothing of the verifier's shortcuts: it tries every input in every state by `step`. */
export interface Naive {
  readonly endings: Map<Id, { least: number[]; most: number[] }>;
  readonly choices: Set<Id>;
  readonly injects: Set<Id>;
}

/** The same without telling states apart: every course of a case is played, one after the other. */
export interface Everything extends Naive {
  readonly courses: number;
}

/** Undefined if there are more than `limit` courses. Knows of no merging, so nothing can be merged wrongly. */
export function tryEverything(case_: Case, first: State, limit: number): Everything | undefined {
  const found = { endings: new Map<Id, Range>(), choices: new Set<Id>(), injects: new Set<Id>(), courses: 0 };
  const go = (state: State, points: readonly number[]): void => {
    for (const input of inputsIn(case_, state)) {
      if (found.courses > limit) return;
      const result = step(case_, state, input);
      if ('refused' in result) continue;
      const after = result.accepted;
      if (input.type === 'decide') found.choices.add(input.choice);
      for (const inject of after.world.fired) found.injects.add(inject);
      const now = plus(points, pointsOf(case_, state, input, after));
      if (after.ending === null) {
        go(after, now);
        continue;
      }
      found.courses += 1;
      const known = found.endings.get(after.ending);
      if (known) widen(known, { least: now, most: now });
      else found.endings.set(after.ending, { least: [...now], most: [...now] });
    }
  };
  go(
    first,
    dimensions.map(() => 0),
  );
  return found.courses > limit ? undefined : found;
}

interface Range {
  least: number[];
  most: number[];
}

/** Undefined if the case needs more than `limit` states. Seeds stand for the ways in which chances can fall. */
export function exploreNaively(case_: Case, first: State, limit: number): Naive | undefined {
  const naive: Naive = { endings: new Map(), choices: new Set(), injects: new Set() };
  const zero = dimensions.map(() => 0);
  let layer = new Map<string, { state: State; range: Range }>([
    [key(first), { state: first, range: { least: zero, most: zero } }],
  ]);
  let seen = 0;
  while (layer.size > 0) {
    seen += layer.size;
    if (seen > limit) return undefined;
    const next = new Map<string, { state: State; range: Range }>();
    for (const { state, range } of layer.values())
      for (const input of inputsIn(case_, state)) {
        const result = step(case_, state, input);
        if ('refused' in result) continue;
        const after = result.accepted;
        if (input.type === 'decide') naive.choices.add(input.choice);
        for (const inject of after.world.fired) naive.injects.add(inject);
        const points = pointsOf(case_, state, input, after);
        const moved: Range = { least: plus(range.least, points), most: plus(range.most, points) };
        const at = after.ending === null ? key(after) : '';
        const known = after.ending === null ? next.get(at)?.range : naive.endings.get(after.ending);
        if (known) widen(known, moved);
        else if (after.ending === null) next.set(at, { state: after, range: moved });
        else naive.endings.set(after.ending, moved);
      }
    layer = next;
  }
  return naive;
}

function pointsOf(case_: Case, before: State, input: Input, after: State): number[] {
  const lines = scored(case_, before, input, after);
  return dimensions.map((dimension) =>
    lines.reduce((sum, line) => sum + (line.dimension === dimension ? line.points : 0), 0),
  );
}

function inputsIn(case_: Case, state: State): Input[] {
  const role = case_.roles.find((each) => state.desks[each.id]?.at !== null);
  if (role)
    return offersTo(case_, state, role.id).flatMap((choice) =>
      formsOf(choice).map((form): Input => ({
        type: 'decide',
        role: role.id,
        scene: state.desks[role.id]?.at ?? '',
        choice: choice.id,
        form,
      })),
    );
  const injects = case_.injects.filter((inject) => whyNotFired(case_, state, inject.id) === null);
  return [barrierInput(case_, state), ...injects.map((inject): Input => ({ type: 'fire-inject', inject: inject.id }))];
}

/** Every combination of every closed field, whether a rule reads it or not. */
function formsOf(choice: Choice): FormValues[] {
  let forms: FormValues[] = [{}];
  for (const field of choice.form?.fields ?? []) {
    if (field.fixed || field.type === 'text') continue;
    const values = field.options.map((option) => option.value);
    let lists: string[][] = [[]];
    for (const value of values) lists = [...lists, ...lists.map((list) => [...list, value])];
    const all: (string | string[])[] = field.type === 'some' ? lists : values;
    forms = forms.flatMap((form) => all.map((value) => ({ ...form, [field.name]: value })));
  }
  return forms;
}

/** Everything but provenance, which no rule can read. All inputs to one state are equally many, so layers are whole. */
function key(state: State): string {
  const { world, desks } = state;
  const inputs = world.chose.length + Object.values(desks).reduce((sum, desk) => sum + desk.chose.length, 0);
  const parts = [...Object.values({ ...state, news: null, desks: null }), ...Object.values(desks)];
  return parts.map(numberOf).join(' ') + ` ${String(inputs)}`;
}

/** What was written of a part of a state, by number; states share what an input did not touch, and that is written once. */
const numbers = new Map<string, number>();
const written = new WeakMap<object, number>();

function numberOf(part: unknown): number {
  const whole = typeof part === 'object' && part !== null ? part : undefined;
  const known = whole && written.get(whole);
  if (known !== undefined) return known;
  const words = JSON.stringify(part, whole && withoutProvenance);
  const number = numbers.get(words) ?? numbers.size;
  numbers.set(words, number);
  if (whole) written.set(whole, number);
  return number;
}

function withoutProvenance(name: string, value: unknown): unknown {
  if (['sentAt', 'closedAt', 'feedback', 'from', 'grade'].includes(name)) return undefined;
  return name === 'at' && typeof value === 'number' ? undefined : value;
}

function plus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value + (b[index] ?? 0));
}

function widen(into: Range, range: Range): void {
  for (const index of dimensions.keys()) {
    into.least[index] = Math.min(into.least[index] ?? 0, range.least[index] ?? 0);
    into.most[index] = Math.max(into.most[index] ?? 0, range.most[index] ?? 0);
  }
}

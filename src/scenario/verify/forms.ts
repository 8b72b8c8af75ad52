import type { Case, Choice, Condition, Field, FormValues, Id } from '../case';
import { atomsOf } from '../compile/perspective';
import { fillForm, mayBeEmpty } from '../form-values';
import type { Sight } from '../sight';

/** More combinations of one form than this are not enumerated; the result is then "not proven". */
export const mostCombinations = 8192;

export interface Combinations {
  readonly given: readonly FormValues[];
  readonly complete: boolean;
  /** The fields that decide what happens; all others can only score. */
  readonly moving: readonly string[];
}

/**
 * The ways to fill a form that any rule can tell apart: every value of a field that a rule names or that moves facts,
 * one value for all others. Values that a role may not give now are left out when they are tried.
 */
export function combinationsOf(case_: Case, choice: Choice): Combinations {
  const asked = choice.form?.fields.filter((field) => !field.fixed && field.type !== 'text') ?? [];
  let given: FormValues[] = [{}];
  for (const field of asked) {
    const values = distinctValues(case_, choice, field);
    given = given.flatMap((form) => values.map((value) => ({ ...form, [field.name]: value })));
    if (given.length > mostCombinations)
      return { given: given.slice(0, mostCombinations), complete: false, moving: movingFields(choice) };
  }
  return { given, complete: true, moving: movingFields(choice) };
}

/** The form's own fields that send something, and those that an effect or a "then" line reads. */
function movingFields(choice: Choice): readonly string[] {
  const read = [...choice.effects, ...choice.then].flatMap((each) => (each.when ? atomsOf(each.when) : []));
  const named = read.flatMap((atom) =>
    atom.is === 'field' ? [atom.field] : atom.is === 'graded' ? [`grade.${atom.fact}`] : [],
  );
  return [...new Set(['to', 'channel', 'asks', 'gives', 'purpose', ...named])];
}

/** The combinations that can be given here and now, completed. */
export function openForms(
  choice: Choice,
  combinations: Combinations,
  sight: Sight,
): { given: FormValues; values: FormValues }[] {
  return combinations.given.flatMap((given) => {
    const filled = fillForm(choice, given, sight);
    return 'values' in filled ? [{ given, values: filled.values }] : [];
  });
}

function distinctValues(case_: Case, choice: Choice, field: Field): readonly (string | readonly string[])[] {
  const named = namedValues(choice, field.name);
  const all = field.options.map((option) => option.value);
  if (field.type === 'some') {
    const told = field.name === 'gives' || (field.name === 'asks' && asksMatter(case_, choice.id));
    return subsets(all, (value) => told || named.has(value), !mayBeEmpty(choice, field));
  }
  if (field.name.startsWith('grade.')) return representatives(all, gradesNamed(case_, choice, field.name.slice(6)));
  const moves = field.name === 'to' || field.name === 'channel' || (field.name === 'purpose' && marksMatter(case_));
  return moves ? all : representatives(all, named);
}

/** Each named value, and one of the rest. */
function representatives(all: readonly string[], named: ReadonlySet<string>): readonly string[] {
  const other = all.find((value) => !named.has(value));
  return all.filter((value) => named.has(value) || value === other);
}

/** Every subset of the values that matter; with one that does not, where the list may not be empty. */
function subsets(
  all: readonly string[],
  matters: (value: string) => boolean,
  needsOne: boolean,
): readonly (readonly string[])[] {
  const told = all.filter(matters);
  const spare = all.find((value) => !matters(value));
  let lists: string[][] = [[]];
  for (const value of told) lists = [...lists, ...lists.map((list) => [...list, value])].slice(0, mostCombinations + 1);
  if (!needsOne) return lists;
  return spare === undefined
    ? lists.filter((list) => list.length > 0)
    : lists.map((list) => (list.length > 0 ? list : [spare]));
}

function namedValues(choice: Choice, field: string): ReadonlySet<string> {
  return new Set(
    conditionsOf(choice)
      .flatMap(atomsOf)
      .flatMap((atom) => (atom.is === 'field' && atom.field === field ? [atom.value] : [])),
  );
}

function gradesNamed(case_: Case, choice: Choice, fact: Id): ReadonlySet<string> {
  const right = case_.facts.find((each) => each.id === fact)?.grade ?? '';
  const atoms = conditionsOf(choice).flatMap(atomsOf);
  return new Set(
    atoms.flatMap((atom) =>
      atom.is === 'graded' && atom.fact === fact ? [atom.value === 'right' ? right : atom.value] : [],
    ),
  );
}

export function conditionsOf(choice: Choice): Condition[] {
  return [...choice.effects, ...choice.scores, ...choice.then].flatMap((each) => each.when ?? []);
}

/** What exactly was asked is read where an answer is judged complete, and by "fully-answered". */
function asksMatter(case_: Case, request: Id): boolean {
  return allConditions(case_).some((condition) =>
    atomsOf(condition).some((atom) => atom.is === 'fully-answered' && atom.request === request),
  );
}

function marksMatter(case_: Case): boolean {
  return case_.scenes.some((scene) =>
    scene.choices.some((choice) =>
      choice.effects.some((effect) => effect.do === 'agrees' && effect.record.purpose !== null),
    ),
  );
}

function allConditions(case_: Case): Condition[] {
  const scenes = case_.scenes.flatMap((scene) => [
    ...(scene.opens ? [scene.opens] : []),
    ...[...scene.body, ...scene.standIns].flatMap((each) => each.when ?? []),
    ...scene.choices.flatMap((choice) => [...(choice.if ? [choice.if] : []), ...conditionsOf(choice)]),
  ]);
  const endings = case_.endings.flatMap((ending) => [
    ...(ending.if ? [ending.if] : []),
    ...ending.scores.flatMap((rule) => rule.when ?? []),
  ]);
  const injects = case_.injects.flatMap((inject) =>
    [...inject.effects, ...inject.scores].flatMap((each) => each.when ?? []),
  );
  const checks = case_.checks.flatMap((check) => ('if' in check ? [check.if] : []));
  return [...scenes, ...endings, ...injects, ...checks];
}

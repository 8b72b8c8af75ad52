import type { Case, FormValues, Id } from './case';
import type { Input } from './state';

/** What an input can name. A request is named by the choice that sent it. */
export const namedKinds = ['role', 'scene', 'choice', 'event', 'fact', 'channel'] as const;
export type NamedKind = (typeof namedKinds)[number];

type Names = Readonly<Record<NamedKind, ReadonlySet<Id>>>;

const namesOfCases = new WeakMap<Case, Names>();

/** Whether a case has a thing of this kind under this name. */
export function has(case_: Case, kind: NamedKind, id: Id): boolean {
  return namesOf(case_)[kind].has(id);
}

/** What a thing is called in this version of its case: its own name, or the one that says `was:` of it. */
export function nowCalled(case_: Case, kind: NamedKind, id: Id): Id {
  const now = case_.aliases[id];
  return !has(case_, kind, id) && now !== undefined && has(case_, kind, now) ? now : id;
}

/** An input as this version of the case would have logged it. What it does not know keeps its name, and is refused. */
export function inNamesOf(case_: Case, input: Input): Input {
  if (input.type === 'fire-inject') return { ...input, inject: nowCalled(case_, 'event', input.inject) };
  if (input.type !== 'decide') return input;
  const { form } = input;
  return {
    ...input,
    role: nowCalled(case_, 'role', input.role),
    scene: nowCalled(case_, 'scene', input.scene),
    choice: nowCalled(case_, 'choice', input.choice),
    ...(form && { form: formInNames(case_, form) }),
  };
}

/** Everything that an input names, in the order in which somebody would ask for it. */
export function namesIn(input: Input): readonly (readonly [NamedKind, Id])[] {
  if (input.type === 'fire-inject') return [['event', input.inject]];
  if (input.type !== 'decide') return [];
  const fields = Object.entries(input.form ?? {}).flatMap(([field, value]): (readonly [NamedKind, Id])[] => {
    const kind = kindOfValues[field];
    const graded: (readonly [NamedKind, Id])[] = field.startsWith(grades) ? [['fact', field.slice(grades.length)]] : [];
    return kind ? [...graded, ...[value].flat().map((id) => [kind, id] as const)] : graded;
  });
  return [['role', input.role], ['scene', input.scene], ['choice', input.choice], ...fields];
}

const grades = 'grade.';
const kindOfValues: Readonly<Record<string, NamedKind>> = {
  to: 'role',
  channel: 'channel',
  asks: 'fact',
  gives: 'fact',
};

function formInNames(case_: Case, form: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(form).map(([field, value]) => {
      const name = field.startsWith(grades) ? grades + nowCalled(case_, 'fact', field.slice(grades.length)) : field;
      const kind = kindOfValues[field];
      if (!kind) return [name, value];
      const now = (id: Id) => nowCalled(case_, kind, id);
      return [name, typeof value === 'string' ? now(value) : value.map(now)];
    }),
  );
}

function namesOf(case_: Case): Names {
  const known = namesOfCases.get(case_);
  if (known) return known;
  const ids = (things: readonly { readonly id: Id }[]) => new Set(things.map(({ id }) => id));
  const names: Names = {
    role: ids(case_.roles),
    scene: ids(case_.scenes),
    choice: ids(case_.scenes.flatMap(({ choices }) => choices)),
    event: ids(case_.injects),
    fact: ids(case_.facts),
    channel: ids(case_.channels),
  };
  namesOfCases.set(case_, names);
  return names;
}

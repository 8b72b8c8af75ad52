import type { Case, Choice, FormValues, Id } from '../case';
import { fillForm } from '../form-values';
import { lookup } from '../lookup';
import type { Sight } from '../sight';
import { start } from '../step';
import { atLeast, type Holds } from './condition';
import { type Act, effectPassings, formAct, type Passing } from './desk-acts';
import type { DeskWords, FormAtoms } from './desk-words';

/** How the form of a choice can be filled. */
export interface FormWays {
  readonly ways: readonly FormWay[];
  /** The way to take it with this form and no other; undefined if it cannot be filled so. */
  readonly wayOf: (given: FormValues) => FormWay | undefined;
}

/** Forms that send the same: they differ only in what they count. */
export interface FormWay {
  readonly forms: readonly { readonly given: FormValues; readonly said: Uint8Array }[];
  /** Facts the role must know to give them. */
  readonly needs: readonly Holds[];
  readonly send: Act | null;
  readonly passings: readonly Passing[];
  /** By effect. */
  readonly effectPassings: readonly (readonly Passing[])[];
}

/** The ways to take a choice with these forms; and with any one form. */
export function waysOf(
  choice: Choice,
  given: readonly FormValues[],
  moving: readonly string[],
  desk: DeskWords,
  atoms: FormAtoms,
): FormWays {
  const { case_ } = desk.layout;
  const sight = knowing(case_, desk.role);
  const right = (fact: Id): string | null => lookup(case_).facts.get(fact)?.grade ?? null;
  const keyOf = (values: FormValues): string => JSON.stringify(moving.map((name) => values[name]));
  const ways = new Map<string, OpenWay>();
  for (const each of given) {
    const filled = fillForm(choice, each, sight);
    if ('refused' in filled) continue;
    const { values } = filled;
    const key = keyOf(values);
    const known = ways.get(key) ?? newWay(choice, values, desk);
    known.forms.push({ given: each, said: atoms.answers(values, right) });
    ways.set(key, known);
  }
  const wayOf = (form: FormValues): FormWay | undefined => {
    const filled = fillForm(choice, form, sight);
    if ('refused' in filled) return undefined;
    const way = ways.get(keyOf(filled.values)) ?? newWay(choice, filled.values, desk);
    return { ...way, forms: [{ given: form, said: atoms.answers(filled.values, right) }] };
  };
  return { ways: [...ways.values()], wayOf };
}

type OpenWay = FormWay & { readonly forms: { given: FormValues; said: Uint8Array }[] };

function newWay(choice: Choice, values: FormValues, desk: DeskWords): OpenWay {
  const { send, passings, purpose } = formAct(choice, values, desk);
  return {
    forms: [],
    needs: needsOf(choice, values, desk),
    send,
    passings,
    effectPassings: choice.effects.map((effect) => effectPassings(effect, purpose, desk)),
  };
}

/** Of the facts that a role could give, it can give those it knows. */
export function needsOf(choice: Choice, values: FormValues, desk: DeskWords): readonly Holds[] {
  const field = choice.form?.fields.find(({ name }) => name === 'gives');
  if (!field || field.fixed) return [];
  const gives = values['gives'] ?? [];
  const facts = typeof gives === 'string' ? [gives] : gives;
  return facts.map((fact) => atLeast(desk.layout.find(`k ${desk.role} ${fact}`), 1));
}

const knowings = new WeakMap<Case, Map<Id, Sight>>();

/** Somebody who could give everything: what a form says does not depend on what is known, only whether it may be said. */
export function knowing(case_: Case, role: Id): Sight {
  const sights = knowings.get(case_) ?? new Map<Id, Sight>();
  knowings.set(case_, sights);
  const known = sights.get(role);
  if (known) return known;
  const state = start(case_, 'verify');
  const know = Object.fromEntries(
    case_.facts.map((fact) => [fact.id, { level: fact.levels.length, from: 'start', at: 0 }]),
  );
  const sight: Sight = { case: case_, role, state: { ...state, world: { ...state.world, know: { [role]: know } } } };
  sights.set(role, sight);
  return sight;
}

import { clockAtBarrier } from './barrier';
import type { Case, Choice, FormValues, Id, StandIn } from './case';
import { fillForm } from './form-values';
import { offersTo, sceneOf } from './offers';
import { holds, type Sight } from './sight';
import { barrierInput, isLastRound, step, whyNotFired } from './step';
import type { Input, State } from './state';

/** The choice that a stand-in takes where the role stands; undefined if its rules leave it stuck or the role waits. */
export function standInChoice(
  case_: Case,
  state: State,
  role: Id,
): { rule: StandIn; choice: Choice; form: FormValues } | undefined {
  const sight: Sight = { case: case_, state, role };
  const offers = offersTo(case_, state, role);
  for (const rule of sceneOf(case_, state, role)?.standIns ?? []) {
    const choice = offers.find((each) => each.id === rule.choice);
    if (choice && holds(rule.when, sight) && !('refused' in fillForm(choice, rule.form, sight)))
      return { rule, choice, form: rule.form };
  }
  return undefined;
}

/** The inputs by which the computer plays this role until it waits. Log each as `Decide` with the actor `stand-in`. */
export function standInInputs(case_: Case, state: State, role: Id): readonly Input[] {
  const inputs: Input[] = [];
  let now = state;
  for (;;) {
    const taken = standInChoice(case_, now, role);
    const scene = now.desks[role]?.at;
    if (!taken || scene === null || scene === undefined) return inputs;
    const input: Input = {
      type: 'decide',
      role,
      scene,
      choice: taken.choice.id,
      ...(Object.keys(taken.form).length > 0 ? { form: taken.form } : {}),
    };
    const next = step(case_, now, input);
    if ('refused' in next) return inputs;
    inputs.push(input);
    now = next.accepted;
  }
}

/**
 * What the computer adds when a round closes: the stand-in decisions of every role that has not finished, in role order,
 * in a run played alone the injects whose time has come (`alone:`), and then the barrier itself.
 */
export function closingInputs(case_: Case, state: State, alone: boolean): readonly ClosingInput[] {
  const inputs: ClosingInput[] = [];
  let now = state;
  const add = (actor: ClosingInput['actor'], input: Input): void => {
    const next = step(case_, now, input);
    if ('refused' in next) return;
    inputs.push({ actor, input });
    now = next.accepted;
  };
  for (const role of case_.roles) for (const input of standInInputs(case_, now, role.id)) add('stand-in', input);
  if (alone) for (const input of injectsDueAlone(case_, now)) add('system', input);
  add('system', barrierInput(case_, now));
  return inputs;
}

export interface ClosingInput {
  readonly actor: 'stand-in' | 'system';
  readonly input: Input;
}

/** Injects that a run played alone fires now: those whose `alone` time will have come when this round ends. */
export function injectsDueAlone(case_: Case, state: State): readonly Input[] {
  const ends = clockAtBarrier(case_, state, isLastRound(case_, state));
  return case_.injects
    .filter((inject) => inject.alone !== null && inject.alone <= ends && whyNotFired(case_, state, inject.id) === null)
    .map((inject) => ({ type: 'fire-inject', inject: inject.id }));
}

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

/** An input that was accepted, and the state after it. */
export interface Taken {
  readonly input: Input;
  readonly after: State;
}

/** The inputs by which the computer plays this role until it waits. Log each as `Decide` with the actor `stand-in`. */
export function standInInputs(case_: Case, state: State, role: Id): readonly Input[] {
  return standInSteps(case_, state, role).map(({ input }) => input);
}

function standInSteps(case_: Case, state: State, role: Id): readonly Taken[] {
  const steps: Taken[] = [];
  let now = state;
  for (;;) {
    const taken = standInChoice(case_, now, role);
    const scene = now.desks[role]?.at;
    if (!taken || scene === null || scene === undefined) return steps;
    const input: Input = {
      type: 'decide',
      role,
      scene,
      choice: taken.choice.id,
      ...(Object.keys(taken.form).length > 0 ? { form: taken.form } : {}),
    };
    const next = step(case_, now, input);
    if ('refused' in next) return steps;
    now = next.accepted;
    steps.push({ input, after: now });
  }
}

/**
 * What the computer adds when a round closes: the stand-in decisions of every role that has not finished, in role order,
 * in a run played alone the injects whose time has come (`alone:`), and then the barrier itself.
 */
export function closingInputs(case_: Case, state: State, alone: boolean): readonly ClosingInput[] {
  return closingSteps(case_, state, alone).map(({ actor, input }) => ({ actor, input }));
}

export interface ClosingInput {
  readonly actor: 'stand-in' | 'system';
  readonly input: Input;
}

/** The same, with the state after each: nobody has to take them again to see where they lead. */
export function closingSteps(case_: Case, state: State, alone: boolean): readonly (ClosingInput & Taken)[] {
  const steps: (ClosingInput & Taken)[] = [];
  let now = state;
  const add = (actor: ClosingInput['actor'], { input, after }: Taken): void => {
    steps.push({ actor, input, after });
    now = after;
  };
  const addByItself = (input: Input): void => {
    const next = step(case_, now, input);
    if ('accepted' in next) add('system', { input, after: next.accepted });
  };
  for (const role of case_.roles) for (const taken of standInSteps(case_, now, role.id)) add('stand-in', taken);
  if (alone) for (const input of injectsDueAlone(case_, now)) addByItself(input);
  addByItself(barrierInput(case_, now));
  return steps;
}

/** Injects that a run played alone fires now: those whose `alone` time will have come when this round ends. */
export function injectsDueAlone(case_: Case, state: State): readonly Input[] {
  const ends = clockAtBarrier(case_, state, isLastRound(case_, state));
  return case_.injects
    .filter((inject) => inject.alone !== null && inject.alone <= ends && whyNotFired(case_, state, inject.id) === null)
    .map((inject) => ({ type: 'fire-inject', inject: inject.id }));
}

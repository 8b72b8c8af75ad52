import type { Case, FormValues } from '../../src/scenario/case';
import { offersTo } from '../../src/scenario/offers';
import type { Input, State } from '../../src/scenario/state';
import { barrierInput, start, step, whyNotFired } from '../../src/scenario/step';
import { view } from '../../src/scenario/view';

export function accepted(case_: Case, state: State, input: Input): State {
  const next = step(case_, state, input);
  if ('refused' in next) throw new Error(`${JSON.stringify(input)} was refused: ${next.refused}.`);
  return next.accepted;
}

/** Whatever the numbers say, as an input that is accepted. */
function decisionBy(case_: Case, state: State, role: string, number: number): Input | undefined {
  const offers = offersTo(case_, state, role);
  const choice = offers[number % Math.max(1, offers.length)];
  if (!choice) return undefined;
  const form: Record<string, string | string[]> = {};
  for (const field of view(case_, state, role).scene?.choices.find((each) => each.id === choice.id)?.form?.fields ??
    []) {
    if (field.fixed || field.type === 'text') continue;
    const value = field.options[number % Math.max(1, field.options.length)]?.value;
    if (field.type === 'some') form[field.name] = value === undefined ? [] : [value];
    else form[field.name] = value ?? '';
  }
  const values: FormValues = form;
  return { type: 'decide', role, scene: state.desks[role]?.at ?? '', choice: choice.id, form: values };
}

/** Plays a run to its end as the numbers say, and shows every state on the way. */
export function playedBy(
  case_: Case,
  numbers: readonly number[],
  see: (state: State) => void = () => undefined,
): { inputs: Input[]; state: State } {
  let state = start(case_, 'seed');
  const inputs: Input[] = [];
  const take = (input: Input): void => {
    state = accepted(case_, state, input);
    inputs.push(input);
    see(state);
  };
  see(state);
  for (let turn = 0; state.ending === null && turn < 500; turn += 1) {
    const number = numbers[turn % numbers.length] ?? 0;
    const deciding = case_.roles.filter((role) => state.desks[role.id]?.at !== null);
    const role = deciding[number % Math.max(1, deciding.length)];
    const input = role ? decisionBy(case_, state, role.id, number) : undefined;
    const inject = case_.injects.find((each) => whyNotFired(case_, state, each.id) === null);
    if (inject && number % 3 === 0) take({ type: 'fire-inject', inject: inject.id });
    else take(input ?? barrierInput(case_, state));
  }
  return { inputs, state };
}

export function logOf(inputs: readonly Input[]): { seq: number; input: Input }[] {
  return inputs.map((input, index) => ({ seq: index + 1, input }));
}

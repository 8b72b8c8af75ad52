import { passBarrier } from './barrier';
import type { Case, Id } from './case';
import { decide, seededDraw } from './decide';
import { fillForm } from './form-values';
import { offersTo } from './offers';
import { emptyDesk, openPhase } from './opening';
import type { Desk, Input, Known, LogEntry, Refused, State, Step } from './state';

/** The state in which a run of this case begins. `seed` decides every chance of the run. */
export function start(case_: Case, seed: string): State {
  const know = Object.fromEntries(case_.roles.map((role) => [role.id, knownAtStart(case_, role.id)]));
  const hold = Object.fromEntries(
    case_.roles.map((role) => [
      role.id,
      case_.documents.filter((each) => each.starts.includes(role.id)).map((each) => each.id),
    ]),
  );
  const state: State = {
    seed,
    phase: case_.phases[0]?.id ?? '',
    round: 1,
    phaseBegan: 0,
    clock: 0,
    world: {
      know,
      hold,
      flags: {},
      counters: Object.fromEntries(case_.counters.map((counter) => [counter.id, counter.starts ?? 0])),
      slots: {},
      agreed: {},
      chose: [],
      fired: [],
      breached: [],
      mail: [],
    },
    desks: Object.fromEntries(case_.roles.map((role): [Id, Desk] => [role.id, emptyDesk(null)])),
    queued: [],
    news: {},
    ending: null,
  };
  return openPhase(case_, state);
}

function knownAtStart(case_: Case, role: Id): Record<Id, Known> {
  const known: Record<Id, Known> = {};
  const learn = (fact: Id, level: number): void => {
    if ((known[fact]?.level ?? 0) < level) known[fact] = { level, from: 'start', at: 0 };
  };
  for (const fact of case_.facts) for (const each of fact.starts) if (each.role === role) learn(fact.id, each.level);
  for (const document of case_.documents)
    if (document.starts.includes(role)) for (const { fact, level } of document.carries) learn(fact, level);
  return known;
}

/** What follows from one input: the next state, or the reason why the input is not taken. Total and deterministic. */
export function step(case_: Case, state: State, input: Input): Step {
  if (state.ending !== null) return { refused: 'run-ended' };
  switch (input.type) {
    case 'decide':
      return stepDecide(case_, state, input);
    case 'fire-inject':
      return stepInject(case_, state, case_.aliases[input.inject] ?? input.inject);
    case 'end-round':
    case 'end-phase':
      return stepBarrier(case_, state, input.type === 'end-phase');
  }
}

function stepDecide(case_: Case, state: State, input: Extract<Input, { type: 'decide' }>): Step {
  const { role } = input;
  const desk = state.desks[role];
  if (!desk) return { refused: 'role-unknown' };
  if (desk.at === null) return { refused: 'role-waiting' };
  const named = <T>(id: Id, exists: (id: Id) => T | undefined): T | undefined =>
    exists(id) ?? exists(case_.aliases[id] ?? id);
  if (!named(input.scene, (id) => (id === desk.at ? id : undefined))) return { refused: 'scene-moved-on' };
  const scene = case_.scenes.find((each) => each.id === desk.at);
  const find = (id: Id): string | undefined => scene?.choices.find((choice) => choice.id === id)?.id;
  const id = named(input.choice, find);
  if (id === undefined) return { refused: 'choice-unknown' };
  const choice = offersTo(case_, state, role).find((each) => each.id === id);
  if (!choice) return { refused: 'choice-not-offered' };
  const filled = fillForm(choice, input.form ?? {}, { case: case_, state, role });
  if ('refused' in filled) return filled;
  return { accepted: decide(case_, state, role, choice, filled.values, seededDraw(state.seed, role, choice.id)) };
}

function stepInject(case_: Case, state: State, id: Id): Step {
  const refused = whyNotFired(case_, state, id);
  if (refused !== null) return { refused };
  return { accepted: { ...state, queued: [...state.queued, id].sort() } };
}

/** Why an inject may not be fired now; null if it may. It comes in at the next barrier. */
export function whyNotFired(case_: Case, state: State, id: Id): Refused | null {
  const inject = case_.injects.find((each) => each.id === id);
  if (!inject) return 'inject-unknown';
  if (state.queued.includes(id) || state.world.fired.includes(id)) return 'inject-already-fired';
  return inject.mayFire.includes(state.phase) ? null : 'inject-not-now';
}

function stepBarrier(case_: Case, state: State, endsPhase: boolean): Step {
  if (Object.values(state.desks).some((desk) => desk.at !== null)) return { refused: 'roles-still-deciding' };
  const last = isLastRound(case_, state);
  if (endsPhase !== last) return { refused: last ? 'round-is-last' : 'round-is-not-last' };
  return { accepted: passBarrier(case_, state, last) };
}

export function isLastRound(case_: Case, state: State): boolean {
  return state.round >= (case_.phases.find((phase) => phase.id === state.phase)?.rounds ?? 1);
}

/** The barrier input that would end the round in which the state stands. */
export function barrierInput(case_: Case, state: State): Input {
  return { type: isLastRound(case_, state) ? 'end-phase' : 'end-round' };
}

export class Diverged extends Error {
  constructor(
    readonly seq: number,
    readonly reason: Refused,
  ) {
    super(`The input ${String(seq)} of the log was refused on replay: ${reason}.`);
  }
}

/** Replays a log from the start. Throws Diverged if the case refuses an input that it once took. */
export function fold(case_: Case, seed: string, log: readonly Pick<LogEntry, 'seq' | 'input'>[]): State {
  let state = start(case_, seed);
  for (const entry of log) {
    const next = step(case_, state, entry.input);
    if ('refused' in next) throw new Diverged(entry.seq, next.refused);
    state = next.accepted;
  }
  return state;
}

import type { Case, Condition, Id, Inject } from './case';
import { holds, type Sight } from './sight';
import type { Desk, State } from './state';

export function emptyDesk(at: Id | null): Desk {
  return {
    at,
    next: null,
    back: [],
    spent: 0,
    know: {},
    hold: [],
    flags: {},
    counters: {},
    slots: {},
    replies: {},
    agreed: {},
    chose: [],
    breached: [],
    mail: [],
    grades: {},
    feedback: null,
  };
}

/** Puts every role into its opening scene: the first conditional one that holds, else the unconditional one. */
export function openPhase(case_: Case, state: State): State {
  const desks = case_.roles.map((role): [Id, Desk] => {
    const desk = state.desks[role.id] ?? emptyDesk(null);
    const scenes = case_.scenes.filter((scene) => scene.role === role.id && scene.phase === state.phase && scene.opens);
    const sight: Sight = { case: case_, state, role: role.id };
    const always = scenes.find((scene) => isAlways(scene.opens));
    const opening = scenes.find((scene) => !isAlways(scene.opens) && holds(scene.opens, sight)) ?? always;
    return [role.id, { ...desk, at: opening?.id ?? null }];
  });
  return { ...state, desks: Object.fromEntries(desks) };
}

export function isAlways(condition: Condition | null): boolean {
  return condition?.is === 'all' && condition.of.length === 0;
}

/** An inject's scene comes first; afterwards the role goes back to where it would have been. */
export function openScenes(case_: Case, state: State, injects: readonly Inject[], merged: State): State {
  const sight: Sight = { case: case_, state: merged, role: null };
  let { desks } = state;
  for (const inject of injects)
    for (const effect of inject.effects) {
      if (effect.do !== 'opens' || !holds(effect.when, sight)) continue;
      const desk = desks[effect.role];
      if (desk) desks = { ...desks, [effect.role]: { ...desk, at: effect.scene, back: [...desk.back, desk.at] } };
    }
  return { ...state, desks };
}

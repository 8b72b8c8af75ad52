import type { Case, Id, Inject, Scene } from '../case';

/** The phases, by index, in which a role can stand in this scene: its own, and those in which an inject opens it. */
export function phasesOf(case_: Case, scene: Scene): readonly number[] {
  const known = phases.get(scene) ?? phasesIn(case_, scene);
  phases.set(scene, known);
  return known;
}

/** Asked for every line of a scene; a scene belongs to one case. */
const phases = new WeakMap<Scene, readonly number[]>();
const again = new WeakMap<Scene, boolean>();

function phasesIn(case_: Case, scene: Scene): readonly number[] {
  const all = [...case_.phases.keys()];
  if (scene.phase === 'any') return all;
  const own = case_.phases.findIndex(({ id }) => id === scene.phase);
  const opened = openersOf(case_, scene.id).flatMap((inject) => {
    const fired = case_.phases.flatMap(({ id, rounds }, index) =>
      inject.mayFire.includes(id) ? [...(rounds > 1 ? [index] : []), index + 1] : [],
    );
    if (inject.firesAt === null) return fired;
    // The clock has come this far at the latest when the phases have lasted as long as they do.
    let lasted = 0;
    const due = case_.phases.findIndex(({ lasts }) => (lasted += lasts) >= (inject.firesAt ?? 0));
    return [...fired, ...all.filter((index) => due < 0 || index <= due + 1)];
  });
  return [...new Set([own < 0 ? all.length - 1 : own, ...opened])].filter((index) => index < all.length);
}

function openersOf(case_: Case, scene: Id): readonly Inject[] {
  return case_.injects.filter(({ effects }) =>
    effects.some((effect) => effect.do === 'opens' && effect.scene === scene),
  );
}

/** Whether a role can come to this scene a second time, so that what was already chosen there makes a difference. */
export function comesAgain(case_: Case, scene: Scene): boolean {
  const known = again.get(scene) ?? isLedToTwice(case_, scene);
  again.set(scene, known);
  return known;
}

function isLedToTwice(case_: Case, scene: Scene): boolean {
  const led = case_.scenes.some(({ choices }) =>
    choices.some(({ then }) => then.some((each) => each.scene === scene.id)),
  );
  const ways = openersOf(case_, scene.id).length + (led || scene.opens ? 1 : 0);
  return (ways > 1 && openersOf(case_, scene.id).length > 0) || returnsTo(case_, scene);
}

/** Whether a role can come back to this scene, so that what was already chosen there makes a difference. */
function returnsTo(case_: Case, scene: Scene): boolean {
  const seen = new Set<Id>();
  const open = [scene.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const from = case_.scenes.find((each) => each.id === id);
    for (const then of from?.choices.flatMap((choice) => choice.then) ?? []) {
      if (then.go === 'back' || then.scene === scene.id) return true;
      if (then.scene !== null && !seen.has(then.scene)) {
        seen.add(then.scene);
        open.push(then.scene);
      }
    }
  }
  return false;
}

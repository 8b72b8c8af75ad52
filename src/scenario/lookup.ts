import type { Case, CaseDocument, Channel, Choice, Fact, Handling, Id, Scene } from './case';

/** The parts of a case by id, built once for each compiled case. */
export interface Lookup {
  readonly scenes: ReadonlyMap<Id, Scene>;
  readonly choices: ReadonlyMap<Id, Choice>;
  readonly facts: ReadonlyMap<Id, Fact>;
  readonly documents: ReadonlyMap<Id, CaseDocument>;
  readonly handling: ReadonlyMap<Id, Handling>;
  readonly channels: ReadonlyMap<Id, Channel>;
  /** Greatest value of each counter. */
  readonly most: ReadonlyMap<Id, number>;
}

const built = new WeakMap<Case, Lookup>();

export function lookup(case_: Case): Lookup {
  const known = built.get(case_);
  if (known) return known;
  const byId = <T extends { readonly id: Id }>(list: readonly T[]): ReadonlyMap<Id, T> =>
    new Map(list.map((each) => [each.id, each]));
  const made: Lookup = {
    scenes: byId(case_.scenes),
    choices: byId(case_.scenes.flatMap((scene) => scene.choices)),
    facts: byId(case_.facts),
    documents: byId(case_.documents),
    handling: byId(case_.handling),
    channels: byId(case_.channels),
    most: new Map(case_.counters.map((counter) => [counter.id, counter.most])),
  };
  built.set(case_, made);
  return made;
}

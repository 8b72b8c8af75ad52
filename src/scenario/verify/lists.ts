import type { Case, Id } from '../case';
import type { Live } from './live';
import { liveKey } from './live-keys';

/** The parts of a state that are read at or after a moment. */
export interface Lists {
  /** By role, the facts and the levels of each that are told apart; and the levels by `role fact`. */
  readonly knowsOf: ReadonlyMap<Id, readonly { readonly fact: Id; readonly levels: readonly number[] }[]>;
  readonly levelsOf: ReadonlyMap<string, readonly number[]>;
  readonly has: readonly { readonly role: Id; readonly document: Id }[];
  readonly flags: readonly Id[];
  readonly counters: readonly Id[];
  readonly slots: ReadonlySet<Id>;
  readonly asks: ReadonlySet<Id>;
  readonly agreed: ReadonlySet<string>;
  readonly chose: ReadonlySet<Id>;
  readonly fired: ReadonlySet<Id>;
  readonly breached: ReadonlySet<Id>;
  readonly clock: boolean;
}

export function listsOf(case_: Case, live: Live, threshold: number): Lists {
  const isLive = (key: string): boolean => (live.get(key) ?? -1) >= threshold;
  const pairs = case_.roles.flatMap((role) => case_.facts.map((fact) => ({ role: role.id, fact })));
  const choices = case_.scenes.flatMap((scene) => scene.choices.map((choice) => choice.id));
  const flags = new Set([...live.keys()].filter((key) => key.startsWith('f ')).map((key) => key.slice(2)));
  const breached = new Set([...live.keys()].filter((key) => key.startsWith('b ')).map((key) => key.slice(2)));
  const knows = pairs
    .map(({ role, fact }) => ({
      role,
      fact: fact.id,
      levels: fact.levels.map((_, index) => index + 1).filter((each) => isLive(liveKey.knows(role, fact.id, each))),
    }))
    .filter(({ levels }) => levels.length > 0);
  return {
    knowsOf: new Map(case_.roles.map((role) => [role.id, knows.filter((each) => each.role === role.id)])),
    levelsOf: new Map(knows.map((each) => [`${each.role} ${each.fact}`, each.levels])),
    has: case_.roles.flatMap((role) =>
      case_.documents
        .filter((document) => isLive(liveKey.has(role.id, document.id)))
        .map((document) => ({ role: role.id, document: document.id })),
    ),
    flags: [...flags].filter((flag) => isLive(liveKey.flag(flag))),
    counters: case_.counters.map((counter) => counter.id).filter((id) => isLive(liveKey.counter(id))),
    slots: new Set(choices.filter((id) => isLive(liveKey.slot(id)))),
    asks: new Set(choices.filter((id) => isLive(liveKey.asks(id)))),
    agreed: new Set([...live.keys()].filter((key) => key.startsWith('a ') && isLive(key)).map((key) => key.slice(2))),
    chose: new Set(choices.filter((id) => isLive(liveKey.chose(id)))),
    fired: new Set(case_.injects.map((inject) => inject.id).filter((id) => isLive(liveKey.fired(id)))),
    breached: new Set([...breached].filter((id) => isLive(liveKey.breached(id)))),
    clock: isLive(liveKey.clock),
  };
}

/** A tick after which nothing can be delivered any more. */
export function horizonOf(case_: Case): number {
  const lasts = case_.phases.reduce((sum, phase) => sum + phase.lasts, 0);
  const costs = case_.scenes.flatMap((scene) => scene.choices).reduce((sum, choice) => sum + choice.costs, 0);
  return lasts + costs;
}

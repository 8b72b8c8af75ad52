/** A certificate that stands, as the graph sees it: somebody, in a workshop, for a state or organisation. */
export interface Presence {
  readonly personId: string;
  readonly workshopId: string;
  readonly represents: string;
  /** The state or organisation, however it was written. */
  readonly key: string;
}

/** Two people who both say that they are in contact. */
export type Declared = readonly [personId: string, personId: string];

export interface Member {
  readonly key: string;
  readonly name: string;
  readonly alumni: number;
}

export interface Graph {
  readonly members: readonly Member[];
  /** How many pairs of people stand behind each pair of Members; by `pairKey`. */
  readonly contacts: ReadonlyMap<string, number>;
  readonly alumni: number;
  readonly pairs: number;
}

/** Below this, a figure could be a name. */
export const fewest = 5;

/** A count as it may be shown. */
export function countShown(count: number): number | 'few' {
  return count > 0 && count < fewest ? 'few' : count;
}

export function pairKey(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}

/**
 * Which Members have a contact: two alumni who were in one workshop, or who both declared it, and who both consent to be
 * counted. Members and alumni are counted whether they consent or not: a withdrawal takes an edge, never a total.
 */
export function contactGraph(
  presences: readonly Presence[],
  consenting: ReadonlySet<string>,
  declared: readonly Declared[],
): Graph {
  const people = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  const keysOf = new Map<string, Set<string>>();
  const inWorkshop = new Map<string, Presence[]>();
  for (const presence of presences) {
    add(people, presence.key, presence.personId);
    add(keysOf, presence.personId, presence.key);
    if (!names.has(presence.key)) names.set(presence.key, presence.represents);
    inWorkshop.set(presence.workshopId, [...(inWorkshop.get(presence.workshopId) ?? []), presence]);
  }
  const met = new Map<string, Set<string>>();
  const meet = (one: string, keyOne: string, other: string, keyOther: string) => {
    const both = consenting.has(one) && consenting.has(other);
    if (both && one !== other && keyOne !== keyOther) add(met, pairKey(keyOne, keyOther), pairKey(one, other));
  };
  for (const cohort of inWorkshop.values())
    for (const [at, one] of cohort.entries())
      for (const other of cohort.slice(at + 1)) meet(one.personId, one.key, other.personId, other.key);
  for (const [one, other] of declared)
    for (const keyOne of keysOf.get(one) ?? [])
      for (const keyOther of keysOf.get(other) ?? []) meet(one, keyOne, other, keyOther);

  const members = [...names]
    .map(([key, name]) => ({ key, name, alumni: people.get(key)?.size ?? 0 }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    members,
    contacts: new Map([...met].map(([pair, pairs]) => [pair, pairs.size])),
    alumni: keysOf.size,
    pairs: (members.length * (members.length - 1)) / 2,
  };
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}

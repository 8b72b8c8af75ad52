import { fold, foldName } from '../accounts';
import type { Fault, RosterLine } from './roster';

/** Somebody whom a line may mean: in this workshop now, or known to the person who asks from another. */
export interface Known {
  readonly personId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly role: string | null;
  readonly nominatedOn: string | null;
  /** The workshop they are known from; null when by their e-mail address alone. */
  readonly workshop: string | null;
  readonly here: boolean;
}

export interface KnownPeople {
  readonly known: readonly Known[];
  /** By their addresses, those to sign in with included. */
  readonly owners: ReadonlyMap<string, Known>;
}

/** What a person decided about a line: the id of the one it means, a new person, or to leave the line out. */
export type Answer = string;

/** What will be done with one line. */
export type Deed =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly personId: string; readonly displayName: string }
  | { readonly kind: 'enrolled'; readonly personId: string; readonly displayName: string }
  | { readonly kind: 'left out' }
  | { readonly kind: 'ask'; readonly about: readonly Known[]; readonly sameAsLine: number | undefined };

export interface Planned {
  readonly line: RosterLine;
  readonly deed: Deed;
}

export interface Plan {
  readonly planned: readonly Planned[];
  readonly faults: readonly Fault[];
  readonly questions: number;
  /** How many seats are missing when all of it is done. */
  readonly seatsMissing: number;
}

const mostShown = 5;

/**
 * Says what an import would do. A line that equals somebody's place in the workshop does nothing; an address decides
 * who is meant when the name agrees; a name and agency that agree but for case, accents and order are a question.
 */
export function planImport(
  lines: readonly RosterLine[],
  faults: readonly Fault[],
  { known, owners }: KnownPeople,
  freeSeats: number,
  answers: ReadonlyMap<number, Answer>,
): Plan {
  const byName = grouped(known, (one) => foldName(one.displayName));
  const present = grouped(
    known.filter((one) => one.here),
    placeOf,
  );
  const seen = new Map<string, RosterLine[]>();
  const planned = lines.map((line): Planned => {
    const same = present.get(placeOf({ ...line, displayName: line.name }))?.shift();
    if (same) return { line, deed: enrolled(same) };
    const key = foldName(line.name);
    const namesBefore = seen.get(key) ?? [];
    const earlier = namesBefore.find((one) => mayBeOneAgency(one.agency, line.agency));
    seen.set(key, [...namesBefore, line]);
    const owner = line.email === null ? undefined : owners.get(line.email);
    const namesakes = (byName.get(key) ?? []).filter((one) => mayBeOneAgency(one.agency, line.agency));
    return { line, deed: deedFor(line, owner, unique(namesakes), earlier, answers.get(line.line)) };
  });
  const seats = planned.filter(({ line, deed }) => line.role === 'participant' && isAdded(deed)).length;
  return {
    planned,
    faults,
    questions: planned.filter(({ deed }) => deed.kind === 'ask').length,
    seatsMissing: Math.max(0, seats - freeSeats),
  };
}

export function isAdded(deed: Deed): boolean {
  return deed.kind === 'new' || deed.kind === 'known';
}

function deedFor(
  line: RosterLine,
  owner: Known | undefined,
  namesakes: readonly Known[],
  earlier: RosterLine | undefined,
  answer: Answer | undefined,
): Deed {
  const hasOwnName = owner !== undefined && foldName(owner.displayName) === foldName(line.name);
  // An address is one person's. Another address is another person, whatever the names say.
  const others = namesakes.filter((one) => one.personId !== owner?.personId && !haveTwoAddresses(one, line));
  const about = owner ? [owner] : others;
  const chosen = about.find((one) => one.personId === answer) ?? (hasOwnName ? owner : undefined);
  if (chosen) return chosen.here ? enrolled(chosen) : meant(chosen);
  const sameAsLine = earlier && !(earlier.email !== null && line.email !== null) ? earlier.line : undefined;
  if (about.length === 0 && sameAsLine === undefined) return { kind: 'new' };
  if (answer === 'new') return { kind: 'new' };
  if (answer === 'skip') return { kind: 'left out' };
  return { kind: 'ask', about: about.slice(0, mostShown), sameAsLine };
}

function enrolled({ personId, displayName }: Known): Deed {
  return { kind: 'enrolled', personId, displayName };
}

function meant({ personId, displayName }: Known): Deed {
  return { kind: 'known', personId, displayName };
}

function haveTwoAddresses(one: Known, line: RosterLine): boolean {
  return one.email !== null && line.email !== null && one.email !== line.email;
}

function mayBeOneAgency(one: string | null, other: string | null): boolean {
  return one === null || other === null || fold(one) === fold(other);
}

/** One entry for each person: their place here, before what is known of them from elsewhere. */
function unique(known: readonly Known[]): Known[] {
  const people = new Map<string, Known>();
  for (const one of known) if (one.here || !people.has(one.personId)) people.set(one.personId, one);
  return [...people.values()];
}

function placeOf(one: Omit<Known, 'personId' | 'workshop' | 'here'>): string {
  const { displayName, email, represents, agency, role, nominatedOn } = one;
  return JSON.stringify([displayName, email, represents, agency, role, nominatedOn]);
}

function grouped<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

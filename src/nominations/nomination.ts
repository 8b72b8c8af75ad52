/**
 * `nominated` waits for a decision; `waiting` stands on the waiting list; `replaced` gave its place to a substitute.
 * The last three are out; of `approved`, the roster knows whether the place is still held.
 */
export type NominationState = 'nominated' | 'waiting' | 'approved' | 'declined' | 'withdrawn' | 'replaced';

/** Somebody whom an agency wants to send, as it stands now. */
export interface Nomination {
  readonly id: string;
  /** The agency whose link shows it; null where it was entered for an agency that has none. */
  readonly agencyId: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
  /** Null once what was written about the person has been removed. */
  readonly name: string | null;
  readonly email: string | null;
  readonly languages: readonly string[];
  readonly needs: string | null;
  /** The nomination whose place this one is to take over. */
  readonly replaces: string | null;
  readonly replacesName: string | null;
  /** The person who was enrolled for it. */
  readonly personId: string | null;
  /** That person has a place in the workshop now. */
  readonly placed: boolean;
  readonly madeAt: Date;
  readonly state: NominationState;
  readonly seq: number;
  readonly at: Date;
  readonly because: string | null;
  /** On the waiting list, the lowest first. */
  readonly place: number | null;
}

/** One thing that happened to a nomination. */
export interface Happened {
  readonly seq: number;
  readonly state: NominationState;
  readonly at: Date;
  /** Null where the agency did it by its link, or nobody is known any more. */
  readonly byName: string | null;
  readonly byAgency: boolean;
  readonly because: string | null;
}

export type Deed = 'approve' | 'wait' | 'decline' | 'withdraw';

/** From which states each deed may be done, and the state that follows. */
export const deeds: Readonly<
  Record<Deed, { readonly from: readonly NominationState[]; readonly to: NominationState }>
> = {
  approve: { from: ['nominated', 'waiting', 'declined'], to: 'approved' },
  wait: { from: ['nominated', 'declined'], to: 'waiting' },
  decline: { from: ['nominated', 'waiting'], to: 'declined' },
  withdraw: { from: ['nominated', 'waiting', 'approved'], to: 'withdrawn' },
};

/** What may be done with a nomination now. Nothing is decided about somebody whose name has been removed. */
export function deedsOf({ state, name }: Pick<Nomination, 'state' | 'name'>): Deed[] {
  const all: readonly Deed[] = ['approve', 'wait', 'decline', 'withdraw'];
  return all.filter((deed) => name !== null && deeds[deed].from.includes(state));
}

/** Still to be decided, or decided well: those for whom another may be proposed. */
export function isOpen({ state }: Pick<Nomination, 'state'>): boolean {
  return state === 'nominated' || state === 'waiting';
}

export function mayBeSubstituted(nomination: Pick<Nomination, 'state' | 'name'>): boolean {
  return nomination.name !== null && (isOpen(nomination) || nomination.state === 'approved');
}

/** The waiting list in its order. */
export function waitingList<One extends Pick<Nomination, 'state' | 'place' | 'id'>>(all: readonly One[]): One[] {
  return all
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || (a.id < b.id ? -1 : 1));
}

/** The place at the end of the list. */
export function lastPlace(all: readonly Pick<Nomination, 'state' | 'place'>[]): number {
  return Math.max(0, ...all.map(({ place }) => place ?? 0)) + 1;
}

/** The two who change places when one moves up or down the list; undefined at its end. */
export function neighbours<One extends Pick<Nomination, 'state' | 'place' | 'id'>>(
  all: readonly One[],
  id: string,
  way: 'up' | 'down',
): readonly [One, One] | undefined {
  const list = waitingList(all);
  const at = list.findIndex((one) => one.id === id);
  const [one, other] = [list[at], list[at + (way === 'up' ? -1 : 1)]];
  return at >= 0 && one && other ? [one, other] : undefined;
}

/** For how many days after its end what was written about somebody who does not come is kept. */
export const keptDays = 60;

/** The most people whom one agency can name by its link. */
export const mostNamed = 40;

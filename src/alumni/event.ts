/** An event of the Network. Its hours are those of the clock on the wall at the venue. */
export interface Event {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly venue: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO day at the venue. */
  readonly heldOn: string;
  /** `HH:MM`, 24 hours. */
  readonly starts: string;
  readonly ends: string;
  readonly capacity: number;
  readonly cancelledAt: Date | null;
}

/** Somebody who registered and did not step back. */
export interface Place {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly attendedAt: Date | null;
}

/** Where somebody stands: with a place, or on the waiting list as number so and so. Undefined: not registered. */
export type Standing = { readonly waiting: 0 } | { readonly waiting: number } | undefined;

/** Places in the order of registration: the first have a seat, and who steps back lets the next one in. */
export function standingIn(event: Pick<Event, 'capacity'>, places: readonly Place[], personId: string): Standing {
  const at = places.findIndex((place) => place.personId === personId);
  return at < 0 ? undefined : { waiting: Math.max(0, at + 1 - event.capacity) };
}

/** One may register until the day of the event has passed at its venue, unless it was cancelled. */
export function isOpen(event: Pick<Event, 'heldOn' | 'cancelledAt'>, dayThere: string): boolean {
  return event.cancelledAt === null && dayThere <= event.heldOn;
}

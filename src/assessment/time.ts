/** How much more time somebody has for a test than the limit says; `none` = no limit holds for them. */
export const factors = ['1.25', '1.5', '2', 'none'] as const;
export type Factor = (typeof factors)[number];

export const longestLimit = 480;

const minute = 60_000;

/** The minutes that somebody has for a test; null where none are counted. */
export function minutesOf(limit: number | null, factor: Factor | null): number | null {
  if (limit === null || factor === 'none') return null;
  return Math.ceil(limit * Number(factor ?? '1'));
}

/** When a test ends that began then. It is a whole minute, rounded up, so that it ends no sooner than the page says. */
export function endOf(startedAt: Date, minutes: number | null): Date | null {
  if (minutes === null) return null;
  return new Date(Math.ceil((startedAt.getTime() + minutes * minute) / minute) * minute);
}

export interface Timed {
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
  /** When its time ends; null where it has no limit. */
  readonly endsAt: Date | null;
}

export function isOver({ endsAt }: Timed, now: Date): boolean {
  return endsAt !== null && endsAt.getTime() <= now.getTime();
}

/** Whether its person sent it: what its end closed may still be given what was answered before. */
export function sentByPerson({ submittedAt, endsAt }: Timed): boolean {
  return submittedAt !== null && submittedAt.getTime() !== endsAt?.getTime();
}

/**
 * The end of a test under way once its person has these minutes: never before the one they were shown, and none where they
 * were shown none. A test whose time is over gets an end only that is still to come; taking the limit away opens nothing again.
 */
export function endAfterChange(test: Timed, minutes: number | null, now: Date): Date | null {
  if (test.endsAt === null || sentByPerson(test)) return test.endsAt;
  const end = endOf(test.startedAt, minutes);
  if (isOver(test, now)) return end !== null && end > now ? end : test.endsAt;
  return end === null || end > test.endsAt ? end : test.endsAt;
}

/** Whole minutes from the end until then, at least one. */
export function minutesAfter(endsAt: Date, then: Date): number {
  return Math.max(1, Math.ceil((then.getTime() - endsAt.getTime()) / minute));
}

/** Extra time is between a person and those who facilitate their workshop: not even programme staff see it. */
export function mayGiveExtraTime({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.includes('facilitator');
}

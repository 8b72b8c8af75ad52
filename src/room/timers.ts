/** A countdown for the whole room, or for one table beside it. It stands on the server: any device shows the same. */
export interface Timer {
  readonly id: string;
  /** Absent for the whole room. */
  readonly table: number | null;
  readonly label: string;
  readonly minutes: number;
  readonly startedAt: Date;
}

/** When it is over. */
export function endsAt({ startedAt, minutes }: Timer): Date {
  return new Date(startedAt.getTime() + minutes * 60_000);
}

/** Whole minutes that are left, rounded up; 0 when it is over. */
export function minutesLeft(timer: Timer, now: Date): number {
  return Math.max(0, Math.ceil((endsAt(timer).getTime() - now.getTime()) / 60_000));
}

/** One for the room first, then by table. */
export function inOrder(timers: readonly Timer[]): Timer[] {
  return [...timers].sort((a, b) => (a.table ?? 0) - (b.table ?? 0) || a.startedAt.getTime() - b.startedAt.getTime());
}

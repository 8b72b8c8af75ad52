/** A run that a whole room plays: one facilitator's console, tables that play the roles, one log. */
export interface LiveRun {
  readonly id: string;
  readonly workshopId: string;
  /** A room has no person: its log belongs to nobody alone. */
  readonly personId: null;
  readonly caseId: string;
  readonly caseHash: string;
  readonly engineVersion: string;
  readonly seed: string;
  /** Rooms begun together are counted from 1. */
  readonly place: number;
  /** Grows with everything that changes what a page shows. */
  readonly version: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly ending: string | null;
}

/** People who share a desk or several; a role without a table is played by its stand-in, or by the facilitator. */
export interface Table {
  readonly id: string;
  readonly place: number;
  readonly code: string;
  readonly roles: readonly string[];
}

/** Somebody at a table. `seenAt` is when their device last had the page open. */
export interface Player {
  readonly id: string;
  readonly tableId: string;
  readonly personId: string;
  readonly seenAt: Date | null;
}

export interface Pause {
  readonly pausedAt: Date;
}

/** A line of the log, as far as whose turn it is depends on it. */
export interface Line {
  readonly seq: number;
  readonly role: string | null;
  readonly input: { readonly type: string };
}

/** Shares the roles of a case out among so many tables, in order: the first tables take one more where they do not come out even. */
export function shareOut(roles: readonly string[], tables: number): string[][] {
  const count = Math.max(1, Math.min(tables, roles.length));
  const least = Math.floor(roles.length / count);
  const more = roles.length % count;
  const shares: string[][] = [];
  let from = 0;
  for (let at = 0; at < count; at += 1) {
    const size = least + (at < more ? 1 : 0);
    shares.push(roles.slice(from, from + size));
    from += size;
  }
  return shares;
}

/**
 * Where a table of the workshop plays: its tables fill the rooms begun together one after the other, and begin again at
 * the first desk when there are more tables than desks.
 */
export function deskFor(
  number: number,
  rooms: number,
  desks: number,
): { readonly room: number; readonly desk: number } {
  const at = (number - 1) % (rooms * desks);
  return { room: Math.floor(at / desks) + 1, desk: (at % desks) + 1 };
}

/**
 * The last line of the log that changed this role's own desk: its own decision, or a barrier. A page drawn after it is
 * still true for this role, whatever other tables have decided meanwhile.
 */
export function lastSeen(log: readonly Line[], role: string): number {
  return log.findLast((line) => line.role === role || isBarrier(line.input))?.seq ?? 0;
}

/** The same where the room may have gone on with a newer text since (`movedAt`): no page drawn from the one before is true. */
export function lastChange(
  { standing, movedAt }: { readonly standing: readonly Line[]; readonly movedAt: number },
  role: string,
): number {
  return Math.max(lastSeen(standing, role), movedAt);
}

/** Whether this line closed a round or a part for everybody. */
export function isBarrier({ type }: Line['input']): boolean {
  return type === 'end-round' || type === 'end-phase';
}

/** How many decisions this role has taken: its ballots are counted by it. */
export function turnOf(log: readonly Line[], role: string): number {
  return log.filter((line) => line.role === role).length;
}

/** How long a device may be silent before it counts as away, in milliseconds: two heartbeats and some slack. */
export const patience = 55_000;

/** Whether somebody's device is there at this moment. */
export function isHere({ seenAt }: Pick<Player, 'seenAt'>, now: Date): boolean {
  return seenAt !== null && now.getTime() - seenAt.getTime() < patience;
}

/** Votes by choice, in the order of the choices; choices without a vote are counted as none. */
export function countVotes(
  choices: readonly string[],
  votes: readonly string[],
): readonly { readonly choice: string; readonly count: number }[] {
  return choices.map((choice) => ({ choice, count: votes.filter((vote) => vote === choice).length }));
}

/** When the time ends that was given, moved on by a pause that has just ended. */
export function movedOn(endsAt: Date, pause: Pause, resumedAt: Date): Date {
  const lost = resumedAt.getTime() - pause.pausedAt.getTime();
  return endsAt > pause.pausedAt ? new Date(endsAt.getTime() + lost) : endsAt;
}

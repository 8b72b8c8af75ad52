import type { Response } from 'express';
import { atVenue } from '../clock';
import type { Case } from '../scenario';
import type { Frame } from '../web/page';
import type { Workshop } from '../workshops';
import type { Words } from '../words';
import { type LiveRun, type Table, isHere } from './live';
import type { Person, TimeLeft } from './pages';
import type { Player } from './live';

export const wordsOf = (res: Response): Words => (res.locals['frame'] as Frame).t;

/** The time of day at the venue: "10:45". */
export function hourAt(instant: Date, { timeZone }: Workshop, t: Words): string {
  return atVenue(instant, timeZone, t.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function roomName(run: LiveRun, t: Words): string {
  return t('live.roomName', { place: run.place });
}

/** A table is called by what it plays. */
export function tableName(roles: readonly string[], exercise: Case): string {
  return roles.map((role) => roleName(role, exercise)).join(' + ');
}

export function roleName(role: string, exercise: Case): string {
  return exercise.roles.find(({ id }) => id === role)?.name ?? role;
}

/** The time that is left in this round, as a page shows it; it stands still while the room is held. */
export function timeLeft(
  endsAt: Date | undefined,
  now: Date,
  paused: boolean,
  workshop: Workshop,
  t: Words,
): TimeLeft | null {
  if (!endsAt) return null;
  const seconds = Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / 1000));
  return { seconds: paused ? null : seconds, until: hourAt(endsAt, workshop, t) };
}

/** The people at a table, as they and the facilitator see them. */
export function peopleAt(
  table: Pick<Table, 'id'>,
  players: readonly Player[],
  names: ReadonlyMap<string, string>,
  seen: { readonly recorder: string | undefined; readonly own: string | undefined; readonly now: Date },
): Person[] {
  return players
    .filter(({ tableId }) => tableId === table.id)
    .map((player) => ({
      id: player.id,
      name: names.get(player.personId) ?? '',
      recorder: player.id === seen.recorder,
      own: player.id === seen.own,
      here: isHere(player, seen.now),
    }));
}

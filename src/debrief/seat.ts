import type { Response } from 'express';
import { type Reckoned, referenceOf } from '../scenario';
import type { Frame } from '../web/page';
import type { Words } from '../words';
import type { Told } from './told';
import { type Account, type Frequencies, type TurningPoint, accountsOf, turningPoints } from './turning';

export const wordsOf = (res: Response): Words => (res.locals['frame'] as Frame).t;

export function seatName({ story, role }: Pick<Told, 'story' | 'role'>): string {
  return story.roles.find(({ id }) => id === role)?.name ?? role;
}

/** What is known of the losses as the pages say it; nothing while it is being worked out. */
export function pointsOf(
  { position, story, role }: Pick<Told, 'position' | 'story' | 'role'>,
  found: Reckoned | undefined,
  t: Words,
  often?: Frequencies,
): { readonly points: readonly TurningPoint[]; readonly accounts: readonly Account[] } {
  if (!found?.losses) return { points: [], accounts: [] };
  const seqs = position.standing.map(({ seq }) => seq);
  const reference = referenceOf(position.exercise);
  return {
    points: turningPoints(position.exercise, story, seqs, found.losses, reference, role, t, often),
    accounts: accountsOf(story, seqs, found.losses, role),
  };
}

import { record } from '../audit';
import { takeNewerText, positionOf } from '../scenario';
import type { LiveRun } from './live';
import { type Deed, type LivePlay, deedOf } from './play';
import { renameSeats } from './queries';
import { type Outcome, inRoom } from './room-queries';

/**
 * Goes on with the newer text of the case that the facilitator's page offered (`version`), between two rounds. Every page of
 * the room is told; what was drawn from the text before is no longer taken.
 */
export function takeText(play: LivePlay, run: LiveRun, deed: Deed & { readonly version: string }): Promise<Outcome> {
  const at = play.clock();
  const { origin } = play;
  return inRoom(play.db, run, { input: deed.input, at }, async (trx, held) => {
    const position = await positionOf({ ...play, db: trx }, held);
    const taking = { actor: 'facilitator' as const, inputId: null, version: deed.version, at, origin };
    const newer = await takeNewerText(trx, { ...held, role: null }, position, taking);
    if (!newer) return 'stale';
    await renameSeats(trx, held, newer);
    await record(trx, origin, at, {
      ...deedOf(held, deed, 'newer text of the case taken'),
      before: { caseHash: position.exercise.contentHash },
      after: { caseHash: newer.contentHash },
    });
    return 'taken';
  });
}

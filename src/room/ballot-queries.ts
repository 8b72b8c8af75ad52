import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { notify } from '../db/listen';
import { digestOf } from '../ids';
import type { Workshop } from '../workshops';
import type { Poll } from './poll';
import { roomTopic } from './queries';

/** Counts votes from paper in one round. Each stands under a name of its own line, so that a sheet sent twice counts once. */
export async function keyBallots(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Pick<Workshop, 'id'>,
  poll: Pick<Poll, 'id'>,
  sheet: {
    readonly round: number;
    readonly input: string;
    readonly table: number | null;
    readonly ballots: readonly { readonly line: number; readonly numbers: readonly number[] }[];
  },
): Promise<void> {
  const { round, input, table, ballots } = sheet;
  await trx('poll_votes')
    .insert(
      ballots.map(({ line, numbers }) => ({
        ...{ poll_id: poll.id, round, device_digest: digestOf(`${poll.id} ${input} ${line}`), origin },
        ...{ table_number: table, numbers: [...numbers] },
      })),
    )
    .onConflict(['poll_id', 'round', 'device_digest'])
    .merge(['table_number', 'numbers']);
  await notify(trx, roomTopic(workshop, true));
  const deed = { workshopId: workshop.id, actorId: by.id, action: 'votes keyed in', subject: poll.id };
  await record(trx, origin, at, { ...deed, after: { round, votes: ballots.length } });
}

import type { Db } from '../db';
import { newId } from '../ids';
import type { LiveRun } from './live';

/** What the people of a table think of one decision, before their recorder takes it. */
export interface Ballot {
  readonly id: string;
  readonly revealedAt: Date | null;
}

/** Which decision of which role: the same place in the log is the same ballot. */
export interface BallotPlace {
  readonly role: string;
  readonly turn: number;
  readonly scene: string;
}

export function findBallot(db: Db, run: Pick<LiveRun, 'id'>, place: BallotPlace): Promise<Ballot | undefined> {
  return db('live_ballots')
    .where({ run_id: run.id, role: place.role, turn: place.turn, scene: place.scene })
    .first<Ballot | undefined>({ id: 'id', revealedAt: 'revealed_at' });
}

/** The ballot of this decision, opened by whoever votes first. Only while the room is held. */
export async function openBallot(trx: Db, origin: string, at: Date, run: LiveRun, place: BallotPlace): Promise<Ballot> {
  const known = await findBallot(trx, run, place);
  if (known) return known;
  const id = newId();
  await trx('live_ballots').insert({ id, run_id: run.id, origin, ...place, opened_at: at });
  return { id, revealedAt: null };
}

/**
 * Puts a vote in, or changes the one of this device. Answers false when everybody at the table has voted and this is yet
 * another device: nobody votes twice.
 */
export async function castVote(
  trx: Db,
  ballot: Ballot,
  vote: { readonly device: string; readonly choice: string; readonly most: number },
): Promise<boolean> {
  const others = await trx('live_votes')
    .where({ ballot_id: ballot.id })
    .whereNot({ device_digest: vote.device })
    .count<{ count: string }[]>();
  if (Number(others[0]?.count) >= vote.most) return false;
  await trx('live_votes')
    .insert({ ballot_id: ballot.id, device_digest: vote.device, choice: vote.choice })
    .onConflict(['ballot_id', 'device_digest'])
    .merge(['choice']);
  return true;
}

export async function reveal(trx: Db, ballot: Ballot, at: Date): Promise<void> {
  await trx('live_ballots').where({ id: ballot.id, revealed_at: null }).update({ revealed_at: at });
}

/** The choices voted for, in no order that tells who voted when. */
export function listVotes(db: Db, ballot: Ballot): Promise<string[]> {
  return db('live_votes').where({ ballot_id: ballot.id }).orderBy('choice').pluck<string[]>('choice');
}

/** What this device voted for; undefined when it has not. */
export async function findVote(db: Db, ballot: Ballot, device: string): Promise<string | undefined> {
  const row = await db('live_votes')
    .where({ ballot_id: ballot.id, device_digest: device })
    .first<{ choice: string } | undefined>('choice');
  return row?.choice;
}

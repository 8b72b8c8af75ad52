import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { notify } from '../db/listen';
import { Conflict } from '../errors';
import type { Workshop } from '../workshops';
import { newId } from '../ids';
import type { Poll, PollKind, Round, Vote } from './poll';
import { roomTopic } from './queries';

type Place = Pick<Workshop, 'id'>;

const columns = {
  id: 'id',
  kind: 'kind',
  question: 'question',
  options: 'options',
  points: 'points',
  closedAt: 'closed_at',
  shownAt: 'shown_at',
};

/** The questions of a workshop, the last first. */
export function listPolls(db: Db, workshop: Place): Promise<Poll[]> {
  return db('polls').where({ workshop_id: workshop.id }).orderBy('id', 'desc').select<Poll[]>(columns);
}

export function findPoll(db: Db, workshop: Place, id: string): Promise<Poll | undefined> {
  return db('polls').where({ workshop_id: workshop.id, id }).first<Poll | undefined>(columns);
}

/** Asks the room, with its first round open. Takes an id so that a form sent twice asks once. */
export async function openPoll(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  poll: {
    readonly id: string;
    readonly kind: PollKind;
    readonly question: string;
    readonly options: readonly string[];
    readonly points: number;
  },
): Promise<void> {
  const added = await trx('polls')
    .insert({ ...poll, options: [...poll.options], origin, workshop_id: workshop.id, opened_at: at, opened_by: by.id })
    .onConflict('id')
    .ignore()
    .returning<{ id: string }[]>('id');
  if (added.length === 0) return;
  await openRound(trx, origin, at, by, poll.id, 1);
  await notify(trx, roomTopic(workshop));
  await record(trx, origin, at, { workshopId: workshop.id, actorId: by.id, action: 'poll opened', subject: poll.id });
}

async function openRound(trx: Db, origin: string, at: Date, by: Person, pollId: string, round: number): Promise<void> {
  await trx('poll_rounds')
    .insert({ poll_id: pollId, round, origin, opened_at: at, opened_by: by.id })
    .onConflict(['poll_id', 'round'])
    .ignore();
}

export function listRounds(db: Db, poll: Pick<Poll, 'id'>): Promise<Round[]> {
  return db('poll_rounds')
    .where({ poll_id: poll.id })
    .orderBy('round')
    .select<Round[]>({ round: 'round', closedAt: 'closed_at' });
}

/** The votes of a poll: nothing in them says who or when. */
export function listVotes(db: Db, poll: Pick<Poll, 'id'>): Promise<Vote[]> {
  return db('poll_votes')
    .where({ poll_id: poll.id })
    .orderBy('device_digest')
    .select<Vote[]>({ round: 'round', table: 'table_number', numbers: 'numbers' });
}

export async function hasVoted(
  db: Db,
  poll: Pick<Poll, 'id'>,
  round: number,
  voter: string | undefined,
): Promise<boolean> {
  if (voter === undefined) return false;
  return (await db('poll_votes').where({ poll_id: poll.id, round, device_digest: voter }).first('round')) !== undefined;
}

/** Keeps a device's vote in the open round; a second one takes the place of the first. Conflict where none is open. */
export async function castVote(
  trx: Db,
  origin: string,
  workshop: Place,
  poll: Pick<Poll, 'id'>,
  voter: string,
  vote: Omit<Vote, 'round'>,
): Promise<void> {
  const open = await trx('poll_rounds')
    .where({ poll_id: poll.id, closed_at: null })
    .forShare()
    .first<{ round: number } | undefined>('round');
  if (!open) throw new Conflict('poll.roundClosed');
  await trx('poll_votes')
    .insert({
      ...{ poll_id: poll.id, round: open.round, device_digest: voter, origin },
      ...{ table_number: vote.table, numbers: [...vote.numbers] },
    })
    .onConflict(['poll_id', 'round', 'device_digest'])
    .merge(['table_number', 'numbers']);
  await notify(trx, roomTopic(workshop, true));
}

export type Turn = 'close-round' | 'next-round' | 'show' | 'hide' | 'close';

/** What those who run the workshop do with a poll. */
export async function turnPoll(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  poll: Poll,
  turn: Turn,
): Promise<void> {
  await trx('polls').where({ id: poll.id }).forUpdate().first('id');
  const closing = { closed_at: at, closed_by: by.id };
  if (turn !== 'show' && turn !== 'hide')
    await trx('poll_rounds').where({ poll_id: poll.id, closed_at: null }).update(closing);
  if (turn === 'next-round') {
    const last = (await listRounds(trx, poll)).at(-1)?.round ?? 0;
    await openRound(trx, origin, at, by, poll.id, last + 1);
    await trx('polls')
      .where({ id: poll.id })
      .update({ closed_at: null, closed_by: null, shown_at: null, shown_by: null });
  }
  if (turn === 'show') await trx('polls').where({ id: poll.id }).update({ shown_at: at, shown_by: by.id });
  if (turn === 'hide') await trx('polls').where({ id: poll.id }).update({ shown_at: null, shown_by: null });
  await notify(trx, roomTopic(workshop));
  if (turn === 'close') await trx('polls').where({ id: poll.id }).update(closing);
  const deed = { workshopId: workshop.id, actorId: by.id, action: 'poll turned', subject: poll.id };
  await record(trx, origin, at, { ...deed, after: { turn } });
}

/** Hands counted by eye in each round, one number an option. */
export async function listHands(db: Db, poll: Pick<Poll, 'id'>): Promise<Map<number, number[]>> {
  const rows = await db('poll_hands')
    .where({ poll_id: poll.id })
    .select<{ round: number; counts: number[] }[]>('round', 'counts');
  return new Map(rows.map(({ round, counts }) => [round, counts]));
}

export async function countHands(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  poll: Pick<Poll, 'id'>,
  round: number,
  counts: readonly number[],
): Promise<void> {
  await trx('poll_hands')
    .insert({ poll_id: poll.id, round, counts: [...counts], origin, counted_at: at, counted_by: by.id })
    .onConflict(['poll_id', 'round'])
    .merge(['counts', 'counted_at', 'counted_by']);
}

/** A text for the wall, without whoever wrote it. It stands there only after somebody has read it. */
export interface WallText {
  readonly id: string;
  readonly body: string;
  readonly table: number | null;
  readonly verdict: 'shown' | 'kept back' | null;
}

export function listTexts(db: Db, poll: Pick<Poll, 'id'>): Promise<WallText[]> {
  return db('wall_texts')
    .where({ poll_id: poll.id })
    .orderBy('id')
    .select<WallText[]>({ id: 'id', body: 'body', table: 'table_number', verdict: 'verdict' });
}

export async function addTexts(
  trx: Db,
  origin: string,
  workshop: Place,
  poll: Pick<Poll, 'id'>,
  bodies: readonly string[],
  table: number | null,
): Promise<void> {
  const open = await trx('poll_rounds')
    .where({ poll_id: poll.id, closed_at: null })
    .forShare()
    .first<{ round: number } | undefined>('round');
  if (!open) throw new Conflict('poll.roundClosed');
  await trx('wall_texts').insert(
    bodies.map((body) => ({ id: newId(), origin, poll_id: poll.id, body, table_number: table })),
  );
  await notify(trx, roomTopic(workshop, true));
}

/** False where the poll has no such text. */
export async function judgeText(
  trx: Db,
  at: Date,
  by: Person,
  workshop: Place,
  poll: Pick<Poll, 'id'>,
  id: string,
  verdict: 'shown' | 'kept back',
): Promise<boolean> {
  const judged = { verdict, judged_at: at, judged_by: by.id };
  const found = (await trx('wall_texts').where({ id, poll_id: poll.id }).update(judged)) > 0;
  await notify(trx, roomTopic(workshop));
  return found;
}

/** The question that the room is asked now: the last one with a round open. */
export async function findOpenPoll(db: Db, workshop: Place): Promise<Poll | undefined> {
  return db('polls')
    .where({ workshop_id: workshop.id, closed_at: null })
    .whereExists(db('poll_rounds').whereRaw('poll_id = polls.id').where({ closed_at: null }))
    .orderBy('id', 'desc')
    .first<Poll | undefined>(columns);
}

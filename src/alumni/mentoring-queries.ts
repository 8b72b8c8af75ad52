import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { nameWithConsent } from './directory-queries';

/** One alumna's offer of her time. `name` is null where she does not consent to be named. */
export interface Offer {
  readonly id: string;
  readonly personId: string;
  readonly name: string | null;
  readonly topics: string;
  /** ISO day, the last one. */
  readonly untilOn: string;
}

/** A request to an offer: `name` is of the other one of the two. */
export interface Ask {
  readonly id: string;
  readonly offerId: string;
  readonly name: string | null;
  readonly topics: string;
  readonly words: string;
  readonly answer: 'yes' | 'no' | null;
  /** The one who asks here is the one who offers. */
  readonly mine: boolean;
}

function offers(db: Db) {
  const columns = { id: 'id', personId: 'person_id', topics: 'topics', untilOn: 'until_on' };
  return db('mentoring_offers').select<Offer[]>(columns, nameWithConsent(db, 'mentoring_offers.person_id'));
}

/** The offers that stand on this day: one's own, and those of people who may be named. */
export async function listOffers(db: Db, person: Person, today: string): Promise<Offer[]> {
  const rows = await offers(db).whereNull('ended_at').where('until_on', '>=', today).orderBy('offered_at', 'desc');
  return rows.filter(({ name, personId }) => name !== null || personId === person.id);
}

/** An offer, whether it still stands or not; `open` on this day. */
export async function findOffer(
  db: Db,
  id: string,
  today: string,
): Promise<(Offer & { readonly open: boolean }) | undefined> {
  const open = db.raw('(ended_at is null and until_on >= ?) as open', [today]);
  const [offer] = await offers(db).where({ id }).select<(Offer & { readonly open: boolean })[]>(open);
  return offer;
}

export async function offer(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  { topics, untilOn }: Pick<Offer, 'topics' | 'untilOn'>,
): Promise<void> {
  const id = newId();
  await trx('mentoring_offers').insert({ id, origin, person_id: person.id, topics, until_on: untilOn, offered_at: at });
  await record(trx, origin, at, { actorId: person.id, action: 'mentoring offered', subject: id });
}

/** Takes one's own offer back; twice is nothing. False where this person has no such offer. */
export async function endOffer(trx: Db, origin: string, at: Date, person: Person, id: string): Promise<boolean> {
  const own = trx('mentoring_offers').where({ id, person_id: person.id });
  const known = await own.clone().first<object | undefined>('id');
  if (!known) return false;
  const ended = await own.clone().whereNull('ended_at').update({ ended_at: at });
  if (ended > 0) await record(trx, origin, at, { actorId: person.id, action: 'mentoring offer ended', subject: id });
  return true;
}

/** Asks for mentoring; once for each offer. */
export async function ask(trx: Db, origin: string, at: Date, person: Person, { id: offerId }: Offer, words: string) {
  const id = newId();
  await trx('mentoring_asks')
    .insert({ id, origin, offer_id: offerId, person_id: person.id, words, asked_at: at })
    .onConflict(trx.raw('(offer_id, person_id) where ended_at is null') as unknown as string)
    .ignore();
  await record(trx, origin, at, { actorId: person.id, action: 'mentoring asked', subject: offerId });
}

/** What this person asked, and what was asked of them, as long as it has not ended. */
export function listAsks(db: Db, person: Person): Promise<Ask[]> {
  return db('mentoring_asks')
    .join('mentoring_offers', 'mentoring_offers.id', 'mentoring_asks.offer_id')
    .joinRaw(
      `cross join lateral (select case when mentoring_offers.person_id = ? then mentoring_asks.person_id
         else mentoring_offers.person_id end as id) as other`,
      [person.id],
    )
    .whereNull('mentoring_asks.ended_at')
    .where((own) => {
      void own.where('mentoring_asks.person_id', person.id).orWhere('mentoring_offers.person_id', person.id);
    })
    .orderBy('asked_at')
    .select<Ask[]>(
      {
        id: 'mentoring_asks.id',
        offerId: 'offer_id',
        topics: 'topics',
        words: 'words',
        answer: 'answer',
      },
      db.raw('mentoring_offers.person_id = ? as mine', [person.id]),
      nameWithConsent(db, 'other.id'),
    );
}

/** The one who offers says yes or no, once; either of the two ends it. False where this is not theirs to say. */
export async function answerAsk(
  trx: Db,
  origin: string,
  at: Date,
  person: Person,
  id: string,
  answer: 'yes' | 'no' | 'end',
): Promise<boolean> {
  const row = await trx('mentoring_asks')
    .join('mentoring_offers', 'mentoring_offers.id', 'offer_id')
    .where('mentoring_asks.id', id)
    .forUpdate('mentoring_asks')
    .first<{ offers: string; asks: string; answer: string | null; ended: Date | null } | undefined>({
      offers: 'mentoring_offers.person_id',
      asks: 'mentoring_asks.person_id',
      answer: 'answer',
      ended: 'mentoring_asks.ended_at',
    });
  if (!row || ![row.offers, answer === 'end' ? row.asks : row.offers].includes(person.id)) return false;
  if (row.ended !== null || (answer !== 'end' && row.answer !== null)) return true;
  const said = answer === 'end' ? { ended_at: at, ended_by: person.id } : { answer, answered_at: at };
  await trx('mentoring_asks').where({ id }).update(said);
  const action = answer === 'end' ? 'mentoring ended' : 'mentoring answered';
  await record(trx, origin, at, { actorId: person.id, action, subject: id, after: { answer } });
  return true;
}

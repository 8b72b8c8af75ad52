import type { Person } from '../accounts';
import { record } from '../audit';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { findAddressOf, writeMail } from '../mail';
import { wordsIn } from '../words';
import type { Workshop } from '../workshops';
import { fewestShown } from './evaluation';
import {
  type Asked,
  type FollowupAnswer,
  type FunnelLine,
  type Month,
  askedWithin,
  dueMonths,
  funnelLine,
  months,
} from './followup';

interface AskedRow extends Omit<Asked, 'answer'>, Omit<FollowupAnswer, 'outcome'> {
  readonly outcome: FollowupAnswer['outcome'] | null;
}

/** Every question that was asked, with its answer. */
async function asked(db: Db, where: Readonly<Record<string, string | number>>): Promise<Asked[]> {
  const rows = await db('followups')
    .join('workshops', 'workshops.id', 'followups.workshop_id')
    .join('people', 'people.id', 'followups.person_id')
    .leftJoin('followup_answers', 'followup_id', 'followups.id')
    .where(where)
    .orderBy(['followups.workshop_id', 'month'])
    .select<AskedRow[]>({
      id: 'followups.id',
      workshopId: 'followups.workshop_id',
      personId: 'followups.person_id',
      workshop: 'workshops.title',
      displayName: 'people.display_name',
      month: 'month',
      outcome: 'outcome',
      requestsSent: 'requests_sent',
      requestsAnswered: 'requests_answered',
      contactsUsed: 'contacts_used',
    });
  return rows.map(({ outcome, requestsSent, requestsAnswered, contactsUsed, ...one }) => ({
    ...one,
    answer: outcome === null ? undefined : { outcome, requestsSent, requestsAnswered, contactsUsed },
  }));
}

/** All that one person was asked. */
export function listAsked(db: Db, person: Pick<Person, 'id'>): Promise<Asked[]> {
  return asked(db, { 'followups.person_id': person.id });
}

export async function findAsked(db: Db, id: string): Promise<Asked | undefined> {
  return (await asked(db, { 'followups.id': id }))[0];
}

/** The question of one month to one person; undefined when it is not due, or was none. */
export async function findOwnAsked(
  db: Db,
  person: Pick<Person, 'id'>,
  workshop: Pick<Workshop, 'id'>,
  month: number,
): Promise<Asked | undefined> {
  const own = { 'followups.person_id': person.id, 'followups.workshop_id': workshop.id, month };
  return (await asked(db, own))[0];
}

/** Keeps an answer; a later one takes its place. The audit knows that there was one, and not what it said. */
export async function answerFollowup(
  trx: Db,
  origin: string,
  at: Date,
  { id, workshopId, personId }: Asked,
  answer: FollowupAnswer,
): Promise<void> {
  await trx('followup_answers')
    .insert({
      ...{ followup_id: id, origin, outcome: answer.outcome, answered_at: at },
      ...{ requests_sent: answer.requestsSent, requests_answered: answer.requestsAnswered },
      contacts_used: answer.contactsUsed,
    })
    .onConflict('followup_id')
    .merge(['outcome', 'requests_sent', 'requests_answered', 'contacts_used', 'answered_at']);
  await record(trx, origin, at, { workshopId, actorId: personId, action: 'follow-up answered', subject: id });
}

/** The cohort's way through the three questions, in counts. Takes the workshop: who holds it may see this. */
export async function funnelOf(db: Db, workshop: Pick<Workshop, 'id' | 'endsOn'>): Promise<FunnelLine[]> {
  const all = await asked(db, { 'followups.workshop_id': workshop.id });
  return months.map((month) => {
    const own = all.filter((one) => one.month === month);
    const answers = own.flatMap(({ answer }) => (answer ? [answer] : []));
    return funnelLine(month, workshop.endsOn, own.length, answers, fewestShown);
  });
}

/** Every question of a workshop by who was asked, with what became of it: null without an answer. For sums only. */
export function listFollowups(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
): Promise<{ readonly personId: string; readonly month: Month; readonly outcome: FollowupAnswer['outcome'] | null }[]> {
  return db('followups')
    .leftJoin('followup_answers', 'followup_id', 'followups.id')
    .where({ workshop_id: workshop.id })
    .select({ personId: 'person_id', month: 'month', outcome: 'outcome' });
}

interface Over {
  readonly id: string;
  readonly title: string;
  readonly endsOn: string;
  readonly timeZone: string;
}

/**
 * Asks everybody whose question is due, once: a row for each, and a draft of a mail where there is an address. Counts the
 * questions. Run as often as one likes.
 */
export async function askWhoIsDue(trx: Db, origin: string, now: Date): Promise<number> {
  // Wider than any month and any zone: the rule below decides.
  const oldest = new Date(now.getTime() - (190 + askedWithin) * 86_400_000).toISOString().slice(0, 10);
  const workshops: Over[] = await trx('workshops')
    .where('ends_on', '>=', oldest)
    .select({ id: 'id', title: 'title', endsOn: 'ends_on', timeZone: 'time_zone' });
  let count = 0;
  for (const workshop of workshops) {
    for (const month of dueMonths(workshop.endsOn, dayAtVenue(now, workshop.timeZone)))
      count += await askCohort(trx, origin, now, workshop, month);
  }
  return count;
}

async function askCohort(trx: Db, origin: string, now: Date, workshop: Over, month: Month): Promise<number> {
  const people = await trx('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id, role: 'participant', ended_at: null, merged_into: null })
    // Who is erased keeps a place among the figures of the workshop, and is nobody to ask.
    .whereNotExists(trx('erasures').whereRaw('erasures.person_id = enrolments.person_id'))
    .pluck<string[]>('enrolments.person_id');
  if (people.length === 0) return 0;
  const added = await trx('followups')
    .insert(
      people.map((person) => ({
        ...{ id: newId(), origin, workshop_id: workshop.id, person_id: person },
        ...{ month, made_at: now },
      })),
    )
    .onConflict(['workshop_id', 'person_id', 'month'])
    .ignore()
    .returning<{ id: string; person_id: string }[]>(['id', 'person_id']);
  for (const { id, person_id: personId } of added) await writeReminder(trx, origin, now, workshop, month, id, personId);
  return added.length;
}

async function writeReminder(
  trx: Db,
  origin: string,
  now: Date,
  workshop: Over,
  month: Month,
  id: string,
  personId: string,
): Promise<void> {
  const who = await findAddressOf(trx, personId);
  if (!who) return;
  const t = wordsIn('en');
  const params = { name: who.displayName, workshop: workshop.title, count: month };
  await writeMail(trx, origin, now, {
    ...{ key: `followup ${id}`, kind: 'followup', personId, workshopId: workshop.id, leadsTo: id },
    ...{ address: who.address, subject: t('followup.mailSubject', params), body: t('followup.mailBody', params) },
  });
}

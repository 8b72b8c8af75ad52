import { type Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { endOnce } from './endings';
import type { Event, Place } from './event';

const columns = {
  id: 'id',
  title: 'title',
  about: 'about',
  venue: 'venue',
  timeZone: 'time_zone',
  heldOn: 'held_on',
  starts: 'starts',
  ends: 'ends',
  capacity: 'capacity',
  cancelledAt: 'cancelled_at',
};

/** All events, the next and then the latest first. */
export function listEvents(db: Db): Promise<Event[]> {
  return db('alumni_events').orderBy('held_on', 'desc').orderBy('id', 'desc').select<Event[]>(columns);
}

export function findEvent(db: Db, id: string): Promise<Event | undefined> {
  return db('alumni_events').where({ id }).first<Event | undefined>(columns);
}

export type NewEvent = Omit<Event, 'id' | 'cancelledAt'>;

export async function openEvent(trx: Db, origin: string, at: Date, by: Person, event: NewEvent): Promise<string> {
  const id = newId();
  const { timeZone, heldOn, ...same } = event;
  const row = { id, origin, ...same, time_zone: timeZone, held_on: heldOn, opened_at: at, opened_by: by.id };
  await trx('alumni_events').insert(row);
  await record(trx, origin, at, { actorId: by.id, action: 'event opened', subject: id, after: { title: event.title } });
  return id;
}

/** Cancels an event; twice is nothing. */
export function cancelEvent(trx: Db, origin: string, at: Date, by: Person, id: string): Promise<boolean> {
  return endOnce(trx, origin, at, by, id, { table: 'alumni_events', word: 'cancelled', action: 'event cancelled' });
}

/** Who registered, in the order of registration, with their names: for staff, and for counting. */
export function listPlaces(db: Db, event: Pick<Event, 'id'>): Promise<Place[]> {
  return db('alumni_event_places as place')
    .join('people', 'people.id', 'place.person_id')
    .where({ event_id: event.id, ended_at: null })
    .orderBy('registered_at')
    .orderBy('place.id')
    .select<Place[]>({
      id: 'place.id',
      personId: 'people.id',
      name: 'people.display_name',
      attendedAt: 'attended_at',
    });
}

/** Registers for an event; twice is nothing. Who has a seat follows from the order. */
export async function register(trx: Db, origin: string, at: Date, person: Person, event: Event): Promise<void> {
  await trx('alumni_event_places')
    .insert({ id: newId(), origin, event_id: event.id, person_id: person.id, registered_at: at })
    .onConflict(trx.raw('(event_id, person_id) where ended_at is null') as unknown as string)
    .ignore();
}

/** Steps back: the next one on the waiting list has the seat from then on. */
export async function stepBack(trx: Db, at: Date, person: Person, event: Event): Promise<void> {
  await trx('alumni_event_places')
    .where({ event_id: event.id, person_id: person.id, ended_at: null })
    .update({ ended_at: at });
}

/** Writes down who came: exactly these of the registered. */
export async function recordAttendance(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  event: Event,
  came: ReadonlySet<string>,
): Promise<void> {
  const places = trx('alumni_event_places').where({ event_id: event.id, ended_at: null });
  const ids = [...came];
  const noted = { attended_at: at, attended_recorded_by: by.id };
  await places.clone().whereIn('id', ids).whereNull('attended_at').update(noted);
  const unsaid = { attended_at: null, attended_recorded_by: null };
  await places.clone().whereNotIn('id', ids).whereNotNull('attended_at').update(unsaid);
  const after = { came: ids.length };
  await record(trx, origin, at, { actorId: by.id, action: 'event attendance recorded', subject: event.id, after });
}

import { type Person, addPerson } from '../accounts';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import type { Workshop } from '../workshops';
import { listKnown } from './import-queries';
import { type Answer, type Deed, planImport } from './plan';
import { endPlace, findByEmail, holdsCertificate, listPlaces } from './queries';
import type { RosterLine } from './roster';

/**
 * Who each of these people would be if they were enrolled, in the words of an import: somebody new, somebody known,
 * somebody who is in this workshop already, or a question with the people whom the name may mean.
 */
export async function whoAre(
  db: Db,
  by: Person,
  workshop: Workshop,
  lines: readonly RosterLine[],
  answers: ReadonlyMap<number, Answer> = new Map(),
): Promise<Deed[]> {
  const known = await listKnown(db, by, workshop, lines);
  return planImport(lines, [], known, workshop.capacity, answers).planned.map(({ deed }) => deed);
}

/** Adds a person by name, and their address where nobody has it. */
export async function addNewcomer(
  trx: Db,
  origin: string,
  at: Date,
  { name, email }: { readonly name: string; readonly email: string | null },
): Promise<string> {
  const personId = await addPerson(trx, origin, at, { displayName: name });
  if (email !== null && (await findByEmail(trx, email)) === undefined)
    await trx('person_emails').insert({ person_id: personId, origin, email, created_at: at });
  return personId;
}

/**
 * Ends the place that somebody holds as a participant, and says which; undefined where they hold none. Conflict for
 * whoever has a certificate of the workshop or was in its room: their attendance would stand without a place.
 */
export async function giveUpPlace(
  trx: Db,
  at: Date,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
): Promise<string | undefined> {
  const place = (await listPlaces(trx, workshop, personId)).find(({ role }) => role === 'participant');
  if (!place) return undefined;
  if (await holdsCertificate(trx, workshop, personId)) throw new Conflict('roster.end.certificate');
  if (await wasPresent(trx, workshop, personId)) throw new Conflict('nomination.wasThere');
  await endPlace(trx, at, workshop, place.enrolmentId);
  return place.enrolmentId;
}

async function wasPresent(db: Db, workshop: Pick<Workshop, 'id'>, personId: string): Promise<boolean> {
  const row = await db('attendance')
    .where({ workshop_id: workshop.id, person_id: personId, mark: 'present' })
    .first<object | undefined>('half_day');
  return row !== undefined;
}

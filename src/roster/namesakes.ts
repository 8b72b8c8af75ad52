import { type Person, foldName } from '../accounts';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { listKnown } from './import-queries';
import type { Known } from './plan';
import { type RosterEntry, listRoster } from './queries';

/** People who have the same name, but for case, accents and order, as far as the one who asks may know of them. */
export async function listNamesakes(
  db: Db,
  by: Person,
  workshop: Workshop,
  person: Pick<RosterEntry, 'personId' | 'displayName'>,
): Promise<Known[]> {
  const asLine = { line: 0, name: person.displayName, email: null, represents: null, agency: null };
  const { known } = await listKnown(db, by, workshop, [
    { ...asLine, role: 'participant', nominatedOn: null, languages: [] },
  ]);
  const key = foldName(person.displayName);
  const same = known.filter((one) => one.personId !== person.personId && foldName(one.displayName) === key);
  return [...new Map(same.map((one) => [one.personId, one])).values()];
}

/** Everybody else who has or had a place in this workshop: whom a person may have been entered as, by another name. */
export async function listOthers(db: Db, workshop: Workshop, personId: string): Promise<RosterEntry[]> {
  const all = [...(await listRoster(db, workshop)), ...(await listRoster(db, workshop, 'former'))];
  const people = new Map(all.map((one) => [one.personId, one]));
  people.delete(personId);
  return [...people.values()].filter((one) => one.role !== 'facilitator' && !one.mergedAway);
}

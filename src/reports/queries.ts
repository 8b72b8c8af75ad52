import { listMarked } from '../assessment';
import type { Db } from '../db/db';
import { listOutcomes } from '../scenario';
import { type Workshop, halfDaysOf, listEnrolled, listMarks } from '../workshops';
import type { Raw } from './figures';

type Held = Pick<Workshop, 'id' | 'startsOn' | 'endsOn'>;

/** Everything a workshop's figures rest on, without a name. Takes the workshop: whoever holds it may see its figures. */
export async function readRaw(db: Db, workshop: Held): Promise<Raw> {
  // One after the other: a transaction has one connection.
  const participants = await listEnrolled(db, workshop, 'participant');
  const marks = await listMarks(db, workshop);
  const tests = await listMarked(db, workshop);
  const outcomes = await listOutcomes(db, workshop);
  const certificates = await countCertificates(db, workshop);
  const ids = new Set(participants.map(({ personId }) => personId));
  return {
    participants: participants.map(({ represents, agency }) => ({ represents, agency })),
    halfDays: halfDaysOf(workshop),
    marks: marks.filter(({ personId }) => ids.has(personId)).map(({ halfDay, mark }) => ({ halfDay, mark })),
    tests,
    outcomes,
    certificates,
  };
}

async function countCertificates(db: Db, workshop: Pick<Workshop, 'id'>): Promise<number> {
  const [row] = await db('certificates')
    .where({ workshop_id: workshop.id, replaced_by: null, revoked_at: null })
    .count<{ count: string }[]>();
  return Number(row?.count);
}

/** Numbers of the certificates that stand, by person. */
export async function listCertificateNumbers(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Map<string, string>> {
  const rows = await db('certificates')
    .where({ workshop_id: workshop.id, replaced_by: null, revoked_at: null })
    .select<{ person_id: string; number: string }[]>('person_id', 'number');
  return new Map(rows.map(({ person_id, number }) => [person_id, number]));
}

import { listMarked } from '../assessment';
import type { Db } from '../db/db';
import { listFollowups } from '../followup';
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
  const newcomers = await countNewcomers(db, workshop);
  const followups = await listFollowups(db, workshop);
  const ids = new Set(participants.map(({ personId }) => personId));
  return {
    participants: participants.map(({ represents, agency }) => ({ represents, agency })),
    newcomers,
    halfDays: halfDaysOf(workshop),
    marks: marks.filter(({ personId }) => ids.has(personId)).map(({ halfDay, mark }) => ({ halfDay, mark })),
    tests,
    outcomes,
    certificates,
    followups: followups.filter(({ personId }) => ids.has(personId)).map(({ month, outcome }) => ({ month, outcome })),
  };
}

/** Who took their first place here. */
async function countNewcomers(db: Db, { id }: Pick<Workshop, 'id'>): Promise<number> {
  const [row] = await db('enrolments as here')
    .where({ 'here.workshop_id': id, 'here.role': 'participant', 'here.ended_at': null })
    .whereNotExists(
      db('enrolments as earlier')
        .whereRaw('earlier.person_id = here.person_id and earlier.id < here.id')
        .where({ 'earlier.role': 'participant', 'earlier.ended_at': null }),
    )
    .count<{ count: string }[]>();
  return Number(row?.count);
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

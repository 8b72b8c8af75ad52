import { createHash } from 'node:crypto';
import type { Db } from '../../src/db';
import {
  alpha,
  bothOf,
  cells,
  hidden,
  hundredths,
  mean,
  none,
  participantsOf,
  plain,
  standingIn,
  testsOf,
  toldOutside,
} from './counting';
import type { Told } from './lines';
import type { RawWorkshop } from './raw';
import { type Share, inWords } from './recount';

/** What the claims of a dossier must say that are figures, by their id. */
export function recountClaims(workshop: RawWorkshop, presence: Share): Record<string, string> {
  const people = participantsOf(workshop);
  const days = (Date.parse(workshop.ends_on) - Date.parse(workshop.starts_on)) / 86_400_000 + 1;
  const [sentPre, sentPost] = [testsOf(workshop, 'pre'), testsOf(workshop, 'post')];
  const told = (count: number) => inWords(toldOutside(count, people.length));
  const present = workshop.attendance.filter(
    ({ person_id, mark }) => mark === 'present' && people.some((one) => one.person_id === person_id),
  ).length;
  const standing = standingIn(workshop);
  const gains = bothOf(workshop).map(
    ({ before, after }) => after.total / after.marks.length - before.total / before.marks.length,
  );
  return {
    facilitators: String(
      workshop.enrolments.filter(({ role, ended_at }) => role === 'facilitator' && ended_at === null).length,
    ),
    participants: told(people.length),
    attendance: shareInWords(present, people.length * days * 2, presence),
    certificates: told(standing.length),
    sentPre: told(sentPre.length),
    sentPost: told(sentPost.length),
    gain: estimate(cells(mean(gains), hundredths, false)),
    alpha: estimate(cells(alpha(sentPost.map(({ marks }) => marks)), plain, false)),
    rule: `present on ${Math.ceil(days * 2 * 0.75)} of ${days * 2} half days, a case played to an ending, and the test after sent`,
  };
}

function shareInWords(count: number, of: number, { told, more }: Share): string {
  if (told > count) throw new Error('More is told than there was.');
  const share = ((100 * told) / of).toFixed(1);
  return more ? `${share} or more` : share;
}

function estimate(told: readonly Told[]): string {
  const [n, value, low, high] = told.map((one) =>
    typeof one === 'string' ? one : one.value.toFixed(one.decimals).replace('-', '−'),
  );
  return value === hidden || value === none ? value : `${value} (95%: ${low} to ${high}; n = ${n})`;
}

/** The digest over the ids of these rows, sorted and joined by commas, as whoever checks a dossier works it out. */
export async function digestOfIds(
  db: Db,
  table: 'enrolments' | 'audit_events',
  workshop: RawWorkshop,
): Promise<string> {
  const rows = await db(table).where({ workshop_id: workshop.id }).select<{ id: string; ended_at?: Date | null }[]>();
  const ids = rows.filter((row) => !row.ended_at).map(({ id }) => id);
  return createHash('sha256').update(ids.sort().join()).digest('hex');
}

import type { Belonging } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { keptDays } from './nomination';

/** What somebody has who was enrolled for a nomination and never came: nothing of it is their own doing. */
const ofNominees = new Set([
  'enrolments',
  'person_emails',
  'nominations',
  'table_places',
  'mails',
  'personal_links',
  'entry_links',
]);

export interface Forgotten {
  readonly nominations: number;
  /** People who are known only from such nominations, and hold no place: nothing else speaks of them. */
  readonly people: readonly string[];
}

interface Due {
  readonly id: string;
  readonly workshopId: string;
  readonly personId: string | null;
}

/**
 * Removes what was written about those who do not come, so many days after it was decided; and what was written in any
 * nomination, so many days after the workshop. The rows stay, and their states: they are counted, of nobody.
 */
export async function forgetNominees(
  trx: Db,
  origin: string,
  now: Date,
  belongings: readonly Belonging[],
): Promise<Forgotten> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  const due: readonly Due[] = await trx('nominations')
    .joinRaw(
      'join lateral (select state, at from nomination_states where nomination_id = nominations.id order by seq desc limit 1) last on true',
    )
    .join('workshops', 'workshops.id', 'nominations.workshop_id')
    .whereNotNull('name')
    .where((over) => {
      void over.where('workshops.ends_on', '<', before.toISOString().slice(0, 10));
      void over.orWhere(
        (out) => void out.whereIn('last.state', ['declined', 'withdrawn', 'replaced']).where('last.at', '<=', before),
      );
    })
    .select<Due[]>({
      id: 'nominations.id',
      workshopId: 'nominations.workshop_id',
      personId: 'person_id',
    });
  const ids = due.map(({ id }) => id);
  await trx('nominations').whereIn('id', ids).update({ name: null, email: null, needs: null, languages: '{}' });
  await trx('nomination_states').whereIn('nomination_id', ids).update({ because: null });
  for (const workshopId of new Set(due.map((one) => one.workshopId))) {
    const after = { nominations: due.filter((one) => one.workshopId === workshopId).length };
    const deed = { workshopId, actorId: null, action: 'nominees forgotten', subject: workshopId, after };
    await record(trx, origin, now, deed);
  }
  const people = [...new Set(due.flatMap(({ personId }) => personId ?? []))];
  return { nominations: ids.length, people: await onlyNominees(trx, people, belongings) };
}

async function onlyNominees(trx: Db, ids: readonly string[], belongings: readonly Belonging[]): Promise<string[]> {
  let left = [...ids];
  for (const { table } of belongings) {
    if (left.length === 0) break;
    const own = trx(table).whereIn('person_id', left);
    if (table === 'enrolments') void own.whereNull('ended_at');
    else if (ofNominees.has(table)) continue;
    const used = new Set(await own.pluck<string[]>('person_id'));
    left = left.filter((id) => !used.has(id));
  }
  // Who is or was merged with somebody is more than a nominee, and so is who is named in a nomination that still stands.
  const others = new Set([
    ...(await trx('people').whereIn('merged_into', left).pluck<string[]>('merged_into')),
    ...(await trx('people').whereIn('id', left).whereNotNull('merged_into').pluck<string[]>('id')),
    ...(await trx('nominations').whereIn('person_id', left).whereNotNull('name').pluck<string[]>('person_id')),
  ]);
  return left.filter((id) => !others.has(id));
}

import { type Belonging, type Person, foldName } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { wordsIn } from '../words';
import { fateOf } from './erasure';

/**
 * Takes a person out of every table. Marks, answers and counts stay, of nobody; texts, addresses, roles, notes and links
 * go, and so do the values of the audit that name the person: its chain stays whole, as it holds only their digests.
 * Conflict for whoever has a role in the programme: somebody has to take it over first. `by` is null where a rule does it.
 */
export async function erase(
  trx: Db,
  origin: string,
  now: Date,
  person: Person,
  belongings: readonly Belonging[],
  certificates: 'kept' | 'erased',
  by: string | null = person.id,
): Promise<void> {
  if (person.programmeRoles.length > 0) throw new Conflict('privacy.roleFirst');
  const ids = await trx('people')
    .where({ id: person.id })
    .orWhere({ merged_into: person.id })
    .orderBy('id')
    .forUpdate()
    .pluck<string[]>('id');
  await eraseAuditValues(trx, ids);
  await eraseNominations(trx, ids);
  const tests = trx('attempts').whereIn('person_id', ids).select('id');
  await trx('late_answers').whereIn('attempt_id', tests).delete();
  for (const { table } of belongings) {
    const fate = fateOf(table);
    const rows = trx(table).whereIn('person_id', ids);
    if (fate === 'goes') await rows.delete();
    else if (fate !== 'stays') await rows.update(fate);
  }
  await trx('answers')
    .whereIn('attempt_id', tests)
    .update({ response: trx.raw(`response - 'words'`) });
  await trx('run_texts').whereIn('person_id', ids).whereNull('erased_at').update({ body: null, erased_at: now });
  await trx('sessions').whereRaw(`sess->'passport'->>'user' = any(?)`, [ids]).delete();
  const t = wordsIn('en');
  if (certificates === 'erased') {
    const name = JSON.stringify(t('privacy.erasedName'));
    await trx('certificates')
      .whereIn('person_id', ids)
      .update({ facts: trx.raw(`jsonb_set(facts, '{name}', ?::jsonb)`, [name]) });
  }
  const nobody = t('privacy.erasedPerson');
  await trx('people')
    .whereIn('id', ids)
    .update({
      ...{ display_name: nobody, name_key: foldName(nobody), language: 'en' },
      ...{ own_name: null, own_name_language: null },
    });
  await trx('erasures')
    .insert({ person_id: person.id, origin, erased_at: now, certificates })
    .onConflict('person_id')
    .merge(['erased_at', 'certificates']);
  const after = { certificates };
  await record(trx, origin, now, { actorId: by, action: 'person erased', subject: person.id, after });
}

/** Deletes every value of the audit that is about the person, or holds their name or an address of theirs. */
async function eraseAuditValues(trx: Db, ids: readonly string[]): Promise<void> {
  const names = await trx('people')
    .whereIn('id', ids)
    .select<{ display_name: string; own_name: string | null }[]>('display_name', 'own_name');
  const addresses = await trx.raw<{ rows: { email: string }[] }>(
    'select email from sign_ins where person_id = any(:ids) union select email from person_emails where person_id = any(:ids)',
    { ids },
  );
  const certificates = await trx('certificates').whereIn('person_id', ids).pluck<string[]>('id');
  const words = [
    ...names.flatMap(({ display_name, own_name }) => [display_name, own_name ?? '']),
    ...addresses.rows.map(({ email }) => email),
  ].filter((word) => word !== '');
  // As a whole value in quotes, as JSON writes it: a short name is not taken for a part of another.
  const quoted = words.map((word) => JSON.stringify(word));
  await trx.raw(
    `delete from audit_values where event_id in (select id from audit_events where subject = any(:subjects))
       or exists (select from unnest(:quoted::text[]) word
         where position(word in coalesce(before::text, '')) > 0 or position(word in coalesce(after::text, '')) > 0)`,
    { subjects: [...ids, ...certificates], quoted },
  );
}

/** Nominations under an address of the person are emptied with those that led to a place, and so are their reasons. */
async function eraseNominations(trx: Db, ids: readonly string[]): Promise<void> {
  const emptied = await trx.raw<{ rows: { id: string }[] }>(
    `update nominations set name = null, email = null, needs = null, agency = null, languages = '{}'
     where person_id = any(:ids) or email in (select email from sign_ins where person_id = any(:ids)
       union select email from person_emails where person_id = any(:ids)) returning id`,
    { ids },
  );
  await trx('nomination_states')
    .whereIn(
      'nomination_id',
      emptied.rows.map(({ id }) => id),
    )
    .update({ because: null });
}

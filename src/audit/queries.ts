import type { Db } from '../db/db';
import { newId, newSecret } from '../ids';
import { type Deed, type Link, firstBrokenLink, linkDigest, programmeChain, valuesDigest } from './audit';

/**
 * Writes down what was done, in the same transaction as the doing. The chain's tail is locked until that transaction
 * ends, so that two deeds never take one place in it.
 */
export async function record(trx: Db, origin: string, at: Date, deed: Deed): Promise<void> {
  const workshopId = deed.workshopId ?? programmeChain;
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`audit ${origin} ${workshopId}`]);
  const tail = await trx('audit_events')
    .where({ origin, workshop_id: workshopId })
    .orderBy('seq', 'desc')
    .first<{ seq: number; digest: string } | undefined>('seq', 'digest');

  const salt = newSecret();
  const before = deed.before ?? null;
  const after = deed.after ?? null;
  const link: Link = {
    origin,
    workshopId,
    seq: (tail?.seq ?? 0) + 1,
    id: newId(),
    at: at.toISOString(),
    actorId: deed.actorId,
    action: deed.action,
    subject: deed.subject,
    valuesDigest: valuesDigest(salt, before, after),
    previousDigest: tail?.digest ?? '',
  };
  await trx('audit_events').insert({
    origin,
    workshop_id: workshopId,
    seq: link.seq,
    id: link.id,
    at,
    actor_id: link.actorId,
    action: link.action,
    subject: link.subject,
    values_digest: link.valuesDigest,
    previous_digest: link.previousDigest,
    digest: linkDigest(link),
  });
  await trx('audit_values').insert({
    event_id: link.id,
    salt,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  });
}

/** The place at which one workshop's chain is broken, or undefined. */
export async function brokenAuditLink(
  db: Db,
  origin: string,
  workshopId = programmeChain,
): Promise<number | undefined> {
  const rows = await db('audit_events')
    .where({ origin, workshop_id: workshopId })
    .orderBy('seq')
    .select<(Omit<Link, 'at'> & { at: Date; digest: string })[]>({
      origin: 'origin',
      workshopId: 'workshop_id',
      seq: 'seq',
      id: 'id',
      at: 'at',
      actorId: 'actor_id',
      action: 'action',
      subject: 'subject',
      valuesDigest: 'values_digest',
      previousDigest: 'previous_digest',
      digest: 'digest',
    });
  return firstBrokenLink(rows.map((row) => ({ ...row, at: row.at.toISOString() })));
}

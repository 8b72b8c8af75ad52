import type { Finding } from '../command';
import type { Db } from '../db/db';
import { newId } from '../ids';

/** Why the curriculum on disk was not published: how many findings there were, and the first of them. For staff only. */
export interface Refusal {
  readonly refusedAt: Date;
  readonly findingCount: number;
  readonly findings: readonly Finding[];
}

const mostKept = 50;

/** Keeps why a start did not publish; it stands until a publishing succeeds. */
export async function keepRefusal(db: Db, origin: string, at: Date, findings: readonly Finding[]): Promise<void> {
  await db.transaction(async (trx) => {
    await endRefusals(trx, at);
    const kept = findings.slice(0, mostKept).map(({ code, file, line, message }) => ({ code, file, line, message }));
    await trx('publishing_refusals').insert({
      id: newId(),
      origin,
      finding_count: findings.length,
      findings: JSON.stringify(kept),
      refused_at: at,
    });
  });
}

/** The curriculum on disk was published, or was published already. */
export async function endRefusals(db: Db, at: Date): Promise<void> {
  await db('publishing_refusals').where({ ended_at: null }).update({ ended_at: at });
}

/** The refusal that stands, if one does. */
export function findRefusal(db: Db): Promise<Refusal | undefined> {
  return db('publishing_refusals')
    .where({ ended_at: null })
    .orderBy('refused_at', 'desc')
    .first<Refusal | undefined>({ refusedAt: 'refused_at', findingCount: 'finding_count', findings: 'findings' });
}

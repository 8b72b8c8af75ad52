import { record } from '../audit';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import type { Certificate, Facts } from './certificate';
import { type Issuing, asJson, lockCertificates, write } from './queries';

/**
 * Issues a certificate anew with other facts, under a new number, and returns the new one's id. The old one stays, says
 * on its verify page that it was replaced, and keeps what it said. A second click gets the paper of the first; Conflict
 * is thrown where it has been replaced with other facts in the meantime.
 */
export async function reissue(
  trx: Db,
  issuing: Issuing,
  certificate: Certificate,
  facts: Facts,
  because: string,
): Promise<string> {
  const { origin, at, by } = issuing;
  await lockCertificates(trx, origin);
  const standing = await trx('certificates')
    .where({ id: certificate.id })
    .first<{ by: string | null }>({ by: 'replaced_by' });
  if (standing.by) return sameAgain(trx, standing.by, facts);
  // A certificate that points at itself leaves its place free for the one that is written next.
  const ended = { replaced_by: certificate.id, ended_by: by.id, ended_because: because };
  await trx('certificates').where({ id: certificate.id }).update(ended);
  const { id, number } = await write(trx, issuing, { id: certificate.workshopId }, certificate.personId, facts);
  await trx('certificates').where({ id: certificate.id }).update({ replaced_by: id });
  await record(trx, origin, at, {
    workshopId: certificate.workshopId,
    actorId: by.id,
    action: 'certificate reissued',
    subject: id,
    before: { number: certificate.number, facts: asJson(certificate.facts) },
    after: { number, facts: asJson(facts), because },
  });
  return id;
}

async function sameAgain(trx: Db, id: string, { name, represents }: Facts): Promise<string> {
  const row = await trx('certificates').where({ id }).first<{ facts: Facts }>('facts');
  if (row.facts.name !== name || row.facts.represents !== represents) throw new Conflict('certificate.replacedAlready');
  return id;
}

/** Withdraws a certificate: its verify page says so from now on. Withdrawing it twice changes nothing more. */
export async function revoke(
  trx: Db,
  { origin, at, by }: Pick<Issuing, 'origin' | 'at' | 'by'>,
  certificate: Certificate,
  because: string,
): Promise<void> {
  const changed = await trx('certificates')
    .where({ id: certificate.id, revoked_at: null })
    .update({ revoked_at: at, ended_by: by.id, ended_because: because });
  if (changed === 0) return;
  await record(trx, origin, at, {
    workshopId: certificate.workshopId,
    actorId: by.id,
    action: 'certificate withdrawn',
    subject: certificate.id,
    after: { number: certificate.number, because },
  });
}

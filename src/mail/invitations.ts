import type { Person } from '../accounts';
import type { Db } from '../db/db';
import { wordsIn } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import { endLinks } from './links';
import { type Addressee, findMailByKey, turnMail, writeMail } from './queries';
import { turns } from './mail';

type Occasion = Pick<Workshop, 'id' | 'title' | 'venue' | 'startsOn' | 'endsOn'>;

const keyOf = (workshop: Pick<Workshop, 'id'>, personId: string) => `invitation ${workshop.id} ${personId}`;

/** Writes somebody's invitation to a workshop, once; it waits in the outbox. False when there was one already. */
export function writeInvitation(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Occasion,
  { personId, displayName, address }: Pick<Addressee, 'personId' | 'displayName' | 'address'>,
): Promise<boolean> {
  const t = wordsIn('en');
  const params = { workshop: workshop.title, venue: workshop.venue, dates: daysInWords(workshop, t.locale) };
  return writeMail(trx, origin, at, {
    key: keyOf(workshop, personId),
    kind: 'invitation',
    ...{ personId, workshopId: workshop.id, leadsTo: workshop.id, address },
    subject: t('mail.invitation.subject', params),
    body: t('mail.invitation.body', { ...params, name: displayName }),
  });
}

/** Takes back somebody's invitation: a mail that has not gone does not go, and a link that has gone opens nothing. */
export async function withdrawInvitation(
  trx: Db,
  origin: string,
  at: Date,
  by: Person | null,
  workshop: Pick<Workshop, 'id'>,
  personId: string,
): Promise<void> {
  const mail = await findMailByKey(trx, keyOf(workshop, personId));
  if (mail && turns['withdraw']?.from.includes(mail.state)) await turnMail(trx, origin, at, by, mail, 'withdrawn');
  await endLinks(trx, at, 'invitation', { personId, leadsTo: workshop.id });
}

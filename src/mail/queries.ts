import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { notify } from '../db/listen';
import { newId } from '../ids';
import { type Mail, type MailKind, type MailState, afterAttempt } from './mail';

/** Told when a mail may go. */
export const outboxTopic = 'outbox';

export interface NewMail {
  /** What it is about: a second mail with the same key is not written. */
  readonly key: string;
  readonly kind: MailKind;
  readonly personId: string;
  readonly workshopId?: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  readonly leadsTo?: string;
}

/** Writes a mail, once. It waits for a person's approval unless `atOnce`. False when there was one of this key. */
export async function writeMail(trx: Db, origin: string, at: Date, mail: NewMail, atOnce = false): Promise<boolean> {
  const [row] = await trx('mails')
    .insert({
      ...{ id: newId(), origin, key: mail.key, kind: mail.kind, person_id: mail.personId },
      ...{ workshop_id: mail.workshopId ?? null, address: mail.address.trim(), leads_to: mail.leadsTo ?? null },
      ...{ subject: mail.subject, body: mail.body },
    })
    .onConflict('key')
    .ignore()
    .returning<{ id: string }[]>('id');
  if (!row) return false;
  await addState(trx, origin, at, { id: row.id, seq: 0 }, { state: 'written' });
  if (atOnce) {
    await addState(trx, origin, at, { id: row.id, seq: 1 }, { state: 'approved' });
    await notify(trx, outboxTopic);
  }
  return true;
}

/** Each mail with its last state. */
function mails(db: Db) {
  const columns = {
    id: 'mails.id',
    kind: 'kind',
    personId: 'person_id',
    workshopId: 'workshop_id',
    address: 'address',
    subject: 'subject',
    body: 'body',
    leadsTo: 'leads_to',
    state: 'last.state',
    seq: 'last.seq',
    at: 'last.at',
    because: 'last.because',
  };
  return db('mails')
    .joinRaw('join lateral (select * from mail_states where mail_id = mails.id order by seq desc limit 1) last on true')
    .select<Mail[]>(columns);
}

/** The last 300 mails, those that wait for somebody first. */
export async function listMails(db: Db): Promise<Mail[]> {
  return mails(db)
    .orderByRaw(
      `array_position(array['unclear', 'failed', 'written', 'approved', 'sending', 'sent', 'withdrawn'], last.state),
       mails.id desc`,
    )
    .limit(300);
}

export async function findMail(db: Db, id: string): Promise<Mail | undefined> {
  const [mail] = await mails(db).where('mails.id', id).limit(1);
  return mail;
}

export async function findMailByKey(db: Db, key: string): Promise<Mail | undefined> {
  const [mail] = await mails(db).where('mails.key', key).limit(1);
  return mail;
}

interface NewState {
  readonly state: MailState;
  readonly by?: string | undefined;
  readonly nextTryAt?: Date | undefined;
  readonly because?: string | undefined;
}

/** Adds what happened to a mail after its state `seq`. False when something else happened to it first. */
async function addState(
  db: Db,
  origin: string,
  at: Date,
  mail: Pick<Mail, 'id' | 'seq'>,
  { state, by, nextTryAt, because }: NewState,
): Promise<boolean> {
  const added = await db('mail_states')
    .insert({
      ...{ mail_id: mail.id, seq: mail.seq + 1, origin, state, at },
      ...{ changed_by: by ?? null, next_try_at: nextTryAt ?? null, because: because ?? null },
    })
    .onConflict(['mail_id', 'seq'])
    .ignore()
    .returning<object[]>('seq');
  return added.length > 0;
}

/** What was decided about a mail: by a person, or by what an agency did (null). False when it had moved on. */
export async function turnMail(
  trx: Db,
  origin: string,
  at: Date,
  by: Person | null,
  mail: Mail,
  state: MailState,
): Promise<boolean> {
  if (!(await addState(trx, origin, at, mail, { state, by: by?.id }))) return false;
  await record(trx, origin, at, { actorId: by?.id ?? null, action: `mail ${state}`, subject: mail.id });
  await notify(trx, outboxTopic);
  return true;
}

/** Another address or other words; the mail waits for approval again. False when it had moved on. */
export async function changeMail(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  mail: Mail,
  words: Pick<Mail, 'address' | 'subject' | 'body'>,
): Promise<boolean> {
  if (!(await addState(trx, origin, at, mail, { state: 'written', by: by.id }))) return false;
  await trx('mails').where({ id: mail.id }).update(words);
  await record(trx, origin, at, { actorId: by.id, action: 'mail changed', subject: mail.id });
  return true;
}

/** The mails whose turn it is now, the oldest first. */
export async function listDue(db: Db, now: Date): Promise<Mail[]> {
  return mails(db)
    .where('last.state', 'approved')
    .where((due) => void due.whereNull('last.next_try_at').orWhere('last.next_try_at', '<=', now))
    .orderBy('mails.id')
    .limit(50);
}

/** Takes a mail for sending. Of all processes that try, one gets it: the place of its next state is taken once. */
export async function takeMail(trx: Db, origin: string, now: Date, mail: Mail): Promise<boolean> {
  return addState(trx, origin, now, mail, { state: 'sending' });
}

/** Writes down what came of sending a mail that was taken. */
export async function settleMail(
  db: Db,
  origin: string,
  now: Date,
  mail: Mail,
  outcome: 'sent' | { readonly code: number | undefined; readonly because: string },
): Promise<void> {
  const taken = { id: mail.id, seq: mail.seq + 1 };
  if (outcome === 'sent') {
    await addState(db, origin, now, taken, { state: 'sent' });
    return;
  }
  const [row] = await db('mail_states').where({ mail_id: mail.id, state: 'sending' }).count<{ count: string }[]>();
  const { because, code } = outcome;
  await addState(db, origin, now, taken, { ...afterAttempt(code, Number(row?.count), now), because });
}

/** Mails that a process took and never came back from: nobody knows, so a person is asked. */
export async function settleLost(db: Db, origin: string, now: Date, before: Date): Promise<void> {
  const lost = await mails(db).where('last.state', 'sending').where('last.at', '<', before);
  for (const mail of lost) await addState(db, origin, now, mail, { state: 'unclear' });
}

export interface Addressee {
  readonly personId: string;
  readonly displayName: string;
  readonly language: string;
  readonly address: string;
  readonly hasSignIn: boolean;
}

/** People with an address that a mail can go to: what they sign in with, else what the roster knew. */
export function addressees(db: Db) {
  return db('people')
    .leftJoin('sign_ins', 'sign_ins.person_id', 'people.id')
    .leftJoin('person_emails', 'person_emails.person_id', 'people.id')
    .whereNull('people.merged_into')
    .whereRaw('coalesce(sign_ins.email, person_emails.email) is not null')
    .select<Addressee[]>(
      { personId: 'people.id', displayName: 'people.display_name', language: 'people.language' },
      db.raw('coalesce(sign_ins.email, person_emails.email) as address'),
      db.raw('sign_ins.email is not null as "hasSignIn"'),
    );
}

export async function findAddressee(db: Db, email: string): Promise<Addressee | undefined> {
  const typed = email.trim().toLowerCase();
  const [found] = await addressees(db).whereRaw('coalesce(sign_ins.email, person_emails.email) = ?', [typed]).limit(1);
  return found;
}

export async function findAddressOf(db: Db, personId: string): Promise<Addressee | undefined> {
  const [found] = await addressees(db).where('people.id', personId).limit(1);
  return found;
}

/** Signs a person out everywhere: whoever had the old password has it no more. */
export async function endSessions(trx: Db, personId: string): Promise<void> {
  await trx('sessions').whereRaw(`sess->'passport'->>'user' = ?`, [personId]).delete();
}

/** Those enrolled in a workshop who can be written to and cannot sign in. */
export async function listUninvited(db: Db, workshopId: string): Promise<Addressee[]> {
  return addressees(db)
    .whereNull('sign_ins.email')
    .whereExists(db('enrolments').whereRaw('person_id = people.id').where({ workshop_id: workshopId, ended_at: null }));
}

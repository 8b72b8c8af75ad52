import type * as Nodemailer from 'nodemailer';
import type { Logger } from 'pino';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { listenTo } from '../db/listen';
import { makeLink } from './links';
import { type Mail, bodyWith } from './mail';
import { listDue, outboxTopic, settleLost, settleMail, takeMail } from './queries';

/** How mails leave the house: the server's address (`smtp://` or `smtps://`), who they come from, where links lead. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  /** The address at which people reach the product. A request's own is never used: its sender chooses it. */
  readonly publicUrl: string;
}

export interface SenderDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly log: Logger;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** Longer than any attempt can take: a mail that is still `sending` then was left behind by a process that ended. */
const lostAfter = 10 * 60_000;
const every = 20_000;

/**
 * Sends every mail whose turn it is. Any number of processes may do so at once, and each mail goes once: who takes it
 * writes that down first, and a mail whose sending was cut off waits for a person's word. The server is asked whether it
 * is there before anything is taken, so while it is away mails only wait. Stops between two mails when `going` says so.
 */
export async function sendDue(
  { db, clock, origin, log }: SenderDeps,
  settings: MailSettings,
  going: () => boolean = () => true,
): Promise<void> {
  await settleLost(db, origin, clock(), new Date(clock().getTime() - lostAfter));
  const due = await listDue(db, clock());
  if (due.length === 0) return;
  // Loaded with the first mail: an installation without a mail server never needs it.
  const { createTransport } = module.require('nodemailer') as typeof Nodemailer;
  const transport = createTransport({
    url: settings.smtpUrl,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
  } catch (error) {
    transport.close();
    log.warn({ code: (error as { code?: string }).code, waiting: due.length }, 'the mail server does not answer');
    return;
  }
  for (const mail of due) {
    if (!going()) break;
    const body = await db.transaction((trx) => takeWithLink(trx, origin, clock(), settings, mail));
    if (body !== undefined) await settleMail(db, origin, clock(), mail, await attempt(transport, settings, mail, body));
  }
  transport.close();
}

/** Takes the mail and makes its link; undefined when another process was first. */
async function takeWithLink(
  trx: Db,
  origin: string,
  now: Date,
  { publicUrl }: MailSettings,
  mail: Mail,
): Promise<string | undefined> {
  if (!mail.personId || !(await takeMail(trx, origin, now, mail))) return undefined;
  const { kind, personId, leadsTo } = mail;
  const { path } = await makeLink(trx, origin, now, { kind, personId, leadsTo });
  return bodyWith(mail, `${publicUrl}${path}`);
}

async function attempt(transport: Nodemailer.Transporter, { from }: MailSettings, mail: Mail, text: string) {
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.address },
      subject: mail.subject,
      text,
      // The same for every attempt: a server that has seen it may know it again.
      messageId: `<${mail.id}@${from.replace(/^.*@|[>\s]+$/g, '')}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return 'sent' as const;
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    return { code: responseCode, because: [code, responseCode].filter((part) => part !== undefined).join(' ') };
  }
}

/** Sends what is due now, whenever a mail is approved, and every twenty seconds, until the answer is called. */
export function startSender(deps: SenderDeps, settings: MailSettings): () => Promise<void> {
  let going = true;
  let again = false;
  let current: Promise<void> | undefined;
  const wake = () => {
    again = true;
    current ??= work().finally(() => (current = undefined));
  };
  const work = async () => {
    while (again && going) {
      again = false;
      await sendDue(deps, settings, () => going).catch((error: unknown) => {
        deps.log.error({ err: error }, 'mails could not be sent');
      });
    }
  };
  const timer = setInterval(wake, every).unref();
  const deaf = listenTo(deps.db, outboxTopic, wake);
  wake();
  return async () => {
    going = false;
    clearInterval(timer);
    deaf();
    await current;
  };
}

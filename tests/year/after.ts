import type { Browser } from '../support/site';
import { linkIn } from '../mail/mail-server';
import { type Held, comeBack, doubleClick, phoneOf } from './held';
import { drawn } from './people';
import type { Year } from './year';

/** Writes the one commitment for the return to work. */
export async function commit(held: Held, name: string): Promise<void> {
  const path = `${held.base}/commitment`;
  const phone = await phoneOf(held, name).get(path);
  await phone.send(path, {
    what: `By Friday I call the liaison desk (${name})`,
    by: '2029-01-31',
    template: 'request',
  });
}

/** Issues the certificates by the rule, with two clicks. */
export async function issue(held: Held): Promise<void> {
  const path = `${held.base}/certificates`;
  await held.year.daniel.get(path);
  await doubleClick(held.year.daniel, path, { signName1: 'Daniel Okafor', signRole1: 'Facilitator' });
}

/** Who has a certificate, by the name on the list, with the address of its page. */
export async function certified(held: Held): Promise<Map<string, string>> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/certificates`);
  const lines = daniel.page.querySelectorAll('tbody tr').flatMap((row): [string, string][] => {
    const href = row.querySelector('td a')?.getAttribute('href');
    return href ? [[row.querySelector('th')?.text.trim() ?? '', href]] : [];
  });
  return new Map(lines);
}

/** Issues one certificate anew, under another name, with two clicks. */
export async function reissue(held: Held, name: string, right: string, because: string): Promise<void> {
  const path = (await certified(held)).get(name) ?? '';
  const { daniel } = held.year;
  await daniel.get(path);
  await doubleClick(daniel, `${path}/reissues`, { name: right, represents: 'Thailand', because });
}

/** What stands on somebody's own page of the certificate: the address of its verify page and the private code. */
export async function ownCertificate(held: Held, name: string): Promise<{ verify: string; code: string }> {
  const phone = await (await comeBack(held, name)).get(`${held.base}/certificate`);
  const verify = phone.page.querySelector('a[href*="/certificates/"]')?.getAttribute('href') ?? '';
  return { verify: new URL(verify).pathname, code: phone.page.querySelector('.code')?.text.trim() ?? '' };
}

/** Comes to the alumni record with the code of a certificate alone, on a new device. */
export async function comeAsAlumna(year: Year, code: string): Promise<Browser> {
  const alumna = await year.visitor().get('/alumni/claim');
  await alumna.send('/alumni/claim', { code });
  return alumna.follow();
}

/** The office reads the drafts and lets them go; answers each letter's link by the address it went to. */
export async function sendReminders(year: Year): Promise<Map<string, string>> {
  const before = year.mail.received.length;
  await year.office.get('/outbox');
  if (year.office.page.querySelector('form[action="/outbox/approvals"]'))
    await year.office.send('/outbox/approvals', { kind: 'followup' });
  // Fifty at a time, as the product does.
  for (let sent = -1; sent !== year.mail.received.length;) {
    sent = year.mail.received.length;
    await year.sendMail();
  }
  return new Map(year.mail.received.slice(before).map(({ to, text }) => [to, linkIn(text)]));
}

/** Answers the question of a month: by the link of a letter, without a password, or on one's own page. */
export async function answer(held: Held, month: number, name: string, link: string | undefined): Promise<void> {
  const path = link ?? `${held.base}/follow-ups/${month}`;
  const phone = await (link ? held.year.visitor() : await comeBack(held, name)).get(path);
  await phone.send(path, said(name, month));
}

function said(name: string, month: number): Record<string, string> {
  const outcome = ['kept', 'changed', 'not yet', 'kept', 'declined', 'kept'][drawn(6, name, month)] ?? 'kept';
  return { outcome, requestsSent: String(drawn(4, name, month, 'sent')), requestsAnswered: '', contactsUsed: '1' };
}

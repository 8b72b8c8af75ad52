/** What a mail is for; its link opens that and nothing else. */
export type MailKind = 'reset' | 'invitation' | 'followup';
export type LinkKind = MailKind | 'supervisor';

/**
 * `written` waits for a person; `approved` waits for the sender; `sending` is with the mail server now; `unclear` was with
 * it when the connection or the program ended: a person says whether it goes again.
 */
export type MailState = 'written' | 'approved' | 'sending' | 'sent' | 'failed' | 'unclear' | 'withdrawn';

export interface Mail {
  readonly id: string;
  readonly kind: MailKind;
  readonly personId: string | null;
  readonly workshopId: string | null;
  readonly address: string;
  readonly subject: string;
  /** With `{link}` where the link will stand: it is made when the mail goes. */
  readonly body: string;
  /** What the link leads to, where the person alone does not say it. */
  readonly leadsTo: string | null;
  readonly state: MailState;
  readonly seq: number;
  readonly at: Date;
  readonly because: string | null;
}

/** What a person may do with a mail in each state, and the state that follows. */
export const turns: Readonly<Record<string, { readonly from: readonly MailState[]; readonly to: MailState }>> = {
  approve: { from: ['written', 'failed', 'unclear', 'withdrawn'], to: 'approved' },
  withdraw: { from: ['written', 'approved', 'failed', 'unclear'], to: 'withdrawn' },
  arrived: { from: ['written', 'approved', 'failed', 'unclear'], to: 'sent' },
};

export function turnsOf(state: MailState): string[] {
  return Object.keys(turns).filter((turn) => turns[turn]?.from.includes(state));
}

/** A mail may be changed until it is on its way. */
export function mayChange({ state }: Pick<Mail, 'state'>): boolean {
  return ['written', 'failed', 'withdrawn'].includes(state);
}

export const gap = '{link}';

export function bodyWith(mail: Pick<Mail, 'body'>, url: string): string {
  return mail.body.replaceAll(gap, url);
}

const hours = 60 * 60 * 1000;
const lasting: Readonly<Record<LinkKind, number>> = {
  reset: hours,
  invitation: 14 * 24 * hours,
  followup: 45 * 24 * hours,
  supervisor: 90 * 24 * hours,
};

/** Until when a link made now is good. */
export function expiryOf(kind: LinkKind, now: Date): Date {
  return new Date(now.getTime() + lasting[kind]);
}

const paths: Readonly<Record<LinkKind, string>> = {
  reset: '/password-reset/with',
  invitation: '/invitations',
  followup: '/follow-up',
  supervisor: '/commitments/seen-with',
};

export function pathOf(kind: LinkKind, secret: string): string {
  return `${paths[kind]}/${secret}`;
}

// In minutes: a server that is busy now is asked again, later each time, five times in all.
const waits = [5, 15, 60, 240];

/** What an attempt to send came to: `code` is the server's own (RFC 5321), absent where it gave none. */
export function afterAttempt(
  code: number | undefined,
  tries: number,
  now: Date,
): { readonly state: MailState; readonly nextTryAt?: Date } {
  // Without an answer nobody knows whether the mail was taken: it is never sent again without a person's word.
  if (code === undefined) return { state: 'unclear' };
  const wait = waits[tries - 1];
  if (code >= 500 || wait === undefined) return { state: 'failed' };
  return { state: 'approved', nextTryAt: new Date(now.getTime() + wait * 60_000) };
}

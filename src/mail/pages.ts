import { type Trail, page } from '../web/page';
import type { Mail } from './mail';

export interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const outboxPage = page<{
  mails: readonly (Mail & { readonly when: string })[];
  /** Mails leave by themselves; otherwise they wait for somebody to copy them. */
  sends: boolean;
  /** How many wait for approval, by kind. */
  waiting: readonly { readonly kind: string; readonly count: number }[];
}>('mail/outbox');

export const mailPage = page<
  Entered & {
    mail: Mail;
    sends: boolean;
    turns: readonly string[];
    mayChange: boolean;
    mayCopy: boolean;
    /** The whole text with a link that was made for it, shown once. */
    text: string | undefined;
    saved: boolean;
    trail: Trail;
  }
>('mail/mail');

export const resetPage = page<Entered & { asked: boolean; sends: boolean }>('mail/reset');

export const passwordPage = page<Entered & { name: string; address: string; action: string; kind: string }>(
  'mail/password',
);

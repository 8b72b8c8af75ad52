import type { Route } from '../web/route';
import type { Limits } from '../accounts';
import { entryRoutes } from './entry-routes';
import { invitationRoutes } from './invitation-routes';
import { type MailDeps, outboxRoutes } from './outbox-routes';

/** Mails, from the draft to the door, and the ways in that they carry. */
export function mailRoutes(deps: MailDeps & { readonly limits: Limits }): Route[] {
  return [...outboxRoutes(deps), ...invitationRoutes(deps), ...entryRoutes(deps)];
}

export { countLinks, endLinks, findLink, hand, makeLink, takeHanded, type PersonalLink } from './links';
export { writeInvitation, withdrawInvitation } from './invitations';
export { findAddressOf, writeMail, type Addressee } from './queries';
export { sendDue, startSender, type MailSettings } from './sender';

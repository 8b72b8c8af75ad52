import { record } from '../audit';
import { signedIn } from '../accounts';
import { type Route, post } from '../web/route';
import { wordsIn } from '../words';
import { daysInWords, workshopFacilitator, workshopOf } from '../workshops';
import type { MailDeps } from './outbox-routes';
import { listUninvited, writeMail } from './queries';

/** Invitations for everybody of a workshop who has an address and no way to sign in. Staff send them from the outbox. */
export function invitationRoutes({ db, clock, origin }: MailDeps): Route[] {
  return [
    post('/workshops/:workshop/invitations', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const t = wordsIn('en');
      const dates = daysInWords(workshop, t.locale);
      const params = { workshop: workshop.title, venue: workshop.venue, dates };
      const people = await listUninvited(db, workshop.id);
      await db.transaction(async (trx) => {
        for (const { personId, displayName, address } of people) {
          await writeMail(trx, origin, clock(), {
            key: `invitation ${workshop.id} ${personId}`,
            kind: 'invitation',
            ...{ personId, workshopId: workshop.id, leadsTo: workshop.id, address },
            subject: t('mail.invitation.subject', params),
            body: t('mail.invitation.body', { ...params, name: displayName }),
          });
        }
        const deed = { workshopId: workshop.id, actorId: signedIn(req).id, subject: workshop.id };
        await record(trx, origin, clock(), {
          ...deed,
          action: 'invitations written',
          after: { people: people.length },
        });
      });
      res.redirect(303, `/workshops/${workshop.id}/follow-up?invited=yes`);
    }),
  ];
}

import { record } from '../audit';
import { signedIn } from '../accounts';
import { type Route, post } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { writeInvitation } from './invitations';
import type { MailDeps } from './outbox-routes';
import { listUninvited } from './queries';

/** Invitations for everybody of a workshop who has an address and no way to sign in. Staff send them from the outbox. */
export function invitationRoutes({ db, clock, origin }: MailDeps): Route[] {
  return [
    post('/workshops/:workshop/invitations', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const people = await listUninvited(db, workshop.id);
      await db.transaction(async (trx) => {
        for (const person of people) await writeInvitation(trx, origin, clock(), workshop, person);
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

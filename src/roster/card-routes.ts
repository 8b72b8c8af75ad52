import 'express-session';
import { closeEntries, keepSession, makeEntry, signedIn } from '../accounts';
import { record } from '../audit';
import { isId, newCode } from '../ids';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { qrSvg } from '../web/qr';
import { type Route, get, post } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import type { ImportDeps } from './import-routes';
import { cardsPage } from './pages';
import { type RosterEntry, listRoster } from './queries';

declare module 'express-session' {
  interface SessionData {
    /** Cards made a moment ago, until they are printed: their codes are stored nowhere else. */
    cards?: { workshopId: string; madeAt: number; cards: { name: string; secret: string }[]; without: string[] };
  }
}

const printingTime = 60 * 60_000;

/** Cards to come back with, for a whole room or one person: new codes, which close the old ones. */
export function cardRoutes({ db, clock, origin }: ImportDeps): Route[] {
  return [
    post('/workshops/:workshop/roster/cards', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const body = req.body as Record<string, unknown> | undefined;
      const one = body?.['person'];
      const wanted = (await listRoster(db, workshop)).filter((entry) => !isId(one) || entry.personId === one);
      const people = [...new Map(wanted.map((entry) => [entry.personId, entry])).values()];
      const cards = await db.transaction(async (trx) => {
        const made: { name: string; secret: string }[] = [];
        for (const { personId, displayName } of people.filter(needsCard)) {
          const secret = newCode(12);
          await closeEntries(trx, clock(), 'rejoin', personId);
          await makeEntry(trx, clock(), { purpose: 'rejoin', personId, workshopId: workshop.id, secret });
          const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'card made', subject: personId };
          await record(trx, origin, clock(), deed);
          made.push({ name: displayName, secret });
        }
        return made;
      });
      const without = people.filter((entry) => !needsCard(entry)).map((entry) => entry.displayName);
      req.session.cards = { workshopId: workshop.id, madeAt: clock().getTime(), cards, without };
      await keepSession(req);
      res.redirect(303, `/workshops/${workshop.id}/roster/cards`);
    }),

    get('/workshops/:workshop/roster/cards', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const kept = req.session.cards;
      const fresh =
        kept?.workshopId === workshop.id && clock().getTime() - kept.madeAt < printingTime ? kept : undefined;
      if (kept && !fresh) delete req.session.cards;
      const { t } = res.locals['frame'] as Frame;
      const cards = (fresh?.cards ?? []).map(async (card) => ({
        ...card,
        qrHtml: await qrSvg(addressOf(req, `/rejoin?secret=${card.secret}`)),
      }));
      cardsPage(res, {
        title: t('roster.cards.title'),
        workshop,
        cards: await Promise.all(cards),
        without: fresh?.without ?? [],
        rejoinUrl: addressOf(req, '/rejoin'),
        trail: [
          { href: `/workshops/${workshop.id}`, words: workshop.title },
          { href: `/workshops/${workshop.id}/roster`, words: t('roster.title') },
        ],
      });
    }),
  ];
}

/** Whoever signs in with a password, facilitates or runs the programme gets no card: it would be a way around that. */
function needsCard(entry: RosterEntry): boolean {
  return !entry.signsIn && !entry.runsProgramme && entry.role !== 'facilitator';
}

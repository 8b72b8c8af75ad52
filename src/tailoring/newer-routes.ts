import { signedIn } from '../accounts';
import { record } from '../audit';
import { choiceOn, getPublication, latestPublication, listParts } from '../curriculum';
import { Conflict } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, hasBegun, pinText, workshopFacilitator, workshopOf } from '../workshops';
import { daysOf } from './choice';
import type { TailoringDeps } from './modules-routes';
import { isDue } from './note';
import { newerTextPage } from './pages';
import { findChoice } from './queries';
import { judgeNotes, nameOfBlock, standingOf } from './standing';

/** Moving a workshop to the current publication, as long as nobody in it has begun a test or the case. */
export function newerTextRoutes({ db, clock, origin }: TailoringDeps): Route[] {
  const newerFor = async (workshop: Workshop): Promise<string | undefined> => {
    const latest = await latestPublication(db);
    return latest === workshop.publicationId ? undefined : latest;
  };
  const overlayIn = async ({ overlay }: Workshop, publicationId: string): Promise<string | null> => {
    const kinds = (await listParts(db, publicationId)).map(({ kind }) => kind);
    return overlay !== null && kinds.includes(`overlay:${overlay}`) ? overlay : null;
  };

  return [
    get('/workshops/:workshop/newer-text', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { t } = res.locals['frame'] as Frame;
      const format = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
      const named = async (id: string) => {
        const { version, publishedAt } = await getPublication(db, id);
        return t('compare.publication', { version, hash: id.slice(0, 12), day: format.format(publishedAt) });
      };
      const id = await newerFor(workshop);
      const overlay = id === undefined ? workshop.overlay : await overlayIn(workshop, id);
      const standing = await standingOf(db, { publicationId: id ?? workshop.publicationId, overlay });
      const due = (await judgeNotes(db, workshop, standing)).filter(({ state }) => isDue(state));
      const choice = choiceOn(
        standing.handbook,
        standing.agenda,
        (await findChoice(db, workshop))?.choice ?? undefined,
      );
      newerTextPage(res, {
        title: t('tailoring.newer'),
        workshop,
        newer: id === undefined ? undefined : { id, name: await named(id) },
        now: await named(workshop.publicationId),
        begun: await hasBegun(db, workshop),
        losesOverlay: overlay !== workshop.overlay,
        stale: due.map(({ note, now }) => ({
          name: now ? nameOfBlock(now, t) : note.block,
          href: `/workshops/${workshop.id}/local-notes/${note.block}`,
        })),
        overfull: daysOf(standing.agenda, standing.handbook, choice).filter(({ over }) => over > 0),
        moved: req.query['moved'] === 'yes',
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),

    post('/workshops/:workshop/publications', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const to = await newerFor(workshop);
      const { publication } = req.body as { publication?: unknown };
      if (to === undefined || publication !== to) throw new Conflict('tailoring.notNewer');
      await db.transaction(async (trx) => {
        await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
        if (await hasBegun(trx, workshop)) throw new Conflict('tailoring.begun');
        await pinText(trx, workshop, { publicationId: to, overlay: await overlayIn(workshop, to) });
        const deed = { workshopId: workshop.id, actorId: person.id, action: 'workshop moved to a newer text' };
        await record(trx, origin, clock(), {
          ...deed,
          subject: workshop.id,
          before: workshop.publicationId,
          after: to,
        });
      });
      res.redirect(303, `/workshops/${workshop.id}/newer-text?moved=yes`);
    }),
  ];
}

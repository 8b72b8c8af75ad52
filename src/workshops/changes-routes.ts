import { changesBetween, changesPage, latestPublication, sameTextIn, type Edition } from '../curriculum';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { textOf } from './text';

/** What changed since a workshop's publication: in the Handbook for everybody who was in it, for life; in the Guide for those who facilitate. */
export function changesRoutes({ db }: { readonly db: Db }): Route[] {
  const changes = (path: string, permission: Permission, edition: Edition, lede: string) =>
    get(`/workshops/:workshop/${path}`, permission, async (req, res) => {
      const workshop = workshopOf(req);
      const { t } = res.locals['frame'] as Frame;
      const from = textOf(workshop);
      const latest = (await latestPublication(db)) ?? workshop.publicationId;
      const to = await sameTextIn(db, from, latest);
      changesPage(res, {
        title: t('compare.title'),
        lede: t(from === to ? 'compare.same' : lede),
        changes: from === to ? undefined : await changesBetween(db, from, to, edition, t),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    });
  return [
    changes('changes', workshopMember, 'handbook', 'compare.sinceTaught'),
    changes('guide-changes', workshopFacilitator, 'guide', 'compare.sinceGuide'),
  ];
}

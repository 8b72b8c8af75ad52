import { wordChanges } from '../curriculum';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { localTextPage } from './pages';
import { workshopFacilitator, workshopOf } from './permissions';
import { findOverlay } from './text';

/** What is local in the books of a workshop, and what of it was made for an earlier text. */
export function localRoutes({ db }: { readonly db: Db }): Route[] {
  return [
    get('/workshops/:workshop/local-text', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { t } = res.locals['frame'] as Frame;
      const found = await findOverlay(db, workshop);
      const language = found?.overlay.language ?? t.language;
      localTextPage(res, {
        title: t('local.title'),
        workshop,
        language,
        overlay: found?.overlay,
        patches: found?.patches ?? 0,
        stale: (found?.stale ?? []).map(({ was, now, ...part }) => {
          return { ...part, known: was !== undefined, changes: wordChanges(was ?? now, now, language) };
        }),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),
  ];
}

import { staffOnly } from '../accounts';
import type { Db } from '../db/db';
import { page, type Frame } from '../web/page';
import { get, type Route } from '../web/route';
import { changesBetween, changesPage } from './changes';
import { listOverlays, listPublishings } from './queries';
import { findRefusal, type Refusal } from './refusals';

const publicationsPage = page<{
  publishings: readonly {
    readonly id: string;
    readonly title: string;
    readonly language: string;
    readonly version: string;
    readonly hash: string;
    readonly day: string;
    readonly overlays: readonly string[];
    readonly current: boolean;
    /** The publication that was current before it. */
    readonly before: string | undefined;
  }[];
  choices: readonly { readonly value: string; readonly words: string }[];
  /** Why the curriculum on disk is not among them. */
  refusal: Refusal | undefined;
}>('publications/list');

/** The publications of this installation, and any two of them compared: for programme staff, both books. */
export function publicationRoutes({ db }: { readonly db: Db }): Route[] {
  return [
    get('/publications', staffOnly, async (_req, res) => {
      const { t } = res.locals['frame'] as Frame;
      const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
      const all = await listPublishings(db);
      const publishings = await Promise.all(
        all.map(async ({ id, title, language, version, publishedAt }, at) => {
          const overlays = (await listOverlays(db, id)).map(({ overlay }) => overlay.title);
          const own = { id, title, language, version, hash: id.slice(0, 12), day: date.format(publishedAt), overlays };
          return { ...own, current: at === 0, before: all[at + 1]?.id };
        }),
      );
      const named = new Map(
        publishings.map(({ id, version, hash, day }) => [id, t('compare.publication', { version, hash, day })]),
      );
      const choices = [...named].map(([value, words]) => ({ value, words }));
      publicationsPage(res, { title: t('publications.title'), publishings, choices, refusal: await findRefusal(db) });
    }),

    get('/publications/compare', staffOnly, async (req, res) => {
      const { t } = res.locals['frame'] as Frame;
      const { from, to } = req.query;
      const edition = req.query['edition'] === 'guide' ? 'guide' : 'handbook';
      const both = typeof from === 'string' && typeof to === 'string';
      changesPage(res, {
        title: t('compare.title'),
        lede: t('publications.lede2'),
        changes: both ? await changesBetween(db, from, to, edition, t) : undefined,
        trail: [{ href: '/publications', words: t('publications.title') }],
      });
    }),
  ];
}

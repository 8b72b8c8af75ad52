import type { Request, Response } from 'express';
import { type CompiledEdition, type Edition, getPart, kindOfPassage, placeInBook } from '../curriculum';
import type { Db } from '../db/db';
import { directionOf } from '../prose';
import type { Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import type { Words } from '../words';
import { textOf, workshopFacilitator, workshopMember, workshopOf } from '../workshops';
import { type Hit, cutQuestion } from './book-index';
import { getIndex } from './books';
import { type Result, searchPage } from './pages';

/** Search in each book of a workshop's publication. To be mounted before the books' own pages. */
export function searchRoutes({ db }: { readonly db: Db }): Route[] {
  return [searchRoute(db, 'handbook', workshopMember), searchRoute(db, 'guide', workshopFacilitator)];
}

function searchRoute(db: Db, edition: Edition, permission: Permission): Route {
  return get(`/workshops/:workshop/${edition}/search`, permission, async (req: Request, res: Response) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const home = `/workshops/${workshop.id}`;
    const asked = req.query['q'];
    const question = cutQuestion(typeof asked === 'string' ? asked : '');
    const { language } = await getPart<CompiledEdition>(db, textOf(workshop), edition);
    const index = await getIndex(db, textOf(workshop), edition);
    const { hits, total, loose } = index.find(question);
    searchPage(res, {
      title: question === '' ? t('search.title') : t('search.titleFor', { question }),
      trail: [
        { href: home, words: workshop.title },
        { href: `${home}/${edition}`, words: t(`book.edition.${edition}`) },
      ],
      action: `${home}/${edition}/search`,
      question,
      results: hits.map((hit) => resultOf(hit, `${home}/${edition}`, t)),
      total,
      loose,
      language,
      direction: directionOf(language),
    });
  });
}

function resultOf({ passage, title, snippet }: Hit, book: string, t: Words): Result {
  const { id, kind, page, module, section } = passage;
  const named = title.length > 0 || kindOfPassage(passage, t) !== '';
  const plain = section?.title ?? module?.title ?? t('book.preface');
  return {
    href: kind === 'module' ? `${book}/${page}` : `${book}/${page}#${id}`,
    place: placeInBook(passage, t),
    kind: kindOfPassage(passage, t),
    title: named ? title : [{ text: plain, hit: false }],
    snippet,
  };
}

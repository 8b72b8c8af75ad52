import type { Request, Response } from 'express';
import { type Person, signedIn } from '../accounts';
import { atVenue } from '../clock';
import {
  getPart,
  getPublication,
  joinParts,
  readPage,
  readingPage,
  type CompiledEdition,
  type Edition,
} from '../curriculum';
import type { Db } from '../db/db';
import { render, type Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import type { Words } from '../words';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { textOf } from './text';
import type { Workshop } from './workshop';

/** A page of a book while one person opens it; `page` is undefined for the contents. */
export interface Opened {
  readonly person: Person;
  readonly workshop: Workshop;
  readonly edition: Edition;
  readonly page: string | undefined;
  readonly t: Words;
  readonly frame: Frame;
}

/** What one reader has around the printed text, as HTML: above it, and below each block of it. */
export interface Margin {
  readonly headHtml: string;
  atBlock(id: string): string;
  /** A piece of the printed text that ends with this block, with what the reader marked in it. */
  inBlock(html: string, id: string): string;
  readonly scripts: readonly string[];
}

/** Notes stand on a floor above the books, so `routes.ts` hands their source down. */
export type MarginSource = (opened: Opened) => Promise<Margin>;

interface ReadingDeps {
  readonly db: Db;
  readonly margin: MarginSource;
}

/** For those who facilitate: the way from a page of the Guide to writing on its blocks. */
function toLocalNotes({ id }: Workshop, page: string | undefined, t: Words): string {
  return render('tailoring/from-guide', {
    t,
    href: `/workshops/${id}/local-notes${page === undefined ? '' : `?module=${page}`}`,
  });
}

/** The two books of a workshop, from the publication that it pins: contents, modules, preface, agenda, glossary. */
export function readingRoutes(deps: ReadingDeps): Route[] {
  return [...bookRoutes(deps, 'handbook', workshopMember), ...bookRoutes(deps, 'guide', workshopFacilitator)];
}

function bookRoutes({ db, margin }: ReadingDeps, edition: Edition, permission: Permission): Route[] {
  const show = async (req: Request, res: Response): Promise<void> => {
    const workshop = workshopOf(req);
    const frame = res.locals['frame'] as Frame;
    const { t } = frame;
    const asked = req.params['module'];
    const name = typeof asked === 'string' ? asked : undefined;
    const reading = await readPage(db, textOf(workshop), edition, name, t);
    const own = await margin({ person: signedIn(req), workshop, edition, page: name, t, frame });
    const { id, title, version, publishedAt } = await getPublication(db, workshop.publicationId);
    const date = atVenue(publishedAt, workshop.timeZone, t.locale, { dateStyle: 'long' });
    const colophon = t('reading.colophon', { title, version, hash: id.slice(0, 8), date });
    const { overlay } = await getPart<CompiledEdition>(db, textOf(workshop), 'handbook');
    const home = { href: `/workshops/${workshop.id}`, words: workshop.title };
    const contents = { href: `${home.href}/${edition}`, words: t(`book.edition.${edition}`) };
    readingPage(res, {
      ...reading,
      readingHtml: joinParts(reading, own),
      headHtml: own.headHtml + (edition === 'guide' ? toLocalNotes(workshop, name, t) : ''),
      scripts: own.scripts,
      book: contents.href,
      isContents: name === undefined,
      trail: name === undefined ? [home] : [home, contents],
      colophon: overlay ? t('local.edition', { edition: colophon, title: overlay.title }) : colophon,
    });
  };
  return [
    get(`/workshops/:workshop/${edition}`, permission, show),
    get(`/workshops/:workshop/${edition}/:module`, permission, show),
  ];
}

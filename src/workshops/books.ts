import type { Request, Response } from 'express';
import { dayAtVenue } from '../clock';
import {
  type Agenda,
  type CompiledEdition,
  type Edition,
  type Glossary,
  bookPdf,
  getPart,
  getPublication,
} from '../curriculum';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { textOf } from './text';

/** The books of a workshop's publication as PDF. `?paper=Letter` for the other size, `?booklet=yes` to fold. */
export function bookRoutes({ db }: { readonly db: Db }): Route[] {
  return [pdfRoute(db, 'handbook', workshopMember), pdfRoute(db, 'guide', workshopFacilitator)];
}

function pdfRoute(db: Db, edition: Edition, permission: Permission): Route {
  return get(`/workshops/:workshop/${edition}.pdf`, permission, async (req: Request, res: Response) => {
    const workshop = workshopOf(req);
    const text = textOf(workshop);
    const { t: words } = res.locals['frame'] as Frame;
    const { id, version, publishedAt } = await getPublication(db, workshop.publicationId);
    const [handbook, agenda, glossary] = await Promise.all([
      getPart<CompiledEdition>(db, text, 'handbook'),
      getPart<Agenda>(db, text, 'agenda'),
      getPart<Glossary>(db, text, 'glossary'),
    ]);
    // A participant's request never reads the Guide, not even to leave it out.
    const guide = edition === 'guide' ? { guide: await getPart<CompiledEdition>(db, text, 'guide') } : {};
    const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
    const booklet = req.query['booklet'] === 'yes';
    const day = dayAtVenue(publishedAt, 'UTC');
    const parts = { handbook, agenda, glossary, ...guide };
    const { pdf } = await bookPdf(edition, parts, { paper, words, publication: id, day, booklet });
    const name = `${[edition, workshop.overlay, version, id.slice(0, 8)].filter(Boolean).join('-')}.pdf`;
    res.type('pdf').set('Content-Disposition', `inline; filename="${name}"`).send(pdf);
  });
}

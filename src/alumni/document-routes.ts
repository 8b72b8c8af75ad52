import { signedIn, staffOnly } from '../accounts';
import { NotFound } from '../errors';
import { type Route, get, post } from '../web/route';
import { uploadOf } from '../web/upload';
import { type NetworkDeps, idIn } from './asked';
import { documentOf } from './document';
import { addDocument, findDocument, removeDocument } from './document-queries';
import { eventOf, showEvent } from './event-routes';
import { alumnaOrStaff } from './permissions';

/** What came of an event: files that staff add, and everybody of the Network may save. None is ever opened in the page. */
export function documentRoutes(deps: NetworkDeps): Route[] {
  const { db, clock, origin } = deps;
  return [
    post('/alumni/events/:event/documents', staffOnly, async (req, res) => {
      const event = await eventOf(db, req);
      const sent = documentOf(uploadOf(req));
      if ('fault' in sent) return showEvent(deps, req, res, { file: sent.fault });
      await db.transaction((trx) => addDocument(trx, origin, clock(), signedIn(req), event, sent));
      res.redirect(303, `/alumni/events/${event.id}#documents-title`);
    }),

    get('/alumni/events/:event/documents/:document', alumnaOrStaff, async (req, res) => {
      const document = await findDocument(db, await eventOf(db, req), idIn(req, 'document'));
      if (!document) throw new NotFound();
      res.attachment(document.name).type(document.kind).set('X-Content-Type-Options', 'nosniff').send(document.bytes);
    }),

    post('/alumni/events/:event/documents/:document/removals', staffOnly, async (req, res) => {
      const event = await eventOf(db, req);
      const id = idIn(req, 'document');
      const removed = await db.transaction((trx) => removeDocument(trx, origin, clock(), signedIn(req), id));
      if (!removed) throw new NotFound();
      res.redirect(303, `/alumni/events/${event.id}#documents-title`);
    }),
  ];
}

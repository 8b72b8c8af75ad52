import { signedIn, staffOnly } from '../accounts';
import { Conflict, NotFound } from '../errors';
import { type Route, get, post } from '../web/route';
import { type NetworkDeps, idIn, trailTo, wordsOf } from './asked';
import {
  answerContact,
  declareContact,
  listCounted,
  listDeclared,
  listOwnContacts,
  listPresences,
} from './contact-queries';
import { contactGraph } from './contacts';
import { isNamed, listDirectory } from './directory-queries';
import { graphView } from './graph-view';
import { contactsPage, graphPage } from './pages';
import { alumnaOnly } from './permissions';

/** Contacts as alumni declare them to each other; and, for staff only, where Members have one and where none. */
export function contactRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  return [
    get('/alumni/contacts', alumnaOnly, async (req, res) => {
      const t = wordsOf(res);
      const contacts = await listOwnContacts(db, signedIn(req));
      contactsPage(res, { title: t('alumni.contactsTitle'), trail: trailTo(t), contacts });
    }),

    post('/alumni/directory/:entry/contacts', alumnaOnly, async (req, res) => {
      const person = signedIn(req);
      const other = (await listDirectory(db)).find(({ id }) => id === idIn(req, 'entry'));
      if (!other || other.id === person.id) throw new NotFound();
      if (!(await isNamed(db, person))) throw new Conflict('alumni.contactNameFirst');
      await db.transaction((trx) => declareContact(trx, origin, clock(), person, other.id));
      res.redirect(303, '/alumni/contacts');
    }),

    post('/alumni/contacts/:contact', alumnaOnly, async (req, res) => {
      const id = idIn(req, 'contact');
      const answer = (req.body as { then?: unknown }).then === 'agree' ? 'agree' : 'end';
      const known = await db.transaction((trx) => answerContact(trx, origin, clock(), signedIn(req), id, answer));
      if (!known) throw new NotFound();
      res.redirect(303, '/alumni/contacts');
    }),

    get('/alumni/contact-graph', staffOnly, async (_req, res) => {
      const t = wordsOf(res);
      const graph = contactGraph(await listPresences(db), await listCounted(db), await listDeclared(db));
      graphPage(res, { title: t('alumni.graphTitle'), trail: trailTo(t), wide: true, ...graphView(graph) });
    }),
  ];
}

import { signedIn } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { type Route, get } from '../web/route';
import { type NetworkDeps, isStaff, trailTo, wordsOf } from './asked';
import { findEntries, longestQuestion, mostShown } from './directory';
import { isNamed, listDirectory } from './directory-queries';
import { directoryPage } from './pages';
import { alumnaOrStaff } from './permissions';

/** Who is in the Alumni Network and agreed to be found, with a search over all that they show. */
export function directoryRoutes({ db }: NetworkDeps): Route[] {
  return [
    get('/alumni/directory', alumnaOrStaff, async (req, res) => {
      const t = wordsOf(res);
      const asked = req.query['q'];
      const question = (typeof asked === 'string' ? asked : '').normalize('NFC').trim().slice(0, longestQuestion);
      const everybody = await listDirectory(db);
      const found = findEntries(everybody, question);
      directoryPage(res, {
        title: t('alumni.directoryTitle'),
        trail: trailTo(t),
        question,
        entries: found.slice(0, mostShown),
        total: found.length,
        everybody: everybody.length,
        self: signedIn(req).id,
        mayDeclare: (await hasAlumniRecord(db, signedIn(req))) && (await isNamed(db, signedIn(req))),
        staff: isStaff(req),
      });
    }),
  ];
}

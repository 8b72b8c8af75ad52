import { signedIn } from '../accounts';
import type { Clock } from '../clock';
import type { Edition } from '../curriculum';
import type { Db } from '../db/db';
import { sourceOf } from '../web/assets';
import type { Frame } from '../web/page';
import { type Permission, type Route, get } from '../web/route';
import { workshopFacilitator, workshopMember, workshopOf } from '../workshops';
import { ownCopy } from './book';
import { keepPage } from './pages';

interface CopyDeps {
  readonly db: Db;
  readonly clock: Clock;
}

const everybody: Permission = { name: 'anyone', admit: () => undefined };

/** Books to read without a network: as one file, and where the browser can, kept by it. Mounted before the books' pages. */
export function copyRoutes(deps: CopyDeps): Route[] {
  return [
    ...copiesOf(deps, 'handbook', workshopMember),
    ...copiesOf(deps, 'guide', workshopFacilitator),
    // At the root of the site, because a worker may only serve addresses below its own.
    get('/kept-books.js', everybody, (_req, res) => {
      res.type('text/javascript').send(sourceOf('js/kept-books.js'));
    }),
  ];
}

function copiesOf({ db, clock }: CopyDeps, edition: Edition, permission: Permission): Route[] {
  return [
    get(`/workshops/:workshop/${edition}/keep`, permission, (req, res) => {
      const workshop = workshopOf(req);
      const { t } = res.locals['frame'] as Frame;
      const home = `/workshops/${workshop.id}`;
      const contents = `${home}/${edition}`;
      const pdf = edition === 'handbook' ? `${home}/notes/handbook.pdf` : `${contents}.pdf`;
      keepPage(res, {
        title: t('keep.title'),
        trail: [
          { href: home, words: workshop.title },
          { href: contents, words: t(`book.edition.${edition}`) },
        ],
        scripts: ['js/keep.js'],
        edition,
        contents,
        file: `${contents}.html`,
        pdf,
      });
    }),

    get(`/workshops/:workshop/${edition}.html`, permission, async (req, res) => {
      const opened = { person: signedIn(req), workshop: workshopOf(req), edition };
      const { html, name } = await ownCopy(db, clock(), opened, res.locals['frame'] as Frame);
      res.type('html').set('Content-Disposition', `attachment; filename="${name}"`).send(html);
    }),
  ];
}

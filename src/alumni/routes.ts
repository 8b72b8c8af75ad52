import { type Limits, signedIn, signedInOnly } from '../accounts';
import { type Route, get } from '../web/route';
import { announcementRoutes } from './announcement-routes';
import { type NetworkDeps, wordsOf } from './asked';
import { claimRoutes } from './claim-routes';
import { contactRoutes } from './contact-routes';
import { directoryRoutes } from './directory-routes';
import { documentRoutes } from './document-routes';
import { eventRoutes } from './event-routes';
import { focalRoutes } from './focal-routes';
import { groupRoutes } from './group-routes';
import { mentoringRoutes } from './mentoring-routes';
import { alumniPage } from './pages';
import { profileRoutes } from './profile-routes';
import { recordOf } from './record';
import { spotlightRoutes } from './spotlight-routes';
import { trainerRoutes } from './trainer-routes';

export type AlumniDeps = NetworkDeps & { readonly limits: Limits };

/** The record of a person for life, and the Alumni Network around it. */
export function alumniRoutes(deps: AlumniDeps): Route[] {
  return [
    get('/alumni', signedInOnly, async (req, res) => {
      alumniPage(res, await recordOf(deps.db, signedIn(req), deps.clock(), wordsOf(res)));
    }),
    ...claimRoutes(deps),
    ...profileRoutes(deps),
    ...directoryRoutes(deps),
    ...focalRoutes(deps),
    ...contactRoutes(deps),
    ...announcementRoutes(deps),
    ...eventRoutes(deps),
    ...documentRoutes(deps),
    ...groupRoutes(deps),
    ...mentoringRoutes(deps),
    ...spotlightRoutes(deps),
    ...trainerRoutes(deps),
  ];
}

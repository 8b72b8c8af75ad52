import { type Sessions, accountRoutes, createLimits } from './accounts';
import { scenarioRoutes } from './scenario';
import { alumniRoutes } from './alumni';
import { assessmentRoutes } from './assessment';
import { certificateRoutes, claimKeyOf } from './certificates';
import { latestPublication, publicationRoutes } from './curriculum';
import type { Deps } from './deps';
import { galleryRoutes } from './web/gallery';
import { marginOf, noteRoutes } from './notes';
import { searchRoutes } from './search';
import { rosterRoutes } from './roster';
import { belongings } from './belongings';
import type { Route } from './web/route';
import { themeRoutes } from './web/theme';
import {
  attendanceRoutes,
  bookRoutes,
  changesRoutes,
  joinRoutes,
  localRoutes,
  paperRoutes,
  readingRoutes,
  workshopRoutes,
} from './workshops';
import { stepsOf } from './way';

export interface Gate {
  readonly sessions: Sessions;
}

/** Every route of the product with the permission it needs: the table that the authorization tests read. */
export function routesOf(deps: Deps, { sessions }: Gate): Route[] {
  const limits = createLimits(deps.db);
  const example = deps.config.mode === 'example';
  const all = { ...deps, limits, sessions };
  return [
    ...accountRoutes(all),
    ...joinRoutes(all),
    ...workshopRoutes({ ...all, currentPublication: () => latestPublication(deps.db), steps: stepsOf(deps.db) }),
    ...searchRoutes(all),
    ...readingRoutes({ ...all, margin: marginOf(deps.db, deps.clock) }),
    ...noteRoutes(all),
    ...bookRoutes(all),
    ...paperRoutes(all),
    ...localRoutes(all),
    ...publicationRoutes(all),
    ...changesRoutes(all),
    ...rosterRoutes({ ...all, belongings }),
    ...attendanceRoutes(all),
    ...assessmentRoutes(all),
    ...scenarioRoutes(all),
    ...certificateRoutes({
      ...all,
      codeKey: claimKeyOf(deps.secrets.certificateKey),
      example,
    }),
    ...alumniRoutes(all),
    ...themeRoutes(),
    ...(example ? galleryRoutes() : []),
  ];
}

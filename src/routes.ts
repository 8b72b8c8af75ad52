import { type Sessions, accountRoutes, createLimits } from './accounts';
import { boardRoutes } from './boards';
import { scenarioRoutes } from './scenario';
import { alumniRoutes } from './alumni';
import { assessmentRoutes } from './assessment';
import { certificateRoutes, claimKeyOf } from './certificates';
import { latestPublication, publicationRoutes } from './curriculum';
import { copyRoutes } from './copies';
import { debriefRoutes } from './debrief';
import type { Deps } from './deps';
import { galleryRoutes } from './web/gallery';
import { followupRoutes } from './followup';
import { liveRoutes } from './live';
import { mailRoutes } from './mail';
import { markingRoutes } from './marking';
import { nominationRoutes } from './nominations';
import { marginOf, noteRoutes } from './notes';
import { reportRoutes } from './reports';
import { roomRoutes } from './room';
import { searchRoutes } from './search';
import { rosterRoutes } from './roster';
import { belongings } from './belongings';
import { privacyRoutes } from './privacy';
import type { Route } from './web/route';
import { tableNumbers, tableRoutes } from './tables';
import { tailoringRoutes } from './tailoring';
import { themeRoutes } from './web/theme';
import {
  agendaRoutes,
  attendanceRoutes,
  bookRoutes,
  changesRoutes,
  joinRoutes,
  localRoutes,
  paperRoutes,
  readingRoutes,
  workshopRoutes,
} from './workshops';
import { wayOf } from './way';

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
    ...workshopRoutes({
      ...all,
      currentPublication: () => latestPublication(deps.db),
      way: wayOf(deps),
    }),
    ...searchRoutes(all),
    ...copyRoutes(all),
    ...readingRoutes({ ...all, margin: marginOf(deps.db, deps.clock) }),
    ...noteRoutes(all),
    ...bookRoutes(all),
    ...paperRoutes({ ...all, tablesOf: (workshop) => tableNumbers(all, workshop) }),
    ...localRoutes(all),
    ...tailoringRoutes(all),
    ...publicationRoutes(all),
    ...changesRoutes(all),
    ...rosterRoutes({ ...all, belongings, forget: sessions.forget }),
    ...nominationRoutes(all),
    ...tableRoutes(all),
    ...attendanceRoutes(all),
    ...agendaRoutes(all),
    ...roomRoutes(all),
    ...boardRoutes(all),
    ...assessmentRoutes(all),
    ...scenarioRoutes(all),
    ...liveRoutes(all),
    ...markingRoutes(all),
    ...debriefRoutes(all),
    ...certificateRoutes({
      ...all,
      codeKey: claimKeyOf(deps.secrets.certificateKey),
      signingKey: deps.secrets.certificateKey,
      example,
    }),
    ...mailRoutes({ ...all, sends: deps.config.mail !== undefined }),
    ...followupRoutes(all),
    ...privacyRoutes({ ...all, belongings }),
    ...reportRoutes(all),
    ...alumniRoutes(all),
    ...themeRoutes(),
    ...(example ? galleryRoutes() : []),
  ];
}

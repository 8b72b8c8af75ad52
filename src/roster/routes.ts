import { type Route, get } from '../web/route';
import { workshopFacilitator } from '../workshops';
import { cardRoutes } from './card-routes';
import { exportRoutes } from './export-routes';
import { type ImportDeps, importRoutes } from './import-routes';
import { mergeRoutes } from './merge-routes';
import { peopleRoutes } from './people-routes';
import { showRoster } from './show';

/** Who is in a workshop, for those who run it: files in and out, changes of people, and their cards. */
export function rosterRoutes(deps: ImportDeps): Route[] {
  return [
    get('/workshops/:workshop/roster', workshopFacilitator, (req, res) => showRoster(deps.db, req, res)),
    ...importRoutes(deps),
    ...exportRoutes(deps),
    ...peopleRoutes(deps),
    ...mergeRoutes(deps),
    ...cardRoutes(deps),
  ];
}

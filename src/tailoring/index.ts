import type { Route } from '../web/route';
import { modulesRoutes, type TailoringDeps } from './modules-routes';
import { newerTextRoutes } from './newer-routes';
import { localNoteRoutes } from './notes-routes';

export { tailoringSteps } from './steps';

/** What the facilitators of a workshop choose and write, so that its books are theirs. */
export function tailoringRoutes(deps: TailoringDeps): Route[] {
  return [...modulesRoutes(deps), ...localNoteRoutes(deps), ...newerTextRoutes(deps)];
}

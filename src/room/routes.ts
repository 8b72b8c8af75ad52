import type { Route } from '../web/route';
import { calendarRoutes } from './calendar-routes';
import { lotRoutes } from './lot-routes';
import { pollRoutes } from './poll-routes';
import { type RoomDeps, sheetRoutes } from './sheet-routes';

/** What happens in the room while a workshop runs. */
export function roomRoutes(deps: RoomDeps): Route[] {
  return [...sheetRoutes(deps), ...calendarRoutes(deps), ...lotRoutes(deps), ...pollRoutes(deps)];
}

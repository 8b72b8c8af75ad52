import type { Logger } from 'pino';
import type { Clock } from '../clock';
import type { Db } from '../db';
import type { Route } from '../web/route';
import { besideRoutes } from './beside-routes';
import { meanwhileRoutes } from './meanwhile-routes';
import { roomRoutes } from './room-routes';
import { seatRoutes } from './seat-routes';
import type { DebriefDeps } from './told';

export interface DebriefRouteDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly log: Logger;
  readonly closing: AbortSignal;
}

/** Everything that is told after the end, beside the first page of a debrief. */
export function debriefRoutes({ db, clock, origin, log, closing }: DebriefRouteDeps): Route[] {
  const deps: DebriefDeps = {
    db,
    clock,
    origin,
    closing,
    snapshots: new Map(),
    report: (message) => {
      if (!closing.aborted) log.error({ message }, 'a debrief could not be told');
    },
  };
  return [...seatRoutes(deps), ...meanwhileRoutes(deps), ...besideRoutes(deps), ...roomRoutes(deps)];
}

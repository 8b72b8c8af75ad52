import type { Logger } from 'pino';
import type { Clock } from '../clock';
import type { Db } from '../db';
import type { Route } from '../web/route';
import { consoleRoutes } from './console-routes';
import { deskRoutes } from './desk-routes';
import { lobbyRoutes } from './lobby-routes';
import { packRoutes } from './pack-routes';
import type { LivePlay } from './play';
import { Rooms } from './rooms';
import { wallRoutes } from './wall-routes';

export interface LiveDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly log: Logger;
  readonly closing: AbortSignal;
}

/** The case, played together by a whole room. */
export function liveRoutes({ db, clock, origin, log, closing }: LiveDeps): Route[] {
  const play: LivePlay = {
    db,
    clock,
    origin,
    snapshots: new Map(),
    report: (message) => log.error({ message }, 'run diverged'),
  };
  const rooms = new Rooms(db, clock, closing, (error) => log.warn({ err: error }, 'a room could not be read'));
  return [
    ...lobbyRoutes({ play, rooms, closing }),
    ...deskRoutes(play),
    ...consoleRoutes(play),
    ...wallRoutes(play),
    ...packRoutes(play),
  ];
}

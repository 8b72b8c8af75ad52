import type { Logger } from 'pino';
import type { Clock } from './clock';
import type { Config } from './config';
import type { Db } from './db';
import type { Secrets } from './secrets';

/** What a running product is made with; `server.ts` gathers it, and `app.ts` hands each feature its part. */
export interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly secrets: Secrets;
  /** The short name of this installation, carried by every row that travels. */
  readonly origin: string;
  /** Structured lines to stderr. Ids may stand in them; names, addresses and anything a person wrote may not. */
  readonly log: Logger;
  /** Aborted when the product stops: a response that would never end, such as a stream of events, ends then. */
  readonly closing: AbortSignal;
}

/** What `prepare.ts` did to an installation before it opens its door. Links are paths of this site. */
export interface Prepared {
  /** The code by which a person joins the workshop that is open, if there is one. */
  readonly joinCode?: string;
  /** Links that sign in as a person of the example. */
  readonly signIns?: Readonly<Record<'staff' | 'facilitator' | 'participant' | 'alumna', string>>;
  /** Why curriculum/ was not published, in a sentence; the product goes on with what was published before. */
  readonly unpublished?: string;
  /** The link, good once, by which the first administrator is made. Absent when there is one already. */
  readonly administrator?: string;
}

import knex from 'knex';
import pg from 'pg';
import type { Db } from './db';

// A date is a day of the calendar, never an instant: it stays ISO text. (int8 is text by pg's own choice.)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface ConnectOptions {
  /** Connections of this process; the product with N processes needs N times as many from the server. */
  readonly max?: number;
  /** How long a query may wait for a free connection, in milliseconds. */
  readonly patience?: number;
}

/**
 * The pool of connections to the database behind a `postgres://` address. Nothing connects before the first query.
 * Dates arrive as ISO text, instants as Date, int8 and count() as text. A connection that breaks is replaced at the
 * next query, so a restarted server needs nothing from here. `destroy()` closes it.
 */
export function connect(url: string, { max = 10, patience = 10_000 }: ConnectOptions = {}): Db {
  const connection = {
    connectionString: url,
    application_name: 'titian',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  };
  return knex({
    client: 'pg',
    connection,
    pool: { min: 0, max },
    acquireConnectionTimeout: patience,
    asyncStackTraces: false,
  });
}

import type { Knex } from 'knex';

/** A connection or a transaction: a query cannot tell which, and must not care. Inside a transaction use only it. */
export type Db = Knex;

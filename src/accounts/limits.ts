import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Db } from '../db/db';
import { TooOften } from '../errors';

/**
 * How often somebody may get it wrong. Only mistakes are counted: a room of 24 phones behind one address signs in,
 * joins and works without ever meeting a limit. Kept in PostgreSQL, so that all processes count together.
 */
export interface Limits {
  /** Throws TooOften when this address or this account has been wrong too often of late. */
  assertMayTry(address: string, account?: string): Promise<void>;
  recordMistake(address: string, account?: string): Promise<void>;
}

const quarterOfAnHour = 15 * 60;

export function createLimits(db: Db): Limits {
  const shared = {
    storeClient: db,
    storeType: 'knex',
    tableName: 'rate_limits',
    tableCreated: true,
    duration: quarterOfAnHour,
  };
  const byAddress = new RateLimiterPostgres({ ...shared, keyPrefix: 'address', points: 120 });
  const byAccount = new RateLimiterPostgres({ ...shared, keyPrefix: 'account', points: 10 });
  const isSpent = async (limiter: RateLimiterPostgres, key: string) =>
    ((await limiter.get(key))?.remainingPoints ?? 1) <= 0;

  return {
    async assertMayTry(address, account) {
      if (await isSpent(byAddress, address)) throw new TooOften();
      if (account && (await isSpent(byAccount, account))) throw new TooOften();
    },
    async recordMistake(address, account) {
      // The limiter rejects with its own state once the limit is passed; the next try is refused above.
      await byAddress.consume(address).catch(onlyErrors);
      if (account) await byAccount.consume(account).catch(onlyErrors);
    },
  };
}

function onlyErrors(reason: unknown): void {
  if (reason instanceof Error) throw reason;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import knex from 'knex';

const folder = join(__dirname, '..', '..', 'migrations');

/** PostgreSQL below this version lacks what our SQL uses. */
const oldestServer = 15;

/** Any number, the same in every process that migrates. */
const migrationLock = 7_184_701;

/** Migrations go by their name without ending, as the files end in .ts in development and in .js once built. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(listMigrations()),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(module.require(join(folder, name)) as Knex.Migration),
};

/** The names of all migrations the product has, in the order in which they run. */
export function listMigrations(): string[] {
  const names = readdirSync(folder)
    .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => file.replace(/\.[jt]s$/, ''));
  return names.sort();
}

/**
 * Brings the database behind a `postgres://` address to the newest form, and answers with the names of the migrations
 * that ran. Any number of processes may ask at once: one works, the others wait for it. Each migration is one
 * transaction, so one that fails leaves nothing behind. Throws when the server is too old.
 */
export async function migrate(url: string): Promise<string[]> {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 }, migrations: { migrationSource } });
  try {
    await assertServerNewEnough(db);
    return await db.transaction(async (lock) => {
      await lock.raw('select pg_advisory_xact_lock(?)', [migrationLock]);
      // Knex keeps a lock of its own in a table, which stays shut when a process dies; ours is already held here.
      await db.migrate.forceFreeMigrationsLock();
      const [, names] = (await db.migrate.latest()) as [number, string[]];
      return names;
    });
  } finally {
    await db.destroy();
  }
}

async function assertServerNewEnough(db: Knex): Promise<void> {
  const answer = await db.raw<{ rows: { server_version_num: string }[] }>('show server_version_num');
  const version = Math.floor(Number(answer.rows[0]?.server_version_num) / 10_000);
  if (version < oldestServer) {
    throw new Error(`The database server is PostgreSQL ${version}; Titian needs ${oldestServer} or newer.`);
  }
}

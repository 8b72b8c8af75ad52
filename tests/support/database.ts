import pg from 'pg';
import { connect, type Db } from '../../src/db';
import { otherDatabase } from './server';

export interface TestDatabase {
  /** The pool on this file's own database. Ask inside a test or a hook, not while the file is read. */
  db(): Db;
  /** The same database's address, for what connects by itself. */
  url(): string;
}

let made = 0;
const closings = new WeakMap<Db, AbortController>();

/** Aborted before this database goes: what a site on it does in the background ends then. */
export function closingOf(db: Db): AbortSignal {
  return controllerOf(db).signal;
}

function controllerOf(db: Db): AbortController {
  const known = closings.get(db) ?? new AbortController();
  closings.set(db, known);
  return known;
}

/**
 * Gives the test file a database of its own, migrated and prepared, from before its first test until after its last.
 * Call it once at the top of the file; call it again for a second database.
 */
export function testDatabase(): TestDatabase {
  const server = process.env['TITIAN_TEST_SERVER'] ?? '';
  const template = process.env['TITIAN_TEST_TEMPLATE'] ?? '';
  made += 1;
  const name = `${template}_${process.pid}_${made}`;
  const url = otherDatabase(server, name);
  let db: Db | undefined;

  beforeAll(async () => {
    await ask(server, `drop database if exists ${name} with (force)`);
    await ask(server, `create database ${name} template ${template}`);
    // A full pool inside a transaction is a mistake of ours: it must show at once, not after the default's patience.
    db = connect(url, { patience: 2_000 });
  });

  afterAll(async () => {
    if (db) controllerOf(db).abort();
    await db?.destroy();
    await ask(server, `drop database if exists ${name} with (force)`);
  });

  return {
    db: () => {
      if (!db) throw new Error('The test database is there from beforeAll on.');
      return db;
    },
    url: () => url,
  };
}

/** An address of a database that does not exist yet on the tests' server, and is dropped after the file. */
export function emptyDatabase(): { url(): string } {
  const server = process.env['TITIAN_TEST_SERVER'] ?? '';
  made += 1;
  const name = `${process.env['TITIAN_TEST_TEMPLATE'] ?? ''}_${process.pid}_${made}`;
  beforeAll(() => ask(server, `create database ${name} template template0`));
  afterAll(() => ask(server, `drop database if exists ${name} with (force)`));
  return { url: () => otherDatabase(server, name) };
}

async function ask(server: string, statement: string): Promise<void> {
  const fault = process.env['TITIAN_TEST_FAULT'];
  if (fault) throw new Error(`No test database could be prepared: ${fault}`);
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

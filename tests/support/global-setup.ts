import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { connect, migrate } from '../../src/db';
import { root } from '../../src/root';
import { unpackBrowser } from './browser-package';
import { prepare } from './prepare';
import { otherDatabase, startTestServer, type TestServer } from './server';

declare global {
  // Read by the teardown, which Jest runs in this same process.
  var testServer: TestServer | undefined;
}

/**
 * Builds dist/ for the tests that start the product, and makes the template that every test database is a copy of.
 * Where that fails, only the tests that ask for a database fail, each with the reason: bare rules need none.
 */
export default async function globalSetup(): Promise<void> {
  const starting = startTestServer();
  let leaving: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // npm sends on what the terminal has sent already: the second one must not cut the first one's work short.
    process.on(signal, () => {
      leaving ??= starting.then((started) => started.stop()).finally(() => process.exit(130));
    });
  }
  // Where it cannot be unpacked, the system's browser is used.
  const unpacking = unpackBrowser().catch(() => undefined);
  const server = await starting;
  globalThis.testServer = server;
  try {
    execFileSync(process.execPath, [join(root, 'bin', 'build.mjs')]);
    const template = `titian_test_${randomBytes(4).toString('hex')}`;
    process.env['TITIAN_TEST_SERVER'] = server.url;
    process.env['TITIAN_TEST_TEMPLATE'] = template;
    await makeTemplate(server.url, template);
    await unpacking;
  } catch (error) {
    process.env['TITIAN_TEST_FAULT'] = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function makeTemplate(serverUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${template} template template0`);
  await client.end();
  const url = otherDatabase(serverUrl, template);
  await migrate(url);
  const db = connect(url);
  try {
    await prepare(db);
  } finally {
    await db.destroy();
  }
}

import pg from 'pg';

/** Drops what the run made on the server, then stops the server if it was ours. */
export default async function globalTeardown(): Promise<void> {
  const server = globalThis.testServer;
  const template = process.env['TITIAN_TEST_TEMPLATE'];
  if (!server) return;
  try {
    if (template) await dropAll(server.url, template);
  } finally {
    await server.stop();
  }
}

async function dropAll(url: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const made = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [template],
  );
  for (const { datname } of made.rows) await client.query(`drop database if exists ${datname} with (force)`);
  await client.end();
}

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createApp } from '../../src/app';
import { systemClock } from '../../src/clock';
import { readConfig } from '../../src/config';
import { type Db, connect, migrate, startEmbedded } from '../../src/db';
import type { Deps } from '../../src/deps';
import { prepare } from '../../src/prepare';
import { readSecrets } from '../../src/secrets';

/** The example on a database of its own, served in this process, with its participant signed in. */
export interface ExampleSite {
  readonly home: string;
  readonly port: number;
  readonly cookie: string;
  readonly db: Db;
  /** The path of the Handbook of the participant's workshop. */
  readonly book: string;
  close(): Promise<void>;
}

export async function openExampleSite(): Promise<ExampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'titian-bench-'));
  const database = await startEmbedded({ folder: join(folder, 'postgres'), tell: () => undefined });
  const url = await database.database('titian');
  await migrate(url);
  const db = connect(url);
  const config = { ...readConfig([]), dataFolder: folder };
  const deps: Deps = {
    db,
    config,
    clock: systemClock,
    origin: 'bench',
    secrets: readSecrets(config),
    log: pino({ level: 'silent' }),
    closing: new AbortController().signal,
  };
  const { signIns } = await prepare(deps, 'example');
  const server = createServer(createApp(deps));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const home = `http://127.0.0.1:${port}`;
  const entered = await fetch(`${home}${signIns?.participant ?? ''}`, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const list = await (await fetch(`${home}/workshops`, { headers: { cookie } })).text();
  const book = `${/href="(\/workshops\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? ''}/handbook`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await db.destroy();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { home, port, cookie, db, book, close };
}

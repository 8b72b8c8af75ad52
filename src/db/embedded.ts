import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { bringUp, doorOf, openCluster, shutDown, type ClusterOptions } from './cluster';
import { addressOf, type Door } from './door';

export interface EmbeddedOptions extends ClusterOptions {
  /** Hears of every death and return of the server. */
  readonly tell?: (event: 'lost' | 'still down' | 'restored', error?: unknown) => void;
}

export interface Embedded {
  /** The `postgres://` address of a database on this server. The database is created when it does not exist. */
  database(name: string): Promise<string>;
  /** Cuts every connection and stops the server. All data are on disk when this resolves. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the product, or takes over the one already running on the folder, and keeps
 * it alive: when it dies it is started again, at once first, then at growing distances up to five seconds. On Linux
 * the server stops by itself when our process is killed; elsewhere it stays, and the next start takes it over.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const tell = options.tell ?? (() => undefined);
  const cluster = openCluster(options);
  const door = await doorOf(cluster);
  const life = { stopping: false };

  async function revive(): Promise<void> {
    tell('lost');
    for (let wait = 50; !life.stopping; wait = Math.min(wait * 2, 5_000)) {
      try {
        await bringUp(cluster, door);
        watch = await watchOver(door, onLoss);
        tell('restored');
        return;
      } catch (error) {
        tell('still down', error);
        await pause(wait);
      }
    }
  }
  let reviving: Promise<void> = Promise.resolve();
  const onLoss = () => {
    if (!life.stopping) reviving = revive();
  };

  await bringUp(cluster, door);
  let watch = await watchOver(door, onLoss);

  return {
    database: (name) => createDatabase(door, name),
    stop: async () => {
      life.stopping = true;
      await reviving;
      await watch.end().catch(() => undefined);
      await shutDown(cluster);
    },
  };
}

/** Holds one idle connection: it breaks at the moment the server dies, whoever started that server. */
async function watchOver(door: Door, onLoss: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: addressOf(door, 'postgres'), application_name: 'titian watch' });
  client.on('error', () => undefined);
  await client.connect();
  client.once('end', onLoss);
  return client;
}

async function createDatabase(door: Door, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: addressOf(door, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const madeMeanwhile = ['42P04', '23505'].includes((error as { code?: string }).code ?? '');
    if (!madeMeanwhile) throw error;
  } finally {
    await client.end();
  }
  return addressOf(door, name);
}

import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { createApp } from './app';
import { systemClock } from './clock';
import type { Config } from './config';
import { startEnding } from './assessment';
import { startDaily } from './daily';
import { claimInstallation, connect, migrate, startEmbedded } from './db';
import type { Deps, Prepared } from './deps';
import { becomeOnly } from './instance';
import { startSender } from './mail';
import { openPort } from './port';
import { prepare } from './prepare';
import { reckonLater } from './reckon';
import { readSecrets } from './secrets';

export interface Running extends Prepared {
  readonly port: number;
  /** Takes no new request, lets those under way finish for a few seconds, then closes everything, database included. */
  stop(): Promise<void>;
}

/** Takes the port, reads secrets, starts or finds the database, migrates it, prepares the installation, and opens. */
export async function serve(config: Config): Promise<Running> {
  // In reverse order of opening, whether a start fails or a running product stops.
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    const log = logFor(config);
    // An embedded server has one master. Beside a server that stands elsewhere, any number of programs may run.
    const instance = config.databaseUrl ? undefined : await becomeOnly(config.dataFolder);
    closers.push(async () => instance?.release());
    const port = await openPort(config);
    closers.push(() => port.close());
    const databaseUrl = config.databaseUrl ?? (await ownDatabase(config, log, closers));
    const secrets = readSecrets(config);
    await migrate(databaseUrl);
    const db = connect(databaseUrl);
    closers.push(() => db.destroy());
    const { origin } = await claimInstallation(db, config.mode, systemClock());
    const deps: Deps = { db, clock: systemClock, config, secrets, origin, log, closing: port.closing };
    const prepared = await prepare(deps, config.mode, { note: join(config.dataFolder, 'published.json') });
    port.answerWith(createApp(deps));
    const stopReckoning = reckonLater(deps);
    closers.push(() => {
      stopReckoning();
      return Promise.resolve();
    });
    closers.push(startDaily(deps));
    closers.push(startEnding(deps, (error) => log.error({ err: error }, 'tests could not be closed')));
    if (config.mail) closers.push(startSender(deps, config.mail));
    // Again, as the last: requests are done before the pool and the database close under them.
    closers.push(() => port.close());
    instance?.announce(`http://localhost:${port.number}`);
    return { ...prepared, port: port.number, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Standard error carries the log, so that standard output stays what the start prints. */
function logFor({ mode }: Config): Logger {
  return pino({ level: mode === 'production' ? 'info' : 'warn' }, pino.destination({ dest: 2, sync: true }));
}

async function ownDatabase(config: Config, log: Logger, closers: (() => Promise<unknown>)[]): Promise<string> {
  const embedded = await startEmbedded({
    folder: join(config.dataFolder, 'postgres'),
    tell: (event, error) => log[event === 'restored' ? 'warn' : 'error']({ err: error }, `database ${event}`),
  });
  closers.push(() => embedded.stop());
  return embedded.database('titian');
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock';
import type { Command } from './command';
import { ConfigRefused, readConfig, type Config } from './config';
import { checkFolder } from './curriculum';
import { type Db, claimInstallation, connect, migrate, startEmbedded } from './db';
import { AlreadyRunning, becomeOnly } from './instance';
import { publishSource, staleCodes } from './publish';
import { root } from './root';

const help = `Usage: titian publish [--box] [--json] [DIR]

Publishes a curriculum (by default the one shipped in curriculum/, its cases and overlays included): freezes it under
the hash of what it says, and makes it the current one, which new workshops take. Workshops that are open keep theirs.
Publishing the same text again changes nothing. The product does the same whenever it starts.

Where titian check finds something, nothing is published; only a stale part of an overlay does not stop it.

  --box    the data of a room's laptop, not of the example; with NODE_ENV=production, that of the server
  --json   print {"id","name","stale":[…]}: the publication's hash, "1.0 (3f9c2a71b04d)", the findings on overlays

The database is that of DATABASE_URL, else the one in TITIAN_DATA, while the product does not run on it.

Exit code: 0 published (or published already), 1 not published, 2 wrong arguments.`;

export const publishCommand: Command = {
  name: 'publish',
  summary: 'Publish the curriculum into the database.',
  help,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('-'));
  const folder = args.find((arg) => !arg.startsWith('-')) ?? join(root, 'curriculum');
  try {
    const config = readConfig(options);
    if (!existsSync(folder)) return say(`There is no folder ${folder}.`, 2);
    const stale = checkFolder(folder).findings.filter(({ code }) => staleCodes.includes(code));
    const published = await withDatabase(config, (db) => publishSource(db, systemClock(), { folder }));
    const lines = stale.map(({ file, line, message }) => `  ${file}:${line}  ${message}\n`);
    const notice = lines.length === 0 ? '' : `In overlays, the programme's own text stands for:\n${lines.join('')}`;
    const text = `Published: ${published.name}\n${published.id}\n${notice}`;
    process.stdout.write(config.json ? `${JSON.stringify({ ...published, stale })}\n` : text);
    return 0;
  } catch (error) {
    if (error instanceof ConfigRefused) return say(error.message, 2);
    if (error instanceof AlreadyRunning) return say(`${error.message} A running product publishes when it starts.`, 1);
    if (error instanceof Error) return say(`Not published. ${error.message}`, 1);
    throw error;
  }
}

/** Does some work on the database of these settings while the product does not run on it, and lets it go again. */
export async function withDatabase<Done>(config: Config, work: (db: Db) => Promise<Done>): Promise<Done> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const url = config.databaseUrl ?? (await ownDatabase(config, closers));
    await migrate(url);
    const db = connect(url);
    closers.push(() => db.destroy());
    await claimInstallation(db, config.mode, systemClock());
    return await work(db);
  } finally {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  }
}

async function ownDatabase(config: Config, closers: (() => Promise<unknown>)[]): Promise<string> {
  const instance = await becomeOnly(config.dataFolder);
  closers.push(() => instance.release());
  const embedded = await startEmbedded({ folder: join(config.dataFolder, 'postgres'), tell: () => undefined });
  closers.push(() => embedded.stop());
  return embedded.database('titian');
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

import qrcode from 'qrcode';
import type { Command } from './command';
import { ConfigRefused, readConfig, type Config } from './config';
import { AlreadyRunning } from './instance';
import { listLanAddresses } from './network';
import { boxScreen, exampleScreen, productionScreen } from './screen';
import type * as ServerModule from './server';
import type { Running } from './server';

export const startCommands: readonly Command[] = [
  {
    name: 'start',
    summary: 'Start the product and its database',
    help: `
Usage: npm start [-- --box] [-- --json]

Without an option: the example workshop, with made-up people and links that sign in as each of them. It can be reached
from this machine only.

  --box    For a room: a database of its own without examples, open to everybody in this machine's network. Prints the
           address, a QR code, and a link, good once, by which the first administrator is made.
  --json   Print one line of JSON when ready instead of a screen: {"ready":true,"url",…}. --box adds "addresses", and
           with production "administrator": the first administrator's link, while there is none.

With NODE_ENV=production: no example; open to the network; the first administrator's link is printed while needed.

Environment:
  PORT                    the port, 3000 if not set; 0 takes any free one
  TITIAN_DATA             the data folder, ./data if not set; each of the three ways keeps its own part of it
  DATABASE_URL            a PostgreSQL database (15 or newer) to use instead of the embedded one
  TITIAN_URL              the address people use, when it is not this machine's own (behind a proxy)
  SMTP_URL                a mail server, smtp:// or smtps://; without it mails wait in the outbox to be copied
  MAIL_FROM               the address that mails come from; needs TITIAN_URL as well, where their links lead
  TITIAN_PROXIES          how many proxies stand in front, 0 if not set
  TITIAN_SESSION_SECRET   if not set, these two are made once and kept in the data folder, readable by its owner only
  TITIAN_CERTIFICATE_KEY

Ctrl-C stops it, its database too; a second one does not wait for requests under way. Starting again finds the data.

Exit code: 0 stopped, 1 could not start, 2 a setting was not understood.`,
    run: (args) => start(args),
  },
];

async function start(args: readonly string[]): Promise<number> {
  let config: Config;
  let running: Running;
  const stopped = stopSignal();
  try {
    config = readConfig(args);
    // Loaded only here: other commands need neither the site nor the time it takes to load.
    const { serve } = module.require('./server') as typeof ServerModule;
    running = await serve(config);
  } catch (error) {
    if (error instanceof ConfigRefused) return refuse(error.message, 2);
    if (error instanceof AlreadyRunning || !(error instanceof Error)) return refuse(String(error), 1);
    return refuse(`Titian could not start. ${error.message}`, 1);
  }
  if (running.unpublished !== undefined) {
    process.stderr.write(`${running.unpublished}\nThe product goes on with the text that was published before.\n`);
  }
  process.stdout.write(config.json ? `${JSON.stringify(lineOf(config, running))}\n` : await screenOf(config, running));
  await Promise.race(config.underNpm ? [stopped, orphaned()] : [stopped]);
  await running.stop();
  return 0;
}

function refuse(reason: string, code: number): number {
  process.stderr.write(`${reason}\n`);
  return code;
}

/** Two Ctrl-C this close together are one: npm passes on what the terminal has already sent to all. */
const oneCtrlC = 700;

/** Resolves at the first wish to stop. A second one, if it comes later, ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (first !== undefined && performance.now() - first > oneCtrlC) process.exit(130);
        first ??= performance.now();
        done();
      });
    }
  });
}

/** Resolves when the process that started us is gone. */
function orphaned(): Promise<void> {
  const parent = process.ppid;
  return new Promise((done) => {
    setInterval(() => {
      if (process.ppid !== parent) done();
    }, 300).unref();
  });
}

/** Where the product is reached, the best address first. */
function addressesOf({ mode, publicUrl }: Config, { port }: Running): [string, ...string[]] {
  const own = `http://localhost:${port}`;
  if (publicUrl) return [publicUrl];
  if (mode === 'example') return [own];
  const [first, ...more] = listLanAddresses().map((address) => `http://${address}:${port}`);
  return first === undefined ? [own] : [first, ...more, own];
}

/** What `--json` prints. Links are whole addresses. */
function lineOf(config: Config, running: Running): object {
  const addresses = addressesOf(config, running);
  const [url] = addresses;
  const { joinCode, signIns, administrator } = running;
  return {
    ready: true,
    url,
    ...(joinCode === undefined ? {} : { joinCode }),
    ...(signIns && { signIns: Object.fromEntries(Object.entries(signIns).map(([who, path]) => [who, url + path])) }),
    ...(config.mode === 'example' ? {} : { addresses }),
    ...(administrator === undefined ? {} : { administrator: url + administrator }),
  };
}

async function screenOf(config: Config, running: Running): Promise<string> {
  const addresses = addressesOf(config, running);
  const colour = process.stdout.isTTY && process.stdout.hasColors();
  const { joinCode, signIns, administrator } = running;
  const place = config.databaseUrl ? 'the database of DATABASE_URL.' : config.dataFolder;
  const shown = { addresses, joinCode, signIns, administrator, place, colour };
  if (config.mode === 'example') return exampleScreen(shown);
  if (config.mode === 'production') return productionScreen(shown);
  const target = joinCode ? `${addresses[0]}/join/${joinCode}` : addresses[0];
  const qr = await qrcode.toString(target, colour ? { type: 'terminal', small: true } : { type: 'utf8' });
  return boxScreen({ ...shown, qr });
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root';

/** What `npm start -- --json` prints once ready. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
  readonly joinCode?: string;
  readonly signIns?: Readonly<Record<'staff' | 'facilitator' | 'participant' | 'alumna', string>>;
  readonly addresses?: readonly string[];
  readonly administrator?: string;
}

/** The product running in a process of its own. */
export interface Program {
  readonly ready: Ready;
  readonly pid: number;
  /** What it has written to standard error so far. */
  log(): string;
  /** Sends a signal, and answers with the exit code once the process is gone; null when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ProgramOptions {
  /** Words after `start`; `--json` is always there. */
  readonly args?: readonly string[];
  /** Added to the environment. PORT is 0, and no database server is set, unless said here. */
  readonly env?: Readonly<Record<string, string>>;
  /** The user to run as, by number. Only root may choose. */
  readonly uid?: number;
}

/** Starts the product on a data folder, and answers when it is ready. Throws with its words when it ends before. */
export async function startProgram(dataFolder: string, options: ProgramOptions = {}): Promise<Program> {
  const child = spawn(process.execPath, [join(root, 'bin', 'titian.mjs'), 'start', '--json', ...(options.args ?? [])], {
    env: environment({ PORT: '0', TITIAN_DATA: dataFolder, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exited = new Promise<number | null>((done) => child.once('close', done));
  const line = await firstLine(child);
  if (line === undefined) throw new Error(`The program ended with ${String(await exited)}: ${said}`);
  return {
    ready: JSON.parse(line) as Ready,
    pid: child.pid ?? 0,
    log: () => said,
    stop: (signal = 'SIGINT') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Runs one command of the program to its end. */
export function runTitian(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const run = spawnSync(process.execPath, [join(root, 'bin', 'titian.mjs'), ...args], {
    env: environment(env),
    encoding: 'utf8',
  });
  return { code: run.status, out: run.stdout, said: run.stderr };
}

const ofTheTests = new Set(['NODE_OPTIONS', 'NODE_ENV', 'DATABASE_URL', 'JEST_WORKER_ID']);

/** Ours, without what belongs to the tests. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !ofTheTests.has(name));
  return { ...Object.fromEntries(kept), ...more };
}

function firstLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((done) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const end = text.indexOf('\n');
      if (end >= 0) done(text.slice(0, end));
    });
    child.once('close', () => done(undefined));
  });
}

/** The numbers of all live processes whose command line speaks of this folder. */
export function processesOn(folder: string): number[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' });
    return stdout.split('\n').flatMap((line) => (line.includes(folder) ? [Number.parseInt(line, 10)] : []));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLineOf(pid).includes(folder))
    .map(Number);
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** The number of the PostgreSQL server of a data folder; 0 while there is none. */
export function postmasterOf(dataFolder: string, mode = 'example'): number {
  const note = join(dataFolder, mode, 'postgres', 'cluster', 'postmaster.pid');
  return existsSync(note) ? Number.parseInt(readFileSync(note, 'utf8'), 10) : 0;
}

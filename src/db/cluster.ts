import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries, type Binaries } from './binaries';
import { socketFolder } from '../sockets';
import { freePort, knock, socketName, superuser, type Door } from './door';
import { commandLine, handOver, howToLaunch, type Launch } from './launch';
import { findPostmaster, forgetDeadPostmaster, isPostgres } from './postmaster';

/** One folder of databases on disk, and all it takes to run a server on it. */
export interface Cluster {
  /** Private to us: holds the socket, the server's log, and the cluster proper. */
  readonly folder: string;
  readonly path: string;
  readonly binaries: Binaries;
  readonly launch: Launch;
  readonly tcp: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

export interface ClusterOptions {
  readonly folder: string;
  /** Settings of PostgreSQL beyond ours, such as `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Takes the ways of other machines: a port instead of a socket file, another user instead of a user namespace. */
  readonly force?: { readonly tcp?: boolean; readonly nobody?: boolean };
}

const ourSettings = {
  max_connections: '80',
  shared_buffers: '64MB',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** A start may have to recover from a crash, and on a laptop's slow disk that takes a while. */
const startPatience = 60_000;
const stopPatience = 20_000;
const largestLog = 5_000_000;

/** Finds the cluster in a folder, or makes a new one there. Throws when another version of PostgreSQL wrote it. */
export function openCluster({ folder, settings = {}, force = {} }: ClusterOptions): Cluster {
  const launch = howToLaunch(force.nobody);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  handOver(folder, launch);
  // Another user may not be able to read the installed programs, but can read what lies in its own folder.
  const binaries = findBinaries(join(folder, 'programs'), launch.uid !== undefined);
  const tcp = force.tcp ?? process.platform === 'win32';
  const cluster = { folder, path: join(folder, 'cluster'), binaries, launch, tcp, settings };
  if (existsSync(join(cluster.path, 'PG_VERSION'))) assertSameVersion(cluster);
  else create(cluster);
  return cluster;
}

function assertSameVersion({ path, binaries }: Cluster): void {
  const written = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim();
  if (written === binaries.version) return;
  throw new Error(
    `The database in ${path} was written by PostgreSQL ${written}, and this Titian brings ${binaries.version}. ` +
      'Start the Titian that wrote it, or set TITIAN_DATA to another folder.',
  );
}

function create({ folder, path, binaries, launch }: Cluster): void {
  const part = `${path}.${process.pid}.part`;
  const password = join(folder, 'password');
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  handOver(password, launch);
  const args = [
    '-D',
    part,
    '-U',
    superuser,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const access = ['--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${password}`, '--no-instructions'];
  const { first, rest, as } = commandLine(launch.before, binaries.initdb, [...args, ...access], launch);
  const made = spawnSync(first, rest, { ...as, encoding: 'utf8', cwd: folder });
  if (made.status !== 0) {
    rmSync(part, { recursive: true, force: true });
    throw new Error(`A new database could not be made in ${folder}: ${made.error?.message ?? made.stderr.trim()}`);
  }
  renameSync(part, path);
}

/** Where the server of a cluster is reached, or will be once it runs. */
export async function doorOf({ folder, path, launch, tcp }: Cluster): Promise<Door> {
  if (!tcp) {
    const sockets = socketFolder(folder, socketName, launch.uid);
    if (sockets !== folder) handOver(sockets, launch);
    return { kind: 'socket', folder: sockets };
  }
  const port = findPostmaster(path)?.port ?? (await freePort());
  return { kind: 'port', port, password: readFileSync(join(folder, 'password'), 'utf8') };
}

/** Has a server run on the cluster: the one that does already, or a new one. Answers when it takes connections. */
export async function bringUp(cluster: Cluster, door: Door): Promise<void> {
  const lastMoment = performance.now() + startPatience;
  let child: ChildProcess | undefined;
  for (let wait = 15; performance.now() < lastMoment; wait = Math.min(wait * 1.3, 500)) {
    const state = await knock(door);
    if (state === 'ready') return;
    const ended = child !== undefined && (child.exitCode !== null || child.signalCode !== null);
    if (state === 'absent' && (!child || ended) && !findPostmaster(cluster.path)) {
      // A server killed a moment ago may still be letting go of its memory: the next turn tries again.
      if (ended) wait = Math.max(wait, 200);
      forgetDeadPostmaster(cluster.path);
      child = spawnServer(cluster, door);
    }
    await pause(wait);
  }
  throw new Error(`The database in ${cluster.folder} does not start.${lastWords(cluster)}`);
}

function spawnServer({ folder, path, binaries, launch, settings }: Cluster, door: Door): ChildProcess {
  const listen =
    door.kind === 'socket'
      ? { listen_addresses: '', unix_socket_directories: door.folder }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(door.port) };
  const chosen = Object.entries({ ...ourSettings, ...listen, ...settings });
  const args = ['-D', path, ...chosen.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = openLog(folder);
  const { first, rest, as } = commandLine(launch.beforeServer, binaries.postgres, args, launch);
  // Detached, so that a Ctrl-C meant for us does not take the database away under the last requests.
  const child = spawn(first, rest, { ...as, cwd: folder, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  return child;
}

function openLog(folder: string): number {
  const file = join(folder, 'server.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(file, size > largestLog ? 'w' : 'a', 0o600);
}

function lastWords({ folder }: Cluster): string {
  const lines = readFileSync(join(folder, 'server.log'), 'utf8').trim().split('\n').slice(-5);
  return ` Its log (${join(folder, 'server.log')}) ends:\n${lines.join('\n')}`;
}

/** Stops the server of a cluster, whoever started it, and answers when it is gone. Connections are cut, nothing is lost. */
export async function shutDown({ path, binaries, launch }: Cluster): Promise<void> {
  const running = findPostmaster(path);
  if (!running) return;
  if (process.platform === 'win32') {
    const { first, rest } = commandLine([], binaries.control, ['stop', '-D', path, '-m', 'fast', '-w'], launch);
    spawnSync(first, rest, { stdio: 'ignore' });
    return;
  }
  signal(running.pid, 'SIGINT');
  const lastMoment = performance.now() + stopPatience;
  while (isPostgres(running.pid)) {
    if (performance.now() > lastMoment) signal(running.pid, 'SIGQUIT');
    await pause(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

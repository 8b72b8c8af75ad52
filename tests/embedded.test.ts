import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded, type Embedded } from '../src/db';
import { socketFolder } from '../src/sockets';
import { processesOn } from './support/program';
import { until } from './support/until';

jest.setTimeout(60_000);

const root = process.getuid?.() === 0;
const settings = { fsync: 'off' };
let home = '';
let folder = '';
const servers: Embedded[] = [];

beforeEach(() => {
  home = mkdtempSync(join(realpathSync(tmpdir()), 'titian-embedded-'));
  folder = join(home, 'postgres');
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  expect(processesOn(home)).toEqual([]);
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<Embedded> {
  const server = await startEmbedded({ folder, settings, ...options });
  servers.push(server);
  return server;
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await client.query<Record<string, unknown>>(question);
  await client.end();
  return Object.values(answer.rows[0] ?? {})[0];
}

const note = () => join(folder, 'cluster', 'postmaster.pid');
const postmaster = () => Number.parseInt(readFileSync(note(), 'utf8'), 10);

describe('the embedded database', () => {
  it('keeps what was written over a stop and a start', async () => {
    const first = await start();
    await ask(await first.database('titian'), 'create table kept as select 7 as n');
    await first.stop();
    const again = await start();
    expect(await ask(await again.database('titian'), 'select n from kept')).toBe(7);
  });

  it('is one server, however often it is started', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const pid = postmaster();
    expect(await ask(await first.database('titian'), 'select pg_backend_pid() > 0')).toBe(true);
    expect(await ask(await second.database('titian'), 'select pg_backend_pid() > 0')).toBe(true);
    expect(postmaster()).toBe(pid);
  });

  it('starts although the number in an old note now belongs to another program', async () => {
    await (await start()).stop();
    const lines = [process.pid, join(folder, 'cluster'), 1, 5432, folder, '', '12345 6', 'ready'];
    writeFileSync(note(), lines.join('\n'));
    expect(await ask(await (await start()).database('titian'), 'select 1')).toBe(1);
  });

  it('works in a folder too deep for a socket', async () => {
    folder = join(home, 'a-long-name-for-a-folder'.repeat(4), 'postgres');
    const url = await (await start()).database('titian');
    expect(await ask(url, 'select 1')).toBe(1);
    const sockets = new URL(url).searchParams.get('host') ?? '';
    expect(sockets.length).toBeLessThan(60);
    expect(statSync(sockets).mode & 0o777).toBe(0o700);
    await servers.pop()?.stop();
    rmSync(sockets, { recursive: true });
  });

  it('puts no socket into a folder that others can enter', () => {
    const deep = join(home, 'deep'.repeat(30));
    const short = socketFolder(deep, 'a.sock');
    chmodSync(short, 0o755);
    expect(() => socketFolder(deep, 'a.sock')).toThrow('not a private folder');
    rmSync(short, { recursive: true });
  });

  it('refuses data that another version of PostgreSQL wrote', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ folder })).rejects.toThrow('written by PostgreSQL 17');
  });

  it('asks for a password where it has to listen on a port', async () => {
    const url = await (await start({ force: { tcp: true } })).database('titian');
    expect(await ask(url, 'select 1')).toBe(1);
    const address = new URL(url);
    expect(address.hostname).toBe('127.0.0.1');
    address.password = 'guessed';
    await expect(ask(address.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('comes back by itself when it is killed', async () => {
    const events: string[] = [];
    const server = await start({ tell: (event) => events.push(event) });
    const url = await server.database('titian');
    process.kill(postmaster(), 'SIGKILL');
    await until('it is restored', () => events.includes('restored'));
    expect(await ask(url, 'select 1')).toBe(1);
    expect(events[0]).toBe('lost');
  });

  (root ? it : it.skip)('runs as nobody where root has no user namespaces (tried only as root)', async () => {
    chmodSync(home, 0o755);
    const server = await start({ force: { nobody: true } });
    expect(await ask(await server.database('titian'), 'select 1')).toBe(1);
    expect(statSync(join(folder, 'cluster')).uid).toBe(65_534);
  });
});

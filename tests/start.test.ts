import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { listLanAddresses } from '../src/network';
import { emptyDatabase } from './support/database';
import { postmasterOf, processesOn, runTitian, startProgram, type Program } from './support/program';
import { until } from './support/until';

jest.setTimeout(90_000);

const root = process.getuid?.() === 0;
const folders: string[] = [];
const running: Program[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'titian-start-'));
  folders.push(folder);
  return folder;
}

async function start(...given: Parameters<typeof startProgram>): Promise<Program> {
  const program = await startProgram(...given);
  running.push(program);
  return program;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.stop('SIGKILL')));
  for (const folder of folders.splice(0)) {
    await until(`nothing runs on ${folder}`, () => processesOn(folder).length === 0);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function isReady({ ready }: Program): Promise<boolean> {
  const answer = await fetch(`${ready.url}/health/ready`).catch(() => undefined);
  return answer?.status === 200;
}

/** The short name this installation gave itself at its first start. */
async function originOf(folder: string, mode = 'example'): Promise<string> {
  const client = new pg.Client({ host: join(folder, mode, 'postgres'), user: 'titian', database: 'titian' });
  await client.connect();
  const answer = await client.query<{ origin: string }>('select origin from installations');
  await client.end();
  return answer.rows[0]?.origin ?? '';
}

describe('the example', () => {
  let folder = '';
  let program: Program;
  let origin = '';
  let joinCode: string | undefined;

  // It opens from nothing once; every test finds it running, and leaves it so.
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'titian-start-'));
    program = await startProgram(folder);
    origin = await originOf(folder);
    ({ joinCode } = program.ready);
  });

  afterAll(async () => {
    expect(await program.stop('SIGTERM')).toBe(0);
    expect(processesOn(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('opens from nothing, and lets in each of its people', async () => {
    const { url, signIns } = program.ready;
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await isReady(program)).toBe(true);
    expect(joinCode).toMatch(/^[A-Z0-9]{4,}$/);
    expect(Object.keys(signIns ?? {}).sort()).toEqual(['alumna', 'facilitator', 'participant', 'staff']);
    for (const link of Object.values(signIns ?? {})) {
      const answer = await fetch(link, { redirect: 'manual' });
      expect(answer.status).toBeLessThan(400);
      expect(answer.headers.get('set-cookie')).not.toBeNull();
    }
    expect(statSync(join(folder, 'example', 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('is there again after a stop', async () => {
    expect(await program.stop('SIGINT')).toBe(0);
    expect(processesOn(folder)).toEqual([]);
    program = await startProgram(folder);
    expect(program.ready.joinCode).toBe(joinCode);
    expect(await originOf(folder)).toBe(origin);
  });

  it('finds its data again when it was killed itself', async () => {
    await program.stop('SIGKILL');
    program = await startProgram(folder);
    expect(await isReady(program)).toBe(true);
    expect(await originOf(folder)).toBe(origin);
  });

  it('says where it runs when it is started again, and goes on', async () => {
    const second = runTitian(['start', '--json'], { PORT: '0', TITIAN_DATA: folder });
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.said).toContain(`already runs on ${join(folder, 'example')}: ${program.ready.url}`);
    expect(await isReady(program)).toBe(true);
  });

  it('can be reached from its own machine only', async () => {
    const { port } = new URL(program.ready.url);
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).resolves.toMatchObject({ status: 200 });
    for (const address of listLanAddresses()) {
      await expect(fetch(`http://${address}:${port}/health/live`)).rejects.toThrow();
    }
  });

  it('restarts its database when that is killed, and answers again', async () => {
    for (let round = 1; round <= 2; round += 1) {
      const killed = postmasterOf(folder);
      process.kill(killed, 'SIGKILL');
      await until('a new database runs', () => ![0, killed].includes(postmasterOf(folder)));
      await until('a request succeeds', () => isReady(program));
      await until('the log says so', () => program.log().split('database restored').length === round + 1);
    }
  });

  it('says that its port is taken, and leaves no database behind', async () => {
    const another = newFolder();
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const refused = runTitian(['start', '--json'], { PORT: String(port), TITIAN_DATA: another });
    other.close();
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.said).toContain(`Port ${port} is in use`);
    expect(processesOn(another)).toEqual([]);
  });
});

describe('a box for a room', () => {
  it('opens to the network without an example, with a link for its first administrator', async () => {
    const folder = newFolder();
    const program = await start(folder, { args: ['--box'] });
    expect(program.ready.signIns).toBeUndefined();
    expect(program.ready.administrator).toMatch(/^http:\/\//);
    expect(program.ready.addresses?.at(-1)).toMatch(/^http:\/\/localhost:/);
    for (const address of program.ready.addresses ?? []) {
      expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    }
    expect(await peopleIn(folder, 'box')).toBe(0);
  });

  it('never opens a database that holds the example', async () => {
    const answer = await startProgramOnServer(['--box'], 'example');
    expect(answer).toContain('Example data and real people never share a database');
  });
});

describe('production', () => {
  it('has no example, and a link for its first administrator', async () => {
    const folder = newFolder();
    const program = await start(folder, { env: { NODE_ENV: 'production' } });
    expect(program.ready.signIns).toBeUndefined();
    expect(program.ready.administrator).toMatch(/^http:\/\//);
    expect(await peopleIn(folder, 'production')).toBe(0);
  });

  it('names everything that is wrong with its settings at once', () => {
    const env = { NODE_ENV: 'production', PORT: 'http', DATABASE_URL: 'mysql://x', TITIAN_SESSION_SECRET: 'short' };
    const refused = runTitian(['start', '--fast'], { ...env, TITIAN_DATA: newFolder() });
    expect(refused.code).toBe(2);
    for (const name of ['PORT', 'DATABASE_URL', 'TITIAN_SESSION_SECRET', '--fast'])
      expect(refused.said).toContain(name);
  });
});

const server = emptyDatabase();

/** Claims one database for a mode, then tries to start on it in another; answers with what the program says. */
async function startProgramOnServer(args: readonly string[], claimed: 'example'): Promise<string> {
  const env = { DATABASE_URL: server.url() };
  const first = await start(newFolder(), { env });
  expect(await isReady(first)).toBe(true);
  await first.stop();
  const second = runTitian(['start', '--json', ...args], { ...env, PORT: '0', TITIAN_DATA: newFolder() });
  expect(second.code).toBe(1);
  expect(second.said).toContain(claimed);
  return second.said;
}

async function peopleIn(folder: string, mode: string): Promise<number> {
  const client = new pg.Client({ host: join(folder, mode, 'postgres'), user: 'titian', database: 'titian' });
  await client.connect();
  const answer = await client.query<{ count: string }>('select count(*) from people');
  await client.end();
  return Number(answer.rows[0]?.count);
}

describe('the user who starts it', () => {
  (root ? it : it.skip)('may be an ordinary one (tried only where the tests run as root)', async () => {
    const folder = newFolder();
    chownSync(folder, 65_534, 65_534);
    const program = await start(folder, { uid: 65_534, env: { HOME: folder } });
    expect(await isReady(program)).toBe(true);
    expect(statSync(join(folder, 'example', 'postgres', 'cluster')).uid).toBe(65_534);
    expect(await program.stop()).toBe(0);
    expect(processesOn(folder)).toEqual([]);
  });
});

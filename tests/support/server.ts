import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/db';

/** A PostgreSQL server for one run of the tests: the one of DATABASE_URL, or an embedded one that leaves no trace. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  sweep();
  const folder = await mkdtemp(join(tmpdir(), `titian-tests-${process.pid}-`));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };
  const leaveNothing = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ folder, settings });
    return { url: await server.database('postgres'), stop: () => server.stop().finally(leaveNothing) };
  } catch (error) {
    await leaveNothing();
    throw error;
  }
}

/** Removes the folders of runs that were killed before they could do it themselves. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^titian-tests-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The address of another database on the same server. */
export function otherDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

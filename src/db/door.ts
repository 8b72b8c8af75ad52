import { createServer, type AddressInfo } from 'node:net';
import pg from 'pg';

/** The way into a server: a socket file that only its owner reaches or, where there are none, a port of this machine. */
export type Door =
  | { readonly kind: 'socket'; readonly folder: string }
  | { readonly kind: 'port'; readonly port: number; readonly password: string };

export const superuser = 'titian';

/** The name PostgreSQL gives its socket: it counts as a port, also where no port is open. */
export const socketName = '.s.PGSQL.5432';

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export function addressOf(door: Door, database: string): string {
  if (door.kind === 'port') return `postgres://${superuser}:${door.password}@127.0.0.1:${door.port}/${database}`;
  return `postgres://${superuser}@localhost/${database}?host=${encodeURIComponent(door.folder)}`;
}

/** Asks for a connection: `ready` has given one, `starting` will give one soon, `absent` has nobody to answer. */
export async function knock(door: Door): Promise<'ready' | 'starting' | 'absent'> {
  const client = new pg.Client({ connectionString: addressOf(door, 'postgres'), connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === '57P03') return 'starting';
    if (code === '53300') return 'ready';
    if (code.startsWith('28')) throw error;
    return 'absent';
  } finally {
    client.end().catch(() => undefined);
  }
}

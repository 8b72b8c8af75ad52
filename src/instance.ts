import { mkdirSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { socketFolder } from './sockets';

/** The right to be the only running program on a data folder. The system takes it back when the process dies. */
export interface Instance {
  /** Tells a second program, when one is tried, where this one is found. */
  announce(url: string): void;
  release(): Promise<void>;
}

/** Another program runs on the same data folder. */
export class AlreadyRunning extends Error {
  constructor(folder: string, running: string) {
    super(
      `Titian already runs on ${folder}${running && `: ${running}`}. Stop it first, or set TITIAN_DATA to another folder.`,
    );
    this.name = 'AlreadyRunning';
  }
}

const socketName = 'running.sock';

/** Becomes the only program on this data folder, which is made if need be. Throws AlreadyRunning when there is one. */
export async function becomeOnly(folder: string): Promise<Instance> {
  mkdirSync(folder, { recursive: true });
  const path = pathFor(folder);
  let where = '';
  const server = createServer((asker) => asker.on('error', () => undefined).end(where));
  for (let tries = 0; !(await listens(server, path)); tries += 1) {
    const running = await ask(path);
    if (running !== undefined || tries > 3) throw new AlreadyRunning(folder, running ?? '');
    rmSync(path, { force: true });
  }
  server.unref();
  return {
    announce: (url) => {
      where = url;
    },
    release: () => new Promise((done) => server.close(() => done())),
  };
}

function pathFor(folder: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\titian-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  }
  return join(socketFolder(folder, socketName), socketName);
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((done, failed) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(false);
      else failed(error);
    };
    server.once('error', onError);
    server.listen(path, () => {
      server.off('error', onError);
      done(true);
    });
  });
}

/** What a live program answers at this path; undefined when the path was left behind by a dead one. */
function ask(path: string): Promise<string | undefined> {
  return new Promise((done) => {
    let answer = '';
    const asking = connect(path);
    asking.setEncoding('utf8').setTimeout(2_000, () => asking.destroy());
    asking.on('data', (text: string) => (answer += text));
    asking.on('error', () => done(undefined));
    asking.on('close', (failed) => done(failed ? undefined : answer));
  });
}

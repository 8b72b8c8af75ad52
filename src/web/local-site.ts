import { watch } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Response } from 'express';
import type { Words } from '../words';
import { serveAssets } from './assets';
import type { Frame } from './page';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** A site for one author on this machine: no account, no database, nothing that can be sent. */
export interface LocalSite {
  readonly app: Express;
  /** Ends every stream of changes and stops watching. */
  close(): void;
}

/**
 * The frame of a site that shows a folder while it is being written. Only a browser that names this machine as host is
 * answered, and `/changes` tells open pages that a file was saved. The caller adds its pages to `app`.
 */
export function localSite(folder: string, t: Words): LocalSite {
  const listening = new Set<Response>();
  const tell = (): void => {
    for (const response of listening) response.write('data: changed\n\n');
  };
  const watcher = watch(folder, { recursive: true }, tell);
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    // Another site's name may be made to point here; its pages must not read a draft.
    if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(req.headers.host ?? '')) {
      res.status(403).type('text').send('The preview answers on this machine only.\n');
      return;
    }
    res.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    const frame: Frame = { t, path: req.path, csrf: () => '', places: [], example: false };
    res.locals['frame'] = frame;
    next();
  });
  app.use(serveAssets());
  app.get('/changes', (_req, res) => {
    res.set('Content-Type', 'text/event-stream').flushHeaders();
    res.write('retry: 1000\n\n');
    listening.add(res);
    res.on('close', () => listening.delete(res));
  });
  return {
    app,
    close: () => {
      watcher.close();
      for (const response of listening) response.end();
    },
  };
}

/** Serves a local site on the loopback address until the program is asked to end. Answers with the exit code. */
export async function serveLocally(site: LocalSite, port: number): Promise<number> {
  const server = createServer(site.app);
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(port, '127.0.0.1', done);
    });
  } catch {
    site.close();
    process.stderr.write(`Port ${port} is in use by another program. Choose another: PORT=${port + 1}\n`);
    return 1;
  }
  process.stdout.write(`http://localhost:${(server.address() as AddressInfo).port}/\n`);
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  site.close();
  server.closeAllConnections();
  server.close();
  return 0;
}

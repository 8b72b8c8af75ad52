import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config';

/** The port on which the product answers: taken first and given up last. */
export interface OpenPort {
  readonly number: number;
  /** Aborted when the port begins to close: a response that would never end has to end then. */
  readonly closing: AbortSignal;
  /** Gives requests to the site. Until then each is asked to come again in a moment. */
  answerWith(site: RequestListener): void;
  /** Takes no new request, lets those under way finish for a few seconds, then cuts them. Once closed, does nothing. */
  close(): Promise<void>;
}

/** How long requests under way may take to finish when the product stops. */
const farewell = 5_000;

/** Takes the port, so that a start that cannot have it fails before it has done anything. */
export async function openPort({ port, host }: Config): Promise<OpenPort> {
  const closing = new AbortController();
  let site: RequestListener = notYet;
  const server = createServer((req, res) => site(req, res));
  await new Promise<void>((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is in use by another program. Choose another: PORT=${port + 1} npm start`;
      failed(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, host, done);
  });
  let closed: Promise<void> | undefined;
  return {
    number: (server.address() as AddressInfo).port,
    closing: closing.signal,
    answerWith: (given) => {
      site = given;
    },
    close: () => (closed ??= close(server, closing)),
  };
}

const notYet: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('Titian is starting. Please try again in a moment.\n');
};

function close(server: Server, closing: AbortController): Promise<void> {
  return new Promise((done) => {
    // A browser keeps its connection after the answer; each is closed as soon as it falls idle.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const force = setTimeout(() => server.closeAllConnections(), farewell);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(force);
      done();
    });
    closing.abort();
    server.closeIdleConnections();
  });
}

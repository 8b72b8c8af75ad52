import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site on a port of this machine, for real browsers and for whatever else does not speak to the app itself. */
export interface Listening {
  readonly port: number;
  /** `http://localhost:<port>`, or the same under another name. */
  home(host?: string): string;
  /** Hangs up on everybody. Answers when the port is free. */
  close(): Promise<void>;
}

/** Has the site listen: on a free port, or on the one where it listened before. */
export async function listenOn({ app }: { readonly app: RequestListener }, at = 0): Promise<Listening> {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    home: (host = 'localhost') => `http://${host}:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

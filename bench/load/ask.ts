import { Agent, type RequestOptions, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What to ask, how often, and over how many connections kept open. */
export interface Asking {
  readonly port: number;
  readonly path: string;
  readonly cookie: string;
  readonly requests: number;
  readonly connections: number;
}

/** The answer of a round: how long it took, and how many bytes one answer had. */
export interface Asked {
  readonly seconds: number;
  readonly bytes: number;
}

/** Asks from a thread of its own, so that asking does not wait for answering. */
async function askAll({ port, path, cookie, requests, connections }: Asking): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const options = { agent, host: '127.0.0.1', port, path, headers: { cookie } };
  let left = requests;
  let bytes = 0;
  const begun = performance.now();
  const asker = async () => {
    for (; left > 0;) {
      left -= 1;
      bytes = await askOnce(options);
    }
  };
  await Promise.all(Array.from({ length: connections }, asker));
  agent.destroy();
  return { seconds: (performance.now() - begun) / 1000, bytes };
}

function askOnce(options: RequestOptions): Promise<number> {
  return new Promise((done, failed) => {
    const request = get(options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        if (response.statusCode === 200) done(bytes);
        else failed(new Error(`The page answered ${response.statusCode ?? 0}.`));
      });
    });
    request.on('error', failed);
  });
}

void askAll(workerData as Asking).then((asked) => parentPort?.postMessage(asked));

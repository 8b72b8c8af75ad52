import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import express from 'express';
import type { Asked, Asking } from './load/ask';
import { openExampleSite } from './load/example-site';

const rounds = 7;
const requests = 1500;
const connections = 8;

/**
 * How fast a signed-in participant gets a page of the Handbook: requests per second, divided by those of bare Express
 * sending the same bytes, both asked by the same thread in alternating rounds. The median of the rounds' ratios counts,
 * its spread says how noisy the machine was.
 */
export async function run(): Promise<Record<string, number>> {
  const site = await openExampleSite();
  const path = `${site.book}/raapt`;
  const headers = { cookie: site.cookie };
  const page = Buffer.from(await (await fetch(site.home + path, { headers })).arrayBuffer());
  const bareApp = express();
  bareApp.get('/', (_req, res) => {
    res.type('html').send(page);
  });
  const bare = createServer(bareApp);
  await new Promise<void>((done) => bare.listen(0, '127.0.0.1', done));
  const barePort = (bare.address() as AddressInfo).port;

  const ratios: number[] = [];
  const rates: number[] = [];
  const asking = { cookie: site.cookie, requests, connections };
  await ask({ ...asking, port: site.port, path });
  await ask({ ...asking, port: barePort, path: '/' });
  for (let round = 0; round < rounds; round += 1) {
    const ours = await ask({ ...asking, port: site.port, path });
    const theirs = await ask({ ...asking, port: barePort, path: '/' });
    ratios.push(theirs.seconds / ours.seconds);
    rates.push(requests / ours.seconds);
  }
  ratios.sort((a, b) => a - b);
  rates.sort((a, b) => a - b);

  bare.closeAllConnections();
  bare.close();
  await site.close();
  const middle = Math.floor(rounds / 2);
  return {
    ratioToBareExpress: rounded(ratios[middle]),
    lowestRatio: rounded(ratios[0]),
    highestRatio: rounded(ratios.at(-1)),
    requestsPerSecond: Math.round(rates[middle] ?? 0),
    bytes: page.length,
    rounds,
  };
}

function ask(asking: Asking): Promise<Asked> {
  return new Promise((done, failed) => {
    const worker = new Worker(join(__dirname, 'load', 'ask.js'), { workerData: asking });
    worker.once('message', done);
    worker.once('error', failed);
  });
}

function rounded(value = 0): number {
  return Math.round(value * 1000) / 1000;
}

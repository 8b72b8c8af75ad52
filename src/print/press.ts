import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../root';
import { type Book, type Out, type Paging, type PrintDocument, type Printed, Unprintable } from './document';
import type { Delivery, Order } from './thread';

interface Job {
  readonly out: Out;
  resolve(done: Paging): void;
  reject(error: Error): void;
}

interface Press {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}

const idleSeconds = 60;
let press: Press | undefined;
let rest: NodeJS.Timeout | undefined;
let orders = 0;

/**
 * Prints a document in a thread of its own, so that the server goes on answering; orders wait for each other. Rejects with
 * {@link Unprintable} when a character has no glyph. The thread ends when it had nothing to do for a minute, and never
 * keeps the process alive.
 */
export async function printPdf(document: PrintDocument): Promise<Printed> {
  const pieces: Uint8Array[] = [];
  const paging = await printTo((bytes) => pieces.push(bytes), document);
  return { pdf: Buffer.concat(pieces), ...paging };
}

/** As {@link printPdf}, but hands the file on while it is drawn. What cannot be printed hands on nothing. */
export function printTo(out: Out, document: PrintDocument): Promise<Paging> {
  return send({ print: document }, out);
}

/** Where things would stand in a book, if it were printed: in less than half of the time. */
export function layOut(book: Book): Promise<Paging> {
  return send({ lay: book }, () => undefined);
}

/** Starts the thread before there is something to print, for who needs some time to get it. */
export function warmPress(): void {
  press ??= start();
  press.worker.unref();
}

function send(asked: { readonly print: PrintDocument } | { readonly lay: Book }, out: Out): Promise<Paging> {
  clearTimeout(rest);
  press ??= start();
  const { worker, jobs } = press;
  return new Promise((resolve, reject) => {
    const order: Order = { id: ++orders, ...asked };
    jobs.set(order.id, { out, resolve, reject });
    worker.ref();
    worker.postMessage(order);
  });
}

function start(): Press {
  // Much of what is set lives for one page: with less room for it, a book needs less memory and no more time.
  const worker = new Worker(threadFile(), { resourceLimits: { maxYoungGenerationSizeMb: 24 } });
  const started: Press = { worker, jobs: new Map() };
  worker.on('message', (delivery: Delivery) => deliver(started, delivery));
  worker.on('error', (error: Error) => fail(started, error));
  worker.on('exit', () => fail(started, new Error('The printing thread ended before its work was done.')));
  return started;
}

/** Where TypeScript runs as it stands (under Jest), the thread still needs the built file. */
function threadFile(): string {
  return __filename.endsWith('.ts') ? join(root, 'dist/src/print/thread.js') : join(__dirname, 'thread.js');
}

function deliver({ worker, jobs }: Press, delivery: Delivery): void {
  const job = jobs.get(delivery.id);
  if ('bytes' in delivery) {
    try {
      job?.out(delivery.bytes);
    } catch (error) {
      // Nobody takes what follows.
      jobs.delete(delivery.id);
      job?.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return;
  }
  jobs.delete(delivery.id);
  if (jobs.size === 0) {
    worker.unref();
    rest = setTimeout(() => {
      // No new order may reach a thread that is about to end.
      press = undefined;
      void worker.terminate();
    }, idleSeconds * 1000).unref();
  }
  if ('done' in delivery) {
    job?.resolve(delivery.done);
  } else if ('missing' in delivery) {
    job?.reject(new Unprintable(delivery.missing));
  } else {
    job?.reject(new Error(delivery.fault));
  }
}

function fail(ended: Press, error: Error): void {
  if (press === ended) press = undefined;
  for (const job of ended.jobs.values()) job.reject(error);
  ended.jobs.clear();
}

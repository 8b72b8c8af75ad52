import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../root';
import { type PrintDocument, type Printed, Unprintable } from './document';
import type { Delivery, Order } from './thread';

interface Job {
  resolve(printed: Printed): void;
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
export function printPdf(document: PrintDocument): Promise<Printed> {
  clearTimeout(rest);
  press ??= start();
  const { worker, jobs } = press;
  return new Promise((resolve, reject) => {
    const order: Order = { id: ++orders, document };
    jobs.set(order.id, { resolve, reject });
    worker.ref();
    worker.postMessage(order);
  });
}

function start(): Press {
  const worker = new Worker(threadFile());
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
  jobs.delete(delivery.id);
  if (jobs.size === 0) {
    worker.unref();
    rest = setTimeout(() => {
      // No new order may reach a thread that is about to end.
      press = undefined;
      void worker.terminate();
    }, idleSeconds * 1000).unref();
  }
  if ('pdf' in delivery) {
    const { buffer, byteOffset, byteLength } = delivery.pdf;
    job?.resolve({ pdf: Buffer.from(buffer, byteOffset, byteLength), pages: delivery.pages, pageOf: delivery.pageOf });
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

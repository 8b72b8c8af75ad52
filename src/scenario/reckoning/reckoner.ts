import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../../root';
import type { Case } from '../case';
import type { Input } from '../state';
import type { Losses } from '../verify/losses';
import type { ReckonedCase } from './reckoning';
import type { Answer, Order } from './thread';

interface Job {
  readonly resolve: (done: ReckonedCase | Losses | null) => void;
  readonly reject: (error: Error) => void;
}

type Wish = Order extends infer One ? (One extends Order ? Omit<One, 'id'> : never) : never;

const idleSeconds = 60;
let worker: Worker | undefined;
let rest: NodeJS.Timeout | undefined;
let orders = 0;
const jobs = new Map<number, Job>();

/** {@link reckonCase} in a thread of its own, so that the server goes on answering. It never keeps the process alive. */
export function reckonCaseApart(exercise: Case): Promise<ReckonedCase> {
  return send({ of: 'case', exercise }) as Promise<ReckonedCase>;
}

/** {@link reckonRun} in the thread. */
export function reckonRunApart(
  exercise: Case,
  reckoned: ReckonedCase,
  seed: string,
  inputs: readonly Input[],
): Promise<Losses | null> {
  return send({ of: 'run', exercise, reckoned, seed, inputs }) as Promise<Losses | null>;
}

function send(wish: Wish): Promise<ReckonedCase | Losses | null> {
  clearTimeout(rest);
  const thread = (worker ??= begin());
  return new Promise((resolve, reject) => {
    const order = { ...wish, id: ++orders } as Order;
    jobs.set(order.id, { resolve, reject });
    thread.postMessage(order);
  });
}

/** Ends the thread, and with it whatever it is at: that has to be asked for again. */
export function endReckoning(): void {
  const ended = worker;
  worker = undefined;
  clearTimeout(rest);
  failAll(new Error('The reckoning thread was ended.'));
  void ended?.terminate();
}

function failAll(error: Error): void {
  for (const { reject } of jobs.values()) reject(error);
  jobs.clear();
}

function begin(): Worker {
  // Under Jest TypeScript runs as it stands; the thread still needs the built file.
  const file = __filename.endsWith('.ts')
    ? join(root, 'dist/src/scenario/reckoning/thread.js')
    : join(__dirname, 'thread.js');
  const started = new Worker(file);
  const fail = (error: Error) => {
    if (worker === started) worker = undefined;
    failAll(error);
  };
  started.on('message', (answer: Answer) => deliver(started, answer));
  started.on('error', fail);
  started.on('exit', () => {
    if (worker === started) fail(new Error('The reckoning thread ended before its work was done.'));
  });
  // Last: to listen to it is to wait for it.
  started.unref();
  return started;
}

function deliver(thread: Worker, answer: Answer): void {
  const job = jobs.get(answer.id);
  jobs.delete(answer.id);
  if (jobs.size === 0)
    rest = setTimeout(() => {
      worker = undefined;
      void thread.terminate();
    }, idleSeconds * 1000).unref();
  if ('done' in answer) job?.resolve(answer.done);
  else job?.reject(new Error(answer.fault));
}

import { parentPort } from 'node:worker_threads';
import type { Case } from '../case';
import type { Input } from '../state';
import type { Losses } from '../verify/losses';
import { type ReckonedCase, reckonCase, reckonRun } from './reckoning';

/** What is asked of the thread: a case, or a run of a case that is reckoned already. */
export type Order = { readonly id: number; readonly exercise: Case } & (
  | { readonly of: 'case' }
  | { readonly of: 'run'; readonly reckoned: ReckonedCase; readonly seed: string; readonly inputs: readonly Input[] }
);

export type Answer = { readonly id: number } & (
  { readonly done: ReckonedCase | Losses | null } | { readonly fault: string }
);

// The same object for each order, since what is built from it is kept by it.
let last: { readonly hash: string; readonly exercise: Case; readonly reckoned: ReckonedCase } | undefined;

parentPort?.on('message', (order: Order) => {
  try {
    parentPort?.postMessage({ id: order.id, done: answer(order) } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ id: order.id, fault: String(error) } satisfies Answer);
  }
});

function answer(order: Order): ReckonedCase | Losses | null {
  if (order.of === 'case') return reckonCase(order.exercise);
  const { exercise, reckoned, seed, inputs } = order;
  if (last?.hash !== exercise.contentHash) last = { hash: exercise.contentHash, exercise, reckoned };
  return reckonRun(last.exercise, last.reckoned, seed, inputs);
}

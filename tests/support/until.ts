import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds, asking again and again; fails with `what` in words when it does not come to be. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patience = 15_000): Promise<void> {
  const lastMoment = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > lastMoment) throw new Error(`This did not come to be: ${what}.`);
    await pause(20);
  }
}

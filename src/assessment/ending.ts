import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { closeEnded } from './late-queries';

const every = 20_000;

/** Closes the tests whose time is over, also of those who have no page open, until the answer is called. */
export function startEnding(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  failed: (error: unknown) => void,
): () => Promise<void> {
  let current: Promise<void> | undefined;
  const tick = () => {
    current ??= closeEnded(db, clock())
      .then(() => undefined, failed)
      .finally(() => (current = undefined));
  };
  const timer = setInterval(tick, every).unref();
  tick();
  return async () => {
    clearInterval(timer);
    await current;
  };
}

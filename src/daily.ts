import { findPerson } from './accounts';
import { belongings } from './belongings';
import type { Db } from './db';
import type { Deps } from './deps';
import { askWhoIsDue } from './followup';
import { forgetNominees } from './nominations';
import { erase, sweep } from './privacy';

const hour = 60 * 60 * 1000;

/**
 * What the product does by itself, at its start and then every day: asks whose follow-up is due, and purges what its rules
 * say has been kept long enough. Any number of programs may try: one works at a time, and doing it again changes nothing.
 */
export async function doDaily({
  db,
  clock,
  origin,
  log,
}: Pick<Deps, 'db' | 'clock' | 'origin' | 'log'>): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', ['daily']);
    const asked = await askWhoIsDue(trx, origin, clock());
    const purged = (await sweep(trx, origin, clock())) + (await forget(trx, origin, clock()));
    if (asked > 0 || purged > 0) log.info({ asked, purged }, 'daily work done');
  });
}

/** Nominees who do not come are forgotten, and so is whoever is known from such a nomination alone. Counts the rows. */
async function forget(trx: Db, origin: string, now: Date): Promise<number> {
  const { nominations, people } = await forgetNominees(trx, origin, now, belongings);
  for (const id of people) {
    const person = await findPerson(trx, id);
    if (person) await erase(trx, origin, now, person, belongings, 'erased', null);
  }
  return nominations + people.length;
}

/** Does it now and then every day, until the answer is called. A failure is logged, and tried again after an hour. */
export function startDaily(deps: Pick<Deps, 'db' | 'clock' | 'origin' | 'log'>): () => Promise<void> {
  let lastDay = '';
  let current: Promise<void> | undefined;
  const work = async () => {
    const today = deps.clock().toISOString().slice(0, 10);
    if (today === lastDay) return;
    await doDaily(deps);
    lastDay = today;
  };
  const tick = () => {
    current ??= work()
      .catch((error: unknown) => deps.log.error({ err: error }, 'daily work failed'))
      .finally(() => (current = undefined));
  };
  const timer = setInterval(tick, hour).unref();
  tick();
  return async () => {
    clearInterval(timer);
    await current;
  };
}

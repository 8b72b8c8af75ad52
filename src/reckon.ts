import { latestPublication } from './curriculum';
import type { Deps } from './deps';
import { listCases, reckonCases } from './scenario';

/** Long enough that nobody who has just started the product waits for it. */
const pause = 60_000;

/**
 * A while after the start, works out for the cases published last what their debriefs need, where that is not kept yet: in
 * a thread, for seconds of one core, once for the rules of each case. Call the answer when the product stops.
 */
export function reckonLater({ db, clock, log, closing }: Deps): () => void {
  // What a stop cuts short is done after the next start.
  const report = (message: string) => {
    if (!closing.aborted) log.error({ message }, 'a case could not be reckoned');
  };
  const reckon = async () => {
    const publicationId = await latestPublication(db);
    if (publicationId !== undefined)
      reckonCases({ db, clock, closing, report }, await listCases(db, { publicationId }));
  };
  const later = setTimeout(() => void reckon().catch((error: unknown) => report(String(error))), pause).unref();
  return () => clearTimeout(later);
}

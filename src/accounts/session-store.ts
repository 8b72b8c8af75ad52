import { type SessionData, Store } from 'express-session';
import { Recent } from './recent';

/**
 * Sessions stand in PostgreSQL; each process remembers those it has just read. A round trip costs as much as drawing
 * the whole page, and a phone asks several times in a row. What this process writes it knows at once; what another
 * process writes (a sign-out there) is known here after five seconds at the latest.
 */
export class RememberingStore extends Store {
  readonly #recent = new Recent<string>(5_000, 5_000);

  constructor(private readonly lasting: Store) {
    super();
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    const known = this.#recent.get(sid);
    if (known !== undefined) {
      // A copy for each request: Express changes what it is given.
      setImmediate(done, null, JSON.parse(known) as SessionData);
      return;
    }
    this.lasting.get(sid, (error: unknown, session) => {
      if (session && this.#recent.get(sid) === undefined) this.#recent.set(sid, JSON.stringify(session));
      done(error, session);
    });
  }

  /** The next `get` asks the database: another process may have ended this session. */
  forget(sid: string): void {
    this.#recent.delete(sid);
  }

  override set(sid: string, session: SessionData, done?: (error?: unknown) => void): void {
    // The head of the answer leaves before the row is written: a browser that follows a redirect at once finds this.
    this.#recent.set(sid, JSON.stringify(session));
    this.lasting.set(sid, session, (error: unknown) => {
      if (error) this.#recent.delete(sid);
      done?.(error);
    });
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.#recent.delete(sid);
    this.lasting.destroy(sid, (error: unknown) => {
      this.#recent.delete(sid);
      done?.(error);
    });
  }
}

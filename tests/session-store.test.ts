import { MemoryStore, type SessionData } from 'express-session';
import { RememberingStore } from '../src/accounts/session-store';

/** Keeps sessions as the library does, but writes only when it is let. */
class SlowStore extends MemoryStore {
  #waiting: (() => void)[] = [];
  override set(sid: string, session: SessionData, done?: (error?: unknown) => void): void {
    this.#waiting.push(() => super.set(sid, session, done));
  }
  letWrite(): void {
    for (const write of this.#waiting.splice(0)) write();
  }
}

const sessionWith = (secret: string) => ({ cookie: {}, card: { workshopId: 'w', secret } }) as unknown as SessionData;

function read(store: RememberingStore, sid: string): Promise<SessionData | null | undefined> {
  return new Promise((done, failed) => {
    store.get(sid, (error, session) => {
      if (error instanceof Error) failed(error);
      else done(session);
    });
  });
}

describe('a session', () => {
  it('is known to the next request while it is still being written: a redirect is followed at once', async () => {
    const lasting = new SlowStore();
    const store = new RememberingStore(lasting);
    const written = new Promise((done) => store.set('one', sessionWith('ABCD'), done));
    expect((await read(store, 'one'))?.card?.secret).toBe('ABCD');
    lasting.letWrite();
    await written;
    expect((await read(new RememberingStore(lasting), 'one'))?.card?.secret).toBe('ABCD');
  });

  it('is forgotten when it could not be written', async () => {
    const lasting = new MemoryStore();
    lasting.set = (_sid, _session, done) => done?.(new Error('disk full'));
    const store = new RememberingStore(lasting);
    await new Promise((done) => store.set('one', sessionWith('ABCD'), done));
    expect(await read(store, 'one')).toBeUndefined();
  });
});

import pg from 'pg';
import type { Db } from './db';

/** Told that something about its topic may have changed. It carries nothing: whoever hears it reads the tables again. */
export type Hear = () => void;

/** One channel for all: a topic is the text that travels on it. */
const channel = 'titian';

/** How often the silent connection is asked whether it still stands, in milliseconds. */
const heartbeat = 20_000;
const longestWait = 5_000;

const ears = new WeakMap<Db, Ear>();

/**
 * Hears of every `notify` on this topic by any process on the same database, until the answer is called. A process holds
 * one connection for all its topics; it is opened for the first and let go with the last. When it breaks it is opened
 * again, and everybody is told once, as they may have missed something. Takes the pool, never a transaction.
 */
export function listenTo(db: Db, topic: string, hear: Hear): () => void {
  let ear = ears.get(db);
  if (!ear) ears.set(db, (ear = new Ear(addressOf(db))));
  return ear.add(topic, hear);
}

/** Wakes whoever listens to this topic, once the transaction is committed; at once outside of one. */
export async function notify(db: Db, topic: string): Promise<void> {
  await db.raw('select pg_notify(?, ?)', [channel, topic]);
}

class Ear {
  readonly #topics = new Map<string, Set<Hear>>();
  #client: pg.Client | undefined;
  #opening = false;
  #beat: NodeJS.Timeout | undefined;
  #wait = 50;

  constructor(private readonly address: string) {}

  add(topic: string, hear: Hear): () => void {
    const heard = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, heard.add(hear));
    void this.#open();
    return () => {
      heard.delete(hear);
      if (heard.size === 0 && this.#topics.get(topic) === heard) this.#topics.delete(topic);
      if (this.#topics.size === 0) this.#let();
    };
  }

  async #open(): Promise<void> {
    if (this.#client || this.#opening || this.#topics.size === 0) return;
    this.#opening = true;
    const client = new pg.Client({
      connectionString: this.address,
      application_name: 'titian listen',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#opening = false;
      this.#wait = 50;
      this.#client = client;
      this.#beat = setInterval(() => void client.query('select 1').catch(() => this.#lost(client)), heartbeat).unref();
      for (const topic of [...this.#topics.keys()]) this.#tell(topic);
      if (this.#topics.size === 0) this.#let();
    } catch {
      this.#opening = false;
      void client.end().catch(() => undefined);
      this.#again();
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#let();
    this.#again();
  }

  #again(): void {
    setTimeout(() => void this.#open(), this.#wait).unref();
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  #let(): void {
    clearInterval(this.#beat);
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => undefined);
  }

  #tell(topic: string): void {
    for (const hear of [...(this.#topics.get(topic) ?? [])]) hear();
  }
}

/** The pool knows its own address; asking it keeps every feature from having to carry one. */
function addressOf(db: Db): string {
  const { config } = db.client as { config: { connection?: { connectionString?: string } } };
  const address = config.connection?.connectionString;
  if (address === undefined) throw new Error('Only a pool made by connect() can listen.');
  return address;
}

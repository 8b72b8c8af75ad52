import type { Clock } from '../clock';
import { type Db, listenTo, notify } from '../db';
import type { Stream } from '../web/stream';
import type { LiveRun } from './live';
import { markGone, markSeen, versionOf } from './queries';
import { peopleTopicOf, tableTopicOf, topicOf, watchTopicOf } from './room-queries';

/** Who holds a stream: a player is counted as here while it stands; watchers are also told who comes and goes. */
export interface Listener {
  readonly stream: Stream;
  readonly playerId: string | undefined;
  readonly tableId: string | undefined;
  readonly watches: boolean;
}

interface Room {
  readonly listeners: Set<Listener>;
  readonly stop: () => void;
  reading: boolean;
  /** Who is still to be told: all, those who watch, or tables by their ids. */
  waiting: Set<string>;
}

const everybody = 'everybody';
const watchers = 'watchers';

const heartbeat = 20_000;
/** Comings and goings within this time are written together, in milliseconds. */
const gathering = 150;

/**
 * The rooms of this process: which pages are open, and what they are told. An event says only "version 17": the page
 * then asks for itself, and gets what its own person may see.
 */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #moved = new Map<string, boolean>();
  readonly #stirred = new Set<string>();
  #writing: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly closing: AbortSignal,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Tells this page of every change from now on, and first of how the room stands. Call the answer when it leaves. */
  enter(run: Pick<LiveRun, 'id'>, listener: Listener): () => void {
    const room = this.#rooms.get(run.id) ?? this.#open(run);
    room.listeners.add(listener);
    const { tableId } = listener;
    const stopTable =
      tableId === undefined
        ? undefined
        : listenTo(this.db, tableTopicOf(tableId), () => this.#tell(run, room, tableId));
    this.#tell(run, room, everybody);
    if (listener.playerId !== undefined) this.#announce(run, listener.playerId, true);
    this.#beat ??= setInterval(() => this.#stillHere(), heartbeat).unref();
    return () => {
      stopTable?.();
      this.#leave(run, room, listener);
    };
  }

  #open(run: Pick<LiveRun, 'id'>): Room {
    const listeners = new Set<Listener>();
    const stopChanges = listenTo(this.db, topicOf(run), () => this.#tell(run, room, everybody));
    const stopWatch = listenTo(this.db, watchTopicOf(run), () => this.#tell(run, room, watchers));
    const stopPeople = listenTo(this.db, peopleTopicOf(run), () => {
      for (const { watches, stream } of listeners) if (watches) stream.send('people', '');
    });
    const stop = () => {
      stopChanges();
      stopWatch();
      stopPeople();
    };
    const room: Room = { listeners, stop, reading: false, waiting: new Set() };
    this.#rooms.set(run.id, room);
    return room;
  }

  #leave(run: Pick<LiveRun, 'id'>, room: Room, listener: Listener): void {
    room.listeners.delete(listener);
    const { playerId } = listener;
    const elsewhere = [...room.listeners].some((other) => other.playerId === playerId);
    if (playerId !== undefined && !elsewhere) this.#announce(run, playerId, false);
    if (room.listeners.size > 0) return;
    room.stop();
    if (this.#rooms.get(run.id) === room) this.#rooms.delete(run.id);
    if (this.#rooms.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
    // Nobody is left to gather with.
    if (this.#writing) void this.#write().catch(this.report);
  }

  /** One read for a room, however many pages it has; changes that come meanwhile are one more. */
  #tell(run: Pick<LiveRun, 'id'>, room: Room, whom: string): void {
    room.waiting.add(whom);
    if (room.reading) return;
    room.reading = true;
    const told = room.waiting;
    room.waiting = new Set();
    void versionOf(this.db, run)
      .then((version) => {
        for (const listener of room.listeners)
          if (concerns(told, listener)) listener.stream.send('change', String(version));
      })
      .catch(this.report)
      .finally(() => {
        room.reading = false;
        const [next] = room.waiting;
        if (next !== undefined) this.#tell(run, room, next);
      });
  }

  /** Who came and who went is written for all rooms at once, a moment later: a hall's network drops and returns for everybody. */
  #announce(run: Pick<LiveRun, 'id'>, playerId: string, here: boolean): void {
    // The pool closes right after the pages: whoever was here is counted out by time.
    if (this.closing.aborted) return;
    this.#moved.set(playerId, here);
    this.#stirred.add(run.id);
    this.#writing ??= setTimeout(() => void this.#write().catch(this.report), gathering).unref();
  }

  async #write(): Promise<void> {
    const moved = [...this.#moved];
    const stirred = [...this.#stirred];
    this.#moved.clear();
    this.#stirred.clear();
    clearTimeout(this.#writing);
    this.#writing = undefined;
    if (this.closing.aborted) return;
    const who = (here: boolean) => moved.flatMap(([playerId, is]) => (is === here ? [playerId] : []));
    await markGone(this.db, who(false));
    await markSeen(this.db, who(true), this.clock());
    for (const id of stirred) await notify(this.db, peopleTopicOf({ id }));
  }

  #stillHere(): void {
    const players = [...this.#rooms.values()].flatMap(({ listeners }) =>
      [...listeners].flatMap(({ playerId }) => (playerId === undefined ? [] : [playerId])),
    );
    void markSeen(this.db, [...new Set(players)], this.clock()).catch(this.report);
  }
}

function concerns(told: ReadonlySet<string>, { tableId, watches }: Listener): boolean {
  return told.has(everybody) || (watches && told.has(watchers)) || (tableId !== undefined && told.has(tableId));
}

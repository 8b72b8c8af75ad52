import type { Request, Response } from 'express';

/** A page's open line to the server (server-sent events). It carries no words of anybody: only that there is something new. */
export interface Stream {
  /** Sends one event. `data` is one line. */
  send(event: string, data: string): void;
  /** Ends the stream; the page opens no new one by itself. */
  end(): void;
}

export interface StreamOptions {
  /** Whose it is: one person may hold as many as `mostStreams` in a process; one more ends the oldest. */
  readonly owner: string;
  /** Aborted when the product stops. */
  readonly closing: AbortSignal;
  /** Called once, however the stream ends. */
  readonly onEnd: () => void;
}

/** Browsers allow six connections to one address; a person has a phone, perhaps a laptop, and a tab left open on each. */
export const mostStreams = 6;

/** A line of silence now and then keeps proxies from cutting the stream, and finds the dead. In milliseconds. */
const heartbeat = 20_000;

interface Open extends Stream {
  readonly response: Response;
  readonly closing: AbortSignal;
  close(): void;
}

const all = new Set<Open>();
const byOwner = new Map<string, Set<Open>>();
const watched = new WeakSet<AbortSignal>();
let beat: NodeJS.Timeout | undefined;

/**
 * Answers with a stream of events that stays open until the page leaves, the product stops or `end` is called. The page
 * asks again by itself after a broken line, after about a second.
 */
export function openStream(req: Request, res: Response, options: StreamOptions): Stream {
  // `no-transform` keeps `compression` and proxies from holding events back until they have a block full.
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'private, no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  res.write('retry: 1000\n\n');
  req.socket.setNoDelay(true);
  req.socket.setKeepAlive(true, heartbeat);

  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    forget(stream, options.owner);
    options.onEnd();
  };
  const close = (): void => {
    finish();
    res.end();
  };
  const stream: Open = {
    response: res,
    closing: options.closing,
    close,
    send: (event, data) => {
      if (!over) res.write(`event: ${event}\ndata: ${data}\n\n`);
    },
    end: () => {
      if (!over) res.write('event: end\ndata: \n\n');
      close();
    },
  };
  res.on('close', finish);
  watch(options.closing);
  keep(stream, options.owner);
  return stream;
}

function keep(stream: Open, owner: string): void {
  const own = byOwner.get(owner) ?? new Set();
  byOwner.set(owner, own.add(stream));
  all.add(stream);
  const [oldest] = own;
  if (own.size > mostStreams) oldest?.end();
  beat ??= setInterval(() => {
    for (const { response } of all) response.write(':\n\n');
  }, heartbeat).unref();
}

/** One ear for a stop, however many streams there are. */
function watch(closing: AbortSignal): void {
  if (watched.has(closing)) return;
  watched.add(closing);
  closing.addEventListener('abort', () => {
    for (const stream of [...all]) if (stream.closing === closing) stream.close();
  });
}

function forget(stream: Open, owner: string): void {
  all.delete(stream);
  const own = byOwner.get(owner);
  own?.delete(stream);
  if (own?.size === 0) byOwner.delete(owner);
  if (all.size > 0) return;
  clearInterval(beat);
  beat = undefined;
}

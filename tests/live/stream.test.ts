import { type IncomingHttpHeaders, type IncomingMessage, get } from 'node:http';
import { makeEntry } from '../../src/accounts';
import { type Db, connect, listenTo, notify } from '../../src/db';
import { mostStreams } from '../../src/web/stream';
import { testDatabase } from '../support/database';
import { type Listening as Server, listenOn } from '../support/listen';
import { MovableClock, Site, addParticipant, depsFor } from '../support/site';
import { until } from '../support/until';
import { act, border, decide, deskOf, openRoom, police } from './live-room';

const database = testDatabase();

/** One process of the product: its own pool, its own listening connection, its own port. */
interface Process {
  readonly site: Site;
  readonly db: Db;
  readonly home: string;
  readonly closing: AbortController;
  readonly server: Server;
}

describe('A stream of events', () => {
  let processes: Process[] = [];

  async function start(): Promise<Process> {
    const db = connect(database.url());
    const clock = new MovableClock();
    const closing = new AbortController();
    const site = new Site({ ...depsFor(db, clock), closing: closing.signal }, clock);
    const server = await listenOn(site);
    const one = { site, db, closing, server, home: server.home('127.0.0.1') };
    processes.push(one);
    return one;
  }

  afterEach(async () => {
    for (const { server, closing, db } of processes) {
      closing.abort();
      await server.close();
      await db.destroy();
    }
    processes = [];
  });

  it('tells pages of another process what changed, at once though answers are compressed, and says nothing else', async () => {
    const [one, other] = [await start(), await start()];
    const room = await openRoom(one.site);
    const cookie = await signIn(other, room.people[police]?.id ?? '');
    const stream = await listen(other, room.run, cookie);
    await until('it says how the room stands', () => stream.events.length > 0);
    expect(stream.headers['content-type']).toContain('text/event-stream');
    expect(stream.headers['content-encoding']).toBeUndefined();

    const officer = room.officers[border];
    if (!officer) throw new Error('The table is taken.');
    const own = await listen(other, room.run, await signIn(other, room.people[border]?.id ?? ''));
    const watching = await listen(other, room.run, await signIn(other, room.facilitator.id));
    await until('they are open', () => own.events.length > 0 && watching.events.length > 0);
    const before = stream.versions().at(-1) ?? 0;
    await decide(officer, deskOf(room.run, border), 'protection-box');
    await until('the table hears of it on the other process', () => (own.versions().at(-1) ?? 0) > before);
    await until('and those who watch', () => (watching.versions().at(-1) ?? 0) > before);
    await act(room, 'barriers');
    await until('everybody hears of the barrier', () => (stream.versions().at(-1) ?? 0) > before + 1);
    // That another table has decided is told to nobody: the version in between never came here.
    expect(stream.versions()).not.toContain(before + 1);
    own.leave();
    watching.leave();
    expect(new Set(stream.events.map(({ event }) => event))).toEqual(new Set(['change']));
    expect(stream.events.every(({ data }) => /^\d+$/.test(data))).toBe(true);
    stream.leave();
  });

  it('ends when its person signs out, on whatever process', async () => {
    const [one, other] = [await start(), await start()];
    const room = await openRoom(one.site);
    const cookie = await signIn(one, room.people[police]?.id ?? '');
    const streams = [await listen(one, room.run, cookie), await listen(other, room.run, cookie)];
    await until('both are open', () => streams.every(({ events }) => events.length > 0));
    const account = await (await fetch(`${one.home}/account`, { headers: { cookie } })).text();
    const token = /name="_csrf" value="([^"]+)"/.exec(account)?.[1] ?? '';
    await fetch(`${one.home}/sign-out`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: token }),
      redirect: 'manual',
    });
    await until('both have ended', () => streams.every(({ over }) => over()));
    expect(streams.map(({ events }) => events.at(-1)?.event)).toEqual(['end', 'end']);
  });

  it('is opened again towards the database when its connection is cut, and nobody misses what happened meanwhile', async () => {
    const one = await start();
    const room = await openRoom(one.site);
    const stream = await listen(one, room.run, await signIn(one, room.people[police]?.id ?? ''));
    await until('it is open', () => stream.events.length > 0);
    const listeners = () =>
      one.db.raw<{ rows: { pid: number }[] }>(
        `select pid from pg_stat_activity where application_name = 'titian listen' and datname = current_database()`,
      );
    const before = (await listeners()).rows.map(({ pid }) => pid);
    expect(before).toHaveLength(1);
    const told = stream.events.length;
    await one.db.raw('select pg_terminate_backend(?)', before);
    // Written without a word to anybody, as by a process that died before it could say so.
    await one.db('live_runs').where({ run_id: room.run }).increment('version', 5);
    await until('it heard of it nevertheless', () => stream.events.length > told);
    expect((await listeners()).rows.map(({ pid }) => pid)).not.toEqual(before);
    stream.leave();
    await until('the connection is let go with the last page', async () => (await listeners()).rows.length === 0);
  });

  it('is held by one person as often as they have pages, up to a limit: the oldest ends first', async () => {
    const one = await start();
    const room = await openRoom(one.site);
    const cookie = await signIn(one, room.people[police]?.id ?? '');
    const first = await listen(one, room.run, cookie);
    await until('the first is open', () => first.events.length > 0);
    const others: Listening[] = [];
    for (let count = 0; count < mostStreams; count += 1) others.push(await listen(one, room.run, cookie));
    await until('the first has ended', () => first.over());
    await until('the others are open', () => others.every(({ events }) => events.length > 0));
    expect(others.some(({ over }) => over())).toBe(false);
  });

  it('ends when the product stops, and counts who is here while it is open', async () => {
    const one = await start();
    const room = await openRoom(one.site, [police]);
    const idle = await addParticipant(one.site, room.workshop, 'Ravi');
    const stream = await listen(one, room.run, await signIn(one, room.people[police]?.id ?? ''));
    await until('it is open', () => stream.events.length > 0);
    const here = async () => {
      await room.console.get(`/live/${room.run}/console`);
      return /\d+ of \d+ here/.exec(room.console.words)?.[0];
    };
    await until('the console counts one', async () => (await here()) === '1 of 1 here');
    stream.leave();
    await until('and none when the page is closed', async () => (await here()) === '0 of 1 here');

    const again = await listen(one, room.run, await signIn(one, idle.id));
    await until('a member of the workshop may listen too', () => again.events.length > 0);
    one.closing.abort();
    await until('it ends with the product', () => again.over());
  });

  it('wakes a listener once the transaction is committed, and not when it is taken back', async () => {
    const one = await start();
    let heard = 0;
    const stop = listenTo(one.db, 'a topic', () => (heard += 1));
    await until('it is listening', () => heard === 1);
    await one.db
      .transaction(async (trx) => {
        await notify(trx, 'a topic');
        throw new Error('taken back');
      })
      .catch(() => undefined);
    await notify(one.db, 'another topic');
    await one.db.transaction((trx) => notify(trx, 'a topic'));
    await until('it is woken', () => heard > 1);
    expect(heard).toBe(2);
    stop();
  });
});

async function signIn({ home, db, site }: Process, personId: string): Promise<string> {
  const secret = await makeEntry(db, site.clock.now, { purpose: 'example', personId });
  const answer = await fetch(`${home}/sign-in/with/${secret}`, { redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.replace(/;.*/, ''))
    .join('; ');
}

interface Listening {
  readonly headers: IncomingHttpHeaders;
  readonly events: readonly { readonly event: string; readonly data: string }[];
  versions(): number[];
  readonly over: () => boolean;
  leave(): void;
}

/** Reads a stream as a browser does that accepts compressed answers. */
async function listen({ home }: Process, run: string, cookie: string): Promise<Listening> {
  const headers = { cookie, 'accept-encoding': 'gzip, br' };
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    get(`${home}/live/${run}/stream`, { headers, agent: false }, done).once('error', failed);
  });
  if (answer.statusCode !== 200) throw new Error(`The stream answered ${answer.statusCode ?? 0}.`);
  const events: { event: string; data: string }[] = [];
  let over = false;
  let text = '';
  answer.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event = '', data = ''] = /event: (.*)\ndata: (.*)/.exec(text.slice(0, end)) ?? [];
      if (event) events.push({ event, data });
      text = text.slice(end + 2);
    }
  });
  answer.on('error', () => undefined).once('close', () => (over = true));
  return {
    headers: answer.headers,
    events,
    versions: () => events.filter(({ event }) => event === 'change').map(({ data }) => Number(data)),
    over: () => over,
    leave: () => answer.destroy(),
  };
}

import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What the crowd is told to do. */
export interface Crowd {
  readonly do: 'enter' | 'listen' | 'decide' | 'close';
  readonly home?: string;
  readonly members?: readonly Member[];
  /** Of the link by which the facilitator of all rooms signs in. */
  readonly facilitator?: string;
  /** Decisions, or rooms whose round is closed, a second; 0: one in every room at once. */
  readonly perSecond?: number;
}

export interface Member {
  readonly room: string;
  readonly role: string;
  readonly recorder: boolean;
  /** Of the link by which they sign in. */
  readonly secret: string;
}

/** What the crowd answers. Times are milliseconds. */
export type CrowdSays =
  | { readonly kind: 'ready'; readonly bare: number }
  | { readonly kind: 'listening' }
  | { readonly kind: 'decided'; readonly delays: readonly number[] }
  | { readonly kind: 'closed'; readonly delays: readonly number[] }
  | { readonly kind: 'failed'; readonly reason: string };

interface Officer extends Member {
  readonly desk: string;
  readonly cookie: string;
  version: number;
  /** Called when this officer's page has been renewed. */
  renewed: (() => void) | undefined;
}

/** Decisions without a form, one after the other, of the two tables that decide. */
const courses: Readonly<Record<string, readonly string[]>> = {
  'pellara-border': ['protection-box', 'seal-phones'],
  'linden-house': ['interpreter-phone', 'let-sleep'],
};

// A connection for each request: one kept idle may be closed by the server just when it is used again.
const agent = new Agent({ keepAlive: false, maxSockets: 64 });
let home = '';
let facilitator = '';
const officers: Officer[] = [];

process.on('message', (told: Crowd) => {
  doingOf(told).then(
    (said) => process.send?.(said),
    (error: unknown) => process.send?.({ kind: 'failed', reason: String(error) } satisfies CrowdSays),
  );
});

function doingOf(told: Crowd): Promise<CrowdSays> {
  const { perSecond = 0 } = told;
  switch (told.do) {
    case 'enter':
      return enter(told);
    case 'listen':
      return listenAll();
    case 'decide':
      return decideAll(perSecond);
    case 'close':
      return closeAll(perSecond);
  }
}

/** Everybody signs in; one of them measures what a decision and a page cost while nobody else is there. */
async function enter({ home: at = '', members = [], facilitator: secret = '' }: Crowd): Promise<CrowdSays> {
  home = at;
  facilitator = await signIn(secret);
  const waiting = [...members];
  const enterNext = async (): Promise<void> => {
    for (let member = waiting.shift(); member; member = waiting.shift()) {
      officers.push({
        ...member,
        cookie: await signIn(member.secret),
        desk: `/live/${member.room}/desks/${member.role}`,
        version: -1,
        renewed: undefined,
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, enterNext));
  const bare: number[] = [];
  for (const recorder of officers.filter(({ recorder, role }) => recorder && role === 'linden-house').slice(0, 40)) {
    const form = await formOf(recorder);
    const begun = performance.now();
    await send(recorder, form, 'interpreter-phone');
    await ask(recorder.desk, recorder.cookie);
    bare.push(performance.now() - begun);
  }
  bare.sort((a, b) => a - b);
  return { kind: 'ready', bare: bare[Math.floor(bare.length / 2)] ?? 0 };
}

async function signIn(secret: string): Promise<string> {
  const { headers } = await ask(`/sign-in/with/${secret}`, '');
  return (headers['set-cookie'] ?? []).map((each) => each.replace(/;.*/, '')).join('; ');
}

async function listenAll(): Promise<CrowdSays> {
  await Promise.all(officers.map(listen));
  return { kind: 'listening' };
}

/** Holds a stream as a page does, and asks for the page again when it hears of a newer version. */
function listen(officer: Officer): Promise<void> {
  return new Promise((done, failed) => {
    const options = optionsOf(`/live/${officer.room}/stream`, officer.cookie, 'GET');
    const open = request({ ...options, agent: false }, (answer) => {
      answer.setEncoding('utf8').on('data', (text: string) => {
        for (const [, version] of text.matchAll(/event: change\ndata: (\d+)/g)) {
          const known = officer.version;
          officer.version = Math.max(known, Number(version));
          if (known < 0) done();
          else if (officer.version > known)
            void ask(officer.desk, officer.cookie).then(() => officer.renewed?.(), failed);
        }
      });
    });
    open.on('error', failed);
    open.end();
  });
}

/** In every room one table decides; answers how long after the press the other screens at the table were renewed (nobody else sees anything of it yet). */
async function decideAll(perSecond: number): Promise<CrowdSays> {
  const role = 'pellara-border';
  const step = perSecond > 0 ? 0 : 1;
  const recorders = officers.filter((officer) => officer.recorder && officer.role === role);
  const forms = new Map<Officer, URLSearchParams>();
  for (const recorder of recorders) forms.set(recorder, await formOf(recorder));
  const delays: number[] = [];
  const inRoom = async (recorder: Officer): Promise<void> => {
    const others = officers
      .filter(({ room, role: at }) => room === recorder.room && at === role)
      .filter((one) => one !== recorder);
    const renewed = renewalOf(others, delays);
    await send(recorder, forms.get(recorder) ?? new URLSearchParams(), courses[role]?.[step] ?? '');
    await renewed;
  };
  await paced(recorders, perSecond, inRoom);
  return { kind: 'decided', delays };
}

/** The facilitator closes the round of every room; answers how long after the press each screen of the room was renewed. */
async function closeAll(perSecond: number): Promise<CrowdSays> {
  const rooms = [...new Set(officers.map(({ room }) => room))];
  const forms = new Map<string, URLSearchParams>();
  for (const room of rooms) forms.set(room, await barrierOf(room));
  const delays: number[] = [];
  await paced(rooms, perSecond, async (room) => {
    const renewed = renewalOf(
      officers.filter((officer) => officer.room === room),
      delays,
    );
    const { status } = await ask(`/live/${room}/barriers`, facilitator, forms.get(room)?.toString());
    if (status !== 303) throw new Error(`Closing a round was answered with ${status}.`);
    await renewed;
  });
  return { kind: 'closed', delays };
}

/** Once all these screens have been renewed; notes for each how long it took from now. */
async function renewalOf(screens: readonly Officer[], delays: number[]): Promise<void> {
  const begun = performance.now();
  await Promise.all(
    screens.map(
      (officer) =>
        new Promise<void>((done) => {
          officer.renewed = () => {
            delays.push(performance.now() - begun);
            officer.renewed = undefined;
            done();
          };
        }),
    ),
  );
}

/** Does this for all of them: so many a second, or (0) for all at once. */
async function paced<T>(all: readonly T[], perSecond: number, doing: (each: T) => Promise<void>): Promise<void> {
  const begun: Promise<void>[] = [];
  for (const each of all) {
    begun.push(doing(each));
    if (perSecond > 0) await pause(1000 / perSecond);
  }
  await Promise.all(begun);
}

/** The form on the console that closes the round of this room. */
async function barrierOf(room: string): Promise<URLSearchParams> {
  const { body } = await ask(`/live/${room}/console`, facilitator);
  const form = /action="[^"]*\/barriers">.*?<\/form>/s.exec(body)?.[0] ?? '';
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  return new URLSearchParams({ _csrf: value('_csrf'), input: value('input'), seen: value('seen') });
}

async function formOf({ desk, cookie }: Officer): Promise<URLSearchParams> {
  const { body } = await ask(desk, cookie);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  return new URLSearchParams({ _csrf: value('_csrf'), seq: value('seq'), input: value('input') });
}

async function send({ desk, cookie }: Officer, form: URLSearchParams, choice: string): Promise<void> {
  form.set('choice', choice);
  const { status } = await ask(`${desk}/decisions`, cookie, form.toString());
  if (status !== 303) throw new Error(`The decision ${choice} was answered with ${status}.`);
}

function optionsOf(path: string, cookie: string, method: string): RequestOptions {
  const { hostname, port } = new URL(home);
  return { agent, host: hostname, port, path, method, headers: { cookie, accept: 'text/html' } };
}

function ask(
  path: string,
  cookie: string,
  form?: string,
): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  return new Promise((done, failed) => {
    const options = optionsOf(path, cookie, form === undefined ? 'GET' : 'POST');
    const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { cookie, accept: 'text/html', ...type };
    const asking = request({ ...options, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asking.on('error', failed);
    asking.end(form);
  });
}

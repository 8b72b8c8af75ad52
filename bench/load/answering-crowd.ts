import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What a crowd that takes a test is told. Everybody's link and everybody's answers come from the bench. */
export interface Crowd {
  readonly do: 'enter' | 'measure' | 'answer';
  readonly home?: string;
  /** The path of the test. */
  readonly test?: string;
  readonly members?: readonly string[];
  /** The fields of each question's answer, in order; everybody gives each of them. */
  readonly answers?: readonly (readonly (readonly [name: string, value: string])[])[];
  /** Over how many seconds the people begin to answer; each gives all answers in this time again. */
  readonly seconds?: number;
  /** The page whose round trip is the measure of a machine. */
  readonly page?: string;
}

/** What the crowd answers. Times are milliseconds. */
export type CrowdSays =
  | { readonly kind: 'entered' }
  | { readonly kind: 'measured'; readonly page: readonly number[]; readonly answer: readonly number[] }
  | {
      readonly kind: 'answered';
      readonly delays: readonly number[];
      readonly sends: readonly number[];
      /** Round trips of the page meanwhile. */
      readonly pages: readonly number[];
      readonly repeats: number;
      readonly dropped: number;
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed'; readonly reason: string };

interface Officer {
  readonly cookie: string;
  readonly attempt: string;
  readonly token: string;
  readonly device: string;
}

// A phone keeps its connection between two answers, and has as many as it needs.
const agent = new Agent({ keepAlive: true, maxSockets: 128 });
let home = '';
let test = '';
let bare = '';
let answers: NonNullable<Crowd['answers']> = [];
const officers: Officer[] = [];

process.on('message', (told: Crowd) => {
  doingOf(told).then(
    (said) => process.send?.(said),
    (error: unknown) => process.send?.({ kind: 'failed', reason: String(error) } satisfies CrowdSays),
  );
});

function doingOf(told: Crowd): Promise<CrowdSays> {
  switch (told.do) {
    case 'enter':
      return enter(told);
    case 'measure':
      return measure();
    case 'answer':
      return answerAll(told);
  }
}

/** Everybody signs in, begins the test and has its page open. */
async function enter(told: Crowd): Promise<CrowdSays> {
  home = told.home ?? '';
  test = told.test ?? '';
  answers = told.answers ?? [];
  bare = told.page ?? '';
  const waiting = [...(told.members ?? [])];
  const enterNext = async (): Promise<void> => {
    for (let secret = waiting.shift(); secret; secret = waiting.shift()) {
      const { headers } = await ask(`/sign-in/with/${secret}`, '');
      const cookie = (headers['set-cookie'] ?? []).map((each) => each.replace(/;.*/, '')).join('; ');
      const before = await ask(test, cookie);
      const begun = await ask(
        `${test}/attempts`,
        cookie,
        new URLSearchParams({ _csrf: valueOf(before.body, '_csrf') }),
      );
      if (begun.status !== 303) throw new Error(`Beginning was answered with ${begun.status}.`);
      const { body } = await ask(test, cookie);
      const attempt = /data-answers="([^"]+)"/.exec(body)?.[1] ?? '';
      const device = `00000000-0000-4000-8000-${String(officers.length).padStart(12, '0')}`;
      officers.push({ cookie, attempt, token: valueOf(body, '_csrf'), device });
    }
  };
  await Promise.all(Array.from({ length: 8 }, enterNext));
  return { kind: 'entered' };
}

/** What a page and an answer cost while nobody else asks. The answers are the first ones of the first people. */
async function measure(): Promise<CrowdSays> {
  const pages: number[] = [];
  const given: number[] = [];
  for (const officer of officers.slice(0, 60)) {
    pages.push(await timed(() => ask(bare, officer.cookie)));
    given.push(await timed(() => give(officer, 0)));
  }
  return { kind: 'measured', page: pages, answer: given };
}

/**
 * Everybody answers every question and sends the test: people begin one after the other, and each takes as long as the
 * whole crowd has. One answer in ten is sent twice at the same moment, one in twenty loses its reply and is sent again,
 * and one test in five is sent twice. Somebody reads a page again and again meanwhile.
 */
async function answerAll({ seconds = 60 }: Crowd): Promise<CrowdSays> {
  const delays: number[] = [];
  const sends: number[] = [];
  let repeats = 0;
  let dropped = 0;
  const each = (seconds * 1000) / (answers.length + 2);
  const begun = performance.now();
  const pages: number[] = [];
  const reading: Promise<unknown>[] = [];
  // At even distances, whether the last one has come or not: a slow moment is read as often as a quick one.
  const reader = setInterval(() => {
    const page = timed(() => ask(bare, officers[0]?.cookie ?? ''));
    reading.push(page.then((milliseconds) => pages.push(milliseconds)));
  }, 200);
  await Promise.all(
    officers.map(async (officer, at) => {
      await pause((at / officers.length) * each);
      for (let item = 0; item < answers.length; item += 1) {
        const from = performance.now();
        if ((at + item) % 20 === 7) {
          dropped += 1;
          await give(officer, item, true).catch(() => undefined);
        }
        if ((at + item) % 10 === 3) {
          repeats += 1;
          await Promise.all([give(officer, item), give(officer, item)]);
        } else await give(officer, item);
        delays.push(performance.now() - from);
        await pause(Math.max(0, each - (performance.now() - from)));
      }
      const from = performance.now();
      await Promise.all(Array.from({ length: at % 5 === 0 ? 2 : 1 }, () => send(officer)));
      sends.push(performance.now() - from);
    }),
  );
  const milliseconds = performance.now() - begun;
  clearInterval(reader);
  await Promise.all(reading);
  return { kind: 'answered', delays, sends, pages, repeats, dropped, milliseconds };
}

async function give(officer: Officer, item: number, hangUp = false): Promise<void> {
  const fields = new URLSearchParams();
  for (const [name, value] of answers[item] ?? []) fields.append(name, value);
  for (const [name, value] of Object.entries(deviceOf(officer, item + 1))) fields.set(name, value);
  const { status, body } = await ask(`${test}/answers`, officer.cookie, fields, officer.token, hangUp);
  if (!hangUp && (status !== 200 || !body.includes('"saved"')))
    throw new Error(`An answer was answered with ${status}.`);
}

async function send(officer: Officer): Promise<void> {
  const fields = new URLSearchParams({ ...deviceOf(officer, answers.length + 1), then: 'send' });
  const { status, body } = await ask(`${test}/answers`, officer.cookie, fields, officer.token);
  if (status !== 200 || !body.includes('"sent":true')) throw new Error(`Sending was answered with ${status}: ${body}`);
}

function deviceOf({ attempt, device }: Officer, turn: number): Record<string, string> {
  return { attempt, device, turn: String(turn), age: '0' };
}

function valueOf(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

async function timed(doing: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await doing();
  return performance.now() - from;
}

function ask(
  path: string,
  cookie: string,
  form?: URLSearchParams,
  token = '',
  hangUp = false,
): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(home);
    const posting = {
      accept: token ? 'application/json' : 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(token && { 'x-csrf-token': token }),
    };
    const headers = { cookie, accept: 'text/html', ...(form && posting) };
    const asking = request({ agent, host: hostname, port, path, method: form ? 'POST' : 'GET', headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => {
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body });
      });
    });
    asking.on('error', failed);
    asking.end(form?.toString(), () => {
      // The phone has sent it, and loses the network before the reply.
      if (hangUp) setTimeout(() => asking.destroy(new Error('hung up')), 1);
    });
  });
}

import { newId } from '../../src/ids';
import { type Held, phoneOf } from './held';
import { drawn } from './people';
import { answersOf, begin } from './testing';

/** What one phone keeps until there is a network: lines as `public/js/answers.js` writes them and `outbox.js` sends them. */
interface Kept {
  readonly name: string;
  readonly csrf: string;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly fields: string;
  readonly attempt: string;
  readonly device: string;
  readonly turn: number;
  /** Seconds after the network went. */
  readonly at: number;
  readonly then?: 'send';
}

/** Everybody has begun the post-test when the network goes: nothing of what they answer reaches the server. */
export async function answerWithoutNetwork(held: Held, names: readonly string[]): Promise<Kept[]> {
  const phones: Kept[] = [];
  for (const name of names) {
    const { attempt, csrf } = await begin(held, 'post', phoneOf(held, name));
    const device = newId();
    const given = [...(await answersOf(held, 'post', name))];
    // A second thought about the first questions: what was tapped before is an older turn of the same answer.
    const before = [...(await answersOf(held, 'post', `${name}, hastily`))].slice(0, 4);
    const typed = [...before, ...given].map(([, fields], at) => ({
      fields: encoded(fields),
      ...{ attempt, device, turn: at + 1, at: 30 * (at + 1) },
    }));
    const end = { fields: '', attempt, device, turn: typed.length + 1, at: 30 * (typed.length + 2), then: 'send' };
    phones.push({ name, csrf, entries: [...typed, end as Entry] });
  }
  return phones;
}

/**
 * The network is back after so many seconds. Answers arrive in any order, some twice and two at once, an older turn after
 * the newer one; the wish to send the test is each phone's last, as its script keeps it, and is repeated too.
 */
export async function networkIsBack(held: Held, phones: readonly Kept[], after: number): Promise<void> {
  for (let at = 0; at < phones.length; at += 4)
    await Promise.all(phones.slice(at, at + 4).map((phone) => sendWhatWaited(held, phone, after)));
}

async function sendWhatWaited(held: Held, { name, csrf, entries }: Kept, after: number): Promise<void> {
  const post = ({ fields, attempt, device, turn, at, then }: Entry) => {
    const body = new URLSearchParams(fields);
    for (const [key, value] of Object.entries({ attempt, device, turn, then }))
      if (value !== undefined) body.set(key, String(value));
    body.set('age', String(after - at));
    return phoneOf(held, name)
      .agent.post(`${held.base}/tests/post/answers`)
      .set({ accept: 'application/json', 'x-csrf-token': csrf })
      .set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
      .send(body.toString());
  };
  const answers = entries.filter(({ then }) => !then).sort((a, b) => place(name, a) - place(name, b));
  const again = answers.filter(({ turn }) => turn % 4 === 0);
  const replies = [];
  for (const entry of [...answers, ...again]) {
    const times = entry.turn % 7 === 0 ? [entry, entry] : [entry];
    replies.push(...(await Promise.all(times.map(post))));
  }
  for (const entry of entries.filter(({ then }) => then)) replies.push(await post(entry), await post(entry));
  const wrong = replies.find(({ status }) => status !== 200);
  if (wrong) throw new Error(`What ${name} answered was not taken: ${wrong.status} ${wrong.text}`);
  const { sent } = replies.at(-1)?.body as { sent?: boolean };
  if (sent !== true) throw new Error(`The test of ${name} is not sent.`);
}

const place = (name: string, { turn }: Entry) => drawn(1_000_000, name, 'arrives', turn);

function encoded(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}

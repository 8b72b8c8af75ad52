import type { Browser } from '../support/site';
import type { Officer } from './people';
import type { Year } from './year';

/** Where and when a workshop is, as the office types it. */
export interface Plan {
  readonly title: string;
  readonly venue: string;
  readonly timeZone: string;
  /** Of that zone, in those days. */
  readonly offset: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly officers: readonly Officer[];
}

/** A workshop of the year, with the browsers of those who are in it, by name. */
export interface Held {
  readonly year: Year;
  readonly plan: Plan;
  readonly base: string;
  readonly id: string;
  readonly joinCode: string;
  readonly people: Map<string, Browser>;
  /** The card that brings each of them back, from any device. */
  readonly cards: Map<string, string>;
}

/** The office opens a workshop and names its facilitator by his address. */
export async function open(year: Year, plan: Plan): Promise<Held> {
  const { office } = year;
  await office.get('/workshops/new');
  const { title, venue, timeZone, startsOn, endsOn } = plan;
  await office.send('/workshops', { title, venue, timeZone, startsOn, endsOn, capacity: '25' });
  const base = office.location;
  await office.get(`${base}/roster`);
  await office.send(`${base}/roster/accounts`, { email: 'daniel@programme.example', role: 'facilitator' });
  await office.get(`${base}/wall`);
  const joinCode = office.page.querySelector('.wall-code')?.text.trim() ?? '';
  return { year, plan, base, id: base.slice('/workshops/'.length), joinCode, people: new Map(), cards: new Map() };
}

/** Moves the clock to a time of a day of the workshop (0: the first), at its venue. */
export function moment({ year, plan }: Held, day: number, time: string): void {
  const days = [plan.startsOn, plan.endsOn];
  year.at(`${days[day] ?? ''}T${time}:00${plan.offset}`);
}

/** The half days of the workshop, in order. */
export function halfDays({ plan }: Held): string[] {
  return [plan.startsOn, plan.endsOn].flatMap((day) => [`${day}-am`, `${day}-pm`]);
}

/** The browser of somebody who is in it. */
export function phoneOf(held: Held, name: string): Browser {
  const phone = held.people.get(name);
  if (!phone) throw new Error(`${name} has not come.`);
  return phone;
}

/** Comes with a card, on whatever device: the next day or years later. */
export async function comeBack(held: Held, name: string): Promise<Browser> {
  const phone = await held.year.visitor().get('/rejoin');
  await phone.send('/rejoin', { secret: held.cards.get(name) ?? '' });
  held.people.set(name, phone);
  return phone;
}

/** The fields that stand hidden in the form of this page that leads there. */
export function hiddenOf(browser: Browser, action: string): Record<string, string> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
  const hidden = (form?.querySelectorAll('input[type=hidden]') ?? []).map((input) => [
    input.getAttribute('name') ?? '',
    input.getAttribute('value') ?? '',
  ]);
  return Object.fromEntries(hidden) as Record<string, string>;
}

/** Two clicks that arrive together: the same form, sent twice at once. */
export async function doubleClick(browser: Browser, action: string, typed: Readonly<Record<string, string>> = {}) {
  const body = { ...hiddenOf(browser, action), ...typed };
  const answers = await Promise.all([1, 2].map(() => browser.agent.post(action).type('form').send(body)));
  const [one, other] = answers.map(({ status, headers }) => `${status} ${String(headers['location'])}`);
  if (one !== other || !one?.startsWith('303')) throw new Error(`A double click was answered ${one} and ${other}.`);
}

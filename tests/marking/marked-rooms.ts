import type { Site } from '../support/site';
import { type Browser, addParticipant } from '../support/site';
import { type LiveRoom, border, deskOf, house, openRoom, police, sitDown } from '../live/live-room';

export const seats = [police, border, house] as const;
export type Seat = (typeof seats)[number];

/** One of the rooms that play beside each other, with an officer at each table. */
export interface MarkedRoom {
  readonly run: string;
  readonly officers: Readonly<Record<Seat, Browser>>;
}

export interface MarkedRooms {
  readonly room: LiveRoom;
  readonly rooms: readonly MarkedRoom[];
  readonly names: readonly string[];
}

/** What a table writes: it tells the room and the desk, so that a test can say whose a text is. */
export const textOf = (room: number, seat: string): string =>
  `We need this by Friday, 10:00. Room ${room} of ${seat.length} letters asks for no name.`;

const wanted = ['ask-pellara', 'ask-linden', 'answer-pellara', 'answer-linden', 'refuse-pellara', 'refuse-linden'];

/** Rooms that play the same case to the end: each table asks or answers in its own words, stand-ins do the rest. */
export async function playRooms(site: Site, count: number): Promise<MarkedRooms> {
  const room = await openRoom(site, [], count);
  const runs = await site.deps
    .db('live_runs')
    .where({ workshop_id: room.workshop.id })
    .orderBy('place')
    .pluck<string[]>('run_id');
  const names: string[] = [];
  const rooms: MarkedRoom[] = [];
  for (const [at, run] of runs.entries()) {
    const officers: Partial<Record<Seat, Browser>> = {};
    for (const seat of seats) {
      const name = `Officer ${['Ananda', 'Bupha', 'Chanthou', 'Dewi', 'Eka', 'Farah'][names.length] ?? 'Gita'}`;
      names.push(name);
      const person = await addParticipant(site, room.workshop, name);
      officers[seat] = await sitDown(await site.as(person), site.deps.db, run, seat);
    }
    rooms.push({ run, officers: officers as Record<Seat, Browser> });
    for (const part of [1, 2]) {
      for (const seat of seats) await writeAt(officers[seat], deskOf(run, seat), textOf(at + 1, seat));
      await press(room.console, run, 'barriers');
      if (part === 2) for (let more = 0; more < 14; more += 1) if (!(await press(room.console, run, 'barriers'))) break;
    }
  }
  return { room, rooms, names };
}

/** Closes a round, if one is left; answers whether it did. */
async function press(desk: Browser, run: string, what: string): Promise<boolean> {
  await desk.get(`/live/${run}/console`);
  if (!desk.text.includes(`/live/${run}/${what}`)) return false;
  await desk.send(`/live/${run}/${what}`);
  return true;
}

/** Decides at a desk until it waits, and writes wherever the form has room for own words. */
async function writeAt(browser: Browser | undefined, desk: string, words: string): Promise<void> {
  if (!browser) throw new Error('Nobody sits there.');
  for (let decisions = 0; decisions < 12; decisions += 1) {
    await browser.get(desk);
    const offers = browser.page.querySelectorAll('input[name=choice]').map((each) => each.getAttribute('value') ?? '');
    const choice = wanted.find((each) => offers.includes(each)) ?? offers[0];
    if (choice === undefined) return;
    await browser.send(`${desk}/decisions`, { choice });
    if (!browser.location.includes('?choice=')) continue;
    await browser.follow();
    await browser.send(`${desk}/decisions`, filledWith(browser, words));
  }
}

function filledWith(browser: Browser, words: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const field of browser.page.querySelectorAll('.choice-form input, .choice-form select, .choice-form textarea')) {
    const name = field.getAttribute('name') ?? '';
    if (name in fields) continue;
    const options = field.querySelectorAll('option').map((option) => option.getAttribute('value') ?? '');
    if (field.tagName === 'SELECT') fields[name] = options.find((value) => value !== '') ?? '';
    else if (field.tagName === 'TEXTAREA') fields[name] = words;
    else fields[name] = field.getAttribute('value') ?? '';
  }
  return fields;
}

/** Marks for every criterion of the form on this page: this level, and the first sentence as evidence. */
export function marksOn(browser: Browser, level: string, evidence?: string): Record<string, string> {
  const names = browser.page.querySelectorAll('select[name^=evidence]').map((each) => each.getAttribute('name') ?? '');
  return Object.fromEntries(
    names.flatMap((name) => {
      const options = browser.page.querySelectorAll(`select[name="${name}"] option`);
      const first = options.map((each) => each.getAttribute('value') ?? '').find((value) => value.startsWith('quote:'));
      return [
        [name, evidence ?? first ?? ''],
        [name.replace('evidence', 'level'), level],
      ];
    }),
  );
}

/** Opens or closes marking, as the facilitator does. */
export async function turn(desk: Browser, run: string, what: 'openings' | 'closings'): Promise<void> {
  await desk.get(`/live/${run}/marking`);
  await desk.send(`/live/${run}/marking/${what}`);
}

/** The addresses of the texts that this list on the page holds. */
export function textsIn(browser: Browser, list: 'given' | 'own' | 'all'): string[] {
  return browser.page
    .querySelectorAll(`section[aria-labelledby=${list}-title] ol a`)
    .map((each) => each.getAttribute('href') ?? '');
}

export const tableNames = [
  'Lorvane National Police, Missing Persons and Trafficking Desk',
  'Pellara Border Agency, River Post screening unit',
  'Linden House',
];

/** Takes back all marking of these rooms, so that the next test finds them as they were when the case ended. */
export async function withoutMarking(played: MarkedRooms): Promise<MarkedRooms> {
  const { db } = played.room.site.deps;
  await db('rubric_subjects').where({ workshop_id: played.room.workshop.id }).delete();
  await db('marking_openings')
    .whereIn(
      'run_id',
      played.rooms.map(({ run }) => run),
    )
    .delete();
  return played;
}

/** The same with marking open. */
export async function openAgain(played: MarkedRooms): Promise<MarkedRooms> {
  await withoutMarking(played);
  await turn(played.room.console, played.rooms[0]?.run ?? '', 'openings');
  return played;
}

export interface Given {
  readonly run: string;
  readonly seat: string;
  readonly browser: Browser;
  readonly href: string;
}

/** Every text that each table is given, with the table that looks at it. */
export async function givenTo({ rooms }: MarkedRooms): Promise<Given[]> {
  const found: Given[] = [];
  for (const { run, officers } of rooms)
    for (const seat of seats) {
      await officers[seat].get(`/live/${run}/marking`);
      for (const href of textsIn(officers[seat], 'given')) found.push({ run, seat, browser: officers[seat], href });
    }
  return found;
}

/** The id of a text, from its address in whatever room. */
export function idIn(href: string): string {
  return href.split('/').at(-1) ?? '';
}

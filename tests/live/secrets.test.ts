import { parse } from 'node-html-parser';
import { type State, fold, view } from '../../src/scenario';
import { publishPlanted, seatMark } from '../support/canaries';
import { testDatabase } from '../support/database';
import { type Browser, siteOn } from '../support/site';
import { type LiveRoom, act, border, deskOf, fire, house, openRoom, police } from './live-room';

const database = testDatabase();
const db = () => database.db();
const roles = [police, border, house] as const;

describe('What a room keeps to itself', () => {
  it('shows no desk, lobby or wall a sentence, a mark or a name that is not theirs, through a whole game', async () => {
    const site = siteOn(db());
    await publishPlanted(db(), site.clock.now);
    const room = await openRoom(site);
    for (let moves = 0; moves < 60; moves += 1) {
      await lookAround(room);
      const state = await stateOf(room);
      if (state.ending !== null) break;
      if (moves === 3) await fire(room, 'order-by-chat');
      const next = roles.find((role) => (state.desks[role]?.at ?? null) !== null);
      // The last table never finishes: its stand-in is part of the game.
      if (!next || (next === house && moves % 2 === 1)) await act(room, 'barriers');
      else await decideAnything(officer(room, next), deskOf(room.run, next), moves);
    }
    expect((await stateOf(room)).ending).not.toBeNull();
  });
});

const officer = (room: LiveRoom, role: string): Browser => {
  const found = room.officers[role];
  if (!found) throw new Error(`Nobody sits at ${role}.`);
  return found;
};

async function stateOf(room: LiveRoom): Promise<State> {
  const { seed } = await db()('runs').where({ id: room.run }).first<{ seed: string }>('seed');
  const log = await db()('run_events').where({ run_id: room.run }).orderBy('seq').select('seq', 'input');
  return fold(room.exercise, seed, log as Parameters<typeof fold>[2]);
}

/** Reads every page that each may read now, and looks in all of it, scripts and attributes too. */
async function lookAround(room: LiveRoom): Promise<void> {
  const state = await stateOf(room);
  for (const role of roles) {
    const browser = officer(room, role);
    const known = new Set(view(room.exercise, state, role).knows.map(({ id }) => id));
    const foreign = roles.filter((other) => other !== role).map(seatMark);
    for (const path of [deskOf(room.run, role), `/live/${room.run}?seats=`, `/workshops/${room.workshop.id}/live`]) {
      await browser.get(path);
      const words = wordsIn(browser.text);
      if (path.includes('/desks/')) expect(browser.text).toContain(seatMark(role));
      const leaked = room.exercise.facts.filter(({ id, text }) => !known.has(id) && words.includes(text));
      expect({ role, path, leaked: leaked.map(({ id }) => id) }).toEqual({ role, path, leaked: [] });
      expect(foreign.filter((mark) => browser.text.includes(mark))).toEqual([]);
    }
  }
  await room.console.get(`/live/${room.run}/wall`);
  const wall = wordsIn(room.console.text);
  expect(room.exercise.facts.filter(({ text }) => wall.includes(text)).map(({ id }) => id)).toEqual([]);
  expect(wall).not.toContain('KANARI');
  for (const name of ['สมหญิง ใจดี', 'Daw Khin', 'ສົມສັກ', 'Daniel Okafor']) expect(wall).not.toContain(name);
}

function wordsIn(page: string): string {
  // Entities resolved, as it is read; and as it was sent, attributes and all.
  return `${parse(page).text} ${page}`.replace(/\s+/g, ' ');
}

/** Takes one of the choices of this desk, and fills its form with the first thing each field offers. */
async function decideAnything(browser: Browser, desk: string, at: number): Promise<void> {
  await browser.get(desk);
  const choices = browser.page.querySelectorAll(`form[action="${desk}/decisions"] input[name=choice]`);
  await browser.send(`${desk}/decisions`, { choice: choices[at % choices.length]?.getAttribute('value') ?? '' });
  if (!browser.location.includes('?choice=')) return;
  await browser.follow();
  const fields: Record<string, string> = {};
  for (const field of browser.page.querySelectorAll('.choice-form input, .choice-form select, .choice-form textarea')) {
    const name = field.getAttribute('name') ?? '';
    if (name in fields) continue;
    const options = field.querySelectorAll('option').map((option) => option.getAttribute('value') ?? '');
    if (field.tagName === 'SELECT') fields[name] = options.find((value) => value !== '') ?? '';
    else if (field.tagName === 'TEXTAREA') fields[name] = 'We ask because the file shows it.';
    else fields[name] = field.getAttribute('value') ?? '';
  }
  await browser.send(`${desk}/decisions`, fields);
}

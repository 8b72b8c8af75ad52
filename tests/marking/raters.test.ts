import { police } from '../live/live-room';
import { testDatabase } from '../support/database';
import { siteOn } from '../support/site';
import {
  type MarkedRooms,
  givenTo,
  idIn,
  marksOn,
  openAgain,
  playRooms,
  seats,
  textOf,
  textsIn,
  turn,
} from './marked-rooms';
import { type PlainAgreement, agreeingPlainly } from './plain-agreement';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

describe('Two raters of one text', () => {
  let rooms: MarkedRooms;

  beforeAll(async () => {
    rooms = await playRooms(siteOn(db()), 1);
  });

  it('shows both raters’ marks to the table that wrote the text, once marking is closed, and to no other table', async () => {
    const played = await openAgain(rooms);
    const { room } = played;
    const [run] = played.rooms.map((each) => each.run);
    const given = await givenTo(played);
    await room.console.get(`/live/${run}/marking`);
    for (const { browser, href } of given) {
      await browser.get(href);
      await browser.send(`${href}/marks`, marksOn(browser, '2'));
      await room.console.get(href);
      // Two raters who look at each other are one.
      expect(room.console.words).not.toContain('Another table');
      await room.console.get(`${href}?for=table`);
      expect(room.console.page.querySelectorAll('input[type=radio][checked]')).toEqual([]);
      await room.console.get(href);
      await room.console.send(`${href}/marks`, { ...marksOn(room.console, '1', 'absence:rubric-basis') });
      await room.console.get(href);
      expect(room.console.words).toContain('Another table');
    }
    const before = await db()('run_events').where({ run_id: run }).orderBy('seq');
    const tables = played.rooms.flatMap((each, at) =>
      seats.map((seat) => ({ run: each.run, room: at + 1, seat, officer: each.officers[seat] })),
    );
    for (const { run: own, seat, officer } of tables) {
      await officer.get(`/live/${own}/marking`);
      expect(textsIn(officer, 'own')).toEqual([]);
      for (const { href, run: of, seat: marker } of given)
        if (marker !== seat || of !== own) await officer.get(`/live/${own}/marking/${idIn(href)}`, 404);
    }
    await turn(room.console, run ?? '', 'closings');
    const seen: string[] = [];
    for (const { run: own, room: at, seat, officer } of tables) {
      await officer.get(`/live/${own}/marking`);
      for (const href of textsIn(officer, 'own')) {
        await officer.get(href);
        seen.push(idIn(href));
        for (const said of [textOf(at, seat).slice(32), 'Facilitator 1', 'Another table 2', 'Missing: The legal basis'])
          expect(officer.words).toContain(said);
        for (const name of played.names) expect(officer.page.querySelector('main')?.text).not.toContain(name);
        expect(officer.page.querySelector(`form[action="${href}/marks"]`)).toBeNull();
      }
    }
    expect(seen.sort()).toEqual(given.map(({ href }) => idIn(href)).sort());
    // Marks are no part of the run.
    expect(await db()('run_events').where({ run_id: run }).orderBy('seq')).toEqual(before);
  });

  it('says how far the raters agree, and a plain reading of the JSON lines says the same', async () => {
    const played = await openAgain(rooms);
    const { room } = played;
    const runs = played.rooms.map(({ run }) => run);
    const [one = ''] = runs;
    const given = await givenTo(played);
    for (const [at, { browser, href }] of given.entries()) {
      await browser.get(href);
      await browser.send(`${href}/marks`, marksOn(browser, String(at % 3)));
      if (at === 0) continue;
      await room.console.get(`/live/${one}/marking/${idIn(href)}`);
      const form = `/live/${one}/marking/${idIn(href)}/marks`;
      await room.console.send(form, marksOn(room.console, '0'));
      await room.console.get(form.replace(/\/marks$/, ''));
      // Marked again: the later sheet stands.
      await room.console.send(form, marksOn(room.console, at % 2 === 0 ? '2' : '1'));
    }
    let plain: PlainAgreement = new Map();
    for (const run of runs) {
      await room.console.get(`/live/${run}/log.jsonl`);
      expect(room.console.text).not.toMatch(/Officer |Daniel/);
      plain = agreeingPlainly(room.console.text, plain);
    }
    await room.console.get(`/live/${one}/marking`);
    const rows = room.console.page
      .querySelectorAll('#agreement tbody tr')
      .map((row) => row.querySelectorAll('td').map(({ text }) => text));
    expect(rows).toHaveLength(5);
    expect(plain.size).toBe(5);
    for (const [at, { n, same }] of [...plain.values()].entries()) {
      expect(n).toBe(given.length - 1);
      expect(rows[at]?.slice(0, 2)).toEqual([String(n), `${same} of ${n} (${Math.round((100 * same) / n)}%)`]);
      expect(rows[at]?.[2]).toBe('too few to say');
    }
    const officer = played.rooms[0]?.officers[police];
    await officer?.get(`/live/${one}/marking`);
    expect(officer?.page.querySelector('#agreement')).toBeNull();
    await turn(room.console, one, 'closings');
    await officer?.get(`/live/${one}/marking`);
    expect(officer?.page.querySelectorAll('#agreement tbody tr')).toHaveLength(5);
  });
});

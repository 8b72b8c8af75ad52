import { newId } from '../../src/ids';
import { testDatabase } from '../support/database';
import { siteOn } from '../support/site';
import { type MarkedRooms, givenTo, idIn, marksOn, openAgain, playRooms, seats, tableNames } from './marked-rooms';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

describe('Marking the texts of other tables', () => {
  let rooms: MarkedRooms;

  beforeAll(async () => {
    rooms = await playRooms(siteOn(db()), 2);
  });

  it('gives each text of two rooms to a table of the other one, with its words, fields and time, and never says whose it is', async () => {
    const played = await openAgain(rooms);
    const given = await givenTo(played);
    const written = await db()('rubric_subjects').where({ workshop_id: played.room.workshop.id });
    expect(written.length).toBeGreaterThanOrEqual(6);
    expect(given).toHaveLength(written.length);
    const loads = seats.flatMap((seat) =>
      played.rooms.map(({ run }) => given.filter((each) => each.run === run && each.seat === seat).length),
    );
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    for (const { run, browser, href } of given) {
      await browser.get(href);
      const own = played.rooms.findIndex((each) => each.run === run) + 1;
      const other = played.rooms.find((each) => each.run !== run)?.run ?? '';
      expect(browser.words).toContain(`Room ${3 - own} of`);
      expect(browser.words).not.toContain(`Room ${own} of`);
      expect(browser.words).toMatch(/Sent|Lorvane|Pellara/);
      const page = (browser.page.querySelector('main') ?? browser.page).outerHTML;
      for (const secret of [...played.names, ...tableNames, other, 'Daniel Okafor', 'Room 1 ·', 'Room 2 ·']) {
        if (page.includes(secret)) throw new Error(`${href} shows ${secret}`);
      }
    }
  });

  it('takes marks with evidence only, keeps what was chosen, and takes them once however often they are sent', async () => {
    const played = await openAgain(rooms);
    const [first] = await givenTo(played);
    if (!first) throw new Error('No table was given a text.');
    const { browser, href } = first;
    await browser.get(href);
    const marks = marksOn(browser, '1');
    const [evidence = ''] = Object.keys(marks).filter((name) => name.startsWith('evidence'));
    const words = evidence.replace('evidence', 'words');
    await browser.send(`${href}/marks`, { ...marks, [evidence]: '' }, 422);
    expect(browser.words).toContain('Say what each mark points at.');
    expect(browser.page.querySelectorAll('input[type=radio][checked]')).toHaveLength(5);
    await browser.send(`${href}/marks`, { ...marks, [evidence]: 'quote:0-9999:reason' }, 422);
    await browser.send(`${href}/marks`, { ...marks, [words]: 'We never wrote this' }, 422);
    expect(browser.words).toContain('These words do not stand in the text.');
    expect(browser.page.querySelector(`input[name="${words}"]`)?.getAttribute('value')).toBe('We never wrote this');
    const sheets = () => db()('rubric_sheets').where({ subject_id: idIn(href) });
    expect(await sheets()).toEqual([]);

    const token = browser.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const body = { ...marks, [words]: 'by Friday', _csrf: token, input: newId(), rater: 'table' };
    const send = () => browser.agent.post(`${href}/marks`).type('form').send(body).expect(303);
    await Promise.all([send(), send(), send()]);
    expect(await sheets()).toEqual([expect.objectContaining({ rater: 'table', marked_by: null })]);
    expect(await db()('rubric_marks').whereIn('sheet_id', sheets().select('id'))).toHaveLength(5);
    expect(await db()('audit_events').where({ subject: idIn(href) })).toEqual([]);

    await browser.get(href);
    expect(browser.words).toContain('by Friday');
    expect(browser.words).toContain('Change the marks');
  });

  it('lets only the recorder of the table send, and anybody of the table take over', async () => {
    const played = await openAgain(rooms);
    const { site } = played.room;
    const [first] = await givenTo(played);
    if (!first) throw new Error('No table was given a text.');
    const { run, seat, browser, href } = first;
    await db()('live_recorders')
      .whereIn('table_id', db()('live_tables').where({ run_id: run }).whereRaw('? = any(roles)', [seat]).select('id'))
      .delete();
    await browser.get(href);
    expect(browser.page.querySelector(`form[action="${href}/marks"]`)).toBeNull();
    await browser.send(`${href}/recorders`);
    await browser.follow();
    expect(browser.page.querySelector(`form[action="${href}/marks"]`)).not.toBeNull();
    for (const other of seats.filter((each) => each !== seat)) await played.rooms[0]?.officers[other].get(href, 404);
    await site.visitor().get(href, 303);
  });
});

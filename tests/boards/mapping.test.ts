import { doDaily } from '../../src/daily';
import { newId } from '../../src/ids';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { publishSmallDay } from '../room/small-day';
import { extractText } from 'unpdf';

const database = testDatabase();
const db = () => database.db();

describe('the mapping exercise', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  /** Two at each of the two tables. */
  let phones: Browser[][];
  let mapping: string;

  beforeEach(async () => {
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    const people = [];
    for (const name of ['Sione', 'สมหญิง ใจดี', 'Thida Win', 'Ravi'])
      people.push(await addParticipant(site, workshop, name));
    await desk.get(`/workshops/${workshop.id}/tables`);
    await desk.send(`/workshops/${workshop.id}/tables`, { tables: '2', then: 'shuffle' });
    const places = await db()('table_places')
      .where({ ended_at: null })
      .select<{ person_id: string; number: number }[]>();
    phones = [[], []];
    for (const person of people) {
      const number = places.find(({ person_id }) => person_id === person.id)?.number ?? 0;
      phones[number - 1]?.push(await site.as(person));
    }
    const list = `/workshops/${workshop.id}/mapping`;
    await desk.get(list);
    await desk.send(list, { task: 'Where would you act?' });
    mapping = desk.location;
    await desk.follow();
  });

  const at = (table: number, seat = 0) => phones[table - 1]?.[seat] as Browser;
  const put = async (phone: Browser, typed: Record<string, string>, expected = 303) => {
    await phone.get(mapping);
    await phone.send(`${mapping}/marks`, typed, expected);
  };
  const hub = { kind: 'hub', cells: 'C4', words: 'Warehouse at the quay' };
  const turn = async (typed: Record<string, string>) => {
    await desk.get(mapping);
    await desk.send(`${mapping}/turns`, typed);
    await desk.follow();
  };
  const textOf = async (path: string) => {
    const answer = await desk.agent
      .get(path)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    const { text, totalPages } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    return { text: text.replace(/\s+/g, ' '), totalPages };
  };
  const actionOf = (browser: Browser, end: string) =>
    browser.page
      .querySelectorAll('form')
      .map((form) => form.getAttribute('action') ?? '')
      .find((action) => action.endsWith(end)) ?? '';

  it('is led to from the way, marked by cell without any script, and seen by the own table alone', async () => {
    await at(1).get(`/workshops/${workshop.id}`);
    expect(at(1).words).toContain('Mapping: Where would you act?');
    await put(at(1), hub);
    await put(at(1, 1), { kind: 'route', cells: 'b3, c3 → D4', words: 'By night' });
    await at(1).get(mapping);
    expect(at(1).words).toContain('Hub C4 Warehouse at the quay');
    expect(at(1).words).toContain('Route B3 – C3 – D4 By night');
    await at(2).get(mapping);
    expect(at(2).text).not.toContain('Warehouse');
  });

  it('loses no mark when two at a table write at the same moment, and makes one of a form sent twice', async () => {
    const [one, other] = [await at(1).get(mapping), await at(1, 1).get(mapping)];
    const input = one.page.querySelector('[name=input]')?.getAttribute('value') ?? '';
    await Promise.all([
      one.send(`${mapping}/marks`, hub),
      other.send(`${mapping}/marks`, { ...hub, words: 'The other one' }),
    ]);
    await one.get(mapping);
    await one.send(`${mapping}/marks`, { ...hub, input });
    await one.get(mapping);
    expect(one.page.querySelectorAll('.map-marks > li')).toHaveLength(2);
    expect(one.words).toContain('The other one');
  });

  it.each([
    [{ kind: 'hub', cells: 'C4 D4' }, 'Only a route has several places.'],
    [{ kind: 'route', cells: 'C4' }, 'A route has from 2 to 6 places'],
    [{ kind: 'hub', cells: 'I9' }, 'Write each place as a letter from A to H'],
    [{ kind: 'hub', cells: ' ' }, 'Write where it is'],
    [{ kind: 'hub', cells: 'C4', words: 'Call 0812 345 678' }, 'This looks like a telephone number'],
  ])('says what is wrong with %j, and keeps what was typed', async (typed, said) => {
    await put(at(1), { words: 'Our note', ...typed }, 422);
    expect(at(1).words).toContain(said);
    expect(at(1).page.querySelector('[name=cells]')?.getAttribute('value')).toBe(typed.cells);
    expect(at(1).page.querySelector('[name=kind] [selected]')?.getAttribute('value')).toBe(typed.kind);
    expect(await db()('map_marks').where({ mapping_id: mapping.split('/').at(-1) })).toHaveLength(0);
  });

  it('changes and takes off a mark of the own table, and no mark of another', async () => {
    await put(at(1), hub);
    await at(1).get(mapping);
    const mark = at(1).page.querySelector('.map-acts a')?.getAttribute('href') ?? '';
    await at(2).get(mark, 404);
    await at(1).get(mark);
    await at(1, 1).get(mark);
    await at(1).send(mark, { ...hub, kind: 'partner', cells: 'E3' });
    await at(1, 1).send(mark, { ...hub, words: 'Mine, typed late' }, 409);
    expect(at(1, 1).words).toContain('Somebody at your table changed this mark meanwhile');
    expect(at(1, 1).page.querySelector('[name=words]')?.getAttribute('value')).toBe('Mine, typed late');
    await at(1, 1).send(mark, { ...hub, words: 'Mine, typed late' });
    await at(1).get(mapping);
    expect(at(1).words).toContain('Hub C4 Mine, typed late');
    await at(1).send(`${mark}/removals`, { then: 'remove' });
    await at(1).get(mapping);
    expect(at(1).words).toContain('No marks yet.');
  });

  it('takes nothing more from tables once it is closed, and gives back what was typed', async () => {
    await at(1).get(mapping);
    await turn({ then: 'close' });
    await at(1).send(`${mapping}/marks`, hub, 409);
    expect(at(1).words).toContain('The exercise is closed.');
    expect(at(1).page.querySelector('[name=words]')?.getAttribute('value')).toBe(hub.words);
    await turn({ then: 'reopen' });
    await at(1).send(`${mapping}/marks`, hub);
  });

  it('is merged: the same thing in the same cell is counted by tables, with the notes of each', async () => {
    await put(at(1), hub);
    await put(at(1, 1), { ...hub, words: '' });
    await put(at(2), { ...hub, words: 'Old cold store' });
    await put(at(2), { kind: 'intervention', cells: 'C4', words: '' });
    await desk.get(mapping);
    expect(desk.words).toContain('Hub C4 2 tables Tables: 1, 2 Warehouse at the quay Table 1 Old cold store Table 2');
    expect(desk.words).toContain('Place to act C4 1 table');
  });

  it('shows on the wall only what a facilitator shows, whoever of them holds the wall, and no names', async () => {
    await put(at(1), hub);
    await put(at(2), { ...hub, words: 'Old cold store' });
    const other = await site.as(await addFacilitator(site, 'Li Wei'));
    await db()('enrolments').insert({
      ...{ id: newId(), origin: 'TEST', workshop_id: workshop.id, role: 'facilitator', enrolled_at: site.clock.now },
      person_id: (await db()('people').where({ display_name: 'Li Wei' }).first<{ id: string }>('id')).id,
    });
    await other.get(`${mapping}/wall`);
    expect(other.words).toContain('Table 1 1 mark');
    expect(other.text).not.toContain('Warehouse');
    expect(other.page.querySelectorAll('.map .map-number')).toHaveLength(0);
    await turn({ then: 'show', shown: '0' });
    await other.get(`${mapping}/wall`);
    expect(other.words).toContain('Hub C4: 2 tables');
    await at(2).get(mapping);
    expect(at(2).words).toContain('Warehouse at the quay');
    await turn({ then: 'show', shown: '2' });
    await other.get(`${mapping}/wall`);
    expect(other.words).toContain('Hub C4 Old cold store');
    expect(other.text).not.toMatch(/Warehouse|Sione|Ravi/);
    await turn({ then: 'hide' });
    await other.get(`${mapping}/wall`);
    expect(other.text).not.toContain('Old cold store');
  });

  it('loses a text everywhere by one press, and keeps the mark', async () => {
    await put(at(1), hub);
    await turn({ then: 'show', shown: '0' });
    await desk.send(actionOf(desk, '/cleared-words'));
    for (const path of [mapping, `${mapping}/wall`]) {
      await desk.get(path);
      expect(desk.text).not.toContain('Warehouse');
      expect(desk.words).toContain('Hub C4');
    }
    await at(1).get(mapping);
    expect(at(1).text).not.toContain('Warehouse');
    expect((await textOf(`${mapping}/boards.pdf`)).text).not.toContain('Warehouse');
    expect(JSON.stringify(await db()('map_marks').where({ mapping_id: mapping.split('/').at(-1) }))).not.toContain(
      'Warehouse',
    );
    expect(JSON.stringify(await db()('audit_events').where({ workshop_id: workshop.id }))).not.toContain('Warehouse');
  });

  it('is keyed in from paper for a table, once, with its mistakes by line', async () => {
    await turn({ then: 'close' });
    const lines = {
      table: '2',
      'kind.0': 'hub',
      'cells.0': 'D2',
      'kind.1': 'route',
      'cells.1': 'D2',
      'words.1': 'By road',
    };
    await desk.send(`${mapping}/from-paper`, lines, 422);
    expect(desk.words).toContain('A route has from 2 to 6 places');
    expect(desk.page.querySelector('[name="words.1"]')?.getAttribute('value')).toBe('By road');
    await desk.send(`${mapping}/from-paper`, { ...lines, 'cells.1': 'D2 E2' });
    await desk.get(mapping);
    expect(desk.words).toContain('Table 2 2 marks');
    await at(2).get(mapping);
    expect(at(2).words).toContain('Route D2 – E2 By road');
  });

  it('is printed: an empty map for each table, and the boards with the merged map', async () => {
    await put(at(1), hub);
    const blank = await textOf(`${mapping}/blank.pdf`);
    expect(blank.text).toContain('Table 2');
    expect(blank.text).toContain('FICTIONAL');
    const boards = await textOf(`${mapping}/boards.pdf`);
    expect(boards.text).toMatch(/All tables merged.*Warehouse at the quay.*Table 1.*Warehouse at the quay/);
    expect((await textOf(`${mapping}/boards.pdf?table=1`)).text).not.toContain('All tables merged');
  });

  it('keeps marks and loses words by rule, 90 days after the workshop', async () => {
    await put(at(1), hub);
    site.clock.advance(90);
    await doDaily(site.deps);
    expect(await db()('map_marks').where({ words: hub.words, mapping_id: mapping.split('/').at(-1) })).toHaveLength(1);
    site.clock.advance(2);
    await doDaily(site.deps);
    const kept = await db()('map_marks').where({ mapping_id: mapping.split('/').at(-1) });
    expect(kept.map(({ words, cells }: { words: string; cells: string[] }) => [words, cells])).toEqual([['', ['C4']]]);
  });
});

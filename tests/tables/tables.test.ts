import { extractText } from 'unpdf';
import { newId } from '../../src/ids';
import type { Person } from '../../src/accounts';
import { type Workshop, enrol } from '../../src/workshops';
import { sendFile } from '../roster/files';
import { testDatabase } from '../support/database';
import {
  type Browser,
  type Site,
  addFacilitator,
  addParticipant,
  addSomebody,
  addWorkshop,
  siteOn,
} from '../support/site';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

const cohort = [
  ['សុខ ចាន់ថា', 'Cambodia', 'Police'],
  ['Chan Sophea', 'Cambodia', 'Immigration'],
  ['ဒေါ်ခင်မြင့်', 'Myanmar', 'Immigration'],
  ['Budi', 'Indonesia', 'Police'],
  ['Sari Wulandari', 'Indonesia', 'Immigration'],
  ['فاطمة الزهراء', 'Jordan', 'Police'],
] as const;

interface Room {
  readonly site: Site;
  readonly workshop: Workshop;
  readonly facilitator: Person;
  readonly people: readonly Person[];
  readonly desk: Browser;
  readonly path: string;
}

async function room(): Promise<Room> {
  const site = siteOn(db());
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const people: Person[] = [];
  for (const [name, represents, agency] of cohort) {
    const person = await addSomebody(site, name);
    await enrol(db(), 'TEST', site.clock.now, workshop, person.id, { role: 'participant', represents, agency });
    people.push(person);
  }
  const path = `/workshops/${workshop.id}/tables`;
  const desk = await (await site.as(facilitator)).get(path);
  return { site, workshop, facilitator, people, desk, path };
}

const places = async (workshop: { id: string }): Promise<Map<string, number>> =>
  new Map(
    (
      await db()('table_places')
        .where({ workshop_id: workshop.id, ended_at: null })
        .select<{ person_id: string; number: number }[]>('person_id', 'number')
    ).map((row) => [row.person_id, row.number]),
  );

/** What the form on the page says now, as a browser would send it, with these changes. */
function filled(desk: Browser, change: Readonly<Record<string, string>> = {}): Record<string, string> {
  const chosen = desk.page
    .querySelectorAll('form select')
    .map((one) => [one.getAttribute('name') ?? '', one.querySelector('option[selected]')?.getAttribute('value') ?? '']);
  const typed = desk.page
    .querySelectorAll('form input[name^=languages], form input[name=tables]')
    .map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']);
  const held = desk.page
    .querySelectorAll('form input[type=checkbox][checked]')
    .map((one) => [one.getAttribute('name') ?? '', 'yes']);
  return { ...(Object.fromEntries([...chosen, ...typed, ...held]) as Record<string, string>), ...change };
}

async function make({ desk, path }: Room, tables: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await desk.get(path);
  await desk.send(path, filled(desk, { tables, then: 'shuffle', ...more }));
}

describe('the tables of a workshop', () => {
  it('are made once, however often the form is sent, with nobody of a delegation beside another', async () => {
    const here = await room();
    const form = here.desk.page;
    await here.desk.send(here.path, filled(here.desk, { tables: '3', then: 'shuffle' }));
    here.desk.page = form;
    await here.desk.send(here.path, { tables: '3', then: 'shuffle' });
    expect(await db()('table_plans').where({ workshop_id: here.workshop.id })).toHaveLength(1);
    const seated = await places(here.workshop);
    expect(seated.size).toBe(6);
    const [sok, chan, , budi, sari] = here.people.map(({ id }) => seated.get(id));
    expect(sok).not.toBe(chan);
    expect(budi).not.toBe(sari);
    await here.desk.get(here.path);
    expect(here.desk.words).toContain('No two people of one delegation share a table');
    expect(here.desk.page.querySelectorAll('.room-table')).toHaveLength(3);
    for (const [name] of cohort) expect(here.desk.words).toContain(name);
  });

  it('seat those together who share no other language, and say who still shares none', async () => {
    const here = await room();
    const [sok, chan, thida, , , fatima] = here.people.map(({ id }) => id);
    const spoken = {
      [`languages.${sok}`]: 'Khmer',
      [`languages.${chan}`]: 'ភាសាខ្មែរ, km',
      [`languages.${fatima}`]: 'العربية',
    };
    await here.desk.send(here.path, filled(here.desk, { tables: '3', then: 'shuffle', ...spoken }));
    const seated = await places(here.workshop);
    expect(seated.get(sok ?? '')).toBe(seated.get(chan ?? ''));
    await here.desk.get(here.path);
    expect(here.desk.words).toContain('Without a common language');
    expect(here.desk.page.querySelector('.notice-act')?.text).toContain('فاطمة الزهراء');
    expect(here.desk.page.querySelector('.notice-act')?.text).not.toContain('Chan Sophea');
    expect(here.desk.page.querySelector(`[name="languages.${sok}"]`)?.getAttribute('value')).toBe('Khmer');
    expect(thida).toBeDefined();
  });

  it('know the languages from the list that the roster was made of, which takes them out again', async () => {
    const here = await room();
    const roster = `/workshops/${here.workshop.id}/roster`;
    await here.desk.get(roster);
    const list = Buffer.from('Name,Country,Languages\nထွန်းထွန်း,Myanmar,"မြန်မာ, English"\n');
    await sendFile(here.desk, `${roster}/imports`, 'list.csv', list);
    await here.desk.follow();
    await here.desk.send(here.desk.page.querySelector('form[action$="/confirm"]')?.getAttribute('action') ?? '');
    await here.desk.get(here.path);
    const typed = here.desk.page.querySelectorAll('[name^=languages]').map((one) => one.getAttribute('value'));
    expect(typed.filter(Boolean)).toEqual(['မြန်မာ, English']);
    const { text } = await here.desk.agent.get(`${roster}.csv`);
    expect(text).toContain('"မြန်မာ, English"');
  });

  it('keep who is held where they are while the rest is shuffled; each move stays as a row', async () => {
    const here = await room();
    await make(here, '2');
    const sok = here.people[0]?.id ?? '';
    await here.desk.get(here.path);
    const away = String(3 - ((await places(here.workshop)).get(sok) ?? 1));
    await here.desk.send(
      here.path,
      filled(here.desk, { then: 'save', [`table.${sok}`]: away, [`held.${sok}`]: 'yes' }),
    );
    expect((await places(here.workshop)).get(sok)).toBe(Number(away));
    for (let round = 0; round < 3; round += 1) {
      await make(here, '2');
      expect((await places(here.workshop)).get(sok)).toBe(Number(away));
    }
    const history = await db()('table_places')
      .where({ workshop_id: here.workshop.id, person_id: sok })
      .orderBy('id')
      .select<{ number: number; held: boolean; put_by: string | null; ended_at: Date | null }[]>(
        'number',
        'held',
        'put_by',
        'ended_at',
      );
    expect(history.map(({ number, held }) => [number, held])).toEqual([
      [3 - Number(away), false],
      [Number(away), true],
    ]);
    expect(history.map(({ put_by }) => put_by)).toEqual([here.facilitator.id, here.facilitator.id]);
    expect(history.map(({ ended_at }) => ended_at === null)).toEqual([false, true]);
    const deeds = await db()('audit_events')
      .where({ workshop_id: here.workshop.id })
      .whereLike('action', 'tables %')
      .pluck<string[]>('action');
    expect(deeds).toEqual([
      'tables shuffled',
      'tables changed',
      'tables shuffled',
      'tables shuffled',
      'tables shuffled',
    ]);
  });

  it('do not lose what one facilitator chose when another was faster', async () => {
    const here = await room();
    await make(here, '3');
    await here.desk.get(here.path);
    const sok = here.people[0]?.id ?? '';
    const other = await (await here.site.as(here.facilitator)).get(here.path);
    await other.send(here.path, filled(other, { then: 'shuffle' }));
    const wish = { then: 'save', [`table.${sok}`]: '2', [`held.${sok}`]: 'yes', [`languages.${sok}`]: 'Khmer' };
    await here.desk.send(here.path, filled(here.desk, wish), 422);
    expect(here.desk.words).toContain('Somebody else has changed the tables meanwhile');
    expect(here.desk.page.querySelector(`[name="table.${sok}"] option[selected]`)?.getAttribute('value')).toBe('2');
    expect(here.desk.page.querySelector(`[name="held.${sok}"]`)?.hasAttribute('checked')).toBe(true);
    expect(here.desk.page.querySelector(`[name="languages.${sok}"]`)?.getAttribute('value')).toBe('Khmer');
    await here.desk.send(here.path, filled(here.desk, { then: 'save' }));
    expect((await places(here.workshop)).get(sok)).toBe(2);
    await here.desk.get(here.path);
    await here.desk.send(here.path, filled(here.desk, { tables: '9', [`table.${sok}`]: '3' }), 422);
    expect(here.desk.words).toContain('Type a number from 1 up to the number of people');
    expect(here.desk.page.querySelector(`[name="table.${sok}"] option[selected]`)?.getAttribute('value')).toBe('3');
  });

  it('take who comes late at the smallest table, for good; who leaves makes room', async () => {
    const here = await room();
    await make(here, '3');
    const seated = await places(here.workshop);
    const gone = here.people.find(({ id }) => seated.get(id) === 2)?.id ?? '';
    await db()('enrolments')
      .where({ workshop_id: here.workshop.id, person_id: gone })
      .update({ ended_at: here.site.clock.now });
    const late = await addParticipant(here.site, here.workshop, 'Sione');
    const phone = await (await here.site.as(late)).get(here.path);
    expect(phone.page.querySelector('.code')?.text.trim()).toBe('2');
    for (const [name] of cohort) expect(phone.words).not.toContain(name);
    await phone.get(`/workshops/${here.workshop.id}`);
    expect(phone.words).toContain('Table 2');
    await here.desk.get(here.path);
    expect((await places(here.workshop)).get(late.id)).toBe(2);
    expect((await places(here.workshop)).has(gone)).toBe(false);
    const after = await places(here.workshop);
    for (const { id } of here.people) if (id !== gone) expect(after.get(id)).toBe(seated.get(id));
  });

  it('leave interpreters and observers apart', async () => {
    const here = await room();
    const helper = await addSomebody(here.site, 'Interpreter Li');
    await enrol(db(), 'TEST', here.site.clock.now, here.workshop, helper.id, { role: 'interpreter' });
    await make(here, '2');
    expect((await places(here.workshop)).has(helper.id)).toBe(false);
    await here.desk.get(here.path);
    expect(here.desk.page.querySelector('section[aria-labelledby=apart-title]')?.text).toContain('Interpreter Li');
    const own = await (await here.site.as(helper)).get(here.path);
    expect(own.words).toContain('You are at no table');
  });

  it('stand on the wall by number, without a name; on the list and the name tents with their numbers', async () => {
    const here = await room();
    await here.desk.get(`${here.path}.pdf`, 409);
    await make(here, '3');
    await here.desk.get(`${here.path}/wall`);
    expect(here.desk.page.querySelectorAll('.wall-table').map((one) => one.text.trim())).toEqual(['1', '2', '3']);
    for (const [name] of cohort) expect(here.desk.text).not.toContain(name);
    const number = (await places(here.workshop)).get(here.people[3]?.id ?? '');
    const tents = await textOf(here, `/workshops/${here.workshop.id}/papers/name-tents.pdf`);
    expect(tents).toContain(`Police, Indonesia · Table ${number}`);
    const list = await textOf(here, `${here.path}.pdf`);
    expect(list).toMatch(new RegExp(`Budi\\s+${number}\\b`));
    expect(list).toContain('Sari Wulandari');
  });

  it('are taken over by the room that plays the case: the desk is chosen, and nobody is sat down unseen', async () => {
    const here = await room();
    await make(here, '3');
    const live = `/workshops/${here.workshop.id}/live`;
    await here.desk.get(live);
    await here.desk.send(live, { case: 'three-desks', tables: '3', rooms: '1', input: newId() });
    const run = await db()('live_runs').where({ workshop_id: here.workshop.id }).first<{ run_id: string }>('run_id');
    const tables = await db()('live_tables').where({ run_id: run.run_id }).orderBy('place').pluck<string[]>('id');
    const seated = await places(here.workshop);
    for (const { id } of here.people.slice(0, 3)) {
      const number = seated.get(id) ?? 0;
      const phone = await (await here.site.as({ id })).get(`/live/${run.run_id}`);
      expect(phone.words).toContain(`You sit at table ${number}`);
      expect(phone.page.querySelector('input[name=table][checked]')?.getAttribute('value')).toBe(tables[number - 1]);
    }
    expect(await db()('run_players').where({ run_id: run.run_id })).toEqual([]);
  });
});

async function textOf({ desk }: Room, path: string): Promise<string> {
  const answer = await desk.agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.status).toBe(200);
  const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

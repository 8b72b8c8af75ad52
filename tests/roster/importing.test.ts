import { testDatabase } from '../support/database';
import { type Browser, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { until } from '../support/until';
import type { Workshop } from '../../src/workshops';
import { sendFile } from './files';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

async function desk(change: { capacity?: number } = {}) {
  const site = siteOn(db());
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator, change);
  return { site, facilitator, workshop, browser: await site.as(facilitator) };
}

/** Sends a file and opens the page of what it would do. */
async function dryRun(browser: Browser, workshop: Workshop, text: string | Buffer, name = 'list.csv'): Promise<string> {
  const roster = `/workshops/${workshop.id}/roster`;
  await browser.get(roster);
  await sendFile(browser, `${roster}/imports`, name, Buffer.from(text));
  expect(browser.status).toBe(303);
  const path = browser.location;
  await browser.get(path);
  return path;
}

const cohort = (workshop: Workshop) =>
  db()('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id, ended_at: null })
    .whereNot({ role: 'facilitator' })
    .orderBy('display_name')
    .pluck<string[]>('display_name');

/** Every row of the tables that an import touches, as text. */
async function everything(): Promise<string> {
  const tables = ['people', 'person_emails', 'enrolments', 'sign_ins', 'entry_links', 'attendance', 'workshops'];
  const rows = await Promise.all(tables.map((table) => db()(table).orderByRaw('1, 2').select()));
  return JSON.stringify(rows, null, 1);
}

describe('bringing in a list', () => {
  it('writes nothing before it is confirmed, then all of it, and taking it back restores every row exactly (oaeproject/3akai-ux#4093)', async () => {
    const { browser, workshop } = await desk();
    const before = await everything();
    const path = await dryRun(
      browser,
      workshop,
      'Name,E-mail,Country,Agency,Role,Nominated on\nBudi,budi@x.example,Indonesia,Immigration,,2026-10-01\nနေလင်းအောင်,,Myanmar,Police,Observer,\n',
    );
    expect(browser.words).toContain('2 people will be added.');
    expect(await everything()).toBe(before);

    await browser.send(`${path}/confirm`);
    await browser.follow();
    expect(browser.words).toContain('2 people added');
    expect(await cohort(workshop)).toEqual(['Budi', 'နေလင်းအောင်']);
    const enrolment: unknown = await db()('enrolments')
      .where({ workshop_id: workshop.id, role: 'participant' })
      .first();
    expect(enrolment).toMatchObject({ represents: 'Indonesia', agency: 'Immigration', nominated_on: '2026-10-01' });

    await browser.send(`${path}/undo`);
    await browser.follow();
    expect(browser.words).toContain('The roster is as it was before.');
    expect(await everything()).toBe(before);
  });

  it('survives a refresh and is confirmed once under double clicks', async () => {
    const { browser, workshop } = await desk();
    const path = await dryRun(browser, workshop, 'Name\nAni\nBinh\n');
    await browser.get(path);
    const _csrf = browser.page.querySelector('main [name=_csrf]')?.getAttribute('value') ?? '';
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.agent.post(`${path}/confirm`).type('form').send({ _csrf })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await cohort(workshop)).toEqual(['Ani', 'Binh']);
    const undone = await Promise.all([1, 2].map(() => browser.agent.post(`${path}/undo`).type('form').send({ _csrf })));
    expect(undone.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await cohort(workshop)).toEqual([]);
    const deeds = await db()('audit_events')
      .where({ workshop_id: workshop.id })
      .orderBy('seq')
      .pluck<string[]>('action');
    expect(deeds).toEqual(['roster imported', 'roster undone']);
  });

  it('is never half written: killed at its last step, it leaves nothing, and can be confirmed again', async () => {
    const { browser, workshop } = await desk({ capacity: 500 });
    const lines = Array.from({ length: 300 }, (_, at) => `Officer ${at},Agency ${at},officer${at}@kill.example`);
    const path = await dryRun(browser, workshop, `Name,Agency,E-mail\n${lines.join('\n')}\n`);
    const before = await everything();
    // Whoever holds the end of the audit chain lets the import write all but its last rows, and wait.
    const lock = `audit TEST ${workshop.id}`;
    await db().transaction(async (holder) => {
      await holder.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
      const sent = browser.send(`${path}/confirm`, {}, 500);
      const waiting = async () => {
        const { rows } = await db().raw<{ rows: { pid: number }[] }>(
          `select pid from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`,
        );
        return rows[0]?.pid;
      };
      await until('the import waits', async () => (await waiting()) !== undefined);
      await db().raw('select pg_terminate_backend(?)', [(await waiting()) ?? 0]);
      await sent;
    });
    expect(await everything()).toBe(before);
    await browser.get(path);
    await browser.send(`${path}/confirm`);
    expect(await cohort(workshop)).toHaveLength(300);
  });

  it('refuses to take back what was used since, and says whose and what', async () => {
    const { site, browser, workshop, facilitator } = await desk();
    const path = await dryRun(browser, workshop, 'Name\nAni Used\nBinh Unused\n');
    await browser.send(`${path}/confirm`);
    const ani = await db()('people').where({ display_name: 'Ani Used' }).first<{ id: string }>('id');
    const other = await site.as(facilitator);
    await other.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    await other.send(`/workshops/${workshop.id}/attendance`, { [`mark.${ani.id}`]: 'present' });
    const before = await everything();
    await browser.get(path);
    await browser.send(`${path}/undo`, {}, 409);
    expect(browser.words).toContain('Ani Used: attendance');
    expect(browser.words).not.toContain('Binh');
    expect(await everything()).toBe(before);
  });

  it('shows every bad line with line and column, and cannot be confirmed while one is left', async () => {
    const { browser, workshop } = await desk();
    const path = await dryRun(browser, workshop, 'Name;E-mail\nAni;ani@x.example\n;nobody\n');
    const cells = browser.page
      .querySelectorAll('table.faults tbody tr')
      .map((row) => row.querySelectorAll('td').map((td) => td.text.trim()));
    expect(cells).toEqual([
      ['3', 'B', '“nobody” is not an e-mail address.'],
      ['3', 'A', 'There is no name.'],
    ]);
    expect(
      browser.page
        .querySelectorAll('form button')
        .map((one) => one.text)
        .join(),
    ).not.toContain('Add');
    await browser.send(`${path}/confirm`, {}, 422);
    expect(await cohort(workshop)).toEqual([]);
  });

  it('asks about names that differ by case, accent or order only, and does what was answered (learningequality/kolibri#11890)', async () => {
    const { site, browser, workshop } = await desk();
    const present = await addParticipant(site, workshop, 'Nguyễn Văn An');
    const list =
      'Name,Country,Agency\nNGUYEN VAN AN,Viet Nam,Police\nBudi Santoso,Indonesia,Police\nBUDI SANTOSO,Indonesia,police\nAn Nguyen Van,Viet Nam,Customs\n';
    const path = await dryRun(browser, workshop, list);
    expect(browser.page.querySelectorAll('fieldset.question')).toHaveLength(3);
    await browser.send(`${path}/confirm`, { 'answer.4': 'skip' }, 422);
    expect(browser.words).toContain('Please answer for every line');
    await browser.send(`${path}/confirm`, { 'answer.2': present.id, 'answer.4': 'skip', 'answer.5': 'new' });
    expect(await cohort(workshop)).toEqual(['An Nguyen Van', 'Budi Santoso', 'Nguyễn Văn An']);
  });

  it('knows a person by their address in whatever workshop, and makes them nobody twice', async () => {
    const { site, browser, facilitator, workshop } = await desk();
    const first = await dryRun(browser, workshop, 'Name,E-mail\nSione,SIONE@known.example\n');
    await browser.send(`${first}/confirm`);
    const second = await addWorkshop(site, facilitator, { title: 'A year later' });
    const path = await dryRun(browser, second, 'Name,E-mail\nSIONE,sione@known.example\nAni,ani@known.example\n');
    expect(browser.words).toContain('known as Sione');
    await browser.send(`${path}/confirm`);
    expect(await db()('people').where({ name_key: 'sione' })).toHaveLength(1);
    await browser.get(path);
    await browser.send(`${path}/undo`);
    expect(await cohort(second)).toEqual([]);
    expect(await cohort(workshop)).toEqual(['Sione']);
  });

  it('asks in which order dates are written when they can be read in two', async () => {
    const { browser, workshop } = await desk();
    const path = await dryRun(browser, workshop, 'Name,Nominated on\nAni,01/02/2026\n');
    expect(browser.words).toContain('The dates can be read in two ways.');
    await browser.send(`${path}/mapping`, {
      headings: '1',
      'column.0': 'name',
      'column.1': 'nominatedOn',
      dateOrder: 'mdy',
    });
    await browser.get(path);
    await browser.send(`${path}/confirm`);
    const row: unknown = await db()('enrolments').where({ workshop_id: workshop.id, role: 'participant' }).first();
    expect(row).toMatchObject({ nominated_on: '2026-01-02' });
  });

  it('reads a file without known headings once somebody says which column is the name', async () => {
    const { browser, workshop } = await desk();
    const path = await dryRun(browser, workshop, 'Ani;Police\nBinh;Customs\n');
    expect(browser.words).toContain('Say below which column holds the name.');
    await browser.send(`${path}/mapping`, { headings: '0', 'column.0': 'name', 'column.1': 'agency' });
    await browser.get(path);
    await browser.send(`${path}/confirm`);
    expect(await cohort(workshop)).toEqual(['Ani', 'Binh']);
  });

  it('never fills more seats than there are', async () => {
    const { browser, workshop } = await desk({ capacity: 2 });
    const path = await dryRun(browser, workshop, 'Name,Role\nAni,\nBinh,\nChan,\nDara,observer\n');
    expect(browser.words).toContain('1 place is missing: this workshop has 2.');
    await browser.send(`${path}/confirm`, {}, 422);
    expect(await cohort(workshop)).toEqual([]);
  });

  it('looks at 5,000 lines at once, and says what is wrong in the last', async () => {
    const { browser, workshop } = await desk();
    const lines = Array.from({ length: 5000 }, (_, at) => `Officer ${at},Agency ${at},officer${at}@many.example`);
    lines[4999] = 'Officer 4999,Agency,wrong';
    await dryRun(browser, workshop, `Name,Agency,E-mail\n${lines.join('\n')}\n`);
    expect(browser.page.querySelectorAll('table.faults tbody td').map((td) => td.text.trim())).toEqual([
      '5001',
      'C',
      '“wrong” is not an e-mail address.',
    ]);
    await browser.get(`/workshops/${workshop.id}/roster`);
    const more = [...lines, ...lines.slice(0, 51)].join('\n');
    await sendFile(
      browser,
      `/workshops/${workshop.id}/roster/imports`,
      'more.csv',
      Buffer.from(`Name,Agency,E-mail\n${more}\n`),
    );
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('more than 5,000 lines');
  });

  it.each([
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0, 0, 1, 0, 0, 0, 1]),
      'neither a CSV file nor an XLSX',
    ],
    ['more than 5 MB', Buffer.alloc(5_000_001, 65), 'larger than 5 MB'],
    ['nothing', Buffer.alloc(0), 'has something in it'],
  ])('says why it does not take %s', async (_, bytes, said) => {
    const { browser, workshop } = await desk();
    await browser.get(`/workshops/${workshop.id}/roster`);
    await sendFile(browser, `/workshops/${workshop.id}/roster/imports`, 'x.csv', bytes);
    expect(browser.status).toBe(422);
    expect(browser.text).toContain(said);
  });

  it('takes no file that does not carry the token of the form, and none from a visitor', async () => {
    const { site, browser, workshop } = await desk();
    const action = `/workshops/${workshop.id}/roster/imports`;
    const name = Buffer.from('Name\nAni\n');
    expect((await browser.agent.post(action).attach('file', name, 'list.csv')).status).toBe(403);
    expect((await site.visitor().agent.post(action).attach('file', name, 'list.csv')).status).toBe(403);
    expect(await db()('roster_imports').where({ workshop_id: workshop.id })).toEqual([]);
  });

  it('reads back what it wrote, as CSV and as XLSX, and finds nothing to do (learningequality/kolibri#7235)', async () => {
    const { site, browser, workshop, facilitator } = await desk();
    await addParticipant(site, workshop, '=HYPERLINK("http://x")');
    await addParticipant(site, workshop, '@Sukarno');
    await addParticipant(site, workshop, '@Sukarno');
    const path = await dryRun(
      browser,
      workshop,
      'Name;E-mail;Country;Agency;Role;Nominated on\nน้ำ;nam@x.example;Thailand;"Police; Bureau ""1""";interpreter;2026-10-01\n',
    );
    await browser.send(`${path}/confirm`);
    for (const ending of ['csv', 'xlsx']) {
      const bytes = await download(browser, `/workshops/${workshop.id}/roster.${ending}`);
      await dryRun(browser, workshop, bytes, `roster.${ending}`);
      expect(browser.words).toContain('0 people will be added.');
      expect(browser.words).toContain('4 people are already in this workshop');
      expect(browser.words).toContain('0 things are wrong.');

      const fresh = await addWorkshop(site, facilitator);
      const there = await dryRun(browser, fresh, bytes, `roster.${ending}`);
      await browser.send(`${there}/confirm`, answersOf(browser));
      await browser.get(`/workshops/${fresh.id}/roster`);
      expect(await cohort(fresh)).toEqual(await cohort(workshop));
    }
  });

  it('lets nobody see or confirm a list of another workshop', async () => {
    const { site, browser, workshop } = await desk();
    const path = await dryRun(browser, workshop, 'Name\nAni\n');
    const foreigner = await addFacilitator(site, 'Li Wei');
    const theirs = await addWorkshop(site, foreigner);
    const foreign = await site.as(foreigner);
    await foreign.get(path, 404);
    await foreign.get(path.replace(workshop.id, theirs.id), 404);
  });
});

/** Answers every question with its last answer: somebody new. */
function answersOf(browser: Browser): Record<string, string> {
  const questions = browser.page.querySelectorAll('fieldset.question').map((one) => one.querySelectorAll('input'));
  const given = questions.map((inputs) => [
    inputs[0]?.getAttribute('name') ?? '',
    inputs.at(-1)?.getAttribute('value') ?? '',
  ]);
  return Object.fromEntries(given) as Record<string, string>;
}

async function download(browser: Browser, path: string): Promise<Buffer> {
  const answer = await browser.agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.status).toBe(200);
  return answer.body as Buffer;
}

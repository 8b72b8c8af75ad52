import { extractText } from 'unpdf';
import { type Assessment, type Item, getPart } from '../../src/curriculum';
import type { Person } from '../../src/accounts';
import { readSheet } from '../../src/roster/read-file';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { finishCase } from '../support/finish-case';
import {
  type Browser,
  type Site,
  addFacilitator,
  addParticipant,
  addStaff,
  addWorkshop,
  siteOn,
} from '../support/site';
import { type Officer, fill } from './filled';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

const officers: readonly Officer[] = [
  ['สมหญิง ใจดี', 4, 9],
  ['សុខ ចាន់ថា', 6, 7],
  ['ဒေါ်ခင်မြင့်', 2, 2],
  ['فاطمة الزهراء', 8, 12],
  ['রোকেয়া খাতুন', 3, 10],
  ['නිමාලි පෙරේරා', 5, 6],
  ['=HYPERLINK("http://x.example";"Budi")', 1, 11],
  ['Nguyễn Thị Hồng Ánh', 7, undefined],
  ['ສົມສັກ ພົມມະຈັນ', undefined, 3],
].map(([name, pre, post], at) => ({
  name: String(name),
  represents: at < 5 ? 'Thailand' : at < 7 ? '@Lao PDR' : 'ကမ္ဘာ့အဖွဲ့',
  agency: 'Police',
  present: at === 0 ? 3 : 4,
  ...(pre === undefined ? {} : { pre: Number(pre) }),
  ...(post === undefined ? {} : { post: Number(post) }),
}));

/** The rows of a table on a page, by the id of its caption. */
function rowsOf(browser: Browser, id: string): string[][] {
  const table = browser.page.querySelector(`#${id}`)?.closest('table');
  return (table?.querySelectorAll('tbody tr') ?? []).map((row) =>
    row.querySelectorAll('th, td').map((cell) => cell.text.trim()),
  );
}

async function bytesOf(browser: Browser, path: string): Promise<Buffer> {
  const answer = await browser.agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}.`);
  return answer.body as Buffer;
}

function cellsOf(bytes: Buffer): string[] {
  return readSheet(bytes).lines.flatMap(({ cells }) =>
    cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)),
  );
}

async function textOfPdf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

describe('the report of a workshop', () => {
  let site: Site;
  let workshop: Workshop;
  let daniel: Person;
  let desk: Browser;
  let staff: Browser;
  let path: string;
  let items: readonly Item[];

  beforeAll(async () => {
    site = siteOn(db());
    daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    await fill(site, workshop, officers);
    ({ items } = await getPart<Assessment>(db(), workshop.publicationId, 'assessment'));
    path = `/workshops/${workshop.id}/report`;
    desk = await site.as(daniel);
    staff = await site.as(await addStaff(site));
  });

  const n = (form: 'pre' | 'post') => items.filter((item) => item.form === form).length;
  const oneDecimal = (value: number) => (Math.round(value * 10) / 10).toFixed(1).replace('-', '−');

  it('says the gains that naive arithmetic finds, paired, with n and interval', async () => {
    await desk.get(path);
    const [whole] = rowsOf(desk, 'gains-1');
    // Those who sent both, straight from what was planted; Student's t(0.975, 6) from a printed table: 2.447.
    const both = officers.flatMap(({ pre, post }) =>
      pre === undefined || post === undefined ? [] : [{ pre: pre / n('pre'), post: post / n('post') }],
    );
    const gains = both.map(({ pre, post }) => 100 * (post - pre));
    let total = 0;
    for (const gain of gains) total += gain;
    const mean = total / gains.length;
    let squares = 0;
    for (const gain of gains) squares += (gain - mean) * (gain - mean);
    const reach = 2.4469 * Math.sqrt(squares / (gains.length - 1) / gains.length);
    expect(whole?.[3]).toBe(String(both.length));
    expect(whole?.[4]).toBe(oneDecimal(mean));
    expect(Number(whole?.[5]?.replace('−', '-'))).toBeCloseTo(mean - reach, 0);
    expect(Number(whole?.[6])).toBeCloseTo(mean + reach, 0);
    let before = 0;
    for (const { pre } of both) before += 100 * pre;
    expect(whole?.[1]).toBe(oneDecimal(before / both.length));
  });

  it('says of each objective and each question what counting the answers one by one gives', async () => {
    await desk.get(path);
    const rows = await db()('answers')
      .join('attempts', 'attempts.id', 'answers.attempt_id')
      .where({ workshop_id: workshop.id })
      .select<{ person_id: string; form: 'pre' | 'post'; item_id: string; right: boolean }[]>(
        'person_id',
        'form',
        'item_id',
        // An answer was planted whole right or whole wrong: who it is right for is read from the planted number.
        db().raw(`(response <> '{"grade": {}}') as right`),
      );
    const asked = (form: string) => items.filter((item) => item.form === form).map(({ id }) => id);
    const planted = (name: string, form: 'pre' | 'post') => officers.find((one) => one.name === name)?.[form];
    const names = new Map(
      (await db()('people').select<{ id: string; display_name: string }[]>('id', 'display_name')).map((one) => [
        one.id,
        one.display_name,
      ]),
    );
    const isRight = (row: (typeof rows)[number]) =>
      asked(row.form).indexOf(row.item_id) < (planted(names.get(row.person_id) ?? '', row.form) ?? 0);
    const facility = rowsOf(desk, 'items-1');
    items
      .filter((item) => item.form === 'pre')
      .forEach((item, at) => {
        const given = rows.filter((row) => row.item_id === item.id);
        expect(facility[at]?.slice(1, 3)).toEqual([
          String(given.length),
          oneDecimal((100 * given.filter(isRight).length) / given.length),
        ]);
      });
    const objectives = [...new Set(items.map(({ objective }) => objective))];
    const told = rowsOf(desk, 'gains-1').slice(1);
    expect(told.length).toBeGreaterThan(3);
    const people = [...new Set(rows.map(({ person_id }) => person_id))].filter((id) =>
      ['pre', 'post'].every((form) => rows.some((row) => row.person_id === id && row.form === form)),
    );
    const expected = objectives.flatMap((objective) => {
      const mine = (form: string) => items.filter((item) => item.objective === objective && item.form === form);
      if (mine('pre').length === 0 || mine('post').length === 0) return [];
      const share = (person: string, form: 'pre' | 'post') => {
        const ids = mine(form).map(({ id }) => id);
        const given = rows.filter((row) => row.person_id === person && ids.includes(row.item_id));
        return given.filter(isRight).length / ids.length;
      };
      const gains = people.map((person) => 100 * (share(person, 'post') - share(person, 'pre')));
      return [oneDecimal(gains.reduce((sum, gain) => sum + gain, 0) / gains.length)];
    });
    expect(told.map((row) => row[4]).sort()).toEqual(expected.sort());
  });

  it('counts people and presence for those who ran it, whoever is few', async () => {
    await desk.get(path);
    expect(rowsOf(desk, 'people-1')).toEqual([
      ['Thailand', '5'],
      ['@Lao PDR', '2'],
      ['ကမ္ဘာ့အဖွဲ့', '2'],
    ]);
    const last = rowsOf(desk, 'attendance-1').map((row) => row.slice(1));
    const halves = await db()('attendance')
      .where({ workshop_id: workshop.id })
      .select<{ half_day: string; mark: string }[]>();
    const days = [...new Set(halves.map(({ half_day }) => half_day))].sort();
    expect(last.pop()).toEqual(
      ['present', 'absent', 'excused', 'open'].map((mark) => String(halves.filter((row) => row.mark === mark).length)),
    );
    expect(last).toEqual(
      days.map((day) => [
        ...['present', 'absent', 'excused'].map((mark) =>
          String(halves.filter((row) => row.half_day === day && row.mark === mark).length),
        ),
        '0',
      ]),
    );
    expect(desk.words).toContain('Gender is not recorded');
  });

  it('shows programme staff, and every file made to pass on, nothing about fewer than five', async () => {
    await staff.get(path);
    expect(rowsOf(staff, 'people-1').map(([, people]) => people)).toEqual(['not shown', 'not shown', 'not shown']);
    // All nine were there, or nearly all: of so few, a number would tell how many were not.
    expect(rowsOf(staff, 'attendance-1').map(([, present]) => present)).toEqual([
      ...['9', '9', '9', 'not shown'],
      '31 or more',
    ]);
    expect(staff.page.querySelector('#items-3')).toBeNull();
    for (const file of ['report.csv', 'report.pdf', 'report.xlsx']) {
      expect((await bytesOf(staff, `/workshops/${workshop.id}/${file}`)).length).toBeGreaterThan(500);
      await staff.get(`/workshops/${workshop.id}/${file}?for=own`, 404);
    }
    const csv = (await bytesOf(desk, `${path}.csv`)).toString('utf8');
    expect(csv).toContain('Participants,Participants by Member or organisation,Thailand,People,not shown');
    const own = (await bytesOf(desk, `${path}.csv?for=own`)).toString('utf8');
    expect(own).toContain('Participants,Participants by Member or organisation,Thailand,People,5');
  });

  it('keeps names of every script, and runs none of them, in CSV and XLSX (getodk/central#752, chobbledotcom/tickets#2204)', async () => {
    const register = `/workshops/${workshop.id}/register`;
    const csv = await bytesOf(desk, `${register}.csv`);
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const xlsx = await bytesOf(desk, `${register}.xlsx`);
    for (const bytes of [csv, xlsx]) {
      const cells = cellsOf(bytes);
      for (const { name } of officers) expect(cells).toContain(name.startsWith('=') ? `'${name}` : name);
      expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      expect(cells).toContain("'@Lao PDR");
    }
    for (const file of ['report.csv?for=own', 'report.xlsx?for=own', 'report.csv', 'report.xlsx']) {
      const bytes = await bytesOf(desk, `/workshops/${workshop.id}/${file}`);
      const cells = cellsOf(bytes);
      expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      expect(cells).toContain('ကမ္ဘာ့အဖွဲ့');
    }
  });

  it('prints every part with its tables, in every script', async () => {
    const text = await textOfPdf(await bytesOf(desk, `${path}.pdf?for=own`));
    for (const words of ['Participants', 'Gains', 'Questions of the tests', 'The case', 'please do not pass']) {
      expect(text).toContain(words);
    }
  });

  it('tells how the case was played, by run and without names', async () => {
    const player = await addParticipant(site, workshop, 'Sione Tupou');
    await finishCase(await site.as(player), workshop.id);
    await desk.get(path);
    const [run] = await db()('runs').where({ workshop_id: workshop.id }).select<{ ending: string }[]>('ending');
    expect(run?.ending).toBeTruthy();
    expect(rowsOf(desk, 'case-1').map(([, runs]) => runs)).toEqual(['1']);
    expect(desk.words).not.toContain('Sione');
    await staff.get(path);
    expect(rowsOf(staff, 'case-1').map(([, runs]) => runs)).toEqual(['not shown']);
  });

  it('is for those who run the workshop and for staff', async () => {
    const officer = await site.as(await addParticipant(site, workshop, 'Ravi'));
    for (const file of ['report', 'report.csv', 'report.pdf', 'register.csv', 'dossier.pdf', 'dossier.json'])
      await officer.get(`/workshops/${workshop.id}/${file}`, 404);
    await officer.get('/reports', 403);
  });
});

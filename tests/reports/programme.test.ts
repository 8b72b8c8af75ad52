import type { Person } from '../../src/accounts';
import { readLogframe } from '../../src/reports/logframe';
import { type Assessment, type Item, getPart } from '../../src/curriculum';
import type { Workshop } from '../../src/workshops';
import { newId } from '../../src/ids';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addStaff, addWorkshop, siteOn } from '../support/site';
import { type Officer, fill } from './filled';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

const officer = (at: number, represents: string, pre?: number, post?: number): Officer => ({
  name: `Officer ${at}`,
  represents,
  agency: at % 2 === 0 ? 'Police' : 'Immigration',
  present: at % 3 === 0 ? 2 : 4,
  ...(pre === undefined ? {} : { pre }),
  ...(post === undefined ? {} : { post }),
});

const large = Array.from({ length: 14 }, (_, at) =>
  officer(at, at < 6 ? 'Indonesia' : at < 12 ? 'Thailand' : 'Tonga', at % 5, 5 + (at % 7)),
);
const second = Array.from({ length: 8 }, (_, at) =>
  officer(20 + at, at < 6 ? 'Thailand' : 'Tonga', ...(at < 3 ? ([2, 19] as const) : [])),
);
const tiny = [officer(40, 'Nauru', 3, 17), officer(41, 'Nauru', 4, 18), officer(42, 'Tonga', 1, 15)];

function rowsOf(browser: Browser, id: string): string[][] {
  const table = browser.page.querySelector(`#${id}`)?.closest('table');
  return (table?.querySelectorAll('tbody tr') ?? []).map((row) =>
    row.querySelectorAll('th, td').map((cell) => cell.text.trim()),
  );
}

describe('the programme in figures', () => {
  let site: Site;
  let daniel: Person;
  let staff: Browser;
  let workshops: Workshop[];
  let items: readonly Item[];

  beforeAll(async () => {
    site = siteOn(db());
    daniel = await addFacilitator(site);
    workshops = [];
    for (const cohort of [large, second, tiny]) {
      const workshop = await addWorkshop(site, daniel, { title: `Workshop of ${cohort.length}` });
      await fill(site, workshop, cohort);
      workshops.push(workshop);
    }
    ({ items } = await getPart<Assessment>(db(), workshops[0]?.publicationId ?? '', 'assessment'));
    const open = await addWorkshop(site, daniel, { title: 'Not over yet' });
    await db()('workshops').where({ id: open.id }).update({ starts_on: '2027-03-01', ends_on: '2027-03-02' });
    await fill(site, open, large.slice(0, 6));
    site.clock.advance(10);
    staff = await site.as(await addStaff(site));
  });

  it('counts what counting row by row gives: people once, places, presence, gains of the whole', async () => {
    await staff.get('/reports');
    const [year] = rowsOf(staff, 'years-1');
    const counted = workshops.slice(0, 2).map(({ id }) => id);
    const marks = await db()('attendance').whereIn('workshop_id', counted).select<{ mark: string }[]>('mark');
    const present = marks.filter(({ mark }) => mark === 'present').length;
    expect(year).toEqual(['2026', '2', '22', ((100 * present) / marks.length).toFixed(1), '0']);

    const [pre, post] = (['pre', 'post'] as const).map((form) => items.filter((item) => item.form === form).length);
    const gains = large.map((one) => 100 * ((one.post ?? 0) / (post ?? 1) - (one.pre ?? 0) / (pre ?? 1)));
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const spread = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // Student's t(0.975, 13) from a printed table.
    const reach = (2.160369 * spread) / Math.sqrt(gains.length);
    const told = [mean, mean - reach, mean + reach].map((value) => value.toFixed(1));
    expect(rowsOf(staff, 'gains-1')[0]?.slice(1)).toEqual(['14', ...told]);
    expect(staff.words).toContain('there were 1');
    expect(staff.words).not.toContain('Nauru');
    expect(staff.words).not.toContain('Not over yet');
  });

  it('counts people by Member with nothing to be worked out, and counts anew when something changes', async () => {
    await staff.get('/reports');
    const hidden = rowsOf(staff, 'coverage-1');
    expect(hidden.find(([name]) => name === 'Tonga')?.[1]).toBe('not shown');
    expect(hidden.filter(([, people]) => people === 'not shown').length).toBeGreaterThan(1);

    const before = rowsOf(staff, 'years-1')[0]?.[2];
    await fill(site, workshops[1] as Workshop, [officer(60, 'Indonesia', 5, 9), officer(61, 'Indonesia', 6, 9)]);
    await staff.get('/reports');
    expect(Number(rowsOf(staff, 'years-1')[0]?.[2])).toBe(Number(before) + 2);
    expect(rowsOf(staff, 'gains-1')[0]?.[1]).toBe('19');
    const stored = await db()('item_sums').where({ workshops: 2 }).select<{ sums: { n: number } }[]>('sums');
    expect(new Set(stored.map(({ sums }) => sums.n))).toEqual(new Set([19]));
    // Taken out again, everything is as it was: sums are neither lost nor counted twice.
    await db()('enrolments')
      .whereIn('person_id', db()('people').whereIn('display_name', ['Officer 60', 'Officer 61']).select('id'))
      .update({ ended_at: site.clock.now });
    await staff.get('/reports');
    expect(rowsOf(staff, 'gains-1')[0]?.[1]).toBe('14');
    expect(rowsOf(staff, 'years-1')[0]?.[2]).toBe(before);
  });

  it('tells every figure of a chart in the table beside it', async () => {
    await staff.get('/reports');
    const charts = staff.page.querySelectorAll('.has-chart');
    expect(charts.length).toBeGreaterThan(3);
    for (const chart of charts) {
      const cells = chart.querySelectorAll('td').map((cell) => cell.text.trim());
      for (const words of chart.querySelectorAll('text[text-anchor=end]').map(({ text }) => text)) {
        const [figure = ''] = words.split(' ');
        expect(cells).toContain(words.includes('or more') ? words : figure);
      }
    }
  });

  const everything = async (): Promise<Map<string, string>> => {
    const told = new Map<string, string>();
    const own = await site.as(daniel);
    const read = async (name: string, browser: Browser, path: string) => {
      const answer = await browser.agent
        .get(path)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        });
      expect(answer.status).toBe(200);
      // The token of a form is another one each time.
      told.set(
        `${name} ${path}`,
        (answer.body as Buffer).toString('latin1').replace(/name="_csrf" value="[^"]*"/g, ''),
      );
    };
    for (const path of ['/reports', '/reports.csv', '/reports.xlsx', '/reports.pdf']) await read('staff', staff, path);
    for (const { id } of workshops) {
      const base = `/workshops/${id}`;
      for (const file of ['report', 'report.csv', 'report.xlsx', 'report.pdf', 'dossier.pdf', 'dossier.json'])
        await read('staff', staff, `${base}/${file}`);
      for (const file of ['report', 'report.csv?for=own']) await read('facilitator', own, `${base}/${file}`);
    }
    return told;
  };

  const changed = (one: Map<string, string>, other: Map<string, string>) =>
    [...one.keys()].filter((path) => one.get(path) !== other.get(path));

  it('has no score by Member: who of the cohort came from where can be changed about, and nothing changes', async () => {
    const before = await everything();
    for (const { id } of workshops) {
      const rows = await db()('enrolments')
        .where({ workshop_id: id, role: 'participant', ended_at: null })
        .orderBy('id')
        .select<{ id: string; represents: string; agency: string }[]>('id', 'represents', 'agency');
      for (const [at, row] of rows.entries()) {
        const { represents, agency } = rows[(at + 5) % rows.length] ?? row;
        await db()('enrolments').where({ id: row.id }).update({ represents, agency });
      }
    }
    expect(changed(before, await everything())).toEqual([]);
  });

  it('lets nobody outside see what three people knew: their answers can be others, and nothing changes', async () => {
    const before = await everything();
    const few = workshops[2]?.id ?? '';
    await db()('answers')
      .whereIn('attempt_id', db()('attempts').where({ workshop_id: few }).select('id'))
      .update({ response: JSON.stringify({ chosen: [] }) });
    await db()('recounts').insert({ workshop_id: few }).onConflict('workshop_id').ignore();
    const after = await everything();
    expect(changed(before, after).filter((path) => path.startsWith('staff'))).toEqual([]);
    expect(changed(before, after)).toContain(`facilitator /workshops/${few}/report`);
  });

  it('lets nobody outside see in which half day somebody was missing, in no report, sum or dossier', async () => {
    const before = await everything();
    const { id } = workshops[1] as Workshop;
    const change = (half: string, from: string, to: string) =>
      db()('attendance')
        .where({ workshop_id: id, half_day: half })
        .whereIn(
          'person_id',
          db()('attendance').where({ workshop_id: id, half_day: half, mark: from }).limit(1).select('person_id'),
        )
        .update({ mark: to });
    // Three of eight were missing on two afternoons: two on the first and four on the second are told alike.
    expect(await change('2026-11-23-pm', 'absent', 'present')).toBe(1);
    expect(await change('2026-11-24-pm', 'present', 'absent')).toBe(1);
    const after = await everything();
    expect(changed(before, after).filter((path) => path.startsWith('staff') && !path.includes('dossier'))).toEqual([]);
    expect(changed(before, after)).toContain(`facilitator /workshops/${id}/report`);
  });

  it('adds up what became of commitments, as far as the report of each workshop tells it', async () => {
    const large = workshops[0]?.id ?? '';
    const { origin } = site.deps;
    const people = await db()('enrolments')
      .where({ workshop_id: large, ended_at: null, role: 'participant' })
      .pluck<string[]>('person_id');
    const asked = people.map((person_id) => ({
      id: newId(),
      origin,
      workshop_id: large,
      person_id,
      month: 1,
      made_at: site.clock.now,
    }));
    await db()('followups').insert(asked);
    await staff.get('/reports');
    // Before anybody answers, everybody is counted as silent.
    expect(rowsOf(staff, 'followup-1')).toEqual([['After 1 month', '1', '14', '0', '0', '0', '0', '0', '14']]);
    const outcomes = [...Array.from({ length: 7 }, () => 'kept'), 'changed', 'changed', 'not yet', 'not yet'];
    await db()('followup_answers').insert(
      outcomes.map((outcome, at) => ({ followup_id: asked[at]?.id, origin, outcome, answered_at: site.clock.now })),
    );
    await staff.get('/reports');
    // Two, two and three silent: few, and not to be told apart.
    const told = ['1', '14', '7 or more', '7', 'not shown', 'not shown', '0', 'not shown'];
    expect(rowsOf(staff, 'followup-1')).toEqual([['After 1 month', ...told]]);
    expect(rowsOf(staff, 'followup-2')).toEqual([['2026: After 1 month', ...told]]);
    expect(staff.words).toContain('After 1 month: 7 (answered: 7 or more; asked: 14)');
    await staff.get(`/workshops/${large}/report`);
    expect(rowsOf(staff, 'followup-1')).toEqual([['After 1 month', ...told.slice(1)]]);
  });

  it('says in its dossier what each claim rests on', async () => {
    const [workshop] = workshops;
    const answer = await staff.agent.get(`/workshops/${workshop?.id ?? ''}/dossier.json`);
    const dossier = answer.body as {
      dated: string;
      publication: { id: string };
      rows: { table: string; digest: string; last?: string }[];
      claims: Record<string, { id: string; value: string; rests: string }[]>;
    };
    expect(dossier.dated).toBe('2026-12-03');
    expect(dossier.publication.id).toBe(workshop?.publicationId);
    const claims = Object.values(dossier.claims).flat();
    expect(claims.filter(({ rests }) => rests === '')).toEqual([]);
    expect(claims.find(({ id }) => id === 'participants')?.value).toBe('14');
    expect(claims.find(({ id }) => id === 'curriculum')?.rests).toContain(workshop?.publicationId);
    const [row] = await db()('attempts')
      .where({ workshop_id: workshop?.id })
      .select<{ digest: string }[]>(
        db().raw(
          `encode(sha256(string_agg(id || '/' || coalesce(submitted_at::text, ''), ',' order by id || '/' || coalesce(submitted_at::text, ''))::bytea), 'hex') as digest`,
        ),
      );
    expect(dossier.rows.find(({ table }) => table === 'attempts')?.digest).toBe(row?.digest);
    expect(claims.find(({ id }) => id === 'gain')?.rests).toContain(row?.digest);
  });

  it('refuses a logframe with a measure that nobody counts', () => {
    const text = (measure: string) => `---\nindicators:\n  - {id: one, measure: ${measure}, title: One}\n---\nText\n`;
    expect(readLogframe(text('people'))).toEqual([{ id: 'one', measure: 'people', title: 'One' }]);
    expect(() => readLogframe(text('happiness'))).toThrow('measure');
  });
});

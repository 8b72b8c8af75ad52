import { sweep } from '../../src/privacy/retention-queries';
import { enrol } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { addStaff, siteOn } from '../support/site';
import { linksIn, listed, marks, marksWith, openTests, publishWithRequests, writes } from './written-tests';

const database = testDatabase();
const db = () => database.db();
const words = 'Did Mr T take bus 12 on 5 June? We need it by 14:00, when the bus returns.';

describe('own words in a test, marked by two facilitators', () => {
  beforeAll(() => publishWithRequests(siteOn(db())));

  it('stand in a list without names, and whose they are is told when two have marked them', async () => {
    const tests = await openTests(siteOn(db()));
    for (const name of ['Officer Ananda', 'Officer Bupha', 'Officer Chanthou'])
      await writes(tests, name, `${words} ${name.length}.`);
    const texts = await listed(tests);
    expect(texts).toHaveLength(3);
    const [href = ''] = texts;
    const [one, two] = tests.desks;
    for (const desk of [one, two]) {
      await desk.get(`${tests.base}/marking`);
      expect(desk.page.querySelector('main')?.text).not.toContain('Officer');
      await desk.get(href);
      expect(desk.words).toContain('Did Mr T take bus 12');
      expect(desk.page.querySelector('main')?.text).not.toContain('Officer');
      expect(desk.text).not.toContain('KANARIKEY');
    }
    await marks(one, href, '2');
    await two.get(href);
    // Two raters who look at each other are one.
    expect(two.page.querySelectorAll('.rater')).toEqual([]);
    expect(two.page.querySelectorAll('input[type=radio][checked]')).toEqual([]);
    await marks(two, href, '2');
    await two.follow();
    expect(two.page.querySelector('.row-note bdi')?.text).toMatch(/^Officer /);
    await one.get(href);
    expect(one.words).toContain('Officer ');
    expect(one.page.querySelectorAll('.rater').length).toBe(10);
    // A list that is made again keeps its order and holds nothing twice.
    await writes(tests, 'Officer Dewi', words);
    const later = await listed(tests);
    expect(later).toHaveLength(4);
    expect(later.filter((each) => texts.includes(each))).toEqual(texts);
  });

  it('are marked by no facilitator twice: neither again on the page, nor by the database', async () => {
    const tests = await openTests(siteOn(db()));
    await writes(tests, 'Officer Ananda', words);
    const [href = ''] = await listed(tests);
    const [one] = tests.desks;
    await marks(one, href, '2');
    await marks(one, href, '1');
    await one.get(`${tests.base}/marking`);
    expect(one.words).toContain('needs one more facilitator');
    const raters = await db()('rubric_raters').where({ subject_id: href.split('/').at(-1) });
    expect(raters.map(({ rater }: { rater: string }) => rater)).toEqual(['first']);
    const [row] = raters as object[];
    await expect(db()('rubric_raters').insert({ ...row, rater: 'second' })).rejects.toThrow(
      'rubric_raters_are_different_people',
    );
  });

  it('are talked over where the two differ, settled by a third, and then read by their writer', async () => {
    const tests = await openTests(siteOn(db()));
    const phone = await writes(tests, 'Officer Ananda', words);
    const other = await writes(tests, 'Officer Bupha', 'Please send all that you hold.');
    const texts = await listed(tests);
    const [one, two, three] = tests.desks;
    await one.get(texts[0] ?? '');
    const [href = '', elsewhere = ''] = one.words.includes('Did Mr T') ? texts : [...texts].reverse();
    await marks(one, href, '2');
    await three.get(href);
    const early = marksWith(three, '0');
    await marks(two, href, '2', { 'level.rubric-accuracy': '0' });
    // Whoever was about to be the second is told that they no longer are.
    await three.send(`${href}/marks`, early, 409);
    expect(three.words).toContain('a colleague did the same');
    await one.get(`${tests.base}/marking`);
    expect(linksIn(one, 'differing')).toEqual([href]);
    expect(one.words).toContain('differ on 1 principle');
    const path = `${tests.base}/tests/pre/marks`;
    await phone.get(path);
    expect(phone.words).toContain('no agreed marks yet');
    await three.get(href);
    expect(three.page.querySelectorAll('.criterion')).toHaveLength(1);
    expect(three.words).toContain('They differ on: Accuracy.');
    await two.get(href);
    await marks(three, href, '1');
    await three.get(`${tests.base}/marking`);
    expect(linksIn(three, 'differing')).toEqual([]);
    await one.get(href);
    expect(one.page.querySelector('form[action$="/marks"]')).toBeNull();
    await two.send(`${href}/marks`, marksWith(two, '0'), 409);
    expect(two.words).toContain('nothing for a third to settle');

    await phone.get(path);
    const levels = phone.page.querySelectorAll('.result').map((each) =>
      each
        .querySelectorAll('.level')
        .map(({ text }) => text)
        .join(),
    );
    expect(levels).toEqual(['2,2', '1', '2,2', '2,2', '2,2']);
    expect(phone.words).toContain('Did Mr T take bus 12 on 5 June?');
    for (const name of ['Daniel', 'Mele', 'Farid']) expect(phone.page.querySelector('main')?.text).not.toContain(name);
    await other.get(path);
    expect(other.page.querySelectorAll('.result')).toEqual([]);
    await other.get(elsewhere, 404);
  });

  it('count how far the two agree as they marked before they saw each other’s marks', async () => {
    const tests = await openTests(siteOn(db()));
    for (const name of ['Ananda', 'Bupha']) await writes(tests, `Officer ${name}`, `${words} ${name.length}.`);
    const [one, two] = tests.desks;
    const [first = '', second = ''] = await listed(tests);
    await marks(one, first, '2');
    await marks(one, second, '1');
    await marks(one, second, '2');
    await marks(two, first, '2');
    await marks(two, second, '0');
    // Convinced after they talked: agreed, and still no agreement of independent raters.
    await marks(two, second, '2');
    await one.get(`${tests.base}/marking`);
    expect(linksIn(one, 'differing')).toEqual([]);
    const cells = one.page.querySelectorAll('#agreement tbody tr:first-child td').map(({ text }) => text);
    expect(cells).toEqual(['2', '1 of 2 (50%)', 'too few to say']);
  });

  it('need evidence for every mark, and a form sent twice is one sheet', async () => {
    const tests = await openTests(siteOn(db()));
    await writes(tests, 'Officer Ananda', words);
    const [href = ''] = await listed(tests);
    const [one, two] = tests.desks;
    await one.get(href);
    await one.send(`${href}/marks`, { ...marksWith(one, '1'), 'evidence.rubric-accuracy': '' }, 422);
    expect(one.words).toContain('Say what each mark points at.');
    expect(one.page.querySelectorAll('input[type=radio][checked]')).toHaveLength(5);
    await marks(one, href, '1');
    await two.get(href);
    const form = marksWith(two, '1');
    const input = two.page.querySelector('input[name=input]')?.getAttribute('value') ?? '';
    await two.send(`${href}/marks`, { ...form, input });
    await two.get(`${tests.base}/marking`);
    const csrf = two.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    await two.agent
      .post(`${href}/marks`)
      .type('form')
      .send({ ...form, input, _csrf: csrf })
      .expect(303);
    expect(await db()('rubric_sheets').where({ subject_id: href.split('/').at(-1) })).toHaveLength(2);
  });

  it('are for the facilitators of the workshop only: not for staff, and not for a facilitator who wrote them', async () => {
    const site = siteOn(db());
    const tests = await openTests(site);
    await writes(tests, 'Officer Ananda', words);
    const [href = ''] = await listed(tests);
    const staff = await site.as(await addStaff(site));
    await staff.get(`${tests.base}/marking`, 404);
    await staff.get(href, 404);
    await db()('attempts').where({ workshop_id: tests.workshop.id }).update({ person_id: tests.facilitators[1].id });
    const seat = { role: 'participant' } as const;
    await enrol(db(), 'TEST', site.clock.now, tests.workshop, tests.facilitators[1].id, seat);
    await tests.desks[0].get(href);
    await tests.desks[1].get(href, 404);
  });

  it('are removed by the rule of retention with every quotation of them, and the marks stay', async () => {
    const site = siteOn(db());
    const tests = await openTests(site);
    const phone = await writes(tests, 'Officer Ananda', words);
    const [href = ''] = await listed(tests);
    const [one, two] = tests.desks;
    await marks(one, href, '2');
    await marks(two, href, '2');
    await db().transaction((trx) => sweep(trx, 'TEST', new Date('2027-04-01T00:00:00Z')));
    await phone.get(`${tests.base}/tests/pre/marks`);
    expect(phone.text).not.toContain('Mr T');
    expect(phone.words).toContain('have been removed');
    expect(phone.page.querySelectorAll('.result .level')).toHaveLength(10);
    await phone.get(`${tests.base}/tests/pre`);
    expect(phone.words).toContain('A desk');
  });
});

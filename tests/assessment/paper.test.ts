import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { rightAnswers } from './answers';

const database = testDatabase();
const db = () => database.db();

async function room() {
  const site = siteOn(db());
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const officer = await addParticipant(site, workshop, 'ពៅ');
  return {
    site,
    facilitator,
    workshop,
    officer,
    desk: await site.as(facilitator),
    tests: `/workshops/${workshop.id}/tests`,
  };
}

describe('a test on paper', () => {
  it('is printed with its options in the order in which they are entered', async () => {
    const { workshop, officer, desk, tests } = await room();
    await desk.get(`${tests}/pre/blank`);
    const printed = desk.page
      .querySelectorAll('.blank-options li')
      .map((line) => line.text.replace(/\s+/g, ' ').trim());
    expect(printed.length).toBeGreaterThan(50);
    await desk.get(`${tests}/pre/papers/${officer.id}`);
    const entered = desk.page.querySelectorAll('.option label').map((label) => label.text.replace(/\s+/g, ' ').trim());
    expect(printed.map((words) => words.replace(/ /g, ''))).toEqual(
      expect.arrayContaining(entered.map((words) => words.replace(/ /g, ''))),
    );
    const questions = await rightAnswers(db(), workshop.publicationId, 'pre');
    for (const name of new Set(Object.keys(questions).map((key) => key.split('.')[1] ?? '')))
      expect(desk.page.querySelector(`[data-item="${name}"]`)).not.toBeNull();
  });

  it('is entered by a facilitator in parts, counts as sent when it is closed, and shows nobody a result', async () => {
    const { site, workshop, facilitator, officer, desk, tests } = await room();
    const answers = Object.entries(await rightAnswers(db(), workshop.publicationId, 'pre'));
    const page = `${tests}/pre/papers/${officer.id}`;
    await desk.get(tests);
    expect(desk.page.querySelectorAll(`a[href="${page}"]`)).toHaveLength(1);
    await desk.get(page);
    await desk.send(page, { ...Object.fromEntries(answers.slice(0, 10)), then: 'save' });
    await desk.follow();
    expect(desk.page.querySelectorAll('.question input[checked]').length).toBeGreaterThan(0);
    await desk.send(page, { ...Object.fromEntries(answers.slice(10)), then: 'send' });
    await desk.follow();
    expect(desk.page.querySelectorAll('tbody td').map((cell) => cell.text.split(' Enter')[0]?.trim())).toEqual([
      'Sent',
      'Not begun',
    ]);
    const attempt = await db()('attempts')
      .where({ workshop_id: workshop.id, person_id: officer.id })
      .first<{ id: string; entered_by: string }>();
    expect(attempt.entered_by).toBe(facilitator.id);
    expect(await db()('audit_events').where({ subject: attempt.id, action: 'paper test entered' })).toHaveLength(1);
    await desk.get(page);
    expect(desk.page.querySelector('form.test')).toBeNull();

    const own = await site.as(officer);
    await own.get(`${tests}/pre`);
    expect(own.words).toContain('Sent on');
    await own.get(page, 404);
  });

  it('enters nothing for somebody who answers on a device, and shows none of their answers', async () => {
    const { site, workshop, officer, desk, tests } = await room();
    const answers = await rightAnswers(db(), workshop.publicationId, 'post');
    const page = `${tests}/post/papers/${officer.id}`;
    await desk.get(page);
    const phone = await site.as(officer);
    await phone.get(`${tests}/post`);
    await phone.send(`${tests}/post/attempts`);
    await phone.follow();
    await phone.send(`${tests}/post/answers`, { ...answers, then: 'save' });
    const [name = ''] = Object.keys(answers);
    await desk.send(page, { [name]: 'a', then: 'send' }, 409);
    await desk.get(page);
    expect(desk.page.querySelector('form.test')).toBeNull();
    expect(desk.words).toContain('begun the test on a device');
    await desk.get(`${tests}/post/papers/${workshop.id}`, 404);
    expect(await db()('attempts').where({ workshop_id: workshop.id }).whereNotNull('submitted_at')).toEqual([]);
  });
});

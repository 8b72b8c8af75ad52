import { testDatabase } from './support/database';
import { playedWorkshop, sendTest } from './support/played-workshop';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from './support/site';

const database = testDatabase();
const db = () => database.db();

describe('closing a workshop', () => {
  it('issues a certificate to whoever attended, played and sent the test, and to nobody else', async () => {
    const { site, workshop, facilitator, officer } = await playedWorkshop(db());
    const idle = await addParticipant(site, workshop, 'Ravi');
    const desk = await site.as(facilitator);
    const path = `/workshops/${workshop.id}/certificates`;
    await desk.get(path);
    expect(desk.words).toContain('1 person has completed');
    await desk.send(path);
    const issued = await db()('certificates').where({ workshop_id: workshop.id }).pluck<string[]>('person_id');
    expect(issued).toEqual([officer.id]);
    expect(issued).not.toContain(idle.id);
  });

  it('issues exactly one under a double click (frappe/lms#2408)', async () => {
    const { site, workshop, facilitator } = await playedWorkshop(db());
    const desk = await site.as(facilitator);
    const path = `/workshops/${workshop.id}/certificates`;
    await desk.get(path);
    const _csrf = desk.page.querySelector('main [name=_csrf]')?.getAttribute('value') ?? '';
    await Promise.all([1, 2, 3, 4].map(() => desk.agent.post(path).type('form').send({ _csrf })));
    expect(await db()('certificates').where({ workshop_id: workshop.id })).toHaveLength(1);
  });

  it('repeats on the verify page every fact that stands on the paper (mdjnelson/moodle-mod_customcert#430)', async () => {
    const { site, workshop, facilitator, officer } = await playedWorkshop(db(), 'នារី ស៊ុន');
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/certificates`);
    await desk.send(`/workshops/${workshop.id}/certificates`);

    const own = await site.as(officer);
    await own.get(`/workshops/${workshop.id}/certificate`);
    const facts = own.page.querySelectorAll('dl.fields dd').map((dd) => dd.text.trim());
    expect(facts).toContain('នារី ស៊ុន');
    const verifyPath = new URL(own.page.querySelector('a[href*="/certificates/"]')?.getAttribute('href') ?? '')
      .pathname;

    const anybody = await site.visitor().get(verifyPath);
    expect(anybody.words).toContain('genuine and valid');
    expect(anybody.page.querySelectorAll('dl.fields dd').map((dd) => dd.text.trim())).toEqual(facts);
    await site.visitor().get(`${verifyPath.slice(0, -1)}${verifyPath.endsWith('A') ? 'B' : 'A'}`, 404);
  });

  it('opens the alumni record for life with the private code, which no public page shows', async () => {
    const { site, workshop, facilitator, officer } = await playedWorkshop(db());
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/certificates`);
    await desk.send(`/workshops/${workshop.id}/certificates`);
    const own = await site.as(officer);
    await own.get(`/workshops/${workshop.id}/certificate`);
    const code = own.page.querySelector('.code')?.text.trim() ?? '';
    const verifyPath = new URL(own.page.querySelector('a[href*="/certificates/"]')?.getAttribute('href') ?? '')
      .pathname;
    expect((await site.visitor().get(verifyPath)).text).not.toContain(code);

    site.clock.advance(3 * 365);
    const later = await site.visitor().get('/alumni/claim');
    await later.send('/alumni/claim', { code: code.toLowerCase() });
    await later.follow();
    expect(later.words).toContain('Information sharing across borders');
    await later.get(`/workshops/${workshop.id}/handbook`);
  });
});

describe('the test', () => {
  it('keeps each answer when it is given, on any device, and changes nothing after it is sent', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = await addParticipant(site, workshop);
    const path = `/workshops/${workshop.id}/tests/pre`;
    const phone = await site.as(officer);
    await phone.get(path);
    await phone.send(`${path}/attempts`);
    await phone.follow();
    const radio = phone.page.querySelector('input[type=radio]');
    const [name, value] = [radio?.getAttribute('name') ?? '', radio?.getAttribute('value') ?? ''];
    await phone.send(`${path}/answers`, { [name]: value, then: '1' });
    expect(phone.location).toContain('#q2');

    const laptop = await site.as(officer);
    await laptop.get(path);
    expect(laptop.page.querySelector(`input[name="${name}"][value="${value}"]`)?.hasAttribute('checked')).toBe(true);

    await laptop.send(`${path}/answers`, { [name]: value, then: 'send' }, 422);
    expect(laptop.words).toContain('no full answer yet');
    await laptop.send(`${path}/answers`, { [name]: value, then: 'send-anyway' });
    await laptop.follow();
    expect(laptop.words).toContain('Sent on 23 November 2026');

    await phone.get(path);
    expect(phone.page.querySelector('form.test')).toBeNull();
  });

  it('counts a test that is sent twice once (SafeExamBrowser/seb-mac#499)', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = await addParticipant(site, workshop);
    const path = `/workshops/${workshop.id}/tests/pre`;
    const phone = await site.as(officer);
    await phone.get(path);
    const begin = phone.page.querySelector('main [name=_csrf]')?.getAttribute('value') ?? '';
    await Promise.all([1, 2].map(() => phone.agent.post(`${path}/attempts`).type('form').send({ _csrf: begin })));
    const answers = await Promise.all(
      [1, 2, 3].map(() => phone.agent.post(`${path}/answers`).type('form').send({ _csrf: begin, then: 'send-anyway' })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await db()('attempts').where({ workshop_id: workshop.id })).toHaveLength(1);
  });

  it('shows a person their own gains, objective by objective, and shows the overview without any score', async () => {
    const site = siteOn(db());
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const officer = await addParticipant(site, workshop);
    await sendTest(site, workshop.id, workshop.publicationId, officer, 'pre');
    const phone = await sendTest(site, workshop.id, workshop.publicationId, officer, 'post');
    await phone.get(`/workshops/${workshop.id}/tests/post`);
    const cells = phone.page.querySelectorAll('tbody tr').map((row) => row.querySelectorAll('td').map((td) => td.text));
    expect(cells.length).toBeGreaterThan(10);
    // Every answer was right both times, so each line has as much before as after, and all of it.
    for (const [items, before, after] of cells) expect([before, after]).toEqual([items, items]);

    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/tests`);
    expect(desk.page.querySelectorAll('tbody td').map((td) => td.text)).toEqual(['Sent', 'Sent']);
  });
});

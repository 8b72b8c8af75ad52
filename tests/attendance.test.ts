import { testDatabase } from './support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from './support/site';

const database = testDatabase();
const db = () => database.db();

describe('checking in with the code of a half day', () => {
  it('says that it worked only when the register holds it (danmarsden/moodle-mod_attendance#543)', async () => {
    const { workshop, facilitator, officer, person } = await aMorning();
    const page = `/workshops/${workshop.id}/check-in`;
    await facilitator.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    const [code] = await db()('check_in_codes').where({ workshop_id: workshop.id }).pluck<string[]>('code');
    expect(facilitator.words).toContain(code);

    await officer.get(page);
    await officer.send(page, { code: 'NOPE' }, 422);
    expect(officer.words).not.toContain('You are checked in');
    expect(officer.page.querySelector('#field-code')?.getAttribute('value')).toBe('NOPE');
    await officer.get(`${page}?half=2026-11-23-am`);
    expect(officer.words).not.toContain('You are checked in');

    await officer.send(page, { code: ` ${code?.toLowerCase() ?? ''} ` });
    await officer.follow();
    expect(officer.words).toContain('You are checked in: Mon 23 Nov, morning.');
    expect(await marksOf(workshop.id, person.id)).toEqual([{ half_day: '2026-11-23-am', mark: 'present' }]);

    // The address of the morning, opened again after lunch or on another day, promises nothing that is not there.
    await officer.get(`${page}?half=2026-11-24-am`);
    expect(officer.words).not.toContain('You are checked in');
    await facilitator.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    expect(facilitator.page.querySelector(`input[name="mark.${person.id}"][checked]`)?.getAttribute('value')).toBe(
      'present',
    );
  });

  it('counts once when it is sent three times at once', async () => {
    const { workshop, facilitator, officer, person } = await aMorning();
    const page = `/workshops/${workshop.id}/check-in`;
    await facilitator.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    const [code] = await db()('check_in_codes').where({ workshop_id: workshop.id }).pluck<string[]>('code');
    await officer.get(page);
    const _csrf = officer.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const answers = await Promise.all([1, 2, 3].map(() => officer.agent.post(page).type('form').send({ _csrf, code })));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await marksOf(workshop.id, person.id)).toHaveLength(1);
  });

  async function aMorning() {
    const site = siteOn(db());
    const runs = await addFacilitator(site);
    const workshop = await addWorkshop(site, runs);
    const person = await addParticipant(site, workshop);
    return { workshop, person, facilitator: await site.as(runs), officer: await site.as(person) };
  }

  function marksOf(workshop: string, person: string): Promise<unknown[]> {
    return db()('attendance').where({ workshop_id: workshop, person_id: person }).select('half_day', 'mark');
  }
});

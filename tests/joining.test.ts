import { testDatabase } from './support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from './support/site';

const database = testDatabase();
const db = () => database.db();

describe('joining a workshop', () => {
  it('takes a code and a name, in any script, and leads to a card and to the workshop', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = site.visitor();

    await officer.get(`/join/${workshop.joinCode.toLowerCase()}`);
    await officer.send('/join', { name: 'ဒေါ်ခင်မြင့်', represents: 'Myanmar' });
    await officer.follow();
    expect(officer.words).toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/);

    await officer.get(`/workshops/${workshop.id}`);
    expect(officer.words).toContain('Test before the workshop');
    expect(officer.page.querySelector('.person-name')?.text).toContain('ဒေါ်ခင်မြင့်');
  });

  it('makes one person of a form that was sent twice at once', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = site.visitor();
    await officer.get(`/join/${workshop.joinCode}`);
    const token = officer.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const form = { _csrf: token, code: workshop.joinCode, name: 'Budi' };
    await Promise.all([1, 2, 3].map(() => officer.agent.post('/join').type('form').send(form)));

    const enrolled = await db()('enrolments').where({ workshop_id: workshop.id, role: 'participant' });
    expect(enrolled).toHaveLength(1);
  });

  it('keeps what was typed when the name is missing, and says where', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = site.visitor();
    await officer.get(`/join/${workshop.joinCode}`);
    await officer.send('/join', { name: ' \u202e ', agency: 'Border police' }, 422);
    expect(officer.words).toContain('Write your name.');
    expect(officer.page.querySelector('#field-agency')?.getAttribute('value')).toBe('Border police');
  });

  it('refuses a participant when every seat is taken, and lets nobody slip in by sending at the same moment', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site), { capacity: 2 });
    const officers = await Promise.all(
      ['Ani', 'Binh', 'Chan', 'Dara'].map(async (name) => {
        const officer = site.visitor();
        await officer.get(`/join/${workshop.joinCode}`);
        const _csrf = officer.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
        return { officer, form: { _csrf, code: workshop.joinCode, name } };
      }),
    );
    const answers = await Promise.all(
      officers.map(({ officer, form }) => officer.agent.post('/join').type('form').send(form)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 303, 409, 409]);
    expect(answers.find((answer) => answer.status === 409)?.text).toContain('All 2 places');
  });

  it('lets an officer with a dead phone come back on another with the card', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const phone = site.visitor();
    await phone.get(`/join/${workshop.joinCode}`);
    await phone.send('/join', { name: 'Nguyễn Thị Hồng Ánh' });
    await phone.follow();
    const code = phone.page.querySelector('.code')?.text.trim() ?? '';

    const other = site.visitor();
    await other.get('/rejoin');
    await other.send('/rejoin', { secret: code.toLowerCase().replaceAll('-', ' ') });
    await other.follow();
    expect(other.page.querySelector('.person-name')?.text).toContain('Nguyễn Thị Hồng Ánh');
  });

  it('stops an old card when a new one is made', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const phone = site.visitor();
    await phone.get(`/join/${workshop.joinCode}`);
    await phone.send('/join', { name: 'Sione' });
    await phone.follow();
    const old = phone.page.querySelector('.code')?.text.trim() ?? '';

    const laptop = await site.as(await findOnly('Sione'));
    await laptop.get(`/workshops/${workshop.id}/card`);
    await laptop.send(`/workshops/${workshop.id}/cards`);
    await laptop.follow();

    const stranger = site.visitor();
    await stranger.get('/rejoin');
    await stranger.send('/rejoin', { secret: old }, 422);
    expect(stranger.words).toContain('We do not know this code.');
  });

  it('lets 24 phones behind one address in, and slows down who guesses codes', async () => {
    const site = siteOn(db());
    const workshop = await addWorkshop(site, await addFacilitator(site), { capacity: 60 });
    for (let phone = 0; phone < 24; phone += 1) {
      const officer = site.visitor();
      await officer.get(`/join/${workshop.joinCode}`);
      await officer.send('/join', { name: `Officer ${phone}` });
    }
    const guesser = site.visitor();
    for (let guess = 0; guess < 121; guess += 1) await guesser.agent.get(`/join/WRONG${guess}`);
    await guesser.get('/join/WRONG', 429);
    expect(guesser.words).toContain('Please wait');
  });

  it('shows a workshop to nobody who is not in it', async () => {
    const site = siteOn(db());
    const facilitator = await addFacilitator(site);
    const [mine, other] = [await addWorkshop(site, facilitator), await addWorkshop(site, facilitator)];
    const officer = await site.as(await addParticipant(site, mine));
    await officer.get(`/workshops/${other.id}`, 404);
    await officer.get(`/workshops/${mine.id}/cohort`, 404);
    await officer.get(`/workshops/${mine.id}/attendance`, 404);
  });

  async function findOnly(name: string): Promise<{ id: string }> {
    const [person] = await db()('people').where({ display_name: name }).select<{ id: string }[]>('id');
    if (!person) throw new Error(`There is no ${name}.`);
    return person;
  }
});

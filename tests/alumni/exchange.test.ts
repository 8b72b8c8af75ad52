import { testDatabase } from '../support/database';
import { type Browser, type Site, addStaff, siteOn } from '../support/site';
import { addAlumna, agree, pastWorkshop } from './network';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();

describe('what alumni tell and teach each other', () => {
  let site: Site;
  let staff: Browser;
  let thida: Browser;
  let mali: Browser;
  let hidden: Browser;
  let maliId: string;

  beforeAll(async () => {
    site = siteOn(db());
    staff = await site.as(await addStaff(site));
    const workshop = await pastWorkshop(site);
    thida = await site.as(await addAlumna(site, workshop, 'Thida Win', 'Myanmar'));
    const person = await addAlumna(site, workshop, 'สมหญิง ใจดี', 'Thailand');
    maliId = person.id;
    mali = await site.as(person);
    hidden = await site.as(await addAlumna(site, workshop, 'KANARINAME', 'Nepal'));
    await agree(thida, {}, ['name']);
    await agree(mali, {}, ['name']);
  });

  it('stands in the open only after staff have read it, and goes when its writer takes it back', async () => {
    await hidden.get('/alumni/spotlights');
    await hidden.send('/alumni/spotlights', { title: 'The grid at the border', body: 'เราใช้แบบประเมิน every day.' });
    await mali.get('/alumni/spotlights');
    expect(mali.words).not.toContain('The grid at the border');
    const { id } = await db()('spotlights').first<{ id: string }>('id');
    await staff.get('/alumni/spotlights');
    await staff.send(`/alumni/spotlights/${id}/decisions`, { outcome: 'sent back' }, 422);
    expect(staff.words).toContain('Say why you send it back.');
    await staff.send(`/alumni/spotlights/${id}/decisions`, { outcome: 'sent back', reason: 'Say which tool.' });
    await hidden.get('/alumni/spotlights');
    expect(hidden.words).toContain('Programme staff say: Say which tool.');
    await staff.get('/alumni/spotlights');
    expect(staff.words).not.toContain('The grid at the border');
    await db()('spotlights').update({ outcome: null, decided_at: null, reason: '' });
    await staff.get('/alumni/spotlights');
    await staff.send(`/alumni/spotlights/${id}/decisions`, { outcome: 'shown' });
    await mali.get('/alumni/spotlights');
    expect(mali.words).toContain('The grid at the border');
    expect(mali.words).toContain('An alumna or alumnus');
    expect(mali.text).not.toContain('KANARINAME');
    await hidden.get('/alumni/spotlights');
    await hidden.send(`/alumni/spotlights/${id}/withdrawals`);
    await mali.get('/alumni/spotlights');
    expect(mali.words).not.toContain('The grid at the border');
  });

  it('is sent back with everything typed where it sounds like a real case or a real person', async () => {
    await mali.get('/alumni/spotlights');
    const body = 'In our case last March the suspect had passport AB1234567.';
    await mali.send('/alumni/spotlights', { title: 'A success', body }, 422);
    expect(mali.words).toContain('AB1234567');
    expect(mali.page.querySelector('textarea')?.text).toContain(body);
    expect(await db()('spotlights').where({ title: 'A success' })).toEqual([]);
  });

  it('is written in a group by those who joined, moderated, and ended by its last day', async () => {
    await staff.get('/alumni/groups');
    const group = { topic: 'Document fraud', purpose: 'Methods.', focalPoint: 'Desk B', endsOn: '2026-11-30' };
    await staff.send('/alumni/groups', group);
    const path = staff.location;
    await hidden.get(path);
    expect(hidden.page.querySelector(`form[action="${path}/notes"]`)).toBeNull();
    for (const who of [thida, hidden]) {
      await who.get(path);
      await who.send(`${path}/members`, { then: 'join' });
      await who.follow();
    }
    await thida.send(`${path}/notes`, { body: 'ဤကိရိယာသည် အသုံးဝင်သည်' });
    await hidden.send(`${path}/notes`, { body: 'Off the topic' });
    await hidden.follow();
    await hidden.send(`${path}/notes`, { body: 'Call me at +66 81 234 5678' }, 422);
    await thida.get(path);
    expect(thida.words).toContain('Thida Win');
    expect(thida.words).toContain('An alumna or alumnus');
    expect(thida.text).not.toContain('KANARINAME');
    await mali.get(path);
    expect(mali.words).not.toContain('Off the topic');
    const note = await db()('alumni_group_notes').where({ body: 'Off the topic' }).first<{ id: string }>('id');
    expect(thida.text).not.toContain(`${note.id}/removals`);
    await staff.get(path);
    await staff.send(`${path}/notes/${note.id}/removals`);
    await thida.get(path);
    expect(thida.words).not.toContain('Off the topic');
    await thida.send(`${path}/members`, { then: 'leave' });
    await thida.follow();
    expect(thida.words).not.toContain('ဤကိရိယာသည်');
    await hidden.get(path);
    site.clock.advance(8);
    const later = await hidden.send(`${path}/notes`, { body: 'Too late' }, 409);
    expect(later.words).toContain('This group has ended.');
    site.clock.advance(-8);
  });

  it('is mentoring that one offers and another asks for, by name, until either ends it', async () => {
    await hidden.get('/alumni/mentoring');
    expect(hidden.page.querySelector('form[action="/alumni/mentoring/offers"]')).toBeNull();
    await thida.get('/alumni/mentoring');
    await thida.send('/alumni/mentoring/offers', { topics: 'Requests that are answered', untilOn: '2027-06-30' });
    const offer = await db()('mentoring_offers').first<{ id: string }>('id');
    await mali.get('/alumni/mentoring');
    expect(mali.words).toContain('Thida Win: Requests that are answered');
    await mali.send(`/alumni/mentoring/offers/${offer.id}/asks`, { words: 'Call me at +66 81 234 5678' }, 422);
    expect(mali.page.querySelector('textarea')?.text).toContain('+66 81');
    await mali.send(`/alumni/mentoring/offers/${offer.id}/asks`, { words: 'ขอคำแนะนำ' });
    const ask = await db()('mentoring_asks').first<{ id: string }>('id');
    await hidden.get('/alumni/mentoring');
    expect(hidden.words).not.toContain('ขอคำแนะนำ');
    await thida.get('/alumni/mentoring');
    expect(thida.words).toContain('Asks you: สมหญิง ใจดี no answer yet');
    await thida.send(`/alumni/mentoring/asks/${ask.id}`, { then: 'yes' });
    await mali.get('/alumni/mentoring');
    expect(mali.words).toContain('You asked: Thida Win yes');
    await mali.send(`/alumni/mentoring/asks/${ask.id}`, { then: 'end' });
    await thida.get('/alumni/mentoring');
    expect(thida.words).not.toContain('ขอคำแนะนำ');
    await agree(thida, {}, []);
    await mali.get('/alumni/mentoring');
    expect(mali.words).toContain('Nobody offers mentoring now.');
    await agree(thida, {}, ['name']);
  });

  it('is offered until a day, and not after it', async () => {
    site.clock.now = new Date('2027-06-30T16:59:00Z');
    await mali.get('/alumni/mentoring');
    expect(mali.words).toContain('Requests that are answered');
    site.clock.now = new Date('2027-06-30T17:00:00Z');
    await mali.get('/alumni/mentoring');
    expect(mali.words).not.toContain('Requests that are answered');
    site.clock.now = new Date('2026-11-23T02:30:00Z');
  });

  it('can become teaching: beside a facilitator, observed, and signed off by the rubric', async () => {
    await mali.get('/alumni/trainers');
    await mali.send('/alumni/trainers', { then: 'begin' });
    const { id } = await db()('trainer_paths').first<{ id: string }>('id');
    const steps = `/alumni/trainers/${id}/steps`;
    const all = (mark: string) =>
      Object.fromEntries(
        ['purpose', 'time', 'questions', 'safety', 'respect', 'correction'].map((name) => [`mark.${name}`, mark]),
      );
    const take = async (typed: Readonly<Record<string, string>>, expected = 303) => {
      await staff.get('/alumni/trainers');
      await staff.send(steps, { doneOn: '2026-11-23', words: 'Session 4, Bangkok.', ...typed }, expected);
    };
    await take({ kind: 'sign-off', ...all('met') }, 409);
    await take({ kind: 'co-delivery' });
    await take({ 'mark.time': 'met' }, 422);
    expect(staff.words).toContain('Mark all six sentences.');
    expect(staff.page.querySelector('textarea')?.text).toBe('Session 4, Bangkok.');
    await take({ ...all('met'), 'mark.safety': 'not yet' });
    await mali.get('/alumni/trainers');
    expect(mali.words).toMatch(/Not yet met ?Keeps real cases and real people out of the room\./);
    expect(mali.words).toContain('next: observed delivery');
    await staff.get('/alumni/trainers');
    const once = { doneOn: '2026-11-24', words: 'Session 5.', ...all('met') };
    const token = staff.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const press = () =>
      staff.agent
        .post(steps)
        .type('form')
        .send({ ...once, kind: 'observed', _csrf: token });
    const pressed = await Promise.all([press(), press()]);
    expect(pressed.map(({ status }) => status).sort()).toEqual([303, 409]);
    await take(all('met'));
    await mali.get('/alumni/trainers');
    expect(mali.words).toContain('signed off: facilitator of the programme');
    const roles = await db()('programme_roles').where({ person_id: maliId }).pluck('role');
    expect(roles).toEqual(['facilitator']);
    await thida.get('/alumni/trainers');
    expect(thida.text).not.toContain('สมหญิง');
  });
});

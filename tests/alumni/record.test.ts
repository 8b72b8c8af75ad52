import { testDatabase } from '../support/database';
import { type Browser, type Site, addStaff, siteOn } from '../support/site';
import { addAlumna, agree, pastWorkshop } from './network';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();

describe('the alumni record', () => {
  let site: Site;
  let sok: Browser;
  let staff: Browser;
  let workshop: Awaited<ReturnType<typeof pastWorkshop>>;

  beforeAll(async () => {
    site = siteOn(db());
    workshop = await pastWorkshop(site);
    sok = await site.as(await addAlumna(site, workshop, 'សុខ ចាន់ថា', 'Cambodia'));
    staff = await site.as(await addStaff(site));
  });

  it('begins with the blank tools, the current focal point and what changed', async () => {
    await staff.get('/alumni/focal-points');
    await staff.send('/alumni/focal-points', { desk: 'Programme office', reach: 'office@example.org' });
    await staff.follow();
    await staff.send('/alumni/focal-points', { represents: 'CAMBODIA', desk: 'National desk', reach: '+855 00' });
    await staff.follow();
    await staff.send('/alumni/focal-points', { represents: 'Tonga', desk: 'KANARIDESK', reach: '+676 00' });
    await sok.get('/alumni');
    const first = sok.page.querySelector('main section');
    expect(first?.querySelector('a')?.getAttribute('href')).toBe(`/workshops/${workshop.id}/papers/blanks.pdf`);
    expect(first?.text).toContain('National desk');
    expect(first?.text).toContain('Programme office');
    expect(first?.querySelector(`a[href="/workshops/${workshop.id}/changes"]`)).not.toBeNull();
    expect(sok.text).not.toContain('KANARIDESK');
  });

  it('opens the blank tools for whoever holds the record', async () => {
    const answer = await sok.agent.get(`/workshops/${workshop.id}/papers/blanks.pdf`);
    expect([answer.status, answer.type]).toEqual([200, 'application/pdf']);
  });

  it('names one focal point at a time, and none when staff end it', async () => {
    await staff.get('/alumni/focal-points');
    await staff.send('/alumni/focal-points', { represents: 'Cambodia', desk: 'New desk', reach: '+855 11' });
    await sok.get('/alumni');
    expect(sok.words).toContain('New desk');
    expect(sok.words).not.toContain('National desk');
    const point = await db()('alumni_focal_points').where({ desk: 'New desk' }).first<{ id: string }>('id');
    await staff.get('/alumni/focal-points');
    await staff.send(`/alumni/focal-points/${point.id}/endings`);
    await sok.get('/alumni');
    expect(sok.words).not.toContain('New desk');
  });

  it('says what the person was in each workshop, and leads to the certificate', async () => {
    await sok.get('/alumni');
    expect(sok.words).toMatch(/Your part ?Participant/);
    expect(sok.words).toMatch(/TEST-2026-\d{4}/);
  });

  it('shows an announcement from its first day until its last, and not once it was ended', async () => {
    const text = { title: 'Refresher week', body: 'ការហ្វឹកហាត់ឡើងវិញ' };
    await staff.get('/alumni/announcements');
    await staff.send('/alumni/announcements', { ...text, fromOn: '2026-11-25', untilOn: '2026-11-26' });
    await staff.follow();
    expect(staff.words).toContain('not shown yet');
    const seen = async (days: number) => {
      site.clock.advance(days);
      await sok.get('/alumni');
      return sok.words.includes('Refresher week');
    };
    expect([await seen(0), await seen(2), await seen(1), await seen(1)]).toEqual([false, true, true, false]);
    site.clock.advance(-2);
    const row = await db()('announcements').first<{ id: string }>('id');
    await staff.get('/alumni/announcements');
    await staff.send(`/alumni/announcements/${row.id}/endings`);
    expect(await seen(0)).toBe(false);
    site.clock.advance(-2);
  });

  it('sends an announcement back that ends before it begins, with everything typed', async () => {
    await staff.get('/alumni/announcements');
    const typed = { title: 'Meeting', body: 'In Bangkok', fromOn: '2026-12-02', untilOn: '2026-12-01' };
    await staff.send('/alumni/announcements', typed, 422);
    expect(staff.words).toContain('The last day is before the first.');
    expect(staff.page.querySelector('[name=title]')?.getAttribute('value')).toBe('Meeting');
  });
});

describe('contacts between states and organisations', () => {
  let site: Site;
  let staff: Browser;

  beforeAll(async () => {
    site = siteOn(db());
    staff = await site.as(await addStaff(site));
  });

  const cell = async (member: string, column: number): Promise<string> => {
    await staff.get('/alumni/contact-graph');
    const row = staff.page.querySelectorAll('tbody tr').find((one) => one.querySelector('th')?.text.trim() === member);
    return row?.querySelectorAll('td')[column]?.text.replace(/\s+/g, ' ').trim() ?? '';
  };

  it('stand where two were in one workshop and both agreed to be counted, and go with a consent; totals stay', async () => {
    const workshop = await pastWorkshop(site, 'A second one');
    const ravi = await site.as(await addAlumna(site, workshop, 'Ravi', 'Malaysia'));
    const budi = await site.as(await addAlumna(site, workshop, 'Budi', 'Indonesia'));
    expect(await cell('Malaysia', 1)).toBe('none');
    await agree(ravi, {}, ['contacts']);
    expect(await cell('Malaysia', 1)).toBe('none');
    await agree(budi, {}, ['contacts']);
    expect(await cell('Malaysia', 1)).toBe('Indonesia');
    expect(staff.text).not.toMatch(/Ravi|Budi/);
    const totals = staff.page.querySelector('.fields')?.text;
    await ravi.get('/alumni/profile');
    await ravi.send('/alumni/consent-withdrawals');
    expect(await cell('Malaysia', 1)).toBe('none');
    expect(await cell('Malaysia', 2)).toContain('Indonesia');
    expect(staff.page.querySelector('.fields')?.text.replace(/0 of/, '1 of')).toBe(totals);
  });

  it('stand where both say that they work together, from the second yes until one takes it off', async () => {
    const one = await pastWorkshop(site, 'A third one');
    const other = await pastWorkshop(site, 'A fourth one');
    const mali = await site.as(await addAlumna(site, one, 'สมหญิง ใจดี', 'Thailand'));
    const sione = await addAlumna(site, other, 'Sione', 'Tonga');
    const tonga = await site.as(sione);
    await agree(mali, {}, ['name', 'contacts']);
    await agree(tonga, {}, ['name', 'contacts']);
    await agree(mali, {}, ['contacts']);
    await mali.get('/alumni/directory?q=sione');
    expect(mali.page.querySelector(`form[action="/alumni/directory/${sione.id}/contacts"]`)).toBeNull();
    await agree(mali, {}, ['name', 'contacts']);
    await mali.get('/alumni/directory?q=sione');
    await mali.send(`/alumni/directory/${sione.id}/contacts`);
    expect(await cell('Tonga', 1)).toBe('none');
    await tonga.get('/alumni/contacts');
    expect(tonga.words).toContain('สมหญิง ใจดี waits for you');
    const { id } = await db()('alumni_contacts').first<{ id: string }>('id');
    await tonga.send(`/alumni/contacts/${id}`, { then: 'agree' });
    expect(await cell('Tonga', 1)).toBe('Thailand');
    await mali.get('/alumni/contacts');
    await mali.send(`/alumni/contacts/${id}`, { then: 'end' });
    expect(await cell('Tonga', 1)).toBe('none');
  });

  it('do not name who withdrew her name, even to whom she is in contact with', async () => {
    const workshop = await pastWorkshop(site, 'A fifth one');
    const one = await site.as(await addAlumna(site, workshop, 'Li Wei', 'Observer'));
    const hidden = await addAlumna(site, workshop, 'KANARINAME', 'Nepal');
    const other = await site.as(hidden);
    await agree(one, {}, ['name']);
    await agree(other, {}, ['name']);
    await one.get('/alumni/directory');
    await one.send(`/alumni/directory/${hidden.id}/contacts`);
    await other.get('/alumni/profile');
    await other.send('/alumni/consent-withdrawals');
    await one.get('/alumni/contacts');
    expect(one.text).not.toContain('KANARINAME');
    expect(one.words).toContain('An alumna or alumnus who is not in the directory');
  });
});

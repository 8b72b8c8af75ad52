import { testDatabase } from '../support/database';
import { type Browser, type Site, addParticipant, addStaff, siteOn } from '../support/site';
import { addAlumna, agree, pastWorkshop } from './network';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();

describe('the directory of alumni', () => {
  let site: Site;
  let thida: Browser;
  let staff: Browser;
  let workshop: Awaited<ReturnType<typeof pastWorkshop>>;

  beforeAll(async () => {
    site = siteOn(db());
    workshop = await pastWorkshop(site);
    thida = await site.as(await addAlumna(site, workshop, 'Thida Win', 'Myanmar'));
    staff = await site.as(await addStaff(site));
  });

  const found = async (question: string): Promise<string[]> => {
    await staff.get(`/alumni/directory?q=${encodeURIComponent(question)}`);
    return staff.page.querySelectorAll('.people-found h2').map((name) => name.text.trim());
  };

  it('shows nothing of anybody before they say so', async () => {
    await staff.get('/alumni/directory');
    expect(staff.words).toContain('Nobody has agreed to be shown here yet.');
  });

  it('shows each field that was agreed to, and no other', async () => {
    const written = { represents: 'Myanmar', agency: 'KANARIAGENCY', post: 'Analyst', email: 'thida@example.org' };
    await agree(thida, { ...written, languages: 'Burmese, English', topics: 'document fraud' }, [
      'name',
      'represents',
      'post',
      'topics',
    ]);
    await staff.get('/alumni/directory');
    expect(staff.words).toContain('Thida Win');
    expect(staff.words).toContain('Analyst, Myanmar');
    expect(staff.words).toContain('document fraud');
    expect(staff.text).not.toMatch(/KANARIAGENCY|thida@example\.org|Burmese/);
  });

  it('finds nobody by a field that is not shown', async () => {
    expect(await found('Analyst')).toEqual(['Thida Win']);
    expect(await found('KANARIAGENCY')).toEqual([]);
    expect(await found('Burmese')).toEqual([]);
    expect(staff.words).toContain('Nobody who may be shown has “Burmese” in a field.');
  });

  it('shows and finds a field no more from the moment it is withdrawn', async () => {
    const written = { represents: 'Myanmar', post: 'Analyst', topics: 'document fraud' };
    await agree(thida, written, ['name', 'represents', 'topics']);
    expect(await found('Analyst')).toEqual([]);
    expect(await found('fraud')).toEqual(['Thida Win']);
    expect(staff.text).not.toContain('Analyst');
    await thida.get('/alumni/profile');
    expect(thida.page.querySelector('[name=post]')?.getAttribute('value')).toBe('Analyst');
  });

  it('shows nothing of who does not want her name shown, whatever else she agreed to', async () => {
    const mali = await site.as(await addAlumna(site, workshop, 'KANARINAME Mali', 'Thailand'));
    await agree(mali, { post: 'KANARIPOST', represents: 'Thailand' }, ['post', 'represents', 'contacts']);
    await staff.get('/alumni/directory');
    expect(staff.text).not.toMatch(/KANARINAME|KANARIPOST/);
  });

  it('finds names in every script, with and without accents, by how they begin', async () => {
    const names = [
      ['สมหญิง ใจดี', 'สมหญิง'],
      ['សុខ ចាន់ថា', 'ចាន់ថា'],
      ['ဒေါ်ခင်မြင့်', 'ခင်မြင့်'],
      ['فاطمة الزهراء', 'فاطمه'],
      ['ສົມສັກ ພົມມະຈັນ', 'ພົມມະຈັນ'],
      ['মোছা. রোকেয়া খাতুন', 'রোকেয়া'],
      ['Nguyễn Thị Hồng Ánh', 'nguyen hong'],
      ['Ravi s/o Maniam', 'mani'],
      ['Sione', 'sio'],
    ] as const;
    for (const [name] of names) {
      const officer = await addAlumna(site, workshop, name, 'Elsewhere');
      await agree(await site.as(officer), { represents: 'Elsewhere' }, ['name']);
    }
    for (const [name, question] of names) expect([question, await found(question)]).toEqual([question, [name]]);
    expect(await found('Elsewhere')).toEqual([]);
  });

  it('keeps for each consent the words that were agreed to, and until when', async () => {
    const rows = await db()('alumni_consents')
      .join('people', 'people.id', 'person_id')
      .where({ display_name: 'Thida Win', field: 'post' })
      .select<{ words: string; withdrawn_at: Date | null }[]>('words', 'withdrawn_at');
    expect(rows).toEqual([{ words: 'The directory may show my post.', withdrawn_at: site.clock.now }]);
  });

  it('asks again when the words of a consent have changed, and shows nothing until then', async () => {
    await db()('alumni_consents').where({ field: 'topics' }).update({ text_version: 'an earlier one' });
    expect(await found('fraud')).toEqual([]);
    await thida.get('/alumni');
    expect(thida.words).toContain('The words of a consent have changed since you gave it.');
    await thida.get('/alumni/profile');
    expect(thida.words).toContain('These words have changed since you agreed.');
    expect(thida.page.querySelector('#show-topics')?.hasAttribute('checked')).toBe(false);
    await agree(thida, { represents: 'Myanmar', topics: 'document fraud' }, ['name', 'represents', 'topics']);
    expect(await found('fraud')).toEqual(['Thida Win']);
    expect(await db()('alumni_consents').where({ text_version: 'an earlier one', withdrawn_at: null })).toEqual([]);
  });

  it('takes no agreement to words that were not on the page', async () => {
    await thida.get('/alumni/profile');
    thida.page.querySelector('[name=edition]')?.setAttribute('value', 'of yesterday');
    await thida.send('/alumni/profile', { post: 'Analyst', 'show.post': 'yes' }, 422);
    expect(thida.words).toContain('The words of the consents have changed since this page was opened.');
    expect(thida.page.querySelector('[name=post]')?.getAttribute('value')).toBe('Analyst');
    expect(await found('Analyst')).toEqual([]);
  });

  it('forgets everything that was shown when all consents are withdrawn', async () => {
    await thida.get('/alumni/profile');
    await thida.send('/alumni/consent-withdrawals');
    expect(await found('Thida')).toEqual([]);
  });

  it('asks once a year whether an entry is still right, and is content with a yes', async () => {
    await thida.get('/alumni');
    expect(thida.words).not.toContain('Is this still right?');
    site.clock.advance(364);
    await thida.get('/alumni');
    expect(thida.words).not.toContain('Is this still right?');
    site.clock.advance(1);
    const later = await site.as({
      id: (await db()('people').where({ display_name: 'Thida Win' }).first<{ id: string }>()).id,
    });
    await later.get('/alumni');
    expect(later.words).toContain('Is this still right?');
    await later.get('/alumni/profile');
    await later.send('/alumni/profile/confirmations');
    await later.get('/alumni');
    expect(later.words).not.toContain('Is this still right?');
    site.clock.advance(-365);
  });

  it('is closed to those who have no certificate yet', async () => {
    const officer = await site.as(await addParticipant(site, workshop, 'Budi'));
    await officer.get('/alumni/directory', 403);
    await officer.get('/alumni/profile', 403);
    await officer.get('/alumni');
    expect(officer.words).toContain('opens with your first certificate');
    expect(officer.text).not.toContain('/alumni/directory');
  });
});

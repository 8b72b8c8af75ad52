import { sendFile } from '../roster/files';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addStaff, siteOn } from '../support/site';
import { addAlumna, pastWorkshop } from './network';

jest.setTimeout(60_000);
const database = testDatabase();

describe('an event of the Alumni Network', () => {
  let site: Site;
  let staff: Browser;
  let event: string;
  const alumni: Browser[] = [];
  const about = { title: 'Alumni day', about: 'ประชุมศิษย์เก่า', venue: 'Bangkok', timeZone: 'Pacific/Tongatapu' };

  beforeAll(async () => {
    site = siteOn(database.db());
    staff = await site.as(await addStaff(site));
    const workshop = await pastWorkshop(site);
    for (const name of ['Sari', 'ဒေါ်ခင်မြင့်', 'فاطمة الزهراء'])
      alumni.push(await site.as(await addAlumna(site, workshop, name, 'Elsewhere')));
    await staff.get('/alumni/events');
    const times = { heldOn: '2026-11-24', starts: '09:00', ends: '12:00' };
    await staff.send('/alumni/events', { ...about, ...times, capacity: '2' });
    event = staff.location;
  });

  const register = async (who: Browser, then: 'take' | 'leave', expected = 303) => {
    await who.get(event);
    await who.send(`${event}/registrations`, { then }, expected);
    if (expected === 303) await who.follow();
  };

  it('is not opened with hours that run backwards or without places', async () => {
    await staff.get('/alumni/events');
    const wrong = { heldOn: '2026-11-24', starts: '12:00', ends: '09:00', capacity: '0' };
    await staff.send('/alumni/events', { ...about, ...wrong }, 422);
    expect(staff.words).toContain('Write a number of places from 1 to 2,000.');
    expect(staff.page.querySelector('[name=venue]')?.getAttribute('value')).toBe('Bangkok');
  });

  it('has places in the order of registration, then a waiting list that moves up', async () => {
    for (const who of alumni) await register(who, 'take');
    const [first, second, third] = alumni as [Browser, Browser, Browser];
    expect(first.words).toContain('You have a place.');
    expect(third.words).toContain('You are number 1 on the waiting list.');
    await register(second, 'leave');
    await third.get(event);
    expect(third.words).toContain('You have a place.');
    await register(second, 'take');
    expect(second.words).toContain('You are number 1 on the waiting list.');
  });

  it('shows names to staff, and to nobody else', async () => {
    await alumni[0]?.get(event);
    expect(alumni[0]?.text).not.toContain('ဒေါ်ခင်မြင့်');
    await staff.get(event);
    expect(staff.words).toContain('ဒေါ်ခင်မြင့် (on the waiting list)');
  });

  it('keeps who came, and lets staff correct it', async () => {
    await staff.get(event);
    const boxes = staff.page.querySelectorAll('input[type=checkbox]').map((box) => box.getAttribute('name') ?? '');
    await staff.send(`${event}/attendance`, { [boxes[0] ?? '']: 'yes', [boxes[1] ?? '']: 'yes' });
    await staff.follow();
    expect(staff.page.querySelectorAll('input[checked]')).toHaveLength(2);
    await staff.send(`${event}/attendance`, { [boxes[1] ?? '']: 'yes' });
    await staff.follow();
    expect(staff.page.querySelectorAll('input[checked]').map((box) => box.getAttribute('name'))).toEqual([boxes[1]]);
  });

  it('gives its documents as files to save, under the names that they came with', async () => {
    await staff.get(event);
    await sendFile(staff, `${event}/documents`, 'บันทึก "1".pdf', Buffer.from('%PDF-1.7 outcome'));
    await alumni[0]?.get(event);
    const path = alumni[0]?.page.querySelector('#documents-title ~ ul a')?.getAttribute('href') ?? '';
    const answer = await (alumni[0] as Browser).agent.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/pdf');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('บันทึก');
    await staff.get(event);
    await staff.send(`${path}/removals`);
    expect((await (alumni[0] as Browser).agent.get(path)).status).toBe(404);
  });

  it.each([
    ['a page that calls itself a PDF', 'x.pdf', Buffer.from('<script>alert(1)</script>'), 'The file is not a PDF'],
    ['a kind that nobody needs', 'x.html', Buffer.from('<p>'), 'The file is not a PDF'],
    ['a file of more than 5 MB', 'x.pdf', Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(5_000_001)]), '5 MB'],
    ['an empty file', 'x.pdf', Buffer.alloc(0), 'Choose a file.'],
  ])('takes no %s', async (_, name, bytes, words) => {
    await staff.get(event);
    await sendFile(staff, `${event}/documents`, name, bytes);
    expect(staff.status).toBe(422);
    expect(staff.text).toContain(words);
  });

  it('takes nobody after its day has passed at its venue', async () => {
    const [first] = alumni as [Browser];
    // In Tonga, thirteen hours ahead of UTC, the 24th ends at eleven in the morning.
    site.clock.now = new Date('2026-11-24T10:59:00Z');
    await first.get(event);
    expect(first.page.querySelector(`form[action="${event}/registrations"]`)).not.toBeNull();
    site.clock.now = new Date('2026-11-24T11:00:00Z');
    await first.send(`${event}/registrations`, { then: 'leave' }, 409);
    await first.get(event);
    expect(first.page.querySelector(`form[action="${event}/registrations"]`)).toBeNull();
    site.clock.now = new Date('2026-11-23T02:30:00Z');
  });

  it('can be cancelled, and says so', async () => {
    await staff.get(event);
    await staff.send(`${event}/endings`);
    await alumni[1]?.get(event);
    expect(alumni[1]?.words).toContain('This event does not take place.');
  });
});

import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import type { Workshop } from '../../src/workshops';
import { publishSmallDay } from './small-day';

jest.setTimeout(120_000);
const database = testDatabase();

describe('the run sheet of a day', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let sheet: string;

  /** A clock time of the first day in Bangkok. */
  const at = (time: string) => (site.clock.now = new Date(`2026-11-23T${time}:00+07:00`));
  const press = async (mark: string, typed: Record<string, string> = {}) => {
    const form =
      desk.page
        .querySelectorAll(`form[action="${sheet}/marks"]`)
        .find((one) => one.querySelector(`button[value="${mark}"]`) && one.querySelector('input[name=next]')) ??
      desk.page
        .querySelectorAll(`form[action="${sheet}/marks"]`)
        .find((one) => one.querySelector(`button[value="${mark}"]`));
    const hidden = (form?.querySelectorAll('input[type=hidden]') ?? []).map((input) => [
      input.getAttribute('name') ?? '',
      input.getAttribute('value') ?? '',
    ]);
    await desk.send(`${sheet}/marks`, { ...(Object.fromEntries(hidden) as Record<string, string>), mark, ...typed });
    await desk.follow();
  };

  beforeEach(async () => {
    site = siteOn(database.db());
    await publishSmallDay(database.db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    sheet = `/workshops/${workshop.id}/run-sheet`;
    at('09:00');
    await desk.get(sheet);
  });

  it('says what is now, what comes next, and who began it when', async () => {
    expect(desk.words).toContain('Nothing is running');
    await press('started');
    at('09:10');
    await desk.get(sheet);
    await press('finished');
    expect(desk.words).toContain('Now Module first');
    expect(desk.words).toContain('Next: Prayer, 10:10');
    expect(desk.words).toContain('began 09:10 (Daniel Okafor)');
    expect(desk.words).toContain('On time.');
    const rows = await database
      .db()('run_marks')
      .where({ workshop_id: workshop.id })
      .orderBy('id')
      .select('item', 'mark');
    expect(rows).toEqual([
      { item: 'opening', mark: 'started' },
      { item: 'opening', mark: 'finished' },
      { item: 'one', mark: 'started' },
    ]);
  });

  it('pushes later parts when one overruns, and says how late the room is (cpvalente/ontime#815)', async () => {
    at('09:25');
    await desk.get(sheet);
    expect(desk.words).toContain('25 minutes late.');
    await press('started');
    expect(desk.words).toContain('25 minutes late. As it goes, the day ends at 12:15');
    expect(desk.words).toContain('expected at 09:35');
  });

  it('offers ways to end on time that keep prayer, and does the one that is chosen, until it is taken back', async () => {
    await press('started');
    at('09:55');
    await desk.get(sheet);
    await press('finished');
    expect(desk.words).toContain('45 minutes late. As it goes, the day ends at 12:35; it must be over at 12:30');
    expect(desk.words).toContain('Ways to end on time');
    const offers = desk.page.querySelectorAll('.recovery').map((one) => one.text.replace(/\s+/g, ' '));
    expect(offers).toHaveLength(3);
    for (const offer of offers) expect(offer).toContain('10:10–10:30 Prayer');
    const before = desk.words;
    await desk.send(`${sheet}/recoveries`, { kind: 'leave' });
    await desk.follow();
    expect(desk.words).toContain('Module third left out');
    expect(desk.words).toContain('the day ends at 12:15');
    await desk.send(`${sheet}/corrections`);
    await desk.follow();
    expect(desk.words).toBe(before);
  });

  it('states which objective falls where no way keeps them all', async () => {
    await press('started');
    at('10:50');
    await desk.get(sheet);
    await press('finished');
    expect(desk.words).toContain('The day no longer fits');
    expect(desk.words).toContain('These objectives are not reached today: Say the second thing.');
    await desk.send(`${sheet}/recoveries`, { kind: 'spread' }, 409);
    expect(desk.words).toContain('no longer ends on time');
  });

  it('pauses a part for prayer and goes on with it afterwards', async () => {
    await press('started');
    at('09:20');
    await desk.get(sheet);
    await press('finished');
    at('10:10');
    await desk.get(sheet);
    await press('paused');
    expect(desk.words).toContain('Now Prayer');
    expect(desk.words).toContain('Next: Module first, 10:30');
    at('10:30');
    await desk.get(sheet);
    await press('finished');
    expect(desk.words).toContain('Now Module first');
    expect(desk.words).toContain('until 10:40');
  });

  it('stands on the server: a refresh and another device of another facilitator show the same (mawoka-myblock/ClassQuiz#301, decker-edu/decker#62)', async () => {
    await press('started');
    await desk.send(`/workshops/${workshop.id}/timers`, { minutes: '15', whom: 'room', label: 'Read' });
    await desk.get(sheet);
    const other = await addFacilitator(site, 'ဒေါ်ခင်မြင့်');
    await database
      .db()('enrolments')
      .insert({
        ...{
          id: '018f0000-0000-7000-8000-000000000001',
          origin: 'TEST',
          workshop_id: workshop.id,
          person_id: other.id,
        },
        ...{ role: 'facilitator', enrolled_at: site.clock.now },
      });
    const tablet = await site.as(other);
    await tablet.get(sheet);
    const withoutOwner = (words: string) => words.replace(/.*At the venue/, '');
    expect(withoutOwner(tablet.words)).toBe(withoutOwner(desk.words));
    expect(tablet.words).toContain('Whole room: Read 15 min until 09:15');
    await tablet.send(`${sheet}/marks`, { item: 'opening', mark: 'finished', next: 'one' });
    await desk.get(sheet);
    expect(desk.words).toContain('Now Module first');
  });

  it('times the plenary and each table together, each stopped or lengthened by itself (cpvalente/ontime#1702)', async () => {
    await desk.send(`/workshops/${workshop.id}/timers`, { minutes: '30', whom: 'room' });
    await desk.follow();
    await desk.send(`/workshops/${workshop.id}/timers`, { minutes: '10', whom: '1-4' });
    await desk.follow();
    const timers = () => desk.page.querySelectorAll('.timers > li');
    expect(timers()).toHaveLength(5);
    const third = timers()[3]?.querySelector('form')?.getAttribute('action') ?? '';
    await desk.send(third, { then: '5' });
    await desk.follow();
    expect(timers()[3]?.text).toContain('until 09:15');
    await desk.send(third, { then: 'stop' });
    await desk.follow();
    expect(timers().map((one) => one.querySelector('strong')?.text)).toEqual([
      'Whole room',
      'Table 1',
      'Table 2',
      'Table 4',
    ]);
    await desk.get(`/workshops/${workshop.id}/projector`);
    expect(desk.words).toContain('10 min until 09:10 Table 4');
    await desk.get(sheet);
    await desk.send(`/workshops/${workshop.id}/timers`, { minutes: '0', whom: 'room', label: 'kept' }, 422);
    expect(desk.words).toContain('Write whole minutes, from 1 to 240.');
    expect(desk.page.querySelector('#field-label')?.getAttribute('value')).toBe('kept');
  });

  it('shows the wall the code in words beside the QR, and no name, no note (danmarsden/moodle-mod_attendance#713)', async () => {
    await addParticipant(site, workshop, 'สมหญิง ใจดี');
    await press('started');
    await desk.get(`/workshops/${workshop.id}/projector`);
    expect(desk.page.querySelector('.qr svg')).not.toBeNull();
    expect(desk.words).toContain(workshop.joinCode);
    expect(desk.words).toMatch(/127\.0\.0\.1:\d+\/join/);
    expect(desk.words).toContain('Now Opening');
    expect(desk.text).not.toMatch(/Daniel Okafor|สมหญิง|core|late/i);
  });
});

import { extractText } from 'unpdf';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import type { Workshop } from '../../src/workshops';
import { publishSmallDay } from './small-day';

jest.setTimeout(120_000);
const database = testDatabase();

describe('the agenda of a workshop', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let plan: string;

  const open = async (minutes?: number) => {
    site = siteOn(database.db());
    site.clock.now = new Date('2026-11-23T08:00:00+07:00');
    await publishSmallDay(database.db(), site.clock.now, minutes);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    plan = `/workshops/${workshop.id}/agenda/plan`;
  };
  const change = async (typed: Record<string, string>, expected = 303) => {
    await desk.get(plan);
    await desk.send(plan, { then: 'save', ...typed }, expected);
    if (expected === 303) await desk.follow();
  };
  const agenda = async () => {
    await desk.get(`/workshops/${workshop.id}/agenda`);
    return desk.page.querySelectorAll('.agenda-item').map((item) => item.text.replace(/\s+/g, ' ').trim());
  };

  it.each([60, 75])('comes from one number: with minutes: %s in the curriculum, five pages say so', async (minutes) => {
    await open(minutes);
    const ends = minutes === 60 ? '10:10' : '10:25';
    expect((await agenda())[1]).toBe(`09:10 Module first ${minutes} min`);
    expect((await agenda())[2]).toContain(`${ends} Prayer`);
    await desk.get(`/workshops/${workshop.id}/guide/first`);
    const session = desk.page.querySelector('.session-plan')?.text.replace(/\s+/g, ' ');
    expect(session).toContain(`09:10–${ends}`);
    expect(session).toContain(`Task of first ${minutes} 45`);
    const sheet = `/workshops/${workshop.id}/run-sheet`;
    site.clock.now = new Date('2026-11-23T09:10:00+07:00');
    await desk.get(sheet);
    await desk.send(`${sheet}/marks`, { item: 'one', mark: 'started' });
    await desk.follow();
    expect(desk.words).toContain(`until ${ends}`);
    expect(desk.words).toContain(`Module first now ${minutes} minutes`);
    await desk.get(`/workshops/${workshop.id}/projector`);
    expect(desk.words).toContain(`Module first ${minutes} min until ${ends}`);
    const calendar = await desk.agent.get(`/workshops/${workshop.id}/calendar.ics`).buffer(true);
    expect(calendar.text).toContain(
      `DTEND;TZID=Asia/Bangkok:20261123T${ends.replace(':', '')}00\r\nSUMMARY:Module first`,
    );
  });

  it('keeps only what was changed: the rest goes on following the publication', async () => {
    await open();
    await change({ 'minutes.two': '30' });
    const stored = await database
      .db()('agenda_versions')
      .where({ workshop_id: workshop.id })
      .first<object>('changes', 'version');
    expect(stored).toEqual({ changes: { days: {}, items: { two: { minutes: 30 } }, blocks: [] }, version: 1 });
    expect(desk.words).toContain('the programme gives 40 minutes');
    await change({ 'minutes.two': '' });
    expect(await agenda()).toContain('10:30 Module second 40 min');
  });

  it('stretches what is spoken for interpretation, not the breaks', async () => {
    await open();
    await change({ interpretation: '1,3' });
    expect(await agenda()).toEqual([
      '09:00 Opening 10 min',
      '09:10 Module first 78 min',
      '10:28 Prayer 20 min',
      '10:48 Module second 52 min',
      '11:40 Module third 26 min',
      '12:06 Interpreters rest 10 min',
      '12:16 Close 10 min',
    ]);
  });

  it('says plainly what does not fit: a day that is too long, and a fixed time that is run into', async () => {
    await open();
    await change({ interpretation: '1.5' });
    expect(desk.words).toContain('This day is 20 minutes too long: it must be over at 12:30.');
    await change({ interpretation: '1', 'at.prayer': '10:00' });
    expect(desk.words).toContain('“Prayer” is to begin at 10:00, but what stands before it ends 10 minutes later.');
    await change({ 'at.prayer': '10:20' });
    expect(desk.words).not.toContain('This does not fit');
    expect((await agenda())[2]).toContain('10:20 Prayer');
    expect((await agenda())[3]).toContain('10:40 Module second');
  });

  it('refuses a core part below its shortest time, and keeps everything that was typed', async () => {
    await open();
    await change({ 'minutes.one': '30', 'minutes.two': '35', 'at.rest': 'noon' }, 422);
    expect(desk.words).toContain('This part cannot be run in so little time.');
    expect(desk.words).toContain('Write a time of day, such as 12:30.');
    expect(desk.page.querySelector('[name="minutes.two"]')?.getAttribute('value')).toBe('35');
    await change({ then: 'leave:one' }, 422);
    expect(desk.words).toContain('This part is core');
  });

  it('moves parts, leaves out what is optional, and takes blocks of its own', async () => {
    await open();
    await change({ then: 'up:three' });
    await change({ then: 'leave:three' });
    await change({ then: 'add', 'block.title': 'Minister’s speech', 'block.minutes': '15', 'block.day': 'day-one' });
    await change({ then: 'up:rest' });
    const rows = await agenda();
    expect(rows.at(-1)).toContain('Minister’s speech 15 min');
    expect(rows.join()).not.toContain('Module third');
    await change({ then: 'bring:three' });
    const titles = (await agenda()).map((row) => row.replace(/^[\d:]+ | \d+ min$/g, ''));
    expect(titles.slice(3, 6)).toEqual(['Interpreters rest', 'Module second', 'Module third']);
  });

  it('refuses a change made on an agenda that somebody else has changed since', async () => {
    await open();
    await change({ 'minutes.two': '35' });
    await desk.get(plan);
    await desk.send(plan, { version: '0', then: 'save', 'minutes.two': '30' }, 409);
    expect(desk.words).toContain('Somebody else changed this agenda');
  });

  it('is printed as it was changed, and read by participants without a word for facilitators', async () => {
    await open();
    await change({ 'minutes.two': '33' });
    const answer = await desk.agent.get(`/workshops/${workshop.id}/papers/agenda.pdf`).responseType('blob');
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    expect(text).toContain('33 minutes');
    const phone = await site.as(await addParticipant(site, workshop));
    await phone.get(`/workshops/${workshop.id}/agenda`);
    expect(phone.words).toContain('10:30 Module second 33 min');
    expect(phone.words).not.toMatch(/Change the agenda|Run sheet|Core/);
    await phone.get(plan, 404);
  });
});

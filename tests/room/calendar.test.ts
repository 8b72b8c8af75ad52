import { calendarText, type CalendarEvent } from '../../src/room/ical';
import { testDatabase } from '../support/database';
import {
  type Browser,
  type Site,
  addFacilitator,
  addParticipant,
  addStaff,
  addWorkshop,
  siteOn,
} from '../support/site';
import type { Workshop } from '../../src/workshops';
import { publishSmallDay } from './small-day';

const database = testDatabase();

const event: CalendarEvent = {
  ...{ uid: 'a@titian', sequence: 0, changedAt: new Date('2026-11-01T00:00:00Z'), zone: 'Pacific/Auckland' },
  ...{ start: '2026-09-26T09:00', end: '2026-09-26T17:00', summary: 'Day one', location: 'Suva', description: '' },
};

/** What an independent reader (Mozilla's) makes of the file. */
async function read(text: string) {
  const { default: ICAL } = await import('ical.js');
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(
      new ICAL.Timezone({ component: zone, tzid: String(zone.getFirstPropertyValue('tzid')) }),
    );
  return calendar.getAllSubcomponents('vevent').map((each) => {
    const found = new ICAL.Event(each);
    return {
      ...{ uid: found.uid, sequence: found.sequence, summary: found.summary, zone: found.startDate.zone.tzid },
      starts: found.startDate.toJSDate().toISOString(),
      minutes: found.duration.toSeconds() / 60,
      status: String(each.getFirstPropertyValue('status')),
    };
  });
}

describe('a calendar file', () => {
  it.each([
    ['Asia/Bangkok', '2026-11-23T09:00', '2026-11-23T02:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23T09:00', '2026-11-23T03:15:00.000Z'],
    ['Pacific/Auckland', '2026-09-26T09:00', '2026-09-25T21:00:00.000Z'],
    ['Pacific/Auckland', '2026-09-28T09:00', '2026-09-27T20:00:00.000Z'],
    ['Australia/Lord_Howe', '2027-01-11T09:00', '2027-01-10T22:00:00.000Z'],
    ['Pacific/Honolulu', '2026-03-02T09:00', '2026-03-02T19:00:00.000Z'],
  ])('says when it is in %s at %s, for readers who know no zones (frappe/lms#1228)', async (zone, start, instant) => {
    const end = start.replace('09:00', '12:30');
    const [found] = await read(calendarText('A', [{ ...event, zone, start, end }], event.changedAt));
    expect(found).toMatchObject({ zone, starts: instant, minutes: 210 });
  });

  it('folds long lines by octets and never inside a character, in any script', async () => {
    const summary = `ฝึกอบรม; การแบ่งปันข้อมูล, ${'ข้ามพรมแดน '.repeat(12)}\\ 🙂`;
    const text = calendarText('A', [{ ...event, summary }], event.changedAt);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect((await read(text))[0]?.summary).toBe(summary);
  });
});

describe('the calendar of a workshop', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;

  const fetchEvents = async (browser: Browser, path: string) => {
    const answer = await browser.agent.get(path).buffer(true);
    expect(answer.type).toBe('text/calendar');
    return read(answer.text);
  };
  const own = () => fetchEvents(desk, `/workshops/${workshop.id}/calendar.ics`);
  const plan = async (typed: Record<string, string>) => {
    await desk.get(`/workshops/${workshop.id}/agenda/plan`);
    await desk.send(`/workshops/${workshop.id}/agenda/plan`, typed);
  };

  beforeEach(async () => {
    site = siteOn(database.db());
    await publishSmallDay(database.db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
  });

  it('has each part with its zone and its real length (SandeepVashishtha/Eventra#13349)', async () => {
    const events = await own();
    expect(events.map(({ summary, minutes }) => [summary, minutes])).toEqual([
      ['Opening', 10],
      ['Module first', 60],
      ['Prayer', 20],
      ['Module second', 40],
      ['Module third', 20],
      ['Interpreters rest', 10],
      ['Close', 10],
    ]);
    expect(new Set(events.map(({ zone }) => zone))).toEqual(new Set(['Asia/Bangkok']));
    expect(events[1]?.starts).toBe('2026-11-23T02:10:00.000Z');
  });

  it('keeps each UID, counts its SEQUENCE when it changed, and says CANCELLED when it is gone', async () => {
    const before = await own();
    expect(await own()).toEqual(before);
    await plan({ 'minutes.three': '15', then: 'save' });
    const after = await own();
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after.map(({ sequence }) => sequence)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    await plan({ then: 'leave:three' });
    const gone = (await own()).find(({ summary }) => summary === 'Module third');
    expect(gone).toMatchObject({ status: 'CANCELLED', sequence: 2 });
  });

  it('gives each person their own workshops, a day at a time', async () => {
    const officer = await addParticipant(site, workshop);
    const other = await addWorkshop(site, await addFacilitator(site, 'Li Wei'), { title: 'Elsewhere' });
    const phone = await site.as(officer);
    const [day, ...more] = await fetchEvents(phone, '/workshops.ics');
    expect(more).toEqual([]);
    expect(day).toMatchObject({ summary: `${workshop.title}. Day one`, minutes: 170, zone: 'Asia/Bangkok' });
    await phone.get(`/workshops/${other.id}/calendar.ics`, 404);
    expect(await fetchEvents(await site.as(await addStaff(site)), '/workshops.ics')).toEqual([]);
  });
});

import fc from 'fast-check';
import { isVote, shiftOf, tally } from '../../src/room/poll';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { publishSmallDay } from './small-day';

const database = testDatabase();
const db = () => database.db();

describe('a question to the room', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let phones: Browser[];
  let poll: string;

  const ask = async (typed: Record<string, string>) => {
    const polls = `/workshops/${workshop.id}/polls`;
    await desk.get(polls);
    await desk.send(polls, typed);
    poll = desk.location;
    await desk.follow();
  };
  const vote = async (phone: Browser, typed: Record<string, string>, expected = 303) => {
    await phone.get(poll);
    await phone.send(`${poll}/votes`, typed, expected);
  };
  const turn = async (then: string) => {
    await desk.get(poll);
    await desk.send(`${poll}/turns`, { then });
    await desk.follow();
  };
  const choice = { question: 'May Kasara send the photograph?', kind: 'choice', options: 'Yes\nNo\nOnly with consent' };

  beforeEach(async () => {
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    phones = [];
    for (const name of ['Sione', 'สมหญิง ใจดี', 'Thida Win', 'Ravi'])
      phones.push(await site.as(await addParticipant(site, workshop, name)));
  });

  it('is voted on alone, discussed, voted on again, and shows the shift', async () => {
    await ask(choice);
    for (const [index, phone] of phones.entries()) await vote(phone, { option: index < 3 ? '0' : '1' });
    await phones[0]?.get(poll);
    expect(phones[0]?.words).not.toContain('Results');
    await turn('close-round');
    await turn('next-round');
    for (const [index, phone] of phones.entries()) await vote(phone, { option: index < 1 ? '0' : '2' });
    await turn('close-round');
    await turn('show');
    await phones[0]?.get(poll);
    expect(phones[0]?.words).toContain('Vote 1: 3 of 4 Vote 2: 1 of 4 Shift: −50 percentage points');
    await desk.get(`${poll}/wall`);
    expect(desk.words).toContain('Vote 2: 3 of 4 Shift: +75 percentage points');
  });

  it('keeps no vote with a name or a time, and one for each device and round', async () => {
    await ask(choice);
    const [first, second] = phones as [Browser, Browser];
    await vote(first, { option: '0', table: '3' });
    await vote(first, { option: '1', table: '3' });
    await vote(second, { option: '1', table: '3' });
    const rows = await db()('poll_votes').where({ poll_id: poll.split('/').at(-1) });
    expect(rows.map((row: { numbers: number[] }) => row.numbers)).toEqual([[1], [1]]);
    expect(Object.keys(rows[0] as object).sort()).toEqual(
      ['poll_id', 'round', 'device_digest', 'origin', 'table_number', 'numbers'].sort(),
    );
    const digests = rows.map((row: { device_digest: string }) => row.device_digest);
    await ask({ ...choice, question: 'And now?' });
    await vote(first, { option: '0' });
    const later = await db()('poll_votes')
      .whereNotIn('device_digest', digests)
      .where({ poll_id: poll.split('/').at(-1) });
    expect(later).toHaveLength(1);
  });

  it('shows nothing of fewer than three votes: one “anonymous” answer is not anonymous (TEAMMATES/teammates#11793)', async () => {
    await ask(choice);
    await vote(phones[0] as Browser, { option: '0', table: '1' });
    await vote(phones[1] as Browser, { option: '1', table: '2' });
    await turn('show');
    expect(desk.words).toContain('2 votes.');
    expect(desk.words).toContain('Fewer than three people have voted');
    expect(desk.words).not.toContain('1 of 2');
    await vote(phones[2] as Browser, { option: '1', table: '2' });
    await desk.get(poll);
    expect(desk.words).toContain('2 of 3');
    expect(desk.words).not.toContain('The last vote by table');
  });

  it('hides results from the wall’s source, too, until they are shown', async () => {
    await ask(choice);
    for (const phone of phones) await vote(phone, { option: '2' });
    await desk.get(`${poll}/wall`);
    expect(desk.words).toContain('4 votes. To answer, open');
    expect(desk.text).not.toMatch(/of 4|<rect/);
  });

  it('takes no vote after the round is closed, and keeps a wrong one on the page', async () => {
    await ask({ question: 'First what?', kind: 'order', options: 'Ask\nGrade\nSend' });
    const [phone] = phones as [Browser];
    await vote(phone, { 'place.0': '1', 'place.1': '1', 'place.2': '2' }, 422);
    expect(phone.words).toContain('Give each option a place of its own.');
    expect(phone.page.querySelector('[name="place.2"] [selected]')?.text).toBe('Place 2');
    await phone.get(poll);
    await turn('close-round');
    await phone.send(`${poll}/votes`, { 'place.0': '1', 'place.1': '2', 'place.2': '3' }, 409);
    expect(phone.words).toContain('This vote is closed.');
  });

  it('is put in order, or shares out points', async () => {
    await ask({ question: 'First what?', kind: 'order', options: 'Ask\nGrade\nSend' });
    for (const phone of phones) await vote(phone, { 'place.0': '2', 'place.1': '1', 'place.2': '3' });
    await turn('show');
    expect(desk.words).toContain('Ask place 2 on average Grade place 1 on average Send place 3 on average');
    await ask({ question: 'Where is time lost?', kind: 'allocation', options: 'Law\nChannels' });
    await vote(phones[0] as Browser, { 'points.0': '50', 'points.1': '40' }, 422);
    for (const phone of phones.slice(1)) await vote(phone, { 'points.0': '30', 'points.1': '70' });
    await turn('show');
    expect(desk.words).toContain('Channels 70 points on average');
  });

  it('counts a show of hands that was keyed in', async () => {
    await ask(choice);
    await desk.send(`${poll}/hands`, { round: '1', 'hands.0': '12', 'hands.1': '', 'hands.2': '3' });
    await desk.get(poll);
    expect(desk.words).toContain('15 votes.');
    expect(desk.words).toContain('12 of 15');
  });

  it('takes short texts, warns of real people’s data before they are stored, and shows only what was read', async () => {
    await ask({ question: 'What will you do first?', kind: 'wall', options: '' });
    const [phone] = phones as [Browser];
    await phone.get(poll);
    await phone.send(`${poll}/texts`, { question: 'Call 0812 345 678 at once' }, 422);
    expect(phone.words).toContain('This looks like a telephone number');
    await phone.send(`${poll}/texts`, { question: 'Find the focal point' });
    await phone.follow();
    await phone.send(`${poll}/texts`, { question: 'Not for the wall' });
    await desk.get(`${poll}/wall`);
    expect(desk.words).not.toContain('focal point');
    await desk.get(poll);
    const judge = desk.page
      .querySelectorAll('form[action*="/texts/"]')
      .map((form) => form.getAttribute('action') ?? '');
    await desk.send(judge[0] ?? '', { verdict: 'shown' });
    await desk.get(poll);
    await desk.send(judge[1] ?? '', { verdict: 'kept back' });
    await desk.get(`${poll}/wall`);
    expect(desk.words).toContain('Find the focal point');
    expect(desk.words).not.toContain('Not for the wall');
    await phone.get(poll);
    expect(phone.words).not.toContain('Not for the wall');
    expect(Object.keys(await db()('wall_texts').first<object>())).not.toEqual(expect.arrayContaining(['person_id']));
  });

  it('leads those who take part to the open question from their way', async () => {
    await ask(choice);
    await phones[0]?.get(`/workshops/${workshop.id}`);
    expect(phones[0]?.words).toContain('Question to the room: May Kasara send the photograph?');
    await turn('close');
    await phones[0]?.get(`/workshops/${workshop.id}`);
    expect(phones[0]?.words).not.toContain('Question to the room:');
  });
});

describe('counting votes', () => {
  const votes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 60 });
  const cast = (numbers: readonly number[]) => numbers.map((number) => ({ round: 1, table: null, numbers: [number] }));

  it('counts each vote and each hand once', () =>
    fc.assert(
      fc.property(votes, fc.array(fc.nat({ max: 40 }), { minLength: 4, maxLength: 4 }), (numbers, hands) => {
        const { voters, values } = tally('choice', 4, cast(numbers), hands);
        expect(values?.reduce((sum, value) => sum + value, 0)).toBe(voters);
      }),
    ));

  it('moves as much away as it moves to, but for rounding', () =>
    fc.assert(
      fc.property(votes, votes, (before, after) => {
        const shift = shiftOf(tally('choice', 4, cast(before)), tally('choice', 4, cast(after))) ?? [];
        expect(Math.abs(shift.reduce((sum, value) => sum + value, 0))).toBeLessThanOrEqual(4);
      }),
    ));

  it('takes as an order only a whole order', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 5 }), (numbers) => {
        expect(isVote('order', 3, numbers)).toBe([...numbers].sort().join() === '0,1,2');
      }),
    ));
});

import fc from 'fast-check';
import { extractText } from 'unpdf';
import { type Vote, isVote, moveOf, spreadOf, tally } from '../../src/room/poll';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { publishSmallDay } from './small-day';

const database = testDatabase();
const db = () => database.db();

describe('what is put in order, and points that are shared out', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let phones: Browser[];
  let poll: string;

  const ask = async (typed: Record<string, string>, expected = 303) => {
    const polls = `/workshops/${workshop.id}/polls`;
    await desk.get(polls);
    await desk.send(polls, typed, expected);
    if (expected !== 303) return;
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
  const inOrder = (...places: number[]) =>
    Object.fromEntries(places.map((place, option) => [`place.${option}`, String(place)]));
  const order = { question: 'First what?', kind: 'order', options: 'Ask\nGrade\nSend' };
  const points = { question: 'Where is time lost?', kind: 'allocation', options: 'Law\nChannels', points: '12' };

  beforeEach(async () => {
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    phones = [];
    for (const name of ['Sione', 'สมหญิง ใจดี', 'Thida Win'])
      phones.push(await site.as(await addParticipant(site, workshop, name)));
  });

  it('says how many gave each place, Borda’s count, and the shift after the discussion', async () => {
    await ask(order);
    for (const phone of phones) await vote(phone, inOrder(2, 1, 3));
    await turn('next-round');
    for (const phone of phones.slice(1)) await vote(phone, inOrder(1, 2, 3));
    await vote(phones[0] as Browser, inOrder(3, 1, 2));
    await turn('show');
    for (const reader of [desk, await (phones[0] as Browser).get(poll)]) {
      expect(reader.words).toContain('Ask 1 0 3 0 2 3 Ask 2 2 0 1 1.7 4 Grade 1 3 0 0 1 6');
      expect(reader.words).toContain('Grade 2 1 2 0 1.7 4 Send 1 0 0 3 3 0 Send 2 0 1 2 2.7 1');
      expect(reader.words).toContain('Shift: −0.3 places');
    }
  });

  it('shares out as many points as were asked for, and says sum, mean and how far they lie apart', async () => {
    await ask(points);
    const [first] = phones as [Browser];
    await vote(first, { 'points.0': '9', 'points.1': '9' }, 422);
    expect(first.words).toContain('Share out all the points, and no more. Now it is 18 of 12.');
    expect(first.page.querySelector('[name="points.1"]')?.getAttribute('value')).toBe('9');
    for (const [at, phone] of phones.entries())
      await vote(phone, { 'points.0': String(at), 'points.1': String(12 - at) });
    await turn('show');
    expect(desk.words).toContain('Law 1 3 1 0 2 Channels 1 33 11 10 12');
  });

  it('shows no table of places for fewer than three votes', async () => {
    await ask(order);
    for (const phone of phones.slice(1)) await vote(phone, inOrder(2, 1, 3));
    await turn('show');
    expect(desk.words).toContain('Fewer than three people have voted');
    expect(desk.words).not.toContain('Borda');
  });

  it('takes votes from paper, one a line, once however often the sheet is sent', async () => {
    await ask(order);
    await turn('close-round');
    const grid = (line: number, ...places: number[]) =>
      Object.fromEntries(places.map((place, option) => [`place.${line}.${option}`, String(place)]));
    const sheet = { sheet: '4', round: '1', ...grid(0, 1, 2, 3), ...grid(1, 1, 3, 2), ...grid(4, 2, 1, 3) };
    await desk.send(`${poll}/ballots`, { ...sheet, 'place.4.0': '1' }, 422);
    expect(desk.words).toContain('Give each option a place of its own.');
    expect(desk.page.querySelector('[name="place.4.2"]')?.getAttribute('value')).toBe('3');
    const input = desk.page.querySelector('[name=input]')?.getAttribute('value') ?? '';
    await desk.send(`${poll}/ballots`, { ...sheet, input });
    await desk.follow();
    await desk.send(`${poll}/ballots`, { ...sheet, input });
    await desk.follow();
    expect(desk.words).toContain('3 votes.');
    expect(desk.words).toContain('Ask 1 2 1 0 1.3 5');
    const rows = await db()('poll_votes').where({ poll_id: poll.split('/').at(-1) });
    expect(new Set(rows.map((row: { table_number: number }) => row.table_number))).toEqual(new Set([4]));
    expect(JSON.stringify(rows)).not.toContain(input);
  });

  it('has a sheet to write on, an option a line and a vote a column', async () => {
    await ask(points);
    const answer = await desk.agent
      .get(`${poll}/ballots.pdf`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    expect(text.replace(/\s+/g, ' ')).toMatch(/Where is time lost\?.*12 points.*Law.*Channels/);
  });

  it('has up to eight options where they are short', async () => {
    const eight = Array.from({ length: 8 }, (_, at) => `Step ${at + 1}`).join('\n');
    await ask({ ...order, kind: 'choice', options: eight }, 422);
    await ask({ ...order, options: `${eight}\nStep 9` }, 422);
    await ask({ ...order, options: eight.replace('Step 8', 'S'.repeat(33)) }, 422);
    expect(desk.words).toContain('With more than 6 options each has at most 32 characters');
    await ask({ ...order, options: eight });
  });
});

describe('counting orders and points', () => {
  const cast = (numbers: readonly number[]): Vote => ({ round: 1, table: null, numbers });
  const orders = fc.array(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }).map(cast), {
    minLength: 3,
    maxLength: 40,
  });

  it('gives each option as many places as there are votes, and each place, too', () =>
    fc.assert(
      fc.property(orders, (votes) => {
        const places = (spreadOf('order', 4, votes) ?? []).map((one) => ('places' in one ? one.places : []));
        for (const one of places) expect(one.reduce((sum, count) => sum + count, 0)).toBe(votes.length);
        for (const place of [0, 1, 2, 3])
          expect(places.reduce((sum, one) => sum + (one[place] ?? 0), 0)).toBe(votes.length);
      }),
    ));

  it('gives out as many of Borda’s points as there are pairs in each vote, and ranks as the mean places do', () =>
    fc.assert(
      fc.property(orders, (votes) => {
        const borda = (spreadOf('order', 4, votes) ?? []).map((one) => ('borda' in one ? one.borda : 0));
        expect(borda.reduce((sum, count) => sum + count, 0)).toBe(votes.length * 6);
        const means = tally('order', 4, votes).values ?? [];
        for (const [at, count] of borda.entries())
          // Means are rounded to a tenth.
          expect(Math.abs((means[at] ?? 0) - (4 - count / votes.length))).toBeLessThan(0.051);
      }),
    ));

  it('keeps the points that were shared out, between the least and the most', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 3, maxLength: 30 }), (given) => {
        const votes = given.map((first) => cast([first, 20 - first]));
        expect(votes.every(({ numbers }) => isVote('allocation', 2, numbers, 20))).toBe(true);
        const spread = (spreadOf('allocation', 2, votes) ?? []).flatMap((one) => ('sum' in one ? [one] : []));
        expect(spread.reduce((sum, one) => sum + one.sum, 0)).toBe(votes.length * 20);
        for (const { sum, least, most } of spread) {
          expect(sum / votes.length).toBeGreaterThanOrEqual(least);
          expect(sum / votes.length).toBeLessThanOrEqual(most);
        }
      }),
    ));

  it('moves nowhere when nobody changes their mind', () =>
    fc.assert(
      fc.property(orders, (votes) => {
        const once = tally('order', 4, votes);
        expect(moveOf(once, once)).toEqual([0, 0, 0, 0]);
      }),
    ));
});

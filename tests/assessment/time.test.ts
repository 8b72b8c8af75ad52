import fc from 'fast-check';
import { type Factor, endAfterChange, endOf, isOver, minutesAfter, minutesOf } from '../../src/assessment/time';
import { newId } from '../../src/ids';
import { testDatabase } from '../support/database';
import { type Browser, addFacilitator, addParticipant, addStaff, addWorkshop, siteOn } from '../support/site';
import { rightAnswers } from './answers';

const database = testDatabase();
const db = () => database.db();
const minute = 60_000;

type Fields = Record<string, string | string[]>;

async function room() {
  const site = siteOn(db());
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const officer = await addParticipant(site, workshop, 'ดาว');
  const desk = await site.as(facilitator);
  const phone = await site.as(officer);
  const times = `/workshops/${workshop.id}/test-times`;
  const test = `/workshops/${workshop.id}/tests/post`;
  const answers = (await rightAnswers(db(), workshop.publicationId, 'post')) as Fields;
  const names = Object.keys(answers).filter(
    (name) => typeof answers[name] === 'string' && name.split('.').length === 2,
  );
  const one = (at: number): Fields => ({ [names[at] ?? '']: answers[names[at] ?? ''] ?? '' });
  return {
    ...{ site, facilitator, workshop, officer, desk, phone, times, test, answers, names, one },
    after: (minutes: number) => {
      site.clock.now = new Date(site.clock.now.getTime() + minutes * minute);
    },
    allow: async (fields: Readonly<Record<string, string>>) => {
      await desk.get(times);
      const shown = Object.fromEntries(
        ['pre', 'post'].map((form) => [form, desk.page.querySelector(`#field-${form}`)?.getAttribute('value') ?? '']),
      );
      await desk.send(times, { ...shown, ...fields });
    },
    begin: async (browser: Browser = phone) => {
      await browser.get(test);
      await browser.send(`${test}/attempts`);
      await browser.follow();
    },
    /** What outbox.js sends, from the page that stands open. */
    queue: (fields: Fields, age: number, turn: number, device: string, expected = 200) =>
      queued(phone, `${test}/answers`, { ...fields, age: String(age), turn: String(turn), device }, expected),
    kept: async () => {
      const rows = await db()('answers')
        .join('attempts', 'attempts.id', 'answers.attempt_id')
        .where({ workshop_id: workshop.id, person_id: officer.id })
        .select<{ item_id: string; response: { chosen?: string[] } }[]>('item_id', 'response');
      // Questions that nobody touched stand there without a tick.
      return rows
        .filter(({ response }) => response.chosen?.length !== 0)
        .map(({ item_id }) => `a.${item_id}`)
        .sort();
    },
    attempt: () =>
      db()('attempts')
        .where({ workshop_id: workshop.id, person_id: officer.id })
        .first<{ id: string; submitted_at: Date | null; ends_at: Date | null }>(),
    overview: async () => {
      await desk.get(`/workshops/${workshop.id}/tests`);
      return desk.words;
    },
  };
}

async function queued(browser: Browser, path: string, fields: Fields, expected: number): Promise<unknown> {
  const token = browser.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
  const answer = await browser.agent
    .post(path)
    .set('Accept', 'application/json')
    .set('x-csrf-token', token)
    .type('form')
    .send(fields);
  expect(answer.status).toBe(expected);
  return answer.body;
}

describe('the time of a test', () => {
  it('has no limit unless a facilitator sets one', async () => {
    const { begin, phone, attempt } = await room();
    await begin();
    expect(phone.words).toContain('nobody counts the seconds');
    expect(phone.page.querySelector('.test-time')).toBeNull();
    expect((await attempt()).ends_at).toBeNull();
  });

  it('ends when the clock of the venue says so, later for somebody with extra time', async () => {
    const { site, workshop, officer, allow, begin, phone, test, attempt } = await room();
    await allow({ post: '20', [`factor.${officer.id}`]: '1.5' });
    await phone.get(test);
    expect(phone.words).toContain('You have 30 minutes');
    expect(phone.words).not.toContain('Twenty minutes');
    await begin();
    // It is 09:30 in Bangkok.
    expect(phone.words).toContain('Until 10:00, the venue’s time');
    expect((await attempt()).ends_at).toEqual(new Date('2026-11-23T03:00:00Z'));
    const other = await site.as(await addParticipant(site, workshop, 'Budi'));
    await begin(other);
    expect(other.words).toContain('Until 09:50');
  });

  it('says what is wrong with a limit, and keeps what was typed', async () => {
    const { desk, times, officer } = await room();
    await desk.get(times);
    const typed = { pre: '20', post: 'twenty', [`factor.${officer.id}`]: '2' };
    await desk.send(times, typed, 422);
    expect(desk.words).toContain('whole minutes from 1 to 480');
    expect(desk.page.querySelector('#field-post')?.getAttribute('value')).toBe('twenty');
    expect(desk.page.querySelector('#field-pre')?.getAttribute('value')).toBe('20');
    expect(desk.page.querySelector('.extra-times option[selected]')?.getAttribute('value')).toBe('2');
    for (const post of ['0', '481', '1.5', '-3']) await desk.send(times, { pre: '', post }, 422);
  });

  it('is never made shorter for somebody who writes, and is made longer at once', async () => {
    const { officer, allow, begin, phone, test, after } = await room();
    await allow({ post: '20' });
    await begin();
    await allow({ post: '5' });
    await phone.get(test);
    expect(phone.words).toContain('Until 09:50');
    await allow({ post: '20', [`factor.${officer.id}`]: '2' });
    await phone.get(test);
    expect(phone.words).toContain('Until 10:10');
    await allow({ [`factor.${officer.id}`]: '1.25' });
    await phone.get(test);
    expect(phone.words).toContain('Until 10:10');
    after(30);
    await allow({ [`factor.${officer.id}`]: 'none' });
    await phone.get(test);
    expect(phone.page.querySelector('.test-time')).toBeNull();
    await allow({ [`factor.${officer.id}`]: '' });
    await phone.get(test);
    expect(phone.page.querySelector('.test-time')).toBeNull();
  });

  it('is given to nobody who began when there was no limit', async () => {
    const { allow, begin, phone, test, after } = await room();
    await begin();
    await allow({ post: '5' });
    after(60);
    await phone.get(test);
    expect(phone.page.querySelector('form.test')).not.toBeNull();
    expect(phone.page.querySelector('.test-time')).toBeNull();
  });

  it('is not taken back by a page that stood open while a colleague gave it', async () => {
    const { officer, desk, site, facilitator, allow, times } = await room();
    await allow({ post: '20' });
    await desk.get(times);
    const colleague = await site.as(facilitator);
    await colleague.get(times);
    await colleague.send(times, { post: '20', [`factor.${officer.id}`]: '2' });
    await desk.send(times, { post: '25', [`factor.${officer.id}`]: '' });
    await desk.follow();
    expect(desk.page.querySelector('.extra-times option[selected]')?.getAttribute('value')).toBe('2');
  });
});

describe('the end of a test', () => {
  it('sends what was saved, and makes no zero of it (ls1intum/Artemis#1469)', async () => {
    const { allow, begin, phone, test, one, answers, after, attempt, overview, kept } = await room();
    await allow({ post: '20' });
    await begin();
    await phone.send(`${test}/answers`, { ...one(0), ...one(1), then: 'save' });
    await phone.follow();
    after(20);
    await phone.get(test);
    expect(phone.words).toContain('The time ended on 23 November 2026 at 09:50');
    expect(phone.words).toContain('What you had answered by then stands as sent');
    expect(phone.page.querySelector('form.test')).toBeNull();
    const { submitted_at: sent, ends_at: end } = await attempt();
    expect(sent).toEqual(end);
    expect(await kept()).toHaveLength(2);
    expect(await overview()).toContain('Sent');
    expect(Object.keys(answers).length).toBeGreaterThan(2);
  });

  it('gives nobody a result who answered nothing', async () => {
    const { allow, begin, phone, test, after, attempt, overview } = await room();
    await allow({ post: '20' });
    await begin();
    after(21);
    await phone.get(test);
    expect(phone.words).toContain('No answer reached us before the end');
    expect(await overview()).toContain('Ended, nothing answered');
    expect((await attempt()).submitted_at).toBeNull();
  });

  it('lets count what a phone without network gave before it, and tells the facilitator', async () => {
    const { allow, begin, queue, one, after, kept, overview, names, attempt } = await room();
    await allow({ post: '20' });
    await begin();
    const device = newId();
    await queue(one(0), 0, 1, device);
    after(32);
    await overview();
    expect((await attempt()).submitted_at).not.toBeNull();
    expect(await queue(one(1), 13 * 60, 2, device)).toMatchObject({ saved: [names[1]?.slice(2)] });
    await queue(one(1), 13 * 60, 2, device);
    expect(await kept()).toEqual([names[0], names[1]].sort());
    expect(await overview()).toContain('Arrived 12 minutes after the end, given before it by the phone’s clock.');
    expect(await overview()).not.toContain('given after the end');
    expect(await queue({ then: 'send' }, 0, 3, device)).toMatchObject({ sent: true });
  });

  it('believes no phone once the workshop is over, and keeps what it brings for the facilitator to decide', async () => {
    const { allow, begin, queue, one, after, kept, overview, names } = await room();
    await allow({ post: '20' });
    await begin();
    const device = newId();
    await queue(one(0), 0, 1, device);
    after(2 * 24 * 60);
    await queue(one(1), 2 * 24 * 3600 - 600, 2, device);
    expect(await kept()).toEqual([names[0]]);
    expect(await overview()).toContain('1 answer given after the end');
  });

  it('asks for the figures of its workshop anew, when an answer reaches it after it was closed', async () => {
    const { allow, begin, queue, one, after, overview, workshop } = await room();
    await allow({ post: '20' });
    await begin();
    const device = newId();
    await queue(one(0), 0, 1, device);
    after(25);
    await overview();
    await db()('recounts').where({ workshop_id: workshop.id }).delete();
    await queue(one(1), 600, 2, device);
    expect(await db()('recounts').where({ workshop_id: workshop.id })).toHaveLength(1);
  });

  it('believes no phone that an answer is older than one it gave before it', async () => {
    const { allow, begin, queue, one, after, kept, overview, names } = await room();
    await allow({ post: '20' });
    await begin();
    const device = newId();
    await queue(one(0), 0, 1, device);
    after(25);
    // Given after the end, as it says itself; the next one claims an hour of age.
    await queue(one(1), 60, 2, device);
    await queue(one(2), 3600, 3, device);
    expect(await kept()).toEqual([names[0]]);
    expect(await overview()).toContain('2 answers given after the end, at most 4 min late. They do not count.');
  });

  it('keeps what is given later apart, until a facilitator lets it count', async () => {
    const { allow, begin, phone, test, one, answers, names, after, kept, overview, desk, officer, workshop } =
      await room();
    await allow({ post: '20' });
    await begin();
    await phone.send(`${test}/answers`, { ...one(0), then: 'save' });
    await phone.follow();
    after(23);
    // The whole form once more, as a page without script sends it: what stands already is not late.
    await phone.send(`${test}/answers`, { ...one(0), ...one(1), then: 'send' });
    expect(await kept()).toEqual([names[0]]);
    await phone.follow();
    expect(phone.words).toContain('1 answer came after the end. It is kept');
    expect(await overview()).toContain('1 answer given after the end, at most 3 min late. It does not count.');
    const path = `/workshops/${workshop.id}/tests/post/late/${officer.id}`;
    for (const given of Object.values(answers).flat()) if (given.length > 12) expect(desk.text).not.toContain(given);
    await desk.send(path);
    await desk.follow();
    expect(await kept()).toEqual([names[0], names[1]].sort());
    expect(desk.words).toContain('1 late answer counts.');
    expect(desk.page.querySelector(`form[action="${path}"]`)).toBeNull();
    expect(await db()('audit_events').where({ workshop_id: workshop.id, action: 'late answers counted' })).toHaveLength(
      1,
    );
    await phone.get(test);
    expect(phone.words).not.toContain('came after the end');
  });

  it('loses no answer whose place a late one takes', async () => {
    const { allow, begin, phone, test, names, answers, after, desk, officer, workshop, overview, attempt } =
      await room();
    await allow({ post: '20' });
    await begin();
    const name = names[0] ?? '';
    const field = phone.page.querySelectorAll(`[name="${name}"]`).map((input) => input.getAttribute('value') ?? '');
    const wrong = field.find((value) => value !== answers[name]) ?? '';
    await phone.send(`${test}/answers`, { [name]: answers[name] ?? '', then: 'save' });
    await phone.follow();
    after(21);
    await phone.send(`${test}/answers`, { [name]: wrong, then: 'save' });
    await overview();
    await desk.send(`/workshops/${workshop.id}/tests/post/late/${officer.id}`);
    const { id } = await attempt();
    const of = { attempt_id: id, item_id: name.slice(2) };
    expect(await db()('late_answers').where(of).first<object>('replaced', 'response')).toEqual({
      replaced: { chosen: [answers[name]] },
      response: { chosen: [wrong] },
    });
    expect(await db()('answers').where(of).first<object>('response')).toEqual({ response: { chosen: [wrong] } });
  });

  it('comes later for somebody who is given more time after it, with what they wrote meanwhile', async () => {
    const { allow, begin, phone, test, one, after, officer, kept, names, attempt } = await room();
    await allow({ post: '20' });
    await begin();
    await phone.send(`${test}/answers`, { ...one(0), then: 'save' });
    await phone.follow();
    after(22);
    await phone.send(`${test}/answers`, { ...one(1), then: 'save' });
    expect(await kept()).toEqual([names[0]]);
    await allow({ [`factor.${officer.id}`]: '1.5' });
    expect(await kept()).toEqual([names[0], names[1]].sort());
    await phone.get(test);
    expect(phone.words).toContain('Until 10:00');
    expect(phone.page.querySelector('form.test')).not.toBeNull();
    await phone.send(`${test}/answers`, { ...one(2), then: 'send-anyway' });
    await phone.follow();
    expect(phone.words).toContain('Sent on');
    expect((await attempt()).submitted_at).not.toBeNull();
    await allow({ post: '' });
    expect((await attempt()).submitted_at).not.toBeNull();
  });

  it('does not open again what ended long ago, when the limit is taken away', async () => {
    const { allow, begin, phone, test, one, after, attempt } = await room();
    await allow({ post: '20' });
    await begin();
    await phone.send(`${test}/answers`, { ...one(0), then: 'save' });
    await phone.follow();
    after(300);
    await allow({ post: '' });
    await phone.get(test);
    expect(phone.words).toContain('The time ended on');
    expect((await attempt()).submitted_at).not.toBeNull();
  });

  it('is not there for a test on paper', async () => {
    const { allow, desk, officer, workshop, answers, after, attempt } = await room();
    await allow({ post: '5' });
    const paper = `/workshops/${workshop.id}/tests/post/papers/${officer.id}`;
    await desk.get(paper);
    await desk.send(paper, { ...answers, then: 'save' });
    after(90);
    await desk.get(paper);
    await desk.send(paper, { ...answers, then: 'send' });
    const { submitted_at: sent, ends_at: end } = await attempt();
    expect([sent === null, end]).toEqual([false, null]);
  });
});

describe('extra time', () => {
  it('is known to the facilitators and the person alone', async () => {
    const { site, workshop, officer, allow, begin, times, overview, desk } = await room();
    await allow({ post: '20', [`factor.${officer.id}`]: '2' });
    await begin();
    expect(await overview()).toContain('Begun, until 10:10');
    const staff = await site.as(await addStaff(site));
    await staff.get(times);
    expect(staff.page.querySelector('.extra-times')).toBeNull();
    await staff.send(times, { post: '20', [`factor.${officer.id}`]: '' });
    await staff.get(`/workshops/${workshop.id}/tests`);
    expect(staff.words).not.toContain('10:10');
    const other = await site.as(await addParticipant(site, workshop, 'Budi'));
    await other.get(times, 404);
    await desk.get(`/workshops/${workshop.id}/report`);
    expect(desk.text).not.toContain('xtra time');
    const values = await db()('audit_values')
      .join('audit_events', 'audit_events.id', 'audit_values.event_id')
      .where({ action: 'extra time changed', subject: officer.id })
      .select<{ before: unknown; after: unknown }[]>('before', 'after');
    expect(
      values.flatMap(({ before, after }) => [before ?? null, after ?? null]).filter((each) => each !== null),
    ).toEqual([]);
    expect(await db()('extra_times').where({ person_id: officer.id })).toHaveLength(1);
  });

  it('stands in the person’s own data, and goes with the person', async () => {
    const { officer, allow, begin, phone, test, one, after, attempt } = await room();
    await allow({ post: '20', [`factor.${officer.id}`]: '2' });
    await begin();
    await phone.send(`${test}/answers`, { ...one(0), then: 'save' });
    await phone.follow();
    after(50);
    await phone.send(`${test}/answers`, { ...one(1), then: 'save' });
    const { text } = await phone.agent.get('/me/data.json');
    expect(text).toContain('extra_times');
    expect(text).toContain('late_answers');
    await phone.get('/me/erasure');
    await phone.send('/me/erasure', { certificates: 'erased', sure: 'yes' });
    expect(await db()('extra_times').where({ person_id: officer.id })).toEqual([]);
    const left = await attempt();
    expect(left.ends_at).toBeNull();
    expect(left.submitted_at).not.toBeNull();
    expect(await db()('late_answers').where({ attempt_id: left.id })).toEqual([]);
  });
});

describe('the rule of the end', () => {
  const began = Date.parse('2026-11-23T02:30:17.250Z');
  const limit = fc.option(fc.integer({ min: 1, max: 480 }));
  const factor = fc.constantFrom<Factor | null>(null, '1.25', '1.5', '2', 'none');

  it('gives at least the minutes that were promised, and ends on a whole minute', () => {
    fc.assert(
      fc.property(limit, factor, fc.integer({ min: 0, max: 120_000 }), (minutes, more, late) => {
        const startedAt = new Date(began + late);
        const end = endOf(startedAt, minutesOf(minutes, more));
        expect(end === null).toBe(minutes === null || more === 'none');
        if (!end || minutes === null) return;
        const given = (end.getTime() - startedAt.getTime()) / minute;
        expect(given).toBeGreaterThanOrEqual(minutes * Number(more ?? 1));
        expect(given).toBeLessThan(minutes * Number(more ?? 1) + 2);
        expect(end.getTime() % minute).toBe(0);
      }),
    );
  });

  it('never comes sooner than it was shown, whatever is changed and when', () => {
    const changes = fc.array(fc.tuple(limit, factor, fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 1, max: 60 })), changes, (first, all) => {
        let test = {
          startedAt: new Date(began),
          submittedAt: null as Date | null,
          endsAt: endOf(new Date(began), first),
        };
        let now = began;
        for (const [minutes, more, later] of all) {
          now += later * minute;
          const before = test.endsAt;
          const over = isOver(test, new Date(now));
          const end = endAfterChange(test, minutesOf(minutes, more), new Date(now));
          if (before === null) expect(end).toBeNull();
          else if (end !== null) expect(end.getTime()).toBeGreaterThanOrEqual(before.getTime());
          // What ended is open again only with time left.
          if (over) expect(end === before || (end?.getTime() ?? 0) > now).toBe(true);
          test = { ...test, endsAt: end };
        }
      }),
    );
  });

  it('counts a begun minute after the end as one', () => {
    const end = new Date(began);
    expect([1, 60_000, 60_001].map((late) => minutesAfter(end, new Date(began + late)))).toEqual([1, 1, 2]);
  });
});

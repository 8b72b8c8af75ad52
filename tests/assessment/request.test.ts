import fc from 'fast-check';
import { listMarked } from '../../src/assessment';
import { fieldMark, requestFrom, requestMark } from '../../src/assessment/request';
import { questionOf } from '../../src/assessment/question';
import { digestOf } from '../../src/ids';
import type { Item, ItemField } from '../../src/curriculum';
import { compiledFrom, withRequests } from '../curriculum/small';
import { publishWithRequests } from '../marking/written-tests';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { rightAnswers } from './answers';

const database = testDatabase();
const db = () => database.db();
const item = compiledFrom(withRequests()).assessment.items.find(({ id }) => id === 'ask-pre') as Item;
const [to, facts] = item.fields as readonly [ItemField, ItemField];
const taken = (fields: Record<string, unknown>) => requestFrom(item, new Map(Object.entries(fields)));

describe('the closed part of a request', () => {
  it.each([
    [['c', 'd'], 1],
    [['c'], 1 / 2],
    [['c', 'd', 'e'], 1 / 2],
    [['c', 'e'], 0],
    [['e'], 0],
    [[], 0],
  ])('counts of several the right ones less the wrong ones: %p', (chosen, worth) => {
    expect(fieldMark(item, facts, chosen)).toBe(worth);
  });

  it('never gives less than nothing or more than the whole, and the whole to the key alone', () => {
    const chosen = fc.record({ to: fc.subarray(['a', 'b']), facts: fc.subarray(['c', 'd', 'e']) });
    fc.assert(
      fc.property(chosen, fc.string(), (fields, words) => {
        const mark = requestMark(item, { fields, words });
        const isKey = fields.to.join() === 'a' && fields.facts.join() === 'c,d';
        expect(mark).toBeGreaterThanOrEqual(0);
        expect(mark).toBeLessThanOrEqual(1);
        expect(mark === 1).toBe(isKey);
        expect(requestMark(item, { fields })).toBe(mark);
      }),
    );
    expect(fieldMark(item, to, ['a', 'b'])).toBe(0);
  });

  it('takes nothing that was not offered, and one only where one is asked', () => {
    const name = 'a.ask-pre';
    expect(
      taken({
        [`${name}.to`]: ['b', 'a', 'c'],
        [`${name}.facts`]: ['', 'e', 'x'],
        [`${name}.words`]: ' Two\r\nlines\u0000 ',
      }),
    ).toEqual({
      fields: { to: ['a'], facts: ['e'] },
      words: 'Two\nlines',
    });
    expect(taken({ [`${name}.facts`]: '', [`${name}.words`]: '' })).toEqual({ fields: {}, words: '' });
    expect(taken({ 'a.other.to': 'a' })).toBeUndefined();
    expect(Array.from(taken({ [`${name}.words`]: '𝄞'.repeat(2000) })?.words ?? '')).toHaveLength(1500);
  });

  it('has its options in an order that is not the author’s, and no key', () => {
    const orders = ['one', 'two', 'three', 'four', 'five'].map((seed) => questionOf(item, undefined, seed, digestOf));
    expect(new Set(orders.map(({ fields }) => JSON.stringify(fields))).size).toBeGreaterThan(1);
    expect(JSON.stringify(orders)).not.toMatch(/correct|KANARIKEY|says by when/);
  });
});

describe('a test with a request to complete', () => {
  const room = async () => {
    const site = siteOn(db());
    await publishWithRequests(site);
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const officer = await addParticipant(site, workshop, 'Sok');
    const path = `/workshops/${workshop.id}/tests/pre`;
    const phone = await site.as(officer);
    await phone.get(path);
    await phone.send(`${path}/attempts`);
    await phone.follow();
    return { site, workshop, officer, phone, path, desk: await site.as(facilitator) };
  };

  it('keeps what is given field by field, shows no key before it is sent, and says of each field afterwards what was right', async () => {
    const { workshop, phone, path } = await room();
    const pages = [phone.text];
    const answers = await rightAnswers(db(), workshop.publicationId, 'pre');
    await phone.send(`${path}/answers`, {
      'a.ask-pre.to': 'b',
      'a.ask-pre.facts': ['c'],
      'a.ask-pre.words': 'By noon.\nThank you.',
      then: 'save',
    });
    await phone.get(path);
    pages.push(phone.text);
    expect(phone.page.querySelector('textarea[name="a.ask-pre.words"]')?.text).toBe('By noon.\nThank you.');
    expect(
      phone.page.querySelectorAll('[data-item="ask-pre"] input[checked]').map((each) => each.getAttribute('value')),
    ).toEqual(['b', 'c']);
    await phone.send(
      `${path}/answers`,
      {
        ...answers,
        'a.ask-pre.to': 'b',
        'a.ask-pre.facts': ['c'],
        'a.ask-pre.words': 'Call me: sok@example.org',
        then: 'send-anyway',
      },
      422,
    );
    expect(phone.words).toContain('This looks like an e-mail address.');
    pages.push(phone.text);
    for (const page of pages) expect(page).not.toMatch(/KANARIKEY|says by when/);

    await phone.send(`${path}/answers`, {
      ...answers,
      'a.ask-pre.to': 'b',
      'a.ask-pre.facts': ['c'],
      'a.ask-pre.words': 'By noon.',
      then: 'send',
    });
    await phone.follow();
    const said = phone.page.querySelectorAll('.review h3').map(({ text }) => text.replace(/\s+/g, ' ').trim());
    expect(said).toEqual(['To whom Not right', 'Facts asked Partly right', 'Your words']);
    for (const words of [
      'You chose this. It is not right.',
      'You did not choose this. It is right.',
      'has the camera',
      'A good text says by when',
      'By noon.',
    ])
      expect(phone.words.replace('They have the camera', 'has the camera')).toContain(words);
    expect(phone.words).not.toContain('Nobody needs them');

    const [marked] = await listMarked(db(), workshop);
    expect(marked?.items.find(({ item: { id } }) => id === 'ask-pre')?.mark).toBeCloseTo(1 / 4);
  });

  it('keeps its key where its time has closed it: more time may still be given', async () => {
    const { workshop, officer, phone, path } = await room();
    await phone.send(`${path}/answers`, { 'a.ask-pre.to': 'b', then: 'save' });
    const over = new Date('2026-11-23T02:00:00Z');
    await db()('attempts')
      .where({ workshop_id: workshop.id, person_id: officer.id })
      .update({ started_at: new Date('2026-11-23T01:00:00Z'), ends_at: over, submitted_at: over });
    await phone.get(path);
    expect(phone.page.querySelector('form.test')).toBeNull();
    expect(phone.text).not.toContain('KANARIKEY');
  });

  it('is printed with its fields and room to write, and entered from paper', async () => {
    const { site, workshop, desk } = await room();
    const tests = `/workshops/${workshop.id}/tests`;
    const other = await addParticipant(site, workshop, 'Dara');
    await desk.get(`${tests}/pre/blank`);
    const printed = desk.page.querySelectorAll('.blank-question').at(-1);
    expect(printed?.querySelectorAll('.blank-field').map(({ text }) => text.replace(/\s+/g, ' ').trim())[0]).toBe(
      'To whom',
    );
    const options = printed?.querySelectorAll('li').map(({ text }) => text.replace(/\s+/g, ' ').trim()) ?? [];
    expect(options).toHaveLength(5);
    expect(printed?.querySelector('.blank-words')).not.toBeNull();
    expect(desk.text).not.toContain('KANARIKEY');
    const page = `${tests}/pre/papers/${other.id}`;
    await desk.get(page);
    const labels = desk.page
      .querySelectorAll('[data-item="ask-pre"] .option label')
      .map(({ text }) => text.replace(/\s+/g, ' ').trim());
    expect(labels.map((each) => each.replace(/ /g, ''))).toEqual(options.map((each) => each.replace(/ /g, '')));
    await desk.send(page, { ...(await rightAnswers(db(), workshop.publicationId, 'pre')), then: 'send' });
    const marked = await listMarked(db(), workshop);
    expect(marked.at(-1)?.items.find(({ item: { id } }) => id === 'ask-pre')?.mark).toBe(1);
  });
});

import fc from 'fast-check';
import { extractText } from 'unpdf';
import { questions, resultsOf, standingOf } from '../../src/followup/evaluation';
import type { Person } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { type Browser, type Site, siteOn } from '../support/site';
import { smallWorkshop } from './small-workshop';

const database = testDatabase();
const db = () => database.db();

describe('an evaluation', () => {
  let site: Site;
  let workshop: Workshop;
  let facilitator: Person;
  let people: Person[];
  let page: string;

  beforeEach(async () => {
    site = siteOn(db());
    ({ workshop, facilitator, people } = await smallWorkshop(site));
    page = `/workshops/${workshop.id}/evaluation`;
  });

  const answer = async (person: Person, typed: Record<string, string>, expected = 303): Promise<Browser> => {
    const browser = await site.as(person);
    await browser.get(page);
    return browser.send(`${page}/answers`, typed, expected);
  };
  const everybodyAnswers = async () => {
    for (const [at, person] of people.entries())
      await answer(person, { 'rating.purpose': '4', 'text.keep': `Text number ${at}` });
  };

  it('is found on the way of a participant, answered once, and kept without the name', async () => {
    const [first] = people;
    if (!first) throw new Error('Nobody came.');
    const browser = await site.as(first);
    await browser.get(`/workshops/${workshop.id}`);
    expect(browser.words).toContain('Evaluation');
    await answer(first, { 'rating.purpose': '5', 'text.keep': 'The case' });
    await browser.get(page);
    expect(browser.words).toContain('You have answered');
    expect(browser.page.querySelector(`form[action="${page}/answers"]`)).toBeNull();
    expect(browser.text).not.toContain('The case');
  });

  it('refuses an empty sheet, and gives back what looks like a real person with what was typed', async () => {
    const [first] = people;
    if (!first) throw new Error('Nobody came.');
    await answer(first, {}, 422);
    const browser = await answer(first, { 'rating.case': '2', 'text.change': 'Write to minh@example.org' }, 422);
    expect(browser.words).toContain('e-mail address');
    expect(browser.page.querySelector('textarea[name="text.change"]')?.text).toContain('minh@example.org');
    expect(browser.page.querySelector('input[name="rating.case"][value="2"]')?.hasAttribute('checked')).toBe(true);
    expect(await db()('evaluation_answerers').where({ workshop_id: workshop.id })).toHaveLength(0);
  });

  it('is shown to the facilitator only when five have answered and it is closed, once and whole', async () => {
    const desk = await site.as(facilitator);
    for (const person of people.slice(0, 4)) await answer(person, { 'rating.safe': '1', 'text.keep': 'The pairs' });
    await desk.get(page);
    expect(desk.words).toContain('4 people have answered');
    expect(desk.text).not.toContain('The pairs');
    expect(desk.page.querySelector(`form[action="${page}/closings"]`)).toBeNull();
    for (const person of people.slice(4)) await answer(person, { 'rating.safe': '5' });
    await desk.get(page);
    expect(desk.text).not.toContain('The pairs');
    await desk.send(`${page}/closings`);
    await desk.follow();
    expect(desk.words).toContain('I could say what I think.400026');
    expect(desk.words).toContain('The pairs');
    for (const { displayName } of people) expect(desk.text).not.toContain(displayName);
    const late = await site.as(people[0] ?? facilitator);
    await late.get(page);
    expect(late.text).not.toContain('The pairs');
  });

  it('is one workshop’s own: what was answered after another workshop never counts here (carpentries/instructor-training#1762)', async () => {
    const other = await smallWorkshop(site);
    const [elsewhere] = other.people;
    if (!elsewhere) throw new Error('Nobody came.');
    await (await site.as(elsewhere)).get(page, 404);
    for (const person of people) await answer(person, { 'text.keep': 'The first workshop’s pairs' });
    const theirs = `/workshops/${other.workshop.id}/evaluation`;
    for (const person of other.people) {
      const browser = await site.as(person);
      await browser.get(theirs);
      await browser.send(`${theirs}/answers`, { 'text.keep': 'The second workshop’s map' });
    }
    for (const [desk, at, own, foreign] of [
      [await site.as(facilitator), page, 'first workshop’s pairs', 'second workshop’s map'],
      [await site.as(other.facilitator), theirs, 'second workshop’s map', 'first workshop’s pairs'],
    ] as const) {
      await desk.get(at);
      await desk.send(`${at}/closings`);
      await desk.follow();
      expect(desk.words).toContain(own);
      expect(desk.words).not.toContain(foreign);
    }
  });

  it('cannot be closed by a form kept from before while four have answered', async () => {
    const desk = await site.as(facilitator);
    for (const person of people.slice(0, 5)) await answer(person, { 'rating.safe': '1' });
    await desk.get(page);
    await db()('evaluation_answerers').where({ workshop_id: workshop.id, person_id: people[0]?.id }).delete();
    await desk.send(`${page}/closings`, {}, 409);
  });

  it('keeps nothing that joins two answers, or an answer and a person (TEAMMATES/teammates#11793, #4597)', async () => {
    await everybodyAnswers();
    const rows = await db()('evaluation_answers')
      .where({ workshop_id: workshop.id })
      .select<Record<string, unknown>[]>('*', db().raw('xmin::text as written'));
    expect(rows).toHaveLength(12);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['body', 'id', 'origin', 'question', 'rating', 'workshop_id', 'written'].sort(),
    );
    expect(new Set(rows.map(({ id }) => String(id).charAt(14)))).toEqual(new Set(['4']));
    const answerers = await db()('evaluation_answerers')
      .where({ workshop_id: workshop.id })
      .select<Record<string, unknown>[]>('*', db().raw('xmin::text as written'));
    expect(Object.keys(answerers[0] ?? {}).sort()).toEqual(['origin', 'person_id', 'workshop_id', 'written']);
    expect(new Set([...rows, ...answerers].map(({ written }) => written)).size).toBe(1);
    const audit = await db()('audit_events').where({ workshop_id: workshop.id }).pluck<string[]>('action');
    expect(audit.filter((action) => action.includes('evaluation'))).toEqual([]);
  });

  it('mixes the rows anew with each answer: their order says nothing about who came when', async () => {
    const idsOf = () => db()('evaluation_answers').where({ workshop_id: workshop.id }).pluck<string[]>('id');
    await answer(people[0] ?? facilitator, { 'rating.purpose': '1' });
    const before = await idsOf();
    await answer(people[1] ?? facilitator, { 'rating.purpose': '2' });
    expect((await idsOf()).filter((id) => before.includes(id))).toEqual([]);
  });

  it('answers that arrive together are all kept, each person once', async () => {
    await Promise.all(
      people.flatMap((one) => [answer(one, { 'rating.purpose': '3' }), answer(one, { 'rating.purpose': '3' })]),
    );
    expect(await db()('evaluation_answers').where({ workshop_id: workshop.id })).toHaveLength(people.length);
    expect(await db()('evaluation_answerers').where({ workshop_id: workshop.id })).toHaveLength(people.length);
  });

  it('opens on the last day, and not before', async () => {
    site.clock.advance(-1);
    const browser = await site.as(people[0] ?? facilitator);
    await browser.get(page);
    expect(browser.words).toContain('opens on the last day');
    expect(standingOf(workshop, '2026-11-24', false)).toBe('open');
  });

  it('is keyed in from paper, six sheets at a time, and a form sent twice counts once', async () => {
    const desk = await site.as(facilitator);
    await desk.get(`${page}/papers`);
    const typed = Object.fromEntries(
      [0, 1, 2, 3, 4].flatMap((sheet) => [
        [`${sheet}.rating.tools`, '5'],
        [`${sheet}.text.open`, `Question ${sheet}`],
      ]),
    );
    await desk.send(`${page}/papers`, { ...typed, '5.rating.tools': '9' }, 422);
    expect(desk.page.querySelector('input[name="0.rating.tools"]')?.getAttribute('value')).toBe('5');
    await desk.send(`${page}/papers`, typed);
    await desk.get(page);
    expect(desk.words).toContain('5 people have answered');
  });

  it('has a blank for paper with the same questions', async () => {
    const browser = await site.as(people[0] ?? facilitator);
    const blank = await browser.agent.get(`/workshops/${workshop.id}/papers/evaluation.pdf`).buffer(true);
    const { text } = await extractText(new Uint8Array(blank.body as Buffer), { mergePages: true });
    expect(text.replace(/\s+/g, ' ')).toContain('I could say what I think.');
    expect(text.replace(/\s+/g, ' ')).toContain('What should we change?');
  });

  it('loses no answer in adding up, whatever was answered', () => {
    const one = fc.oneof(
      fc.record({
        question: fc.constantFrom(...questions.filter(({ kind }) => kind === 'rating').map(({ id }) => id)),
        rating: fc.integer({ min: 1, max: 5 }),
        body: fc.constant(null),
      }),
      fc.record({ question: fc.constantFrom('keep', 'change', 'open'), rating: fc.constant(null), body: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(one), (answers) => {
        const results = resultsOf(answers);
        expect(results.reduce((sum, { n }) => sum + n, 0)).toBe(answers.length);
        for (const { counts, texts, n } of results) expect(counts.reduce((a, b) => a + b, 0) + texts.length).toBe(n);
      }),
      { numRuns: 50 },
    );
  });
});

import { extractText } from 'unpdf';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import type { Workshop } from '../../src/workshops';
import { publishSmallDay } from './small-day';

const database = testDatabase();
const db = () => database.db();

describe('what a workshop must not lose', () => {
  let site: Site;
  let workshop: Workshop;
  let desk: Browser;
  let phone: Browser;

  beforeEach(async () => {
    site = siteOn(db());
    await publishSmallDay(db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    workshop = await addWorkshop(site, facilitator);
    desk = await site.as(facilitator);
    phone = await site.as(await addParticipant(site, workshop));
  });

  describe('the parking lot', () => {
    const lot = () => `/workshops/${workshop.id}/parking-lot`;

    it('takes a question without a name, and shows what became of it', async () => {
      await phone.get(lot());
      await phone.send(lot(), { question: 'ใครเป็นจุดติดต่อ?' });
      expect(
        Object.keys(await db()('parked_questions').first<object>()).filter((name) => /person|parked_by/.test(name)),
      ).toEqual([]);
      await desk.get(lot());
      expect(desk.words).toContain('ใครเป็นจุดติดต่อ? open');
      const { id } = await db()('parked_questions').first<{ id: string }>('id');
      await desk.send(`${lot()}/${id}`, { outcome: 'carried', words: 'The focal point of each state' });
      await phone.get(lot());
      expect(phone.words).toContain('ใครเป็นจุดติดต่อ? carried The focal point of each state');
      expect(phone.words).not.toContain('Answer or carry');
    });

    it.each([
      ['His passport is AB1234567.', 'This looks like the number of a passport', 'AB1234567'],
      ['Call +66 81 234 5678 for it', 'This looks like a telephone number', '+66 81 234 5678'],
      ['Write to somchai@police.example', 'This looks like an e-mail address', 'somchai@police.example'],
    ])('warns of %s before anything is stored, and keeps what was typed', async (question, reason, excerpt) => {
      await phone.get(lot());
      await phone.send(lot(), { question }, 422);
      expect(phone.words).toContain(reason);
      expect(phone.page.querySelector('q')?.text).toBe(excerpt);
      expect(phone.page.querySelector('textarea')?.text).toBe(question);
      expect(await db()('parked_questions')).toEqual(
        expect.not.arrayContaining([expect.objectContaining({ question })]),
      );
    });

    it('is keyed in from paper, a line each', async () => {
      await desk.get(lot());
      await desk.send(lot(), { 'question.0': 'One', 'question.1': '', 'question.2': 'Three' });
      await desk.follow();
      expect(desk.words).toContain('One open');
      expect(desk.words).toContain('Three open');
    });
  });

  describe('the action log', () => {
    const log = () => `/workshops/${workshop.id}/actions`;

    it('says what, who and by when, is done, and is undone', async () => {
      await desk.get(log());
      await desk.send(log(), {
        'what.0': 'Send the blank form',
        'who.0': 'Immigration, Kasara',
        'due.0': '2026-12-01',
      });
      await desk.follow();
      expect(desk.words).toContain('Send the blank form open Immigration, Kasara · by Tue 1 Dec');
      const { id } = await db()('action_points').where({ workshop_id: workshop.id }).first<{ id: string }>('id');
      site.clock.advance(10);
      await desk.get(log());
      expect(desk.words).toContain('Send the blank form late');
      await desk.send(`${log()}/${id}`, { then: 'done' });
      await desk.follow();
      expect(desk.words).toContain('Send the blank form done');
      await phone.get(log());
      expect(phone.words).toContain('Send the blank form done');
      await phone.agent.post(log()).expect(403);
    });

    it('refuses a line without who, beside its field, and keeps the others', async () => {
      await desk.get(log());
      await desk.send(log(), { 'what.0': 'Call back', 'what.1': 'Meet', 'who.1': 'Table 4' }, 422);
      expect(desk.words).toContain('Write who will do it');
      expect(desk.page.querySelector('[name="what.1"]')?.getAttribute('value')).toBe('Meet');
    });
  });

  it.each(['parking-lot', 'actions', 'hands'])('prints a blank of the %s to write on', async (name) => {
    const answer = await desk.agent.get(`/workshops/${workshop.id}/papers/${name}.pdf`).responseType('blob');
    expect(answer.type).toBe('application/pdf');
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    expect(text).toContain(workshop.title);
    await phone.get(`/workshops/${workshop.id}/papers/${name}.pdf`, 404);
  });
});

import fc from 'fast-check';
import type { Person } from '../../src/accounts';
import { doDaily } from '../../src/daily';
import { dueMonths, dueOn, funnelLine } from '../../src/followup/followup';
import { sendDue } from '../../src/mail';
import type { Workshop } from '../../src/workshops';
import { MailServer, linkIn } from '../mail/mail-server';
import { testDatabase } from '../support/database';
import { type Browser, MovableClock, Site, addFacilitator, addStaff, addWorkshop, depsFor } from '../support/site';
import { smallWorkshop } from './small-workshop';

const database = testDatabase();
const db = () => database.db();

describe('a commitment and its follow-up', () => {
  let server: MailServer;
  let site: Site;
  let settings: { smtpUrl: string; from: string; publicUrl: string };
  let workshop: Workshop;
  let facilitator: Person;
  let people: Person[];
  let first: Person;
  const said = 'By Friday I call the liaison desk and tell them what came of their answer';

  beforeEach(async () => {
    await db()('mails').delete();
    await db()('person_emails').delete();
    server = new MailServer();
    settings = { smtpUrl: await server.open(), from: 'training@example.org', publicUrl: 'https://training.example' };
    const clock = new MovableClock();
    site = new Site(depsFor(db(), clock, { mail: settings, publicUrl: settings.publicUrl }), clock);
    ({ workshop, facilitator, people } = await smallWorkshop(site));
    first = people[0] as Person;
    await db()('person_emails').insert({
      person_id: first.id,
      origin: 'TEST',
      email: 'sione@example.org',
      created_at: site.clock.now,
    });
  });
  afterEach(() => server.close());

  const commit = async (person: Person, what = said, expected = 303): Promise<Browser> => {
    const browser = await site.as(person);
    const path = `/workshops/${workshop.id}/commitment`;
    await browser.get(path);
    return browser.send(path, { what, by: '2026-12-04', template: 'request' }, expected);
  };
  const monthLater = async () => {
    site.clock.advance(31);
    await doDaily(site.deps);
  };
  const answer = async (person: Person, typed: Record<string, string>) => {
    const browser = await site.as(person);
    const path = `/workshops/${workshop.id}/follow-ups/1`;
    await browser.get(path);
    return browser.send(path, typed);
  };
  const funnel = async (): Promise<Browser> => (await site.as(facilitator)).get(`/workshops/${workshop.id}/follow-up`);

  it('is written once, changed freely, read by its own person only', async () => {
    await commit(first);
    await commit(first, 'Something smaller');
    const own = await site.as(first);
    await own.get('/me/commitments');
    expect(own.words).toContain('Something smaller');
    expect(own.words).not.toContain('liaison desk');
    for (const page of ['', '/follow-up', '/evaluation']) {
      const desk = await site.as(facilitator);
      await desk.get(`/workshops/${workshop.id}${page}`);
      expect(desk.text).not.toContain('Something smaller');
    }
    expect((await funnel()).words).toContain('One of 6 participants wrote a commitment');
  });

  it('gives back a commitment that names a real case, with what was typed', async () => {
    const browser = await commit(first, 'I close our case last month with my neighbour', 422);
    expect(browser.words).toContain('real case');
    expect(browser.page.querySelector('textarea[name=what]')?.text).toContain('our case last month');
    await commit(first, '', 422);
  });

  it('is asked about after a month: a draft that staff read, a link without password, three counts', async () => {
    await commit(first);
    await monthLater();
    await doDaily(site.deps);
    await sendDue(site.deps, settings);
    expect(server.received).toHaveLength(0);
    const staff = await site.as(await addStaff(site));
    await staff.get('/outbox');
    expect(staff.words).toContain('sione@example.org');
    await staff.send('/outbox/approvals', { kind: 'followup' });
    await sendDue(site.deps, settings);
    expect(server.received).toHaveLength(1);
    const link = linkIn(server.received[0]?.text ?? '');
    const phone = site.visitor();
    await phone.get(link);
    expect(phone.words).toContain('liaison desk');
    await phone.send(link, { requestsSent: 'many' }, 422);
    await phone.send(link, { outcome: 'kept', requestsSent: '3', requestsAnswered: '', contactsUsed: '2' });
    await phone.follow();
    expect(phone.words).toContain('Thank you');
    const row = await db()('followup_answers').first<Record<string, unknown>>('*');
    expect(row).toMatchObject({ outcome: 'kept', requests_sent: 3, requests_answered: null, contacts_used: 2 });
    site.clock.advance(46);
    await site.visitor().get(link, 404);
  });

  it('shows who did not answer as that, and what was said only from five answers on', async () => {
    await monthLater();
    for (const person of people.slice(0, 3)) await answer(person, { outcome: 'kept', requestsSent: '1' });
    await answer(people[3] as Person, { outcome: 'declined', requestsSent: '9' });
    const few = await funnel();
    expect(few.words).toMatch(/After one month 24 December 20266312/);
    expect(few.words).not.toContain('Did it');
    for (const person of people.slice(3, 5)) await answer(person, { outcome: 'not yet', requestsSent: '2' });
    const enough = await funnel();
    expect(enough.words).toMatch(/After one month 24 December 20266501/);
    expect(enough.words.replace(/\s+/g, '')).toContain('Didit3Didsomethingelseinstead0Notyet2Requestssent7');
  });

  it('never reaches the facilitator of another workshop, nor any page by name (canary)', async () => {
    await commit(first, 'KANARICOMMITMENT');
    await monthLater();
    await answer(first, { outcome: 'changed', requestsSent: '77' });
    const other = await addFacilitator(site, 'Li Wei');
    const elsewhere = await addWorkshop(site, other);
    const foreign = await site.as(other);
    for (const page of ['follow-up', 'follow-ups/1', 'evaluation', 'commitment'])
      await foreign.get(`/workshops/${workshop.id}/${page}`, 404);
    await foreign.get(`/workshops/${elsewhere.id}/follow-up`);
    expect(foreign.words).not.toMatch(/KANARI|77/);
    const own = await funnel();
    expect(own.words).not.toMatch(/KANARI|77|Sione/);
  });

  it('can be shown to a supervisor by a link that its person makes, and ends', async () => {
    await commit(first);
    await monthLater();
    const own = await site.as(first);
    await own.get('/me/commitments');
    const make = `/workshops/${workshop.id}/commitment/supervisor-links`;
    await own.send(make);
    await own.follow();
    const link = /https:\/\/training\.example(\/commitments\/seen-with\/[\w-]+)/.exec(own.text)?.[1] ?? '';
    const superior = site.visitor();
    await superior.get(link);
    expect(superior.words).toContain('liaison desk');
    expect(superior.words).toContain('No answer');
    await own.get('/me/commitments');
    expect(own.text).not.toContain(link);
    await own.send(`${make}/endings`);
    await site.visitor().get(link, 404);
  });

  it('asks on the same day of a later month, or on that month’s last', () => {
    expect([dueOn('2026-08-31', 1), dueOn('2026-08-31', 6), dueOn('2027-11-30', 3)]).toEqual([
      '2026-09-30',
      '2027-02-28',
      '2028-02-29',
    ]);
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const endsOn = date.toISOString().slice(0, 10);
        for (const month of [1, 3, 6] as const) {
          expect(dueMonths(endsOn, dueOn(endsOn, month))).toContain(month);
          expect(dueOn(endsOn, month) > endsOn).toBe(true);
        }
      }),
    );
  });

  it('never invents an answer: asked is answered, declined and silent together', () => {
    const one = fc.record({
      outcome: fc.constantFrom('kept' as const, 'changed' as const, 'not yet' as const, 'declined' as const),
      requestsSent: fc.option(fc.nat(999)),
      requestsAnswered: fc.option(fc.nat(999)),
      contactsUsed: fc.option(fc.nat(999)),
    });
    fc.assert(
      fc.property(fc.array(one), fc.nat(50), (answers, more) => {
        const line = funnelLine(1, '2026-11-24', answers.length + more, answers, 5);
        expect(line.answered + line.declined + line.silent).toBe(line.asked);
        expect(line.said === undefined).toBe(line.answered < 5);
      }),
    );
  });
});

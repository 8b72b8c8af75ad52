import { setSignIn } from '../../src/accounts';
import { sendDue } from '../../src/mail';
import { publishSmallDay } from '../room/small-day';
import { testDatabase } from '../support/database';
import {
  MovableClock,
  Site,
  addFacilitator,
  addParticipant,
  addSomebody,
  addStaff,
  addWorkshop,
  depsFor,
} from '../support/site';
import { MailServer, linkIn } from './mail-server';

const database = testDatabase();
const db = () => database.db();

describe('a way in by mail', () => {
  let server: MailServer;
  let site: Site;
  let settings: { smtpUrl: string; from: string; publicUrl: string };
  let made = 0;

  beforeEach(async () => {
    server = new MailServer();
    settings = { smtpUrl: await server.open(), from: 'training@example.org', publicUrl: 'https://training.example' };
    const clock = new MovableClock();
    site = new Site(depsFor(db(), clock, { mail: settings, publicUrl: settings.publicUrl }), clock);
  });
  afterEach(() => server.close());

  async function addOfficer(): Promise<{ id: string; email: string }> {
    made += 1;
    const { id } = await addSomebody(site, 'သီတာဝင်း');
    const email = `thida${made}@example.org`;
    await setSignIn(db(), site.clock.now, id, email, 'nobody knows');
    return { id, email };
  }
  async function ask(email: string, expected = 303): Promise<string> {
    const visitor = site.visitor();
    await visitor.get('/password-reset');
    await visitor.send('/password-reset', { email }, expected);
    if (expected === 303) await visitor.follow();
    return visitor.words;
  }
  const password = 'a long sentence as password';

  it('gives a new password once, and signs out who had the old one', async () => {
    const { id, email } = await addOfficer();
    const elsewhere = await site.as({ id });
    await ask(email.toUpperCase());
    await sendDue(site.deps, settings);
    expect(server.received[0]?.to).toBe(email);
    const link = linkIn(server.received[0]?.text ?? '');
    const phone = site.visitor();
    await phone.get(link);
    await phone.send(link, { password: 'short' }, 422);
    await phone.send(link, { password });
    await phone.get('/account');
    expect(phone.words).toContain(email);
    await site.visitor().get(link, 404);
    expect(await db()('sessions').whereRaw(`sess->'passport'->>'user' = ?`, [id])).toHaveLength(1);
    expect(elsewhere.status).toBe(303);
    const again = site.visitor();
    await again.get('/sign-in');
    await again.send('/sign-in', { email, password });
  });

  it('says the same whether the address is known or not', async () => {
    const { email } = await addOfficer();
    expect(await ask('nobody@example.org')).toBe(await ask(email));
    await sendDue(site.deps, settings);
    expect(server.received.map(({ to }) => to)).toEqual([email]);
  });

  it('floods nobody: one mail in five minutes, and after ten wishes none', async () => {
    const { email } = await addOfficer();
    for (let times = 0; times < 10; times += 1) await ask(email);
    await ask(email, 429);
    await sendDue(site.deps, settings);
    expect(server.received).toHaveLength(1);
  });

  it('ends after an hour', async () => {
    const { email } = await addOfficer();
    await ask(email);
    await sendDue(site.deps, settings);
    site.clock.now = new Date(site.clock.now.getTime() + 61 * 60_000);
    await site.visitor().get(linkIn(server.received[0]?.text ?? ''), 404);
  });

  it('invites everybody of a workshop who has an address and cannot sign in, after staff have read it', async () => {
    await publishSmallDay(db(), site.clock.now);
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const sione = await addParticipant(site, workshop, 'Sione');
    await addParticipant(site, workshop, 'Ravi');
    const officer = await addParticipant(site, workshop, 'Budi');
    await setSignIn(db(), site.clock.now, officer.id, 'budi@example.org', 'x');
    await db()('person_emails').insert({
      person_id: sione.id,
      origin: 'TEST',
      email: 'sione@example.org',
      created_at: site.clock.now,
    });
    const desk = await site.as(facilitator);
    for (let times = 0; times < 2; times += 1) {
      await desk.get(`/workshops/${workshop.id}/follow-up`);
      await desk.send(`/workshops/${workshop.id}/invitations`);
    }
    await sendDue(site.deps, settings);
    expect(server.received).toHaveLength(0);
    const staff = await site.as(await addStaff(site));
    await staff.get('/outbox');
    await staff.send('/outbox/approvals', { kind: 'invitation' });
    await sendDue(site.deps, settings);
    expect(server.received.map(({ to }) => to)).toEqual(['sione@example.org']);
    const link = linkIn(server.received[0]?.text ?? '');
    const phone = site.visitor();
    await phone.get(link);
    expect(phone.words).toContain('Sione');
    await phone.send(link, { password });
    expect(phone.location).toBe(`/workshops/${workshop.id}`);
    await phone.follow();
    await site.visitor().get(link, 404);
  });
});

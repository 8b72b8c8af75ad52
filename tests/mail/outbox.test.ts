import { connect } from '../../src/db';
import { newId } from '../../src/ids';
import { sendDue, startSender, writeMail } from '../../src/mail';
import { setSignIn } from '../../src/accounts';
import { testDatabase } from '../support/database';
import { MovableClock, Site, addSomebody, addStaff, depsFor } from '../support/site';
import { until } from '../support/until';
import { MailServer, linkIn } from './mail-server';

const database = testDatabase();
const db = () => database.db();

describe('the outbox', () => {
  let server: MailServer;
  let site: Site;
  let settings: { smtpUrl: string; from: string; publicUrl: string };

  beforeEach(async () => {
    await db()('mails').delete();
    server = new MailServer();
    settings = {
      smtpUrl: await server.open(),
      from: 'Training <training@example.org>',
      publicUrl: 'https://training.example',
    };
    const clock = new MovableClock();
    site = new Site(depsFor(db(), clock, { mail: settings, publicUrl: settings.publicUrl }), clock);
  });
  afterEach(() => server.close());

  const send = () => sendDue(site.deps, settings);

  async function write(count: number, atOnce = true): Promise<void> {
    const { id } = await addSomebody(site, 'ဒေါ်ခင်မြင့်');
    for (let at = 0; at < count; at += 1) {
      const mail = { kind: 'invitation', subject: 'မင်္ဂလာပါ', body: 'Open {link} – ขอบคุณ' } as const;
      const own = { personId: id, address: `officer${at}@example.org`, key: `test ${newId()}` };
      await writeMail(db(), 'TEST', site.clock.now, { ...mail, ...own }, atOnce);
    }
  }
  const statesOf = () => db()('mail_states').orderBy(['mail_id', 'seq']).pluck<string[]>('state');

  it('sends each mail once, whichever of several programs is first', async () => {
    await write(12);
    const pools = [connect(database.url()), connect(database.url()), connect(database.url())];
    await Promise.all(pools.map((pool) => sendDue({ ...site.deps, db: pool }, settings)));
    await Promise.all(pools.map((pool) => pool.destroy()));
    expect(server.received.map(({ to }) => to).sort()).toEqual(
      Array.from({ length: 12 }, (_, at) => `officer${at}@example.org`).sort(),
    );
    await send();
    expect(server.received).toHaveLength(12);
  });

  it('writes words in every script as they are, with a link of its own for each', async () => {
    await write(2);
    await send();
    expect(server.received[0]?.text).toContain('ขอบคุณ');
    const links = server.received.map(({ text }) => linkIn(text));
    expect(new Set(links).size).toBe(2);
    const stored = JSON.stringify([await db()('mails'), await db()('personal_links'), await db()('audit_values')]);
    for (const link of links) expect(stored).not.toContain(link.split('/').at(-1));
  });

  it('lets mails wait while the server is away, and sends them when it is back', async () => {
    await write(1);
    await server.close();
    await send();
    expect(await statesOf()).toEqual(['written', 'approved']);
    server = new MailServer();
    await server.open(Number(new URL(settings.smtpUrl).port));
    await send();
    expect(server.received).toHaveLength(1);
  });

  it('tries again later when the server is busy, and gives up after five times', async () => {
    await write(1);
    server.say = { code: 451, words: 'Busy' };
    await send();
    await send();
    expect((await statesOf()).at(-1)).toBe('approved');
    for (let times = 0; times < 4; times += 1) {
      site.clock.advance(1);
      await send();
    }
    expect((await statesOf()).at(-1)).toBe('failed');
    expect(server.received).toHaveLength(0);
  });

  it('shows a refusal to staff, who correct the address and send it', async () => {
    await write(1);
    server.say = { code: 550, words: 'No such user' };
    await send();
    const desk = await site.as(await addStaff(site));
    await desk.get('/outbox');
    expect(desk.words).toContain('Refused');
    const path = desk.page.querySelector('.list a')?.getAttribute('href') ?? '';
    await desk.get(path);
    expect(desk.words).toContain('550');
    await desk.send(path, { address: 'right@example.org', subject: 'Hello', body: 'No place for it' }, 422);
    expect(desk.words).toContain('{link}');
    await desk.send(path, { address: 'right@example.org', subject: 'Hello', body: 'Go to {link}' });
    await desk.follow();
    server.say = undefined;
    await send();
    expect(server.received).toHaveLength(0);
    await desk.send(`${path}/states`, { then: 'approve' });
    await send();
    expect(server.received.map(({ to }) => to)).toEqual(['right@example.org']);
  });

  it('never sends again by itself what was cut off: staff are asked', async () => {
    await write(1);
    server.say = 'cut';
    await send();
    expect((await statesOf()).at(-1)).toBe('unclear');
    server.say = undefined;
    await send();
    expect(server.received).toHaveLength(1);
    const desk = await site.as(await addStaff(site));
    await desk.get('/outbox');
    await desk.get(desk.page.querySelector('.list a')?.getAttribute('href') ?? '');
    expect(desk.words).toContain('Nobody knows whether it arrived');
  });

  it('neither loses nor repeats a mail that a killed program had taken', async () => {
    await write(1);
    const mail = await db()('mails').first<{ id: string }>('id');
    await db()('mail_states').insert({
      mail_id: mail.id,
      seq: 3,
      origin: 'TEST',
      state: 'sending',
      at: site.clock.now,
    });
    await send();
    expect((await statesOf()).at(-1)).toBe('sending');
    site.clock.advance(1);
    await send();
    expect((await statesOf()).at(-1)).toBe('unclear');
    expect(server.received).toHaveLength(0);
  });

  it('goes as soon as it is approved, while the product runs', async () => {
    await write(1, false);
    const stop = startSender(site.deps, settings);
    const desk = await site.as(await addStaff(site));
    await desk.get('/outbox');
    expect(server.received).toHaveLength(0);
    await desk.send('/outbox/approvals', { kind: 'invitation' });
    await until('the mail arrives', () => server.received.length === 1);
    await stop();
    expect((await statesOf()).at(-1)).toBe('sent');
  });

  it('writes a mail of one key once', async () => {
    const { id } = await addSomebody(site, 'Budi');
    const mail = { key: 'the same', kind: 'invitation', personId: id, address: 'b@example.org' } as const;
    const words = { subject: 'A', body: '{link}' };
    expect(await writeMail(db(), 'TEST', site.clock.now, { ...mail, ...words })).toBe(true);
    expect(await writeMail(db(), 'TEST', site.clock.now, { ...mail, ...words })).toBe(false);
  });

  it('offers the text with a fresh link where no server is, once, and is told that it went', async () => {
    await write(1, false);
    const boxed = new Site(depsFor(db(), site.clock), site.clock);
    const desk = await boxed.as(await addStaff(boxed));
    await desk.get('/outbox');
    expect(desk.words).toContain('no mail server');
    const path = desk.page.querySelector('.list a')?.getAttribute('href') ?? '';
    await desk.get(path);
    await desk.send(`${path}/texts`);
    await desk.follow();
    const link = /\/invitations\/[\w-]{20,}/.exec(desk.text)?.[0] ?? '';
    expect(link).not.toBe('');
    await desk.get(path);
    expect(desk.text).not.toContain(link);
    await desk.send(`${path}/states`, { then: 'arrived' });
    expect((await statesOf()).at(-1)).toBe('sent');
  });

  it('gives the link of a new password to administrators only', async () => {
    const person = await addSomebody(site, 'Budi');
    await setSignIn(db(), site.clock.now, person.id, 'budi@example.org', 'x');
    const visitor = site.visitor();
    await visitor.get('/password-reset');
    await visitor.send('/password-reset', { email: 'budi@example.org' });
    const desk = await site.as(await addStaff(site));
    await desk.get('/outbox');
    const path = desk.page.querySelector('.list a')?.getAttribute('href') ?? '';
    await desk.get(path);
    expect(desk.page.querySelector(`form[action="${path}/texts"]`)).toBeNull();
  });
});

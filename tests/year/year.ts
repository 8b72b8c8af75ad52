import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { makeEntry } from '../../src/accounts';
import { doDaily } from '../../src/daily';
import type { Db } from '../../src/db';
import { sendDue } from '../../src/mail';
import { MailServer } from '../mail/mail-server';
import { Browser, MovableClock, Site, addSomebody, addStaff, depsFor } from '../support/site';

const password = 'a long road over a small bridge';
const addresses = {
  office: 'maya@programme.example',
  daniel: 'daniel@programme.example',
  auditor: 'li.wei@programme.example',
};

/** The programme for a year: its site and clock, its mail server, its office and its facilitator, each with a browser. */
export class Year {
  office: Browser;
  daniel: Browser;
  /** Of the programme's staff too, and outside of every workshop. */
  auditor: Browser;

  private constructor(
    readonly site: Site,
    readonly mail: MailServer,
    private readonly settings: { smtpUrl: string; from: string; publicUrl: string },
    private readonly server: Server,
  ) {
    this.office = this.daniel = this.auditor = this.visitor();
  }

  get db(): Db {
    return this.site.deps.db;
  }

  /** Opens the programme: its first administrator comes in by the link of the start, and Daniel has an account. */
  static async open(db: Db): Promise<Year> {
    const mail = new MailServer();
    const publicUrl = 'https://training.example';
    const settings = { smtpUrl: await mail.open(), from: 'training@example.org', publicUrl };
    const clock = new MovableClock();
    clock.now = new Date('2027-08-02T02:00:00Z');
    const site = new Site(depsFor(db, clock, { mail: settings, publicUrl }), clock);
    const server = createServer(site.app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const year = new Year(site, mail, settings, server);
    const link = `/first-administrator/${await makeEntry(db, clock.now, { purpose: 'first-administrator' })}`;
    const office = await year.visitor().get(link);
    await office.send(link, { name: 'Maya Prasetya', email: addresses.office, password });
    for (const [who, person] of [
      ['daniel', await addSomebody(site, 'Daniel Okafor')],
      ['auditor', await addStaff(site, 'Li Wei')],
    ] as const) {
      const secret = await makeEntry(db, clock.now, { purpose: 'example', personId: person.id });
      const browser = await year.visitor().get(`/sign-in/with/${secret}`, 303);
      await browser.get('/account');
      await browser.send('/account/sign-in', { email: addresses[who], password });
    }
    await year.signIn();
    return year;
  }

  /** Those of the office and the facilitator sign in, as they do after a month away. */
  private async signIn(): Promise<void> {
    for (const who of ['office', 'daniel', 'auditor'] as const) {
      this[who] = await this.visitor().get('/sign-in');
      await this[who].send('/sign-in', { email: addresses[who], password });
    }
  }

  async close(): Promise<void> {
    await this.mail.close();
    await new Promise((done) => this.server.close(done));
  }

  /** Somebody with a browser of their own. */
  visitor(): Browser {
    return new Browser(request.agent(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`));
  }

  /** Moves the clock to a moment, given with its offset. Never back. */
  at(moment: string): void {
    const next = new Date(moment);
    if (next < this.site.clock.now) throw new Error(`The year does not go back to ${moment}.`);
    this.site.clock.now = next;
  }

  /** Lets the days pass to one (ISO). The product runs every third day, and on the last, and does what it does by itself. */
  async until(day: string): Promise<void> {
    const { clock } = this.site;
    const left = () => Math.round((Date.parse(day) - Date.parse(clock.now.toISOString().slice(0, 10))) / 86_400_000);
    while (left() > 0) {
      clock.advance(Math.min(3, left()));
      await doDaily(this.site.deps);
    }
    await this.signIn();
  }

  /** Sends what the office has approved. */
  async sendMail(): Promise<void> {
    await sendDue(this.site.deps, this.settings);
  }
}

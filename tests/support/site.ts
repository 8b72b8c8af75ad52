import { generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import { type HTMLElement, parse } from 'node-html-parser';
import pino from 'pino';
import request from 'supertest';
import { addPerson, findPerson, grant, makeEntry, type Person } from '../../src/accounts';
import { createApp } from '../../src/app';
import type { Db } from '../../src/db';
import type { Deps } from '../../src/deps';
import { newId } from '../../src/ids';
import { latestPublication } from '../../src/curriculum';
import { enrol, findWorkshop, openWorkshop, type Workshop } from '../../src/workshops';
import { closingOf } from './database';

const origin = 'TEST';
const { privateKey } = generateKeyPairSync('ed25519');

/** A clock that a test moves. It stands on a workshop morning in Bangkok. */
export class MovableClock {
  now = new Date('2026-11-23T02:30:00Z');
  readonly read = (): Date => new Date(this.now);
  advance(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }
}

export function depsFor(
  db: Db,
  clock: MovableClock,
  change: Partial<Pick<Deps['config'], 'mode' | 'publicUrl' | 'mail'>> = {},
): Deps {
  return {
    db,
    clock: clock.read,
    origin,
    secrets: { sessionSecret: 'a secret of the tests, long enough', certificateKey: privateKey },
    log: pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })),
    closing: closingOf(db),
    config: {
      mode: 'box',
      json: false,
      port: 0,
      host: '127.0.0.1',
      dataFolder: '',
      databaseUrl: undefined,
      publicUrl: undefined,
      mail: undefined,
      proxies: 0,
      underNpm: false,
      given: { sessionSecret: undefined, certificateKey: undefined },
      ...change,
    },
  };
}

/** The real app on this database. */
export function siteOn(db: Db, clock = new MovableClock()): Site {
  return new Site(depsFor(db, clock), clock);
}

export class Site {
  readonly app;
  constructor(
    readonly deps: Deps,
    readonly clock: MovableClock,
  ) {
    this.app = createApp(deps);
  }

  visitor(server?: Server): Browser {
    return new Browser(request.agent(server ?? this.app));
  }

  /** A browser in which this person is signed in, by a link as the product makes them. */
  async as(person: Pick<Person, 'id'>): Promise<Browser> {
    const secret = await makeEntry(this.deps.db, this.clock.now, { purpose: 'example', personId: person.id });
    const browser = this.visitor();
    await browser.get(`/sign-in/with/${secret}`, 303);
    return browser;
  }
}

/** A browser without script: it reads pages and sends the forms that stand on them, token included. */
export class Browser {
  page: HTMLElement = parse('');
  text = '';
  status = 0;
  location = '';

  constructor(readonly agent: ReturnType<typeof request.agent>) {}

  async get(path: string, expected = 200): Promise<this> {
    this.take(await this.agent.get(path).set('Accept', 'text/html'));
    if (this.status !== expected)
      throw new Error(`GET ${path} answered ${this.status}, not ${expected}: ${this.words}`);
    return this;
  }

  /** Sends the form on this page whose action is `action`, with its hidden fields and what is typed into it. */
  async send(
    action: string,
    typed: Readonly<Record<string, string | readonly string[]>> = {},
    expected = 303,
  ): Promise<this> {
    const form = this.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
    if (!form) throw new Error(`No form on this page leads to ${action}. The page says: ${this.words}`);
    const hidden = form
      .querySelectorAll('input[type=hidden]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']);
    const fields = { ...Object.fromEntries(hidden), ...typed } as Record<string, string>;
    this.take(await this.agent.post(action).set('Accept', 'text/html').type('form').send(fields));
    if (this.status !== expected)
      throw new Error(`POST ${action} answered ${this.status}, not ${expected}: ${this.words}`);
    return this;
  }

  /** Goes where the last answer led. */
  follow(): Promise<this> {
    return this.get(this.location.replace(/#.*/, ''));
  }

  /** The page's words as a reader meets them, spaces folded. */
  get words(): string {
    return (this.page.querySelector('main') ?? this.page).text.replace(/\s+/g, ' ').trim();
  }

  private take(answer: request.Response): void {
    this.status = answer.status;
    this.text = answer.text;
    this.location = answer.headers['location'] ?? '';
    this.page = parse(answer.text);
  }
}

export async function addSomebody(site: Site, displayName: string): Promise<Person> {
  const id = await addPerson(site.deps.db, origin, site.clock.now, { displayName });
  const person = await findPerson(site.deps.db, id);
  if (!person) throw new Error('The person just added was not found.');
  return person;
}

export async function addStaff(site: Site, name = 'Maya Prasetya'): Promise<Person> {
  const { id } = await addSomebody(site, name);
  await grant(site.deps.db, origin, site.clock.now, id, 'staff', null);
  return (await findPerson(site.deps.db, id)) as Person;
}

export async function addFacilitator(site: Site, name = 'Daniel Okafor'): Promise<Person> {
  const { id } = await addSomebody(site, name);
  await grant(site.deps.db, origin, site.clock.now, id, 'facilitator', null);
  return (await findPerson(site.deps.db, id)) as Person;
}

/** A workshop of two days in Bangkok, run by this facilitator, on the publication of `curriculum/`. */
export async function addWorkshop(
  site: Site,
  facilitator: Person,
  change: { capacity?: number; title?: string } = {},
): Promise<Workshop> {
  const publicationId = await latestPublication(site.deps.db);
  if (!publicationId) throw new Error('Nothing is published.');
  const id = newId();
  await openWorkshop(site.deps.db, origin, site.clock.now, facilitator, id, {
    title: change.title ?? 'Information sharing across borders',
    venue: 'Training Centre, Bangkok',
    timeZone: 'Asia/Bangkok',
    startsOn: '2026-11-23',
    endsOn: '2026-11-24',
    capacity: change.capacity ?? 24,
    publicationId,
  });
  return (await findWorkshop(site.deps.db, facilitator, id)) as Workshop;
}

export async function addParticipant(site: Site, workshop: Workshop, name = 'สมหญิง ใจดี'): Promise<Person> {
  const person = await addSomebody(site, name);
  await enrol(site.deps.db, origin, site.clock.now, workshop, person.id, {
    role: 'participant',
    represents: 'Thailand',
  });
  return person;
}

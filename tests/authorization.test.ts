import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createSessions } from '../src/accounts';
import { writeMail } from '../src/mail';
import { routesOf } from '../src/routes';
import { healthRoutes } from '../src/web/health';
import type { Route } from '../src/web/route';
import { extractText } from 'unpdf';
import { type Planted, guideMark, keyMark, publishPlanted, seatMark } from './support/canaries';
import { testDatabase } from './support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addStaff, addWorkshop, siteOn } from './support/site';
import { finishCase } from './support/finish-case';
import { consentMark, plantNetwork } from './alumni/planted';
import { answerMark, plantAnswer, plantMarked } from './marking/planted';
import { sendFile } from './roster/files';

jest.setTimeout(240_000);
const commitmentMark = 'KANARICOMMITMENT';
const nomineeMark = 'KANARINOMINEE';
const database = testDatabase();
const db = () => database.db();

const actors = ['visitor', 'participant', 'stranger', 'facilitator', 'foreign facilitator', 'staff', 'alumna'] as const;
type Actor = (typeof actors)[number];

const everybody: readonly Actor[] = actors;
const signedIn = actors.filter((actor) => actor !== 'visitor');

/**
 * Who may use a route of each permission, on the workshop of "participant" and "facilitator". A stranger takes part in
 * another workshop; a foreign facilitator runs it; the alumna took part in this one's predecessor and in this one.
 */
const granted: Readonly<Record<string, readonly Actor[]>> = {
  anyone: everybody,
  'signed in': signedIn,
  alumna: ['alumna'],
  'alumna or staff': ['staff', 'alumna'],
  staff: ['staff'],
  'facilitator of the programme': ['facilitator', 'foreign facilitator', 'staff'],
  'member of the workshop': ['participant', 'alumna', 'facilitator', 'staff'],
  'participant of the workshop': ['participant', 'alumna'],
  'facilitator of the workshop': ['facilitator', 'staff'],
  'facilitator of the workshop in person': ['facilitator'],
  'person of the run': ['participant'],
  'member of the room’s workshop': ['participant', 'alumna', 'facilitator', 'staff'],
  'participant of the room’s workshop': ['participant', 'alumna'],
  'facilitator of the room': ['facilitator', 'staff'],
  'watcher of the room': ['facilitator', 'staff'],
  'table of the desk or watcher of the room': ['participant', 'facilitator', 'staff'],
  'table of the desk': ['participant'],
  'player of the room': ['participant'],
  'facilitator, rater or writer of the text': ['participant', 'facilitator', 'staff'],
};

describe('the table of routes', () => {
  let site: Site;
  let planted: Planted;
  let people: Readonly<Record<Exclude<Actor, 'visitor'>, { id: string }>>;
  let values: Readonly<Record<string, string>>;
  let routes: readonly Route[];
  let seat: string;
  const seen: { readonly actor: Actor; readonly what: string; readonly text: string }[] = [];

  beforeAll(async () => {
    site = siteOn(db());
    planted = await publishPlanted(db(), site.clock.now);
    routes = [
      ...healthRoutes(db()),
      ...routesOf(site.deps, { sessions: createSessions(db(), 'only to list the routes') }),
    ];
    const facilitator = await addFacilitator(site);
    const foreign = await addFacilitator(site, 'Li Wei');
    const workshop = await addWorkshop(site, facilitator);
    const elsewhere = await addWorkshop(site, foreign);
    people = {
      participant: await addParticipant(site, workshop, 'Sione'),
      alumna: await addParticipant(site, workshop, 'Thida Win'),
      stranger: await addParticipant(site, elsewhere, 'Ravi'),
      facilitator,
      'foreign facilitator': foreign,
      staff: await addStaff(site),
    };
    await completeEverything(site, workshop.id, people.alumna, facilitator);
    await writeGuideNote(await site.as(facilitator), workshop.id, 'raapt-tool-card');
    const run = await beginRun(await site.as(people.participant), workshop.id, planted.caseId);
    seat = run.role;
    const certificate = await db()('certificates')
      .where({ person_id: people.alumna.id })
      .first<{ id: string; verify_token: string }>('id', 'verify_token');
    values = {
      workshop: workshop.id,
      module: 'raapt',
      block: 'raapt-tool-card',
      blank: 'raapt-tool-card',
      form: 'pre',
      code: workshop.joinCode,
      secret: 'no-such-secret',
      case: planted.caseId,
      run: run.id,
      certificate: certificate.id,
      token: certificate.verify_token,
      person: people.participant.id,
      highlight: people.participant.id,
      month: '1',
      mail: await commitAndWrite(site, workshop.id, people.participant),
      ...(await beginRoom(site, workshop.id, people, seat)),
      ...(await runRoom(await site.as(facilitator), workshop.id)),
      import: await sendRoster(await site.as(facilitator), workshop.id),
      ...(await nominate(await site.as(facilitator), workshop.id)),
      ...(await openMap(await site.as(facilitator), workshop.id)),
      ...(await plantNetwork(site, workshop, people)),
      answer: await plantAnswer(db(), site.clock.now, workshop, people.participant),
    };
    for (const name of ['participant', 'alumna'] as const) {
      const browser = await site.as(people[name]);
      await browser.get(`/workshops/${workshop.id}/tests/pre`);
      await browser.send(`/workshops/${workshop.id}/tests/pre/attempts`);
    }
  });

  it('holds every route that the site answers, and only those', () => {
    const stack = (
      site.app.router as unknown as { stack: { route?: { path: string; methods: Record<string, boolean> } }[] }
    ).stack;
    const answered = stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    expect(answered.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('names for every route a permission that this test knows', () => {
    expect(routes.filter(({ permission }) => !(permission.name in granted)).map(({ path }) => path)).toEqual([]);
  });

  it.each(actors)('lets a %s in where it says so, and nowhere else', async (actor) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const answer = await ask(route, actor);
      const may = granted[route.permission.name]?.includes(actor) ?? false;
      if (may === answer.refused) wrong.push(`${route.method} ${route.path}: ${answer.status} ${answer.location}`);
      seen.push({ actor, what: `${route.method} ${route.path}`, text: answer.text });
    }
    expect(wrong).toEqual([]);
  });

  it('never shows facilitator text, keys or feedback to anybody who does not facilitate (RunestoneInteractive/thinkcspy#233)', () => {
    const outsiders: readonly Actor[] = ['visitor', 'participant', 'stranger', 'foreign facilitator', 'alumna'];
    const answers = seen.filter(({ actor }) => outsiders.includes(actor));
    expect(answers.length).toBeGreaterThan(outsiders.length * 30);
    const leaks = answers.filter(({ text }) => text.includes(guideMark) || text.includes(keyMark));
    expect(leaks.map(({ actor, what }) => `${actor}: ${what}`)).toEqual([]);
  });

  it('never shows keys to anybody at all', () => {
    expect(seen.filter(({ text }) => text.includes(keyMark)).map(({ what }) => what)).toEqual([]);
  });

  it('shows what an alumna did not agree to have shown to nobody but herself', () => {
    const shown = seen.filter(({ text }) => text.includes(consentMark));
    expect(shown.map(({ actor, what }) => `${actor}: ${what}`)).toContain('alumna: get /alumni/profile');
    expect(shown.filter(({ actor }) => actor !== 'alumna').map(({ actor, what }) => `${actor}: ${what}`)).toEqual([]);
    expect(shown.filter(({ text }) => text.includes(`${consentMark} other`))).toEqual([]);
  });

  it('shows facilitator text to facilitators: the marks above are where a leak would be seen', () => {
    const shown = seen.filter(({ actor, text }) => actor === 'facilitator' && text.includes(guideMark));
    expect(shown.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'get /workshops/:workshop/guide/:module',
        'get /workshops/:workshop/guide.pdf',
        'get /workshops/:workshop/local-notes/:block',
      ]),
    );
  });

  it('shows own words of a test to nobody but their writer and whoever facilitates the workshop', () => {
    const shown = seen.filter(({ text }) => text.includes(answerMark));
    expect(shown.map(({ what }) => what)).toContain('get /workshops/:workshop/marking/:answer');
    expect(new Set(shown.map(({ actor }) => actor))).toEqual(new Set(['facilitator', 'participant']));
    expect(shown.filter(({ actor }) => actor === 'participant').map(({ what }) => what)).not.toContain(
      'get /workshops/:workshop/marking/:answer',
    );
  });

  it('shows a commitment to nobody but its own person', () => {
    const shown = seen.filter(({ text }) => text.includes(commitmentMark));
    expect(shown.map(({ what }) => what)).toContain('get /me/commitments');
    expect(new Set(shown.map(({ actor }) => actor))).toEqual(new Set(['participant']));
  });

  it('shows who was nominated to nobody but those who run the workshop', () => {
    const shown = seen.filter(({ text }) => text.includes(nomineeMark));
    expect(shown.map(({ what }) => what)).toContain('get /workshops/:workshop/nominations');
    expect(new Set(shown.map(({ actor }) => actor))).toEqual(new Set(['facilitator', 'staff']));
  });

  it('shows a player nothing that was written for another seat', () => {
    const own = seen.filter(({ actor, text }) => actor === 'participant' && text.includes(seatMark(seat)));
    expect(own.map(({ what }) => what)).toContain('get /runs/:run');
    const leaks = seen.filter(
      ({ actor, text }) => ['participant', 'visitor', 'stranger'].includes(actor) && marksOfOtherSeats(text, seat),
    );
    expect(leaks.map(({ actor, what }) => `${actor}: ${what}`)).toEqual([]);
  });

  const enter = (actor: Actor) => (actor === 'visitor' ? Promise.resolve(site.visitor()) : site.as(people[actor]));
  const readers = new Map<Actor, Promise<Browser>>();
  const writers = new Map<Actor, Browser>();

  function readerFor(actor: Actor): Promise<Browser> {
    const reader = readers.get(actor) ?? enter(actor);
    readers.set(actor, reader);
    return reader;
  }

  /** What is sent may end a session or begin another: who writes comes in anew wherever their own is not there any more. */
  async function writerFor(actor: Actor): Promise<Browser> {
    const known = writers.get(actor);
    if (known && (await known.get('/account').catch(() => undefined))) return known;
    const writer = await enter(actor);
    if (actor === 'visitor') return writer.get('/sign-in');
    writers.set(actor, writer);
    return writer.get('/account');
  }

  async function ask(
    route: Route,
    actor: Actor,
  ): Promise<{ refused: boolean; status: number; location: string; text: string }> {
    const browser = await (route.method === 'post' ? writerFor(actor) : readerFor(actor));
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name);
    let request = browser.agent.get(path).set('Accept', 'text/html').buffer(true);
    if (route.method === 'post') {
      const token = browser.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
      const body = { half: '2026-11-23-am', then: 'save', _csrf: token };
      request = browser.agent.post(path).set('Accept', 'text/html').type('form').send(body);
    }
    const answer = await request.parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // A stream of events has no end: what it says at first is looked at.
        if (!response.headers['content-type']?.startsWith('text/event-stream')) return;
        (response as unknown as IncomingMessage).destroy();
        done(null, Buffer.concat(chunks));
      });
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
    if (route.method === 'post' && answer.headers['set-cookie']) writers.delete(actor);
    const bytes = answer.body as Buffer;
    const text = answer.type === 'application/pdf' ? await textOfPdf(bytes) : bytes.toString('utf8');
    const location = answer.headers['location'] ?? '';
    const unknownSecret = route.path.includes(':secret');
    const refused =
      answer.status === 401 ||
      answer.status === 403 ||
      (answer.status === 404 && !unknownSecret && !isMissingForThem(route, actor)) ||
      location.startsWith('/sign-in?');
    return { refused, status: answer.status, location, text: `${JSON.stringify(answer.headers)} ${text}` };
  }
});

const read = new Map<string, Promise<string>>();

/** Most people are given the very same book: its bytes are read once. */
function textOfPdf(bytes: Buffer): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const known =
    read.get(digest) ??
    extractText(new Uint8Array(bytes), { mergePages: true }).then(({ text }) => text.replace(/\s+/g, ''));
  read.set(digest, known);
  return known;
}

/** What the rules let in and the story has not made: their own certificate, a debrief before the end. */
function isMissingForThem(route: Route, actor: Actor): boolean {
  return (
    (route.path.endsWith('/certificate.pdf') && !route.path.includes(':certificate') && actor === 'participant') ||
    (route.path.includes('/debrief') && actor === 'participant') ||
    (route.path === '/live/:live/debrief' && actor === 'alumna') ||
    (route.path === '/table/:tableCode' && ['stranger', 'foreign facilitator'].includes(actor)) ||
    (route.path.includes('/tests/:form/answers') && actor === 'alumna') ||
    // Staff, who came before her, took it off.
    (route.path === '/alumni/events/:event/documents/:document' && actor === 'alumna')
  );
}

function marksOfOtherSeats(text: string, seat: string): boolean {
  const own = seatMark(seat);
  return [...text.matchAll(/KANARISEAT[A-Z0-9-]+/g)].some(([mark]) => mark !== own);
}

async function beginRun(browser: Browser, workshopId: string, caseId: string): Promise<{ id: string; role: string }> {
  const seats = `/workshops/${workshopId}/case/${caseId}`;
  await browser.get(seats);
  const role = browser.page.querySelector('input[name=role]')?.getAttribute('value') ?? '';
  await browser.send(`${seats}/runs`, { role });
  return { id: browser.location.replace('/runs/', '').replace(/[#?].*/, ''), role };
}

/** A local note for facilitators only, on a block that everybody reads. */
async function writeGuideNote(browser: Browser, workshopId: string, block: string): Promise<void> {
  const path = `/workshops/${workshopId}/local-notes/${block}`;
  await browser.get(path);
  const body = `${guideMark} of the room`;
  const input = browser.page.querySelector('form[action="' + path + '"] input[name=readers][value=both]');
  input?.setAttribute('value', 'guide');
  await browser.send(path, { body });
}

/** A room that plays the case: the participant sits at the desk that they also play alone. */
async function beginRoom(
  site: Site,
  workshopId: string,
  people: Readonly<Record<'facilitator' | 'participant', { id: string }>>,
  role: string,
): Promise<Record<string, string>> {
  const desk = await site.as(people.facilitator);
  const path = `/workshops/${workshopId}/live`;
  await desk.get(path);
  const exercise = desk.page.querySelector('select[name=case] option')?.getAttribute('value') ?? '';
  await desk.send(path, { case: exercise, tables: '12', rooms: '1' });
  const table = await db()('live_tables')
    .whereRaw('? = any(roles)', [role])
    .first<{ id: string; run_id: string; code: string }>('id', 'run_id', 'code');
  const officer = await site.as(people.participant);
  await officer.get(`/live/${table.run_id}`);
  await officer.send(`/live/${table.run_id}/seats`, { table: table.id });
  // A round is closed: the stand-ins of the other seats have decided something, and one of them is taken to have written.
  await desk.get(`/live/${table.run_id}/console`);
  await desk.send(`/live/${table.run_id}/barriers`);
  const marked = await plantMarked(db(), site.clock.now, table.run_id, role);
  return { live: table.run_id, role, tableCode: table.code, marked };
}

/** A day under way: an open question, an action, and a question that the room is asked. */
async function runRoom(desk: Browser, workshopId: string): Promise<Record<string, string>> {
  const base = `/workshops/${workshopId}`;
  await desk.get(`${base}/parking-lot`);
  await desk.send(`${base}/parking-lot`, { question: 'Who answers on a Sunday?' });
  await desk.get(`${base}/actions`);
  await desk.send(`${base}/actions`, { 'what.0': 'Send the blank form', 'who.0': 'Table 4' });
  const action = await db()('action_points').where({ workshop_id: workshopId }).first<{ id: string }>('id');
  await desk.get(`${base}/polls`);
  await desk.send(`${base}/polls`, { kind: 'choice', question: 'May it be sent?', options: 'Yes\nNo' });
  return { action: action.id, poll: desk.location.replace(/.*\//, '') };
}

/** A mapping exercise, with a mark of the one table that there is. */
async function openMap(desk: Browser, workshopId: string): Promise<Record<string, string>> {
  const home = `/workshops/${workshopId}/mapping`;
  await desk.get(home);
  await desk.send(home, { task: 'Where would you act?' });
  const path = desk.location;
  await desk.get(path);
  await desk.send(`${path}/from-paper`, { table: '1', 'kind.0': 'hub', 'cells.0': 'C4' });
  const mark = await db()('map_marks').first<{ id: string; mapping_id: string }>('id', 'mapping_id');
  return { mapping: mark.mapping_id, mark: mark.id };
}

/** A commitment that nobody else may read, and a mail for staff to see. */
async function commitAndWrite(site: Site, workshopId: string, officer: { id: string }): Promise<string> {
  const browser = await site.as(officer);
  const path = `/workshops/${workshopId}/commitment`;
  await browser.get(path);
  await browser.send(path, { what: `${commitmentMark} by Friday`, by: '2026-12-31', template: 'none' });
  const mail = { key: 'of the matrix', kind: 'followup', address: 'officer@example.org' } as const;
  await writeMail(db(), 'TEST', site.clock.now, { ...mail, personId: officer.id, subject: 'Hello', body: 'To {link}' });
  return (await db()('mails').first<{ id: string }>('id')).id;
}

async function sendRoster(browser: Browser, workshopId: string): Promise<string> {
  const roster = `/workshops/${workshopId}/roster`;
  await browser.get(roster);
  await sendFile(browser, `${roster}/imports`, 'list.csv', Buffer.from('Name\nBudi\n'));
  return browser.location.replace(/.*\//, '');
}

/** An agency that is asked, and somebody who was nominated and not yet decided about. */
async function nominate(desk: Browser, workshopId: string): Promise<Record<string, string>> {
  const base = `/workshops/${workshopId}`;
  await desk.get(`${base}/nominating-agencies`);
  await desk.send(`${base}/nominating-agencies`, { represents: 'Nepal', agency: 'Police', endsOn: '2026-11-24' });
  const agency = await db()('nominating_agencies').where({ workshop_id: workshopId }).first<{ id: string }>('id');
  await desk.get(`${base}/nominations`);
  await desk.send(`${base}/nominations`, { name: `${nomineeMark} Gurung`, represents: 'Nepal', agency: 'Police' });
  await desk.get(`${base}/tables`);
  await desk.send(`${base}/tables`, { tables: '1', then: 'shuffle' });
  const nomination = await db()('nominations').where({ workshop_id: workshopId }).first<{ id: string }>('id');
  return { agency: agency.id, nomination: nomination.id };
}

async function completeEverything(
  site: Site,
  workshopId: string,
  officer: { id: string },
  facilitator: { id: string },
): Promise<void> {
  const desk = await site.as(facilitator);
  for (const half of ['2026-11-23-am', '2026-11-23-pm', '2026-11-24-am']) {
    await desk.get(`/workshops/${workshopId}/attendance?half=${half}`);
    await desk.send(`/workshops/${workshopId}/attendance`, { [`mark.${officer.id}`]: 'present' });
  }
  const browser = await site.as(officer);
  const path = `/workshops/${workshopId}/tests/post`;
  await browser.get(path);
  await browser.send(`${path}/attempts`);
  await browser.follow();
  await browser.get(path);
  await browser.send(`${path}/answers`, { then: 'send-anyway' });
  await finishCase(browser, workshopId);
  await desk.get(`/workshops/${workshopId}/certificates`);
  await desk.send(`/workshops/${workshopId}/certificates`);
}

import { makeEntry, setSignIn } from '../../src/accounts';
import { belongings } from '../../src/belongings';
import { testDatabase } from '../support/database';
import { type Site, addFacilitator, addParticipant, addSomebody, addStaff, addWorkshop, siteOn } from '../support/site';
import { newId } from '../../src/ids';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

async function desk() {
  const site = siteOn(db());
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  return {
    site,
    facilitator,
    workshop,
    browser: await site.as(facilitator),
    roster: `/workshops/${workshop.id}/roster`,
  };
}

const now = (workshop: { id: string }, role = 'participant') =>
  db()('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id, role, ended_at: null })
    .orderBy('display_name')
    .pluck<string[]>('display_name');

describe('the people of a workshop', () => {
  it('gain a walk-in by name, once, however often the form is sent', async () => {
    const { browser, workshop, roster } = await desk();
    await browser.get(roster);
    const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action') === `${roster}/people`);
    const hidden = Object.fromEntries(
      form
        ?.querySelectorAll('input[type=hidden]')
        .map((one) => [one.getAttribute('name'), one.getAttribute('value')]) ?? [],
    ) as Record<string, string>;
    const typed = { ...hidden, name: 'ခင်မြင့်', role: 'participant', agency: 'Police' };
    const answers = await Promise.all(
      [1, 2].map(() => browser.agent.post(`${roster}/people`).type('form').send(typed)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await now(workshop)).toEqual(['ခင်မြင့်']);
  });

  it('are substituted with the history kept: the place passes on, the former person cannot enter', async () => {
    const { site, browser, workshop, roster } = await desk();
    const away = await addParticipant(site, workshop, 'Somchai');
    await browser.get(`${roster}/people/${away.id}`);
    const [place] = await db()('enrolments')
      .where({ workshop_id: workshop.id, person_id: away.id })
      .pluck<string[]>('id');
    await browser.send(`${roster}/people/${away.id}/substitute`, { name: 'Malee' });
    await browser.follow();
    expect(browser.words).toContain('Somchai');
    expect(await now(workshop)).toEqual(['Malee']);
    const taken: unknown = await db()('enrolments')
      .where({ workshop_id: workshop.id, role: 'participant', ended_at: null })
      .first();
    expect(taken).toMatchObject({ represents: 'Thailand', replaces: place });
    await (await site.as(away)).get(`/workshops/${workshop.id}`, 404);
    await browser.get(roster);
    expect(browser.words).toContain('in place of Somchai');
    expect(browser.words).toContain('No longer in this workshop');
  });

  it('end only when somebody means it, never the last facilitator, and never with a certificate (woocommerce/sensei-certificates#74)', async () => {
    const { site, browser, workshop, facilitator, roster } = await desk();
    const officer = await addParticipant(site, workshop, 'Ravi');
    await browser.get(`${roster}/people/${officer.id}`);
    await browser.send(`${roster}/people/${officer.id}/end`, {}, 422);
    await browser.get(`${roster}/people/${facilitator.id}`);
    await browser.send(`${roster}/people/${facilitator.id}/end`, { sure: 'yes' }, 409);
    const certified = await addParticipant(site, workshop, 'Thida');
    await certify(site, workshop.id, certified.id);
    await browser.get(`${roster}/people/${certified.id}`);
    await browser.send(`${roster}/people/${certified.id}/end`, { sure: 'yes' }, 409);
    await browser.get(`${roster}/people/${officer.id}`);
    await browser.send(`${roster}/people/${officer.id}/end`, { sure: 'yes' });
    expect(await now(workshop)).toEqual(['Thida']);
    expect(await now(workshop, 'facilitator')).toEqual(['Daniel Okafor']);
  });

  it('gain a second facilitator by the address of an account, who sees the Guide from then on', async () => {
    const { site, browser, workshop, roster } = await desk();
    const second = await addSomebody(site, 'Li Wei');
    await setSignIn(db(), site.clock.now, second.id, 'li.wei@second.example', 'x');
    await browser.get(roster);
    await browser.send(`${roster}/accounts`, { email: 'nobody@second.example', role: 'facilitator' }, 422);
    expect(browser.words).toContain('Nobody is known by this e-mail address.');
    await browser.send(`${roster}/accounts`, { email: ' Li.Wei@Second.example ', role: 'facilitator' });
    expect(await now(workshop, 'facilitator')).toEqual(['Daniel Okafor', 'Li Wei']);
    await (await site.as(second)).get(`/workshops/${workshop.id}/guide`);
  });

  it('get printed cards that let them in, close the old ones, and pass nobody by a password', async () => {
    const { site, browser, workshop, roster } = await desk();
    const officer = await addParticipant(site, workshop, 'Sione');
    const member = await addParticipant(site, workshop, 'Has Password');
    await setSignIn(db(), site.clock.now, member.id, 'has@password.example', 'x');
    const old = await makeEntry(db(), site.clock.now, {
      purpose: 'rejoin',
      personId: officer.id,
      workshopId: workshop.id,
      secret: 'ABCDEFGHJKMN',
    });
    await browser.get(roster);
    await browser.send(`${roster}/cards`);
    await browser.follow();
    expect(browser.page.querySelectorAll('.rejoin-card h2').map((one) => one.text.trim())).toEqual(['Sione']);
    expect(browser.page.querySelectorAll('.rejoin-card svg')).toHaveLength(1);
    expect(browser.words).toContain('No card for');
    const code = browser.page.querySelector('.rejoin-card .code')?.text.trim() ?? '';
    await browser.get(`${roster}/cards`);
    expect(browser.page.querySelector('.rejoin-card .code')?.text.trim()).toBe(code);

    const phone = await site.visitor().get('/rejoin');
    await phone.send('/rejoin', { secret: old }, 422);
    await phone.send('/rejoin', { secret: code });
    await phone.follow();
    expect(phone.page.querySelector('.person-name')?.text).toContain('Sione');
    site.clock.advance(1);
    await browser.get(`${roster}/cards`);
    expect(browser.page.querySelector('.code')).toBeNull();
  });
});

describe('two records of one person', () => {
  it('become one: nothing is lost, clashes are asked, the phone in use goes on, and it stands in the audit', async () => {
    const { site, browser, workshop, facilitator, roster } = await desk();
    const kept = await addParticipant(site, workshop, 'Nguyễn Văn An');
    const walkIn = await addParticipant(site, workshop, 'Nguyen Van An');
    const phone = await site.as(walkIn);
    const marks = await site.as(facilitator);
    const mark = async (half: string, given: Record<string, string>) => {
      await marks.get(`/workshops/${workshop.id}/attendance?half=${half}`);
      await marks.send(`/workshops/${workshop.id}/attendance`, given);
    };
    await mark('2026-11-23-am', { [`mark.${kept.id}`]: 'absent', [`mark.${walkIn.id}`]: 'present' });
    await mark('2026-11-23-pm', { [`mark.${walkIn.id}`]: 'present' });
    await phone.get(`/workshops/${workshop.id}/tests/pre`);
    await phone.send(`/workshops/${workshop.id}/tests/pre/attempts`);
    await certify(site, workshop.id, walkIn.id);
    const before = await counts();
    await phone.get(`/workshops/${workshop.id}`);

    await browser.get(roster);
    expect(browser.words).toContain('Perhaps one person, entered twice');
    const path = `${roster}/people/${kept.id}/merge`;
    await browser.get(`${path}?other=${walkIn.id}`);
    expect(browser.page.querySelectorAll('fieldset.question')).toHaveLength(2);
    await browser.send(path, {}, 422);
    expect(await counts()).toEqual(before);
    await browser.send(path, { 'clash.attendance.0': 'other', name: 'kept' });

    expect(await counts()).toEqual(before);
    expect(await now(workshop)).toEqual(['Nguyễn Văn An']);
    const attendance = await db()('attendance')
      .where({ person_id: kept.id })
      .orderBy('half_day')
      .pluck<string[]>('mark');
    expect(attendance).toEqual(['present', 'present']);
    expect(await db()('attendance').where({ person_id: walkIn.id }).pluck('mark')).toEqual(['absent']);
    expect(await db()('attempts').where({ person_id: kept.id })).toHaveLength(1);
    expect(await db()('certificates').where({ person_id: kept.id })).toHaveLength(1);
    const deed = await db()('audit_events').where({ action: 'people merged', subject: kept.id });
    expect(deed).toHaveLength(1);

    // The phone that came with the other record was in use a moment ago.
    await phone.get(`/workshops/${workshop.id}`);
    expect(phone.page.querySelector('.person-name')?.text).toContain('Nguyễn Văn An');
    const later = await site.as(walkIn);
    await later.get(`/workshops/${workshop.id}`);
    expect(later.page.querySelector('.person-name')?.text).toContain('Nguyễn Văn An');
  });

  it('swap the rows that only one can have, both ways, and take their runs along', async () => {
    const { site, browser, workshop, roster } = await desk();
    const kept = await addParticipant(site, workshop, 'Ana');
    const other = await addParticipant(site, workshop, 'Ana Maria');
    for (const one of [kept, other]) {
      const phone = await site.as(one);
      await phone.get(`/workshops/${workshop.id}/tests/pre`);
      await phone.send(`/workshops/${workshop.id}/tests/pre/attempts`);
    }
    const [attempt] = await db()('attempts').where({ person_id: other.id }).pluck<string[]>('id');
    const path = `${roster}/people/${kept.id}/merge`;
    await browser.get(`${path}?other=${other.id}`);
    await browser.send(path, { 'clash.attempts.0': 'other', name: 'other' });
    expect(await db()('attempts').where({ person_id: kept.id }).pluck('id')).toEqual([attempt]);
    expect(await db()('attempts').where({ person_id: other.id })).toHaveLength(1);
    expect(await now(workshop)).toEqual(['Ana Maria']);
    await browser.get(`${path}?other=${other.id}`, 404);
  });

  it('are merged by staff only where a role in the programme or two accounts are at stake', async () => {
    const { site, browser, workshop, roster } = await desk();
    const officer = await addParticipant(site, workshop, 'Maya');
    const staff = await addStaff(site, 'Maya Prasetya');
    await db()('enrolments').insert({
      id: newId(),
      origin: 'TEST',
      workshop_id: workshop.id,
      person_id: staff.id,
      role: 'participant',
      enrolled_at: site.clock.now,
    });
    const path = `${roster}/people/${officer.id}/merge?other=${staff.id}`;
    await browser.get(path, 409);
    await (await site.as(await addStaff(site))).get(path);
  });

  it('cannot lose a row, because every table that belongs to a person says how it is merged', async () => {
    const { rows } = await db().raw<{ rows: { table: string; column: string; unique: boolean }[] }>(`
      select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'people'::regclass order by 1, 2`);
    const owned = rows.filter(({ column }) => column === 'person_id').map(({ table }) => table);
    expect(owned).toEqual(belongings.map(({ table }) => table).sort());
    // The rest name who did something, which stays as it was; only the closed record points to its successor.
    const deeds = rows.filter(({ column }) => column !== 'person_id' && !column.endsWith('_by'));
    expect(deeds.map(({ table, column }) => `${table}.${column}`)).toEqual(['people.merged_into']);
  });

  /** How many rows there are of everything that belongs to people. */
  async function counts(): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const { table } of belongings.filter((one) => one.table !== 'entry_links')) {
      const [row] = await db()(table).count<{ count: string }[]>();
      found[table] = Number(row?.count);
    }
    return found;
  }
});

/** A certificate as a row: how one is earned is another test's matter. */
async function certify(site: Site, workshopId: string, personId: string): Promise<void> {
  const [row] = await db()('certificates').max<{ max: number | null }[]>('serial as max');
  const serial = (row?.max ?? 0) + 1;
  await db()('certificates').insert({
    id: newId(),
    origin: 'TEST',
    workshop_id: workshopId,
    person_id: personId,
    serial,
    number: `TEST-2026-${serial}`,
    verify_token: `token-${serial}`,
    facts: '{}',
    issued_at: site.clock.now,
  });
}

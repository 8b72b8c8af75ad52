import { doDaily } from '../../src/daily';
import { brokenAuditLink } from '../../src/audit';
import { testDatabase } from '../support/database';
import { addParticipant, siteOn } from '../support/site';
import { type Asked, askedWorkshop, decide, enter, focalPoint, linkFor, name } from './asked';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();
const begin = (capacity?: number) => askedWorkshop(siteOn(db()), capacity);

const placesOf = (workshop: { id: string }) =>
  db()('enrolments')
    .join('people', 'people.id', 'enrolments.person_id')
    .where({ workshop_id: workshop.id, role: 'participant', ended_at: null })
    .orderBy('enrolled_at')
    .pluck<string[]>('display_name');

const idOf = async (asked: Asked, who: string): Promise<string> =>
  (await db()('nominations').where({ workshop_id: asked.workshop.id, name: who }).first<{ id: string }>('id')).id;

/** The names under a heading of the list, in their order. */
function namesUnder({ desk }: Asked, heading: string): string[] {
  const section = desk.page
    .querySelectorAll('section')
    .find((one) => one.querySelector('h2')?.text.startsWith(heading));
  return (section?.querySelectorAll('li > a') ?? []).map((one) => one.text.trim());
}

describe('an agency with a link', () => {
  it('names people in any script, by one name too, and sees what was decided', async () => {
    const asked = await begin();
    const focal = await focalPoint(asked, 'Cambodia', 'Police');
    expect(focal.words).toContain('Information sharing across borders');
    const people = ['សុខ ចាន់ថា', 'عبدالله رحیمی', 'ဒေါ်ခင်မြင့်', 'Budi'];
    for (const one of people) await name(focal, { name: one, email: '', languages: 'ខ្មែរ, English', needs: '' });
    await focal.get(focal.path);
    for (const one of people) expect(focal.words).toContain(one);
    for (const one of people) await decide(asked, await idOf(asked, one), { then: 'approve' });
    expect(await placesOf(asked.workshop)).toEqual(people);
    await focal.get(focal.path);
    expect(focal.page.querySelectorAll('.status-done')).toHaveLength(4);
    await focal.get(`${focal.path}/people/${await idOf(asked, 'Budi')}`);
    expect(focal.words).toContain('Approved');
    expect(focal.words).not.toContain('Daniel Okafor');
  });

  it('names a person once, however often the form is sent, and is asked about the same name again', async () => {
    const asked = await begin();
    const focal = await focalPoint(asked, 'Indonesia', 'Police');
    const send = (expected: number, more = {}) =>
      focal.send(`${focal.path}/people`, { name: 'Budi', email: '', languages: '', needs: '', ...more }, expected);
    const form = focal.page;
    await send(303);
    focal.page = form;
    await send(303);
    expect(await db()('nominations').where({ workshop_id: asked.workshop.id })).toHaveLength(1);
    await focal.get(focal.path);
    await send(422, { name: 'BUDI', languages: 'Bahasa Indonesia', needs: 'Large print' });
    expect(focal.words).toContain('already named somebody of this name');
    expect(focal.page.querySelector('#field-languages')?.getAttribute('value')).toBe('Bahasa Indonesia');
    expect(focal.page.querySelector('#field-needs')?.text).toBe('Large print');
    await send(303, { again: 'yes' });
    expect(await db()('nominations').where({ workshop_id: asked.workshop.id })).toHaveLength(2);
  });

  it('keeps everything that was typed where something is wrong, and says it at the field', async () => {
    const asked = await begin();
    const focal = await focalPoint(asked, 'Myanmar', 'Immigration');
    const typed = { name: 'ဒေါ်ခင်မြင့်', email: 'not an address', languages: 'မြန်မာ', needs: 'Passport MB1234567' };
    await name(focal, typed, 422);
    expect(focal.page.querySelector('#field-name')?.getAttribute('value')).toBe(typed.name);
    expect(focal.page.querySelector('#field-email')?.getAttribute('value')).toBe(typed.email);
    expect(focal.page.querySelector('#field-languages')?.getAttribute('value')).toBe(typed.languages);
    expect(focal.page.querySelector('#field-needs')?.text).toBe(typed.needs);
    expect(focal.page.querySelector('#field-needs-error')?.text).toContain('passport');
    expect(focal.page.querySelector('#field-email')?.getAttribute('aria-describedby')).toContain('field-email-error');
    await name(focal, { name: '  ', email: '', languages: '', needs: '' }, 422);
    await name(focal, { name: '12345', email: '', languages: '', needs: '' }, 422);
    expect(await db()('nominations').where({ workshop_id: asked.workshop.id })).toEqual([]);
  });

  it('never sees another agency’s people, not even by their address', async () => {
    const asked = await begin();
    const [one, other] = [
      await focalPoint(asked, 'Thailand', 'Police'),
      await focalPoint(asked, 'Thailand', 'Customs'),
    ];
    await name(one, {
      name: 'KANARINOMINEE Chai',
      email: 'kanarinominee@example.org',
      languages: 'Thai',
      needs: 'Ramp',
    });
    await enter(asked, { name: 'KANARIDIRECT Mai', agency: 'Police' });
    const foreign = await idOf(asked, 'KANARINOMINEE Chai');
    await other.get(other.path);
    expect(other.text).not.toMatch(/KANARI/i);
    await name(other, { name: 'KANARINOMINEE Chai', email: '', languages: '', needs: '' });
    await other.get(`${other.path}/people/${foreign}`, 404);
    for (const act of ['withdrawals', 'substitutes']) {
      await other.get(`${other.path}/people/${await idOfOwn(asked, 'Customs')}`);
      const token = other.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
      const body = { _csrf: token, seen: '1', sure: 'yes', id: foreign, name: 'X' };
      const answer = await other.agent.post(`${other.path}/people/${foreign}/${act}`).type('form').send(body);
      expect(answer.status).toBe(404);
    }
    await one.get(one.path);
    expect(one.words).toContain('KANARIDIRECT Mai');
    await asked.desk.get(asked.page);
    expect(asked.desk.words).toContain('KANARINOMINEE Chai');
  });

  it('has a link that ends on its day, is replaced by a new one, and can be ended', async () => {
    const asked = await begin();
    const first = await linkFor(asked, 'Lao PDR', 'Police');
    const second = await linkFor(asked, 'lao  pdr', 'POLICE');
    const sentTwice = { represents: 'Nepal', agency: 'Police', endsOn: '2026-11-20' };
    await asked.desk.get(`/workshops/${asked.workshop.id}/nominating-agencies`);
    const form = asked.desk.page;
    for (let time = 0; time < 2; time += 1) {
      asked.desk.page = form;
      await asked.desk.send(`/workshops/${asked.workshop.id}/nominating-agencies`, sentTwice);
    }
    await asked.desk.follow();
    await asked.site.visitor().get(
      asked.desk.page
        .querySelector('.address')
        ?.text.trim()
        .replace(/^.*(?=\/nominate\/)/, '') ?? '',
    );
    expect(await db()('nominating_agencies').where({ workshop_id: asked.workshop.id })).toHaveLength(2);
    await asked.site.visitor().get(first, 404);
    const focal = await asked.site.visitor().get(second);
    expect(
      await db()('nomination_links')
        .whereRaw('digest = ?', [second.split('/').pop() ?? ''])
        .select(),
    ).toEqual([]);
    asked.site.clock.advance(11);
    await focal.get(second);
    asked.site.clock.advance(1);
    await focal.get(second, 404);
    expect(focal.words).toContain('This link has ended');
    const page = `/workshops/${asked.workshop.id}/nominating-agencies`;
    await asked.desk.get(page);
    const [links] = asked.desk.page
      .querySelectorAll('form')
      .map((one) => one.getAttribute('action') ?? '')
      .filter((action) => action.endsWith('/links'));
    await asked.desk.send(links ?? '', { endsOn: '2026-11-19' }, 422);
    expect(asked.desk.words).toContain('This day is over');
    await asked.desk.send(links ?? '', { endsOn: '2026-11-24' });
    await asked.desk.follow();
    const third =
      asked.desk.page
        .querySelector('.address')
        ?.text.trim()
        .replace(/^.*(?=\/nominate\/)/, '') ?? '';
    await focal.get(third);
    await asked.desk.get(page);
    expect(asked.desk.page.querySelector('.address')).toBeNull();
    await asked.desk.send((links ?? '').replace(/links$/, 'endings'));
    await focal.get(third, 404);
  });

  const idOfOwn = async (asked: Asked, agency: string): Promise<string> =>
    (await db()('nominations').where({ workshop_id: asked.workshop.id, agency }).first<{ id: string }>('id')).id;
});

describe('a decision', () => {
  it('gives the last place to one of two who are approved at the same moment', async () => {
    const asked = await begin(1);
    const [a, b] = [await enter(asked, { name: 'Chai' }), await enter(asked, { name: 'Somsak' })];
    const second = await asked.site.as(asked.facilitator);
    await asked.desk.get(`${asked.page}/${a}`);
    await second.get(`${asked.page}/${b}`);
    const answers = await Promise.all([
      asked.desk.agent.post(`${asked.page}/${a}/decisions`).type('form').send(sent(asked.desk.page, 'approve')),
      second.agent.post(`${asked.page}/${b}/decisions`).type('form').send(sent(second.page, 'approve')),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(answers.find(({ status }) => status === 422)?.text).toContain('All 1 places of this workshop are taken');
    expect(await placesOf(asked.workshop)).toHaveLength(1);
  });

  it('is taken once, however often it is sent, and refused to a page that is too old', async () => {
    const asked = await begin();
    const id = await enter(asked, { name: 'Chai' });
    await asked.desk.get(`${asked.page}/${id}`);
    const old = asked.desk.page;
    await asked.desk.send(`${asked.page}/${id}/decisions`, { then: 'approve' });
    asked.desk.page = old;
    await asked.desk.send(`${asked.page}/${id}/decisions`, { then: 'approve' });
    expect(await placesOf(asked.workshop)).toEqual(['Chai']);
    expect(await db()('nomination_states').where({ nomination_id: id })).toHaveLength(2);
    asked.desk.page = old;
    await asked.desk.send(`${asked.page}/${id}/decisions`, { then: 'decline', because: 'Too late' }, 409);
  });

  it('needs a reason where it is not an approval, and shows it to the agency', async () => {
    const asked = await begin();
    const focal = await focalPoint(asked, 'Nepal', 'Immigration');
    await name(focal, { name: 'सीता गुरुङ', email: '', languages: '', needs: '' });
    const id = await idOf(asked, 'सीता गुरुङ');
    await decide(asked, id, {}, 422);
    expect(asked.desk.words).toContain('Choose what to do');
    await decide(asked, id, { then: 'decline', because: ' ' }, 422);
    expect(asked.desk.page.querySelector('#then-decline')?.hasAttribute('checked')).toBe(true);
    await decide(asked, id, { then: 'decline', because: 'Works in another field' });
    await focal.get(`${focal.path}/people/${id}`);
    expect(focal.words).toContain('Works in another field');
  });

  it('asks who is meant where the name is known, and makes nobody twice', async () => {
    const asked = await begin();
    const known = await addParticipant(asked.site, asked.workshop, 'Nguyễn Văn An');
    await asked.desk.get(`/workshops/${asked.workshop.id}/roster/people/${known.id}`);
    const id = await enter(asked, { name: 'nguyen van an', agency: '' });
    await asked.desk.get(asked.page);
    expect(asked.desk.words).toContain('perhaps Nguyễn Văn An, who is known');
    await decide(asked, id, { then: 'approve' }, 422);
    expect(asked.desk.words).toContain('Say who this is');
    await asked.desk.send(`${asked.page}/${id}/decisions`, { then: 'approve', who: known.id });
    expect(await placesOf(asked.workshop)).toEqual(['Nguyễn Văn An']);
    expect(await db()('nominations').where({ id }).pluck('person_id')).toEqual([known.id]);
    const [first, twin] = [await enter(asked, { name: 'Malai' }), await enter(asked, { name: 'MALAI', again: 'yes' })];
    await asked.desk.get(asked.page);
    expect(asked.desk.words).toContain('perhaps nominated twice: Malai');
    for (const each of [first, twin]) await decide(asked, each, { then: 'approve', who: 'new' });
    expect(await placesOf(asked.workshop)).toHaveLength(3);
  });

  it('writes one invitation into the outbox, and takes it back with the place', async () => {
    const asked = await begin();
    const id = await enter(asked, { name: 'Chai', email: 'Chai@Example.org', languages: 'Thai, English' });
    await decide(asked, id, { then: 'approve' });
    const [{ address, mail }] = (await db()('mails')
      .where({ workshop_id: asked.workshop.id })
      .select({ address: 'address', mail: 'id' })) as [{ address: string; mail: string }];
    expect(address).toBe('chai@example.org');
    const stateOf = () => db()('mail_states').where({ mail_id: mail }).orderBy('seq').pluck<string[]>('state');
    expect(await stateOf()).toEqual(['written']);
    expect(
      await db()('enrolments')
        .where({ workshop_id: asked.workshop.id, role: 'participant' })
        .first('languages', 'nominated_on'),
    ).toEqual({ languages: ['Thai', 'English'], nominated_on: '2026-11-09' });
    await decide(asked, id, { then: 'withdraw', because: 'Cannot travel' });
    expect(await stateOf()).toEqual(['written', 'withdrawn']);
    expect(await placesOf(asked.workshop)).toEqual([]);
  });
});

const sent = (page: Asked['desk']['page'], then: string) => ({
  _csrf: page.querySelector('form [name=_csrf]')?.getAttribute('value') ?? '',
  seen: page.querySelector('form [name=seen]')?.getAttribute('value') ?? '',
  then,
});

describe('the waiting list', () => {
  it('keeps its order, can be changed by one step, and proposes the next when a place is free', async () => {
    const asked = await begin(1);
    const ids = [];
    for (const each of ['Ana', 'Bopha', 'Chai', 'Dao']) ids.push(await enter(asked, { name: each }));
    const [ana = '', bopha = '', chai = '', dao = ''] = ids;
    await decide(asked, ana, { then: 'approve' });
    for (const id of [chai, bopha, dao]) await decide(asked, id, { then: 'wait', because: 'No place is free' });
    await asked.desk.get(asked.page);
    expect(namesUnder(asked, 'Waiting list')).toEqual(['Chai', 'Bopha', 'Dao']);
    expect(asked.desk.words).not.toContain('A place is free');
    await asked.desk.send(`${asked.page}/${dao}/moves`, { way: 'up' });
    await asked.desk.get(asked.page);
    await asked.desk.send(`${asked.page}/${dao}/moves`, { way: 'up' });
    await asked.desk.get(asked.page);
    expect(namesUnder(asked, 'Waiting list')).toEqual(['Dao', 'Chai', 'Bopha']);
    await decide(asked, ana, { then: 'withdraw', because: 'Posted elsewhere' });
    expect(await placesOf(asked.workshop)).toEqual([]);
    await asked.desk.get(asked.page);
    expect(asked.desk.page.querySelector('.notice-act a')?.text.trim()).toBe('Dao');
    await asked.desk.get(`/workshops/${asked.workshop.id}`);
    expect(asked.desk.words).toContain('A place is free, and somebody waits for one');
    await decide(asked, dao, { then: 'approve' });
    expect(await placesOf(asked.workshop)).toEqual(['Dao']);
    expect(await brokenAuditLink(db(), 'TEST', asked.workshop.id)).toBeUndefined();
  });
});

describe('a substitute', () => {
  it('takes over the place when approved; both rows stay, and say who, when and by whom', async () => {
    const asked = await begin(1);
    const focal = await focalPoint(asked, 'Jordan', 'Public security');
    await name(focal, { name: 'فاطمة الزهراء', email: 'fatima@example.org', languages: 'العربية', needs: '' });
    const before = await idOf(asked, 'فاطمة الزهراء');
    await decide(asked, before, { then: 'approve' });
    await focal.get(`${focal.path}/people/${before}`);
    await focal.send(`${focal.path}/people/${before}/substitutes`, { name: 'x'.repeat(130), languages: 'Arabic' }, 422);
    expect(focal.page.querySelector('#field-languages')?.getAttribute('value')).toBe('Arabic');
    await focal.send(`${focal.path}/people/${before}/substitutes`, { name: 'خالد', email: '', languages: 'العربية' });
    const after = await idOf(asked, 'خالد');
    expect(await placesOf(asked.workshop)).toEqual(['فاطمة الزهراء']);
    await focal.get(`${focal.path}/people/${before}`);
    await focal.send(`${focal.path}/people/${before}/substitutes`, { name: 'ليلى', email: '', languages: '' }, 409);
    await decide(asked, after, { then: 'approve' });
    expect(await placesOf(asked.workshop)).toEqual(['خالد']);
    await asked.desk.get(`${asked.page}/${after}`);
    expect(asked.desk.words).toContain('In the place of');
    await asked.desk.get(`${asked.page}/${before}`);
    expect(asked.desk.words).toContain('Replaced by a substitute');
    const history = await db()('nomination_states')
      .where({ nomination_id: before })
      .orderBy('seq')
      .select('state', 'changed_by', 'by_agency');
    expect(history).toEqual([
      { state: 'nominated', changed_by: null, by_agency: true },
      { state: 'approved', changed_by: asked.facilitator.id, by_agency: false },
      { state: 'replaced', changed_by: asked.facilitator.id, by_agency: false },
    ]);
    const [old, now] = await db()('enrolments')
      .where({ workshop_id: asked.workshop.id, role: 'participant' })
      .orderBy('enrolled_at')
      .orderBy('id')
      .select<{ id: string; ended_at: Date | null; replaces: string | null }[]>('id', 'ended_at', 'replaces');
    expect(old?.ended_at).toBeInstanceOf(Date);
    expect(now?.replaces).toBe(old?.id);
  });

  it('is named by staff too, and then needs a place of its own where the other only waited', async () => {
    const asked = await begin(1);
    const focal = await focalPoint(asked, 'Maldives', 'Immigration');
    await name(focal, { name: 'Aishath', email: '', languages: '', needs: '' });
    const [before, other] = [await idOf(asked, 'Aishath'), await enter(asked, { name: 'Chai' })];
    await decide(asked, before, { then: 'wait', because: 'No place is free' });
    await asked.desk.get(`${asked.page}/${before}`);
    const form = asked.desk.page;
    await asked.desk.send(`${asked.page}/${before}/substitutes`, { name: 'ޢާއިޝަތު', email: '', languages: 'ދިވެހި' });
    asked.desk.page = form;
    await asked.desk.send(`${asked.page}/${before}/substitutes`, { name: 'ޢާއިޝަތު', email: '', languages: 'ދިވެހި' });
    await focal.get(focal.path);
    expect(focal.words).toContain('in the place of Aishath');
    await decide(asked, other, { then: 'approve' });
    const substitute = await idOf(asked, 'ޢާއިޝަތު');
    await decide(asked, substitute, { then: 'approve' }, 422);
    expect(asked.desk.words).toContain('All 1 places of this workshop are taken');
    const link = asked.desk.page.querySelector(`a[href$="/nominations/${before}"]`)?.getAttribute('href') ?? '';
    await asked.desk.get(link);
    await decide(asked, other, { then: 'withdraw', because: 'Posted elsewhere' });
    await decide(asked, substitute, { then: 'approve' });
    expect(await placesOf(asked.workshop)).toEqual(['ޢާއިޝަތު']);
    await asked.desk.get(asked.page);
    expect(namesUnder(asked, 'Not taking part').sort()).toEqual(['Aishath', 'Chai']);
  });

  it('is not needed where the agency only withdraws; who has been in the room keeps the place', async () => {
    const asked = await begin();
    const focal = await focalPoint(asked, 'Tonga', 'Immigration');
    for (const one of ['Sione', 'Mele']) {
      await name(focal, { name: one, email: '', languages: '', needs: '' });
      await decide(asked, await idOf(asked, one), { then: 'approve' });
    }
    const [sione, mele] = [await idOf(asked, 'Sione'), await idOf(asked, 'Mele')];
    const withdraw = async (id: string, typed: Record<string, string>, expected: number) => {
      await focal.get(`${focal.path}/people/${id}`);
      await focal.send(`${focal.path}/people/${id}/withdrawals`, typed, expected);
    };
    await withdraw(sione, {}, 422);
    await withdraw(sione, { sure: 'yes' }, 303);
    expect(await placesOf(asked.workshop)).toEqual(['Mele']);
    const person = await db()('nominations').where({ id: mele }).first<{ person_id: string }>('person_id');
    await db()('attendance').insert({
      workshop_id: asked.workshop.id,
      person_id: person.person_id,
      half_day: '2026-11-23-am',
      mark: 'present',
      origin: 'TEST',
      recorded_at: asked.site.clock.now,
    });
    await withdraw(mele, { sure: 'yes' }, 409);
    expect(await placesOf(asked.workshop)).toEqual(['Mele']);
  });
});

describe('what was written about a nominee', () => {
  it('is taken out as a file in which nothing runs', async () => {
    const asked = await begin();
    await enter(asked, { name: '=HYPERLINK("x")a', needs: '+ ramp' });
    const { text } = await asked.desk.agent.get(`${asked.page}.csv`);
    expect(text).toContain(`"'=HYPERLINK(""x"")a"`);
    expect(text).toContain(`'+ ramp`);
    expect(text).toContain('Name,E-mail,Member or organisation');
  });

  it('is removed 60 days after a decision against it; the decision stays, and is counted', async () => {
    const asked = await begin();
    asked.site.clock.advance(-100);
    const [declined, gone, kept] = [
      await enter(asked, { name: 'Declined One', email: 'declined@example.org', needs: 'Ramp' }),
      await enter(asked, { name: 'Withdrawn One', email: 'gone@example.org' }),
      await enter(asked, { name: 'Approved One', email: 'approved@example.org' }),
    ];
    for (const id of [gone, kept]) await decide(asked, id, { then: 'approve' });
    await decide(asked, declined, { then: 'decline', because: 'A reason about Declined One' });
    await decide(asked, gone, { then: 'withdraw', because: 'Posted elsewhere' });
    asked.site.clock.advance(59);
    await doDaily(asked.site.deps);
    await asked.desk.get(asked.page);
    expect(asked.desk.words).toContain('Declined One');
    asked.site.clock.advance(1);
    await doDaily(asked.site.deps);
    await doDaily(asked.site.deps);
    await asked.desk.get(asked.page);
    expect(asked.desk.words).not.toMatch(/Declined One|Withdrawn One/);
    expect(asked.desk.words).toContain('Approved One');
    expect(namesUnder(asked, 'Not taking part')).toEqual(['Name removed', 'Name removed']);
    expect(await holding(['Declined One', 'declined@example.org', 'Withdrawn One', 'gone@example.org'])).toEqual([]);
    expect(await brokenAuditLink(db(), 'TEST', asked.workshop.id)).toBeUndefined();
    asked.site.clock.advance(130);
    await doDaily(asked.site.deps);
    expect(await db()('nominations').where({ workshop_id: asked.workshop.id }).whereNotNull('name')).toEqual([]);
    expect(await placesOf(asked.workshop)).toEqual(['Approved One']);
  });

  it('is its person’s to take along and to have erased, with the reasons and with what waits under their address', async () => {
    const asked = await begin();
    const typed = { name: 'นิภา', email: 'nipha@example.org', languages: 'ไทย', needs: 'Ramp' };
    const [came, again] = [await enter(asked, typed), await enter(asked, { ...typed, agency: 'Customs' })];
    await decide(asked, came, { then: 'wait', because: 'นิภา may come later' });
    await decide(asked, came, { then: 'approve' });
    const id = (await db()('nominations').where({ id: came }).first<{ person_id: string }>('person_id')).person_id;
    const own = await asked.site.as({ id });
    const answer = await own.agent.get('/me/data.json');
    const { tables } = answer.body as { tables: Record<string, Record<string, unknown>[]> };
    expect(tables['nominations']).toMatchObject([{ name: 'นิภา', needs: 'Ramp' }]);
    expect(tables['nomination_states']?.map((row) => row['state'])).toEqual(['nominated', 'waiting', 'approved']);
    await own.get('/me/erasure');
    await own.send('/me/erasure', { certificates: 'erased', sure: 'yes' });
    expect(await holding(['นิภา', 'nipha@example.org'])).toEqual([]);
    await asked.desk.get(asked.page);
    expect(namesUnder(asked, 'Approved')).toEqual(['Name removed']);
    await asked.desk.get(`${asked.page}/${again}`);
    expect(asked.desk.page.querySelector('form[action$="/decisions"]')).toBeNull();
  });
});

/** The columns of text, of every table, in which one of these words stands. */
async function holding(words: readonly string[]): Promise<string[]> {
  const columns = await db()('information_schema.columns')
    .where({ table_schema: 'public' })
    .whereIn('data_type', ['text', 'jsonb', 'json'])
    .select<{ table_name: string; column_name: string }[]>('table_name', 'column_name');
  const found: string[] = [];
  for (const { table_name: table, column_name: column } of columns)
    for (const word of words)
      if ((await db()(table).whereRaw('position(? in ??::text) > 0', [word, column]).limit(1)).length > 0)
        found.push(`${table}.${column}: ${word}`);
  return found;
}

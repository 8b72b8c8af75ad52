import { extractText } from 'unpdf';
import { brokenAuditLink } from '../../src/audit';
import { setSignIn } from '../../src/accounts';
import { belongings } from '../../src/belongings';
import { fateOf } from '../../src/privacy/erasure';
import type { Person } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { claimKeyOf, issue } from '../../src/certificates';
import { doDaily } from '../../src/daily';
import { newId } from '../../src/ids';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addStaff, siteOn } from '../support/site';
import { smallWorkshop } from '../followup/small-workshop';

const database = testDatabase();
const db = () => database.db();

describe('a person’s own data', () => {
  let site: Site;
  let workshop: Workshop;
  let facilitator: Person;
  let first: Person;
  let made = 0;
  const name = 'عبدالله رحیمی';

  beforeEach(async () => {
    site = siteOn(db());
    const small = await smallWorkshop(site);
    ({ workshop, facilitator } = small);
    first = small.people.find(({ displayName }) => displayName === name) as Person;
    made += 1;
    await setSignIn(db(), site.clock.now, first.id, `abdullah${made}@example.org`, 'a hash that nobody reads');
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    await desk.send(`/workshops/${workshop.id}/attendance`, { [`mark.${first.id}`]: 'present' });
    const facts = {
      ...{ name, represents: 'Afghanistan', workshop: workshop.title, venue: workshop.venue, startsOn: '2026-11-23' },
      ...{ endsOn: '2026-11-24', present: 4, halfDays: 4, publication: 'x', issuedOn: '2026-11-24' },
    };
    const codeKey = claimKeyOf(site.deps.secrets.certificateKey);
    const issuing = { origin: 'TEST', at: site.clock.now, by: facilitator, codeKey };
    await db().transaction((trx) => issue(trx, issuing, workshop, first.id, facts));
    const own = await site.as(first);
    const path = `/workshops/${workshop.id}/commitment`;
    await own.get(path);
    await own.send(path, { what: 'I call the liaison desk', by: '2026-12-04', template: 'none' });
  });

  const erase = async (certificates: 'kept' | 'erased'): Promise<Browser> => {
    const own = await site.as(first);
    await own.get('/me/erasure');
    await own.send('/me/erasure', { certificates }, 422);
    await own.send('/me/erasure', { certificates, sure: 'yes' });
    await own.follow();
    return own;
  };
  const printed = async (browser: Browser): Promise<string> => {
    const answer = await browser.agent.get('/me/data.pdf').responseType('blob').expect(200);
    return (await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true })).text.replace(/\s+/g, ' ');
  };
  const verifyPage = async (): Promise<string> => {
    const { verify_token: token } = await db()('certificates')
      .where({ person_id: first.id })
      .first<{ verify_token: string }>('verify_token');
    return (await site.visitor().get(`/certificates/${token}`)).words;
  };

  it('can be read and taken along whole, without what opens a door (chamilo/chamilo-lms#2503)', async () => {
    const own = await site.as(first);
    await own.get('/me/data');
    expect(own.words).toContain('I call the liaison desk');
    const answer = await own.agent.get('/me/data.json');
    const { tables } = answer.body as { tables: Record<string, Record<string, unknown>[]> };
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining(['people', 'sign_ins', 'enrolments', 'attendance', 'certificates', 'commitments']),
    );
    expect(tables['people']?.[0]).toMatchObject({ display_name: name });
    expect(JSON.stringify(tables)).not.toMatch(/a hash that nobody reads|digest|password/);
  });

  it('is printed whole, every record of it, with the number of a character that no font can draw', async () => {
    const own = await site.as(first);
    const page = `/workshops/${workshop.id}/commitment`;
    await own.get(page);
    await own.send(page, { what: 'I call the liaison desk 🛟', by: '2026-12-04', template: 'none' });
    const text = await printed(own);
    expect(text).toContain('I call the liaison desk [U+1F6DF]');
    expect(text).toContain('the file (JSON) has them as they are');
    expect(text).toContain(`abdullah${made}@example.org`);
    const answer = await own.agent.get('/me/data.json');
    for (const [table, rows] of Object.entries((answer.body as { tables: Record<string, unknown[]> }).tables))
      expect({ table, there: text.includes(`(${rows.length})`) }).toEqual({ table, there: true });
  });

  it('holds nothing of anybody else', async () => {
    const stranger = await site.as(facilitator);
    const { text } = await stranger.agent.get('/me/data.json');
    for (const said of [text, await printed(stranger)]) {
      expect(said).not.toContain(name);
      expect(said).not.toContain('liaison desk');
      expect(said).not.toContain(`abdullah${made}`);
    }
  });

  it('is erased whole: no table holds the name, the chain of the audit holds, and attendance stays', async () => {
    const own = await erase('erased');
    expect(own.words).toContain('Nothing here says who you were');
    await own.get('/account', 303);
    const tables = await db()('information_schema.columns')
      .where({ table_schema: 'public' })
      .whereIn('data_type', ['text', 'jsonb', 'json'])
      .select<{ table_name: string; column_name: string }[]>('table_name', 'column_name');
    const holding: string[] = [];
    for (const { table_name: table, column_name: column } of tables) {
      const of =
        table === 'certificates' || table === 'people' ? { [table === 'people' ? 'id' : 'person_id']: first.id } : {};
      const found = await db()(table)
        .where(of)
        .whereRaw(`position(? in ??::text) + position(? in ??::text) > 0`, [
          ...[name, column, `abdullah${made}@example.org`, column],
        ]);
      // Of the other people of this name in this file's other workshops.
      const mine = (found as Record<string, unknown>[]).filter(
        (row) => !('workshop_id' in row) || row['workshop_id'] === workshop.id,
      );
      if (mine.length > 0 && !['audit_values', 'rate_limits'].includes(table)) holding.push(`${table}.${column}`);
    }
    expect(holding).toEqual([]);
    expect(await brokenAuditLink(db(), 'TEST', workshop.id)).toBeUndefined();
    expect(await brokenAuditLink(db(), 'TEST')).toBeUndefined();
    expect(await db()('attendance').where({ person_id: first.id })).toHaveLength(1);
    const desk = await site.as(facilitator);
    await desk.get(`/workshops/${workshop.id}/attendance?half=2026-11-23-am`);
    expect(desk.words).toContain('Erased person');
    expect(desk.words).not.toContain(name);
    expect(await verifyPage()).not.toContain(name);
  });

  it('keeps the name on certificates where the person so chooses', async () => {
    await erase('kept');
    expect(await verifyPage()).toContain(name);
    const values = await db()('audit_values').whereRaw('position(? in after::text) > 0', [name]).select('event_id');
    expect(values).toEqual([]);
  });

  it('is not erased under somebody who has a role in the programme', async () => {
    const staff = await site.as(await addStaff(site));
    await staff.get('/me/erasure');
    expect(staff.words).toContain('Ask an administrator');
    expect(staff.page.querySelector('form[action="/me/erasure"]')).toBeNull();
  });

  it('has a fate for every table that belongs to people: each goes, or is known to stay', () => {
    const stays = belongings.map(({ table }) => table).filter((table) => fateOf(table) !== 'goes');
    expect(stays).toEqual(expect.arrayContaining(['attendance', 'attempts', 'followups', 'evaluation_answerers']));
    for (const table of ['sign_ins', 'person_emails', 'entry_links', 'notes', 'mails', 'personal_links'])
      expect(fateOf(table)).toBe('goes');
  });

  it('loses its texts of the room by rule, 90 days after the workshop, and its numbers stay', async () => {
    const poll = { id: newId(), origin: 'TEST', workshop_id: workshop.id, kind: 'wall', question: 'Why?' };
    await db()('polls').insert({ ...poll, options: [], opened_at: site.clock.now });
    const wall = { origin: 'TEST', poll_id: poll.id, body: 'Because nobody answers at night' };
    await db()('wall_texts').insert({ id: newId(), ...wall });
    site.clock.advance(90);
    await doDaily(site.deps);
    expect(await db()('wall_texts').where({ poll_id: poll.id })).toHaveLength(1);
    site.clock.advance(1);
    await doDaily(site.deps);
    await doDaily(site.deps);
    expect(await db()('wall_texts').where({ poll_id: poll.id })).toHaveLength(0);
    expect(await db()('attendance').where({ workshop_id: workshop.id })).not.toHaveLength(0);
    const purged = { workshop_id: workshop.id, action: 'texts purged' };
    expect(await db()('audit_events').where(purged)).toHaveLength(1);
  });
});

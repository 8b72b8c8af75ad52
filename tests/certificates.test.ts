import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractText } from 'unpdf';
import { brokenAuditLink } from '../src/audit';
import type { Facts } from '../src/certificates/certificate';
import { readSignedText, signedTextOf } from '../src/certificates/signed';
import { accessibilityFaults, launchChromium } from './support/chromium';
import { testDatabase } from './support/database';
import { playedWorkshop } from './support/played-workshop';
import { type Browser, type Site, addFacilitator, addParticipant } from './support/site';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

interface Row {
  readonly id: string;
  readonly number: string;
  readonly verify_token: string;
  readonly facts: Facts;
}

async function issued(name?: string) {
  const played = await playedWorkshop(db(), name);
  const { site, workshop, facilitator } = played;
  const path = `/workshops/${workshop.id}/certificates`;
  const desk = await site.as(facilitator);
  await desk.get(path);
  await desk.send(path, { signName1: 'Noor Jamal', signRole1: 'Head of training' });
  const row = await db()('certificates').where({ workshop_id: workshop.id }).first<Row>();
  return { ...played, path, desk, row };
}

async function verdictOf(site: Site, token: string): Promise<Browser> {
  return site.visitor().get(`/certificates/${token}`);
}

describe('a certificate that is corrected', () => {
  it('gets a new number; the old paper says that it was replaced, and what it said stays on record', async () => {
    const { site, desk, path, row, officer, workshop } = await issued('Tida Wim');
    await desk.get(`${path}/${row.id}`);
    expect(desk.words).toContain('Noor Jamal, Head of training');
    await desk.send(`${path}/${row.id}/reissues`, { name: 'Thida Win', represents: 'Myanmar', because: 'Misspelt' });
    await desk.follow();
    expect(desk.words).toContain('Thida Win');
    expect(desk.words).toContain('Reason: Misspelt');

    const old = await verdictOf(site, row.verify_token);
    expect(old.words).toContain('has been replaced by a newer one');
    expect(old.words).toContain('Tida Wim');
    const standing = await db()('certificates').where({ replaced_by: null, workshop_id: workshop.id }).select<Row[]>();
    expect(standing.map(({ facts }) => facts.name)).toEqual(['Thida Win']);
    expect(standing[0]?.number).not.toBe(row.number);

    const own = await site.as(officer);
    await own.get(`/workshops/${workshop.id}/certificate`);
    expect(own.words).toContain('Thida Win');
    expect(await brokenAuditLink(db(), 'TEST', workshop.id)).toBeUndefined();
  });

  it('is made once, however often the button is pressed (frappe/lms#2408)', async () => {
    const { desk, path, row, workshop } = await issued();
    await desk.get(`${path}/${row.id}`);
    const _csrf = desk.page.querySelector('main [name=_csrf]')?.getAttribute('value') ?? '';
    const typed = { _csrf, name: 'Thida Win', represents: '', because: 'Misspelt' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => desk.agent.post(`${path}/${row.id}/reissues`).type('form').send(typed)),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
    expect(await db()('certificates').where({ workshop_id: workshop.id })).toHaveLength(2);
  });

  it('needs a reason, and keeps what was typed when there is none', async () => {
    const { desk, path, row } = await issued();
    await desk.get(`${path}/${row.id}`);
    await desk.send(`${path}/${row.id}/reissues`, { name: 'Somsak', represents: '', because: ' ' }, 422);
    expect(desk.words).toContain('Write in a few words why.');
    expect(desk.page.querySelector('#field-name')?.getAttribute('value')).toBe('Somsak');
  });
});

describe('a certificate that is withdrawn', () => {
  it('says so on its verify page and in the list, and can be issued again', async () => {
    const { site, desk, path, row } = await issued();
    await desk.get(`${path}/${row.id}`);
    await desk.send(`${path}/${row.id}/revocations`, { withdrawnBecause: 'Issued to the wrong person' });
    const page = await verdictOf(site, row.verify_token);
    expect(page.words).toContain('withdrawn and is no longer valid');
    expect(page.text).not.toContain('wrong person');
    await desk.get(path);
    expect(desk.words).toContain('(withdrawn)');
    await desk.send(path);
    expect(await db()('certificates').where({ id: row.id, replaced_by: null })).toHaveLength(1);
    await desk.get(`${path}/${row.id}`);
    await desk.send(`${path}/${row.id}/reissues`, { name: 'Thida', represents: '', because: 'Looked into' });
    expect((await verdictOf(site, row.verify_token)).words).toContain('no longer valid');
  });
});

describe('a certificate over the years', () => {
  it('keeps its words and its place when the name in the programme changes and the workshop is long over (woocommerce/sensei-certificates#74)', async () => {
    const { site, officer, row } = await issued('Thida');
    await db()('people').where({ id: officer.id }).update({ display_name: 'Thida Aung' });
    await db()('enrolments').where({ person_id: officer.id }).update({ ended_at: site.clock.now });
    site.clock.advance(4 * 365);
    const page = await verdictOf(site, row.verify_token);
    expect(page.words).toContain('genuine and valid');
    expect(page.page.querySelectorAll('dl.fields dd').map((dd) => dd.text.trim())).toContain('Thida');
  });

  it('names its workshop, venue and days for good (frappe/lms#2675)', async () => {
    const { site, row, workshop } = await issued();
    await db()('workshops').where({ id: workshop.id }).update({ title: 'Renamed', venue: 'Elsewhere' });
    const page = await verdictOf(site, row.verify_token);
    expect(page.words).toContain(workshop.title);
    expect(page.words).toContain(workshop.venue);
  });

  it('is still opened by its holder when the cohort has ended (breatheco-de/breatheco-de#4487)', async () => {
    const { site, officer, workshop } = await issued();
    site.clock.advance(2 * 365);
    const own = await site.as(officer);
    await own.get(`/workshops/${workshop.id}/certificate`);
    await own.get('/alumni');
    expect(own.words).toContain('TEST-2026-');
  });
});

describe('certificates of a whole workshop', () => {
  it('are printed as one file, a page each, with every name as it is written (mdjnelson/moodle-mod_customcert#707, #723)', async () => {
    const { site, workshop, desk, path } = await issued('នារី ស៊ុន');
    const row = await db()('certificates').where({ workshop_id: workshop.id }).first<Row & { person_id: string }>();
    for (const [at, name] of ['Nguyễn Thị Hồng Ánh', 'José Ñandú'].entries()) {
      const { id } = await addParticipant(site, workshop, name);
      await db()('certificates').insert({
        ...row,
        id: row.id.replace(/.{4}$/, `000${at}`),
        person_id: id,
        serial: 900 + at,
        number: `TEST-2026-090${at}`,
        verify_token: `${row.verify_token.slice(0, -1)}${at}`,
        facts: JSON.stringify({ ...row.facts, name }),
      });
    }
    const { body } = (await desk.agent.get(`${path}.pdf`).responseType('blob')) as { body: Buffer };
    const { totalPages, text } = await extractText(new Uint8Array(body), { mergePages: false });
    expect(totalPages).toBe(3);
    for (const name of ['Nguyễn Thị Hồng Ánh', 'José Ñandú', 'នារី ស៊ុន'])
      expect(text.filter((page) => bare(page).includes(bare(name)))).toHaveLength(1);
  });
});

const bare = (text: string) => text.normalize('NFC').replace(/[\s\u200b-\u200f]+/g, '');

describe('the signature in the QR code', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const facts = fc.record({
    name: fc.string({ unit: 'grapheme', minLength: 1 }),
    represents: fc.option(fc.string({ unit: 'grapheme' })),
    workshop: fc.string(),
    venue: fc.string({ unit: 'grapheme' }),
    startsOn: fc.constant('2026-11-23'),
    endsOn: fc.constant('2026-11-24'),
    present: fc.nat(4),
    halfDays: fc.constant(4),
    publication: fc.constant('1.1 (0123456789ab)'),
    issuedOn: fc.constant('2026-11-24'),
    signatories: fc.array(fc.record({ name: fc.string(), role: fc.string() }), { maxLength: 3 }),
  });

  it('gives every fact back to whoever has the public key, in any script', () => {
    fc.assert(
      fc.property(facts, (said) => {
        const text = signedTextOf({ number: 'TEST-2026-0001', facts: said }, privateKey);
        expect(readSignedText(text, publicKey)).toEqual({ number: 'TEST-2026-0001', facts: said });
      }),
    );
  });

  it('fails when one letter is altered, and under any other key', () => {
    const other = createPublicKey(generateKeyPairSync('ed25519').privateKey);
    fc.assert(
      fc.property(facts, fc.nat(), fc.constantFrom('A', 'b', '3', '_', '-', 'Z'), (said, at, letter) => {
        const text = signedTextOf({ number: 'TEST-2026-0001', facts: said }, privateKey);
        expect(readSignedText(text, other)).toBeUndefined();
        const place = at % text.length;
        const altered = `${text.slice(0, place)}${letter}${text.slice(place + 1)}`;
        // The last letter of a signature carries four bits that mean nothing.
        fc.pre(altered !== text && place !== text.length - 1);
        expect(readSignedText(altered, publicKey)).toBeUndefined();
      }),
    );
  });

  it('is checked by the saved page with no network: genuine, altered by one letter, and replaced', async () => {
    const { site, desk, path, row, facilitator } = await issued('ខ្មែរ សុខា');
    const text = signedTextOf(row, site.deps.secrets.certificateKey);
    const folder = mkdtempSync(join(tmpdir(), 'titian-checker-'));
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ offline: true, viewport: { width: 360, height: 640 } });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('request', (asked) => {
        if (!asked.url().startsWith('file:')) faults.push(`asked for ${asked.url()}`);
      });
      const open = async () => {
        const saved = await (await site.as(facilitator)).agent.get('/certificates/checker.html');
        const file = join(folder, 'checker.html');
        writeFileSync(file, saved.text);
        await page.goto(pathToFileURL(file).href);
      };
      const check = async (typed: string) => {
        await page.getByLabel('The text of the QR code').fill(typed);
        await page.getByRole('button', { name: 'Check' }).click();
        return (await page.locator('#answer').innerText()).replace(/\s+/g, ' ');
      };
      await open();
      const genuine = await check(`https://titian.example/certificates/${row.verify_token}#${text}`);
      expect(genuine).toContain('Genuine: every fact');
      for (const fact of ['ខ្មែរ សុខា', '24 November 2026', 'Noor Jamal, Head of training', row.number])
        expect(genuine).toContain(fact);
      faults.push(...(await accessibilityFaults(page)));
      const altered = text.replace(/\.(.)/, (_, letter: string) => `.${letter === 'A' ? 'B' : 'A'}`);
      expect(await check(altered)).toContain('Not genuine');

      await desk.get(`${path}/${row.id}`);
      await desk.send(`${path}/${row.id}/reissues`, { name: 'សុខា', represents: '', because: 'Shorter' });
      await open();
      expect(await check(text)).toContain('has been replaced or withdrawn');
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the certificates of another workshop', () => {
  it('cannot be corrected, withdrawn or printed by a facilitator who does not run it', async () => {
    const { site, path, row } = await issued();
    const foreign = await site.as(await addFacilitator(site, 'Li Wei'));
    await foreign.get(`${path}/${row.id}`, 404);
    await foreign.get(`${path}.pdf`, 404);
  });
});

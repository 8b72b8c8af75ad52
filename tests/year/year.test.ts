import { testDatabase } from '../support/database';
import { agreed, bytesOf, disagreements } from './agreeing';
import { completedIn, standingIn } from './counting';
import { coveredAnswers, coveredIn } from './covering';
import { type Read, marksIn, readEverything } from './everything';
import type { Held } from './held';
import { type Line, linesOfCsv } from './lines';
import { canary, walkIn } from './people';
import { type RawWorkshop, placesOf, readRaw } from './raw';
import { type Outside, recountWorkshop } from './recount';
import { digestOfIds, recountClaims } from './recount-dossier';
import { recountProgramme } from './recount-programme';
import { story } from './story';
import { answersOf, keptIn, typedIn } from './testing';
import { cohortOf, covered, plans } from './the-three';
import { Year } from './year';

jest.setTimeout(240_000);
const database = testDatabase();

interface Dossier {
  readonly claims: Readonly<Record<string, readonly { readonly id: string; readonly value: string }[]>>;
  readonly rows: readonly { readonly table: string; readonly digest: string }[];
}

/** Of a dossier's claims those that are no figure: texts, days, and the publication's digests. */
const wordsOfDossier = ['audit', 'curriculum', 'dates', 'overlay', 'published', 'tailoring', 'venue'];

/** The erased officer took the test before at the door, under the name that she typed there. */
const typedAs = (form: 'pre' | 'post') => (form === 'pre' ? walkIn.typed : walkIn.listed);

describe('a year of the programme', () => {
  let year: Year;
  let raw: RawWorkshop[] = [];
  let read: Read[] = [];
  let stopped: string | undefined;
  const workshops: Held[] = [];

  beforeAll(async () => {
    year = await Year.open(database.db());
  });
  afterAll(() => year.close());

  const held = (at: number): Held => {
    const found = workshops[at];
    if (!found) throw new Error('This workshop was not opened.');
    return found;
  };
  const goesOn = () => {
    if (stopped !== undefined) throw new Error(`The year stopped where it ${stopped}.`);
  };

  for (const { name, act } of story)
    it(name, async () => {
      goesOn();
      stopped = name;
      await act(year, held, workshops);
      stopped = undefined;
    });

  /** Something that holds of the whole year, when it is over. */
  const check = (name: string, act: () => Promise<void> | void) =>
    it(name, async () => {
      goesOn();
      if (raw.length === 0) raw = await readRaw(year.db);
      await act();
    });

  check('opens every page and every file of the year', async () => {
    read = await readEverything(year, year.office, workshops);
    const reports = ['/reports', ...workshops.map(({ base }) => `${base}/report`)];
    const files = reports.flatMap((path) => ['', '.csv', '.xlsx', '.pdf'].map((ending) => `${path}${ending}`));
    expect(read.map(({ path }) => path)).toEqual(expect.arrayContaining(files));
  });

  check('has kept every answer that was given, once, and in its last words', async () => {
    for (const [at, { attempts, enrolments }] of raw.entries())
      for (const { person_id: person, form, answers } of attempts.filter(({ submitted_at }) => submitted_at !== null)) {
        const listed = enrolments.find(({ person_id }) => person_id === person)?.display_name ?? '';
        const name = listed === 'Erased person' ? typedAs(form) : listed;
        expect([name, form, keptIn(answers)]).toEqual([name, form, typedIn(await answersOf(held(at), form, name))]);
      }
  });

  check('has given a certificate to everybody who completed, and one to each', () => {
    for (const workshop of raw) {
      expect(standingIn(workshop).sort()).toEqual(completedIn(workshop).sort());
      expect(new Set(standingIn(workshop)).size).toBe(standingIn(workshop).length);
    }
    const replaced = raw.flatMap(({ certificates }) => certificates.filter(({ replaced_by }) => replaced_by !== null));
    expect(replaced).toHaveLength(2);
  });

  check('has asked half of them in vain, and nobody who is erased', () => {
    const followups = raw[0]?.followups ?? [];
    expect([1, 3, 6].map((month) => followups.filter((one) => one.month === month).length)).toEqual([24, 24, 23]);
    expect(followups.filter(({ outcome }) => outcome !== null)).toHaveLength(36);
  });

  /** What the report of a workshop covers from anybody: partly as the story has it, partly read from the report itself. */
  const outsideOf = async (workshop: RawWorkshop): Promise<Outside> => {
    const at = raw.indexOf(workshop);
    const own = recountWorkshop(
      workshop,
      raw.filter((one) => one !== workshop),
    );
    const passedOn = linesOfCsv((await bytesOf(year.auditor, `${held(at).base}/report.csv`)).toString('utf8'));
    const few = covered[at];
    if (!few) throw new Error('The story has nothing about this workshop.');
    expect(coveredIn(passedOn, own, 'Participants')).toEqual({
      'Participants by Member or organisation': [...few.represents].sort(),
      'Participants by agency': [...few.agency].sort(),
    });
    const endings = coveredIn(passedOn, own, 'The case');
    return { ...few, endings, answers: coveredAnswers(passedOn, workshop) };
  };

  check('says in every report of a workshop what its rows say', async () => {
    for (const [at, workshop] of raw.entries()) {
      const others = raw.filter((one) => one !== workshop);
      const path = `${held(at).base}/report`;
      const own = recountWorkshop(workshop, others);
      const outside = recountWorkshop(workshop, others, await outsideOf(workshop));
      expect(await disagreements(year.daniel, path, own, { query: '?for=own' })).toEqual(agreed);
      expect(await disagreements(year.auditor, path, outside)).toEqual(agreed);
      expect(await disagreements(year.daniel, path, outside, { page: false })).toEqual({ csv: [], xlsx: [] });
    }
  });

  check('says on the page of the programme what the rows of all workshops say', async () => {
    const outside = new Map<RawWorkshop, Outside>();
    for (const workshop of raw) outside.set(workshop, await outsideOf(workshop));
    const expected = recountProgramme(raw, '2028-08-23', (workshop) => outside.get(workshop) as Outside);
    expect(await disagreements(year.auditor, '/reports', expected)).toEqual(agreed);
  });

  check('prints the same figures on paper', () => {
    const wordsOf = (path: string) => read.find((one) => one.path === path)?.text ?? '';
    const reports = ['/reports', ...workshops.map(({ base }) => `${base}/report`)];
    for (const path of [...reports, ...workshops.map(({ base }) => `${base}/report?for=own`)]) {
      const [name, query = ''] = path.split('?');
      const paper = wordsOf(`${name}.pdf${query && `?${query}`}`).replace(/\s+/g, ' ');
      expect(paper.length).toBeGreaterThan(1_000);
      expect(
        rowsOf(linesOfCsv(wordsOf(`${name}.csv${query && `?${query}`}`))).filter((row) => !paper.includes(row)),
      ).toEqual([]);
    }
  });

  check('claims in the dossier of each workshop what its rows say', async () => {
    for (const [at, workshop] of raw.entries()) {
      const path = `/workshops/${workshop.id}/dossier.json`;
      const dossier = JSON.parse((await bytesOf(year.auditor, path)).toString('utf8')) as Dossier;
      const claims = Object.fromEntries(
        Object.values(dossier.claims).flatMap((stage) => stage.map(({ id, value }) => [id, value])),
      );
      const recounted = recountClaims(workshop, covered[at]?.presence ?? { told: 0, more: true });
      expect(claims).toMatchObject(recounted);
      const others = Object.keys(claims).filter((id) => !(id in recounted) && !id.startsWith('part-'));
      expect(others.sort()).toEqual(wordsOfDossier);
      for (const table of ['enrolments', 'audit_events'] as const) {
        const { digest } = dossier.rows.find((one) => one.table === table) ?? { digest: '' };
        expect(digest).toBe(await digestOfIds(year.db, table, workshop));
      }
    }
  });

  check('tells nobody’s score and no score of a state, on any page and in any file', () => {
    const names = [...new Set(workshops.flatMap(cohortOf))];
    const states = [...new Set(plans.flatMap(({ officers }) => officers.map(({ represents }) => represents)))];
    const told = read.flatMap(({ path, rows }) =>
      rows.flatMap((row) => {
        const marks = marksIn(row);
        const ofSomebody = marks.length > 0 && names.some((name) => row.includes(name));
        // Of a state people may be counted, and nothing else.
        const ofState = marks.some((mark) => !/^\d+$/.test(mark)) && states.some((state) => row.includes(state));
        return ofSomebody || ofState ? [`${path}: ${row}`] : [];
      }),
    );
    expect(read.length).toBeGreaterThan(100);
    expect(told).toEqual([]);
  });

  check('holds nothing of the erased officer, on any page, in any file, in any table', async () => {
    expect(read.length).toBeGreaterThan(100);
    expect(read.filter(({ text }) => text.toLowerCase().includes(canary)).map(({ path }) => path)).toEqual([]);
    expect(await placesOf(year.db, canary)).toEqual([]);
  });

  check('names everybody in their own script', () => {
    for (const [at, one] of workshops.entries()) {
      const register = read.find(({ path }) => path === `${held(at).base}/register.csv`)?.text ?? '';
      const missing = cohortOf(one).filter((name) => name !== walkIn.listed && !register.includes(name));
      expect(missing).toEqual([]);
    }
    const scripts = [
      'Latin',
      'Thai',
      'Khmer',
      'Myanmar',
      'Lao',
      'Han',
      'Hangul',
      'Sinhala',
      'Tamil',
      'Bengali',
      'Arabic',
    ];
    const written = workshops.flatMap(cohortOf).join(' ');
    expect(scripts.filter((script) => !new RegExp(`\\p{Script=${script}}`, 'u').test(written))).toEqual([]);
  });
});

/** The figures of each row of a report's tables, as they stand beside each other on paper. */
function rowsOf(lines: readonly Line[]): string[] {
  const rows = new Map<string, string[]>();
  for (const { part, table, line, value } of lines) {
    if (table === '') continue;
    const name = `${part} ${table} ${line}`;
    rows.set(name, [...(rows.get(name) ?? []), value]);
  }
  return [...rows.values()].map((values) => values.join(' '));
}

import { guessMapping } from '../src/roster/columns';
import { csvOf, workbookOf } from '../src/roster/formats';
import { type KnownPeople, planImport } from '../src/roster/plan';
import { readSheet } from '../src/roster/read-file';
import { readRoster } from '../src/roster/roster';
import { foldName } from '../src/accounts';

const rows = 5_000;
const rounds = 7;

/**
 * How long the dry run of a roster of 5,000 lines takes, from the bytes of the file to the plan, against a cohort of
 * 5,000 whom half of the lines may mean. Seconds of the middle round, for CSV and for XLSX; the ratio compares the CSV
 * with merely folding as many names.
 */
export function run(): Promise<Record<string, number>> {
  const table = [
    ['Name', 'E-mail', 'Country', 'Agency', 'Nominated on'],
    ...Array.from({ length: rows }, (_, at) => [
      `Nguyễn Văn ${nameOf(at)}`,
      `officer${at}@bench.example`,
      'Viet Nam',
      `Agency ${at % 50}`,
      '2026-10-01',
    ]),
  ];
  const known: KnownPeople = { known: Array.from({ length: rows }, (_, at) => knownPerson(at * 2)), owners: new Map() };
  const files = { csv: csvOf(table), xlsx: workbookOf('bench', table) };
  const csv = median(() => dryRun(files.csv, known));
  const xlsx = median(() => dryRun(files.xlsx, known));
  const folding = median(() => table.forEach(([name = '']) => foldName(name)));
  return Promise.resolve({
    rows,
    csvSeconds: rounded(csv),
    xlsxSeconds: rounded(xlsx),
    csvRowsPerSecond: Math.round(rows / csv),
    ratioToFoldingNames: rounded(csv / folding),
    csvBytes: files.csv.length,
    xlsxBytes: files.xlsx.length,
    rounds,
  });
}

function dryRun(bytes: Buffer, known: KnownPeople): void {
  const sheet = readSheet(bytes);
  const { lines, faults } = readRoster(sheet, guessMapping(sheet));
  const plan = planImport(lines, faults, known, rows, new Map());
  if (plan.planned.length !== rows || plan.faults.length > 0) throw new Error('The dry run lost a line.');
}

function knownPerson(at: number) {
  const place = { represents: 'Viet Nam', agency: `Agency ${at % 50}`, role: 'participant', nominatedOn: null };
  return {
    personId: String(at),
    displayName: `NGUYEN VAN ${nameOf(at)}`,
    email: null,
    ...place,
    workshop: 'Bench',
    here: true,
  };
}

function nameOf(at: number): string {
  return at.toString(26).replace(/\d/g, (figure) => 'qrstuvwxyz'[Number(figure)] ?? '');
}

function median(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

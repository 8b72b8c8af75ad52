import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from '../src/root';

/** Which floor each feature stands on. It may use lower floors; the same floor only where the second table says so. */
const floors: Readonly<Record<string, number>> = {
  db: 0,
  web: 0,
  print: 0,
  prose: 0,
  intake: 0,
  audit: 0,
  accounts: 1,
  curriculum: 2,
  workshops: 3,
  rubric: 3,
  scenario: 4,
  assessment: 4,
  room: 4,
  roster: 4,
  search: 4,
  notes: 4,
  tailoring: 4,
  mail: 4,
  tables: 4,
  certificates: 5,
  copies: 5,
  boards: 5,
  live: 5,
  nominations: 5,
  followup: 5,
  reports: 6,
  privacy: 5,
  marking: 6,
  debrief: 7,
  alumni: 6,
};

/** Edges on the ground floor: everything knows the database's type; print draws prose. */
const sameFloor = new Set(['audit>db', 'web>db', 'print>prose', 'web>prose']);

/** Small files at the root of `src` that any feature may read. Everything else there is wiring, which nothing imports. */
const common = new Set(['canonical', 'clock', 'command', 'errors', 'ids', 'root', 'sockets', 'words']);

/** Files that hold rules: plain data in, plain data out. They import no library and no query. */
const pureFiles = [
  'accounts/person.ts',
  'audit/audit.ts',
  'workshops/workshop.ts',
  'workshops/attendance.ts',
  'assessment/question.ts',
  'certificates/completion.ts',
  'notes/note.ts',
  'scenario/step.ts',
  'scenario/state.ts',
  'scenario/case.ts',
  'live/live.ts',
  'rubric/agreement.ts',
  'rubric/allocation.ts',
  'rubric/evidence.ts',
  'rubric/mark.ts',
  'room/course.ts',
  'room/recoveries.ts',
  'room/sheet.ts',
  'room/poll.ts',
  'room/timers.ts',
  'boards/mark.ts',
  'alumni/contacts.ts',
  'alumni/event.ts',
  'alumni/profile.ts',
  'alumni/trainer.ts',
  'followup/evaluation.ts',
  'followup/followup.ts',
  'mail/mail.ts',
  'nominations/nomination.ts',
  'tables/balance.ts',
];

const src = join(root, 'src');

interface Import {
  readonly from: string;
  readonly to: string;
}

function imports(): Import[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(src, file), 'utf8'));
    return importedFiles.map(({ fileName }) => ({
      from: file,
      to: fileName.startsWith('.') ? relative(src, resolve(src, dirname(file), fileName)) : `library:${fileName}`,
    }));
  });
}

const featureOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : path in floors ? path : '');

describe('the house', () => {
  const edges = imports();

  it('has a floor for every feature', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name).filter((name) => !(name in floors))).toEqual([]);
  });

  it('lets a feature use only the floors below it', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [user, used] = [featureOf(from), featureOf(to)];
      if (to.startsWith('library:') || user === '' || used === '' || user === used) return false;
      const [above, below] = [floors[user] ?? -1, floors[used] ?? -1];
      return !(above > below || sameFloor.has(`${user}>${used}`));
    });
    expect(wrong).toEqual([]);
  });

  it('lets one feature reach another only through its index, except on the ground floor', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [user, used] = [featureOf(from), featureOf(to)];
      if (to.startsWith('library:') || user === used || used === '' || floors[used] === 0) return false;
      return user === '' ? false : to !== used && to !== `${used}/index`;
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the wiring out of the features', () => {
    const wrong = edges.filter(
      ({ from, to }) => featureOf(from) !== '' && !to.startsWith('library:') && featureOf(to) === '' && !common.has(to),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps rules free of libraries and queries', () => {
    const wrong = edges.filter(
      ({ from, to }) => pureFiles.includes(from) && (to.startsWith('library:') || to.endsWith('queries')),
    );
    expect(wrong).toEqual([]);
  });

  const readers = (pattern: RegExp) =>
    readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && pattern.test(readFileSync(join(src, file), 'utf8')))
      .sort();

  it('reads the clock, the environment and chance in one place each', () => {
    expect(readers(/\bnew Date\(\)|\bDate\.now\(\)/)).toEqual(['clock.ts']);
    expect(readers(/\bprocess\.env\b/)).toEqual(['config.ts']);
    expect(readers(/\bMath\.random\(\)/)).toEqual([]);
    expect(readers(/(?<!performance\.)\bnow\(\)\s*(at time zone|[-+,)]|from)|current_timestamp/i)).toEqual([]);
  });

  it('never has the server run under the settings of a program that prints one book and ends', () => {
    expect(readers(/setFlagsFromString/)).toEqual(['print/alone.ts']);
    expect(readers(/warmPressAlone\(\)/)).toEqual(['curriculum/commands-print.ts', 'print/alone.ts']);
  });

  it('gives no file a name that says nothing', () => {
    const banned = /(^|[-/])(util|utils|helper|helpers|manager|service|services|common|misc|data|info|base)\.ts$/;
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => banned.test(file))).toEqual([]);
  });
});

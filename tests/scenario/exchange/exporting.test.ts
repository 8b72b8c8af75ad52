import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { main } from '../../../src/cli';
import type { Case } from '../../../src/scenario/case';
import { exportEvents } from '../../../src/scenario/exchange/export-events';
import { exportTwee } from '../../../src/scenario/exchange/export-twee';
import { exportWalks } from '../../../src/scenario/exchange/export-walks';
import { facilitatorPack } from '../../../src/scenario/exchange/pack';
import type { Input } from '../../../src/scenario/state';
import { fold } from '../../../src/scenario/step';
import { compileCase } from '../../../src/scenario/compile';
import { printPdf } from '../../../src/print';
import { wordsIn } from '../../../src/words';
import { compiledFrom, shippedCases, soundFiles } from '../fixtures';
import { compiledDraft, drafted, saidIn, waysIn } from './drafts';
import { samples, twee } from './samples';

const sound = compiledFrom(soundFiles);
const threeDesks = (): Case => {
  const found = shippedCases().find(({ name }) => name === 'three-desks');
  if (!found) throw new Error('three-desks is not shipped.');
  return found.case;
};

const again = (text: string): Case => compiledDraft(drafted('again.twee', text).files);
const only = (case_: Case): string => exportTwee(case_, case_.roles[0]?.id ?? '');

/** Stories as people draw them: passages with titles in any script, and links to any of them. */
const stories = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom(
        'The door',
        'ประตู',
        'Monday: rain',
        'wait',
        'a -> b?',
        '1. First',
        'The end',
        'C#',
        'Story of x',
        'x | y',
        'ប្រាសាទ',
        'قلعة',
      ),
      fc
        .string({ minLength: 1, maxLength: 12 })
        .filter((title) => /^[A-Za-z][A-Za-z ]*[A-Za-z]$/.test(title) && !/\s\s/.test(title)),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .chain((titles) =>
    fc.record({
      titles: fc.constant(titles),
      texts: fc.array(
        fc.constantFrom(
          'Rain.',
          '- a list\n- of two',
          '"Quoted", she said.\n\n# Not a heading',
          'a [b] {c} <d> _e_',
          '',
        ),
        { minLength: titles.length, maxLength: titles.length },
      ),
      links: fc.array(
        fc.array(fc.tuple(fc.constantFrom('Go', 'Ask: why?', 'Wait', 'ไป'), fc.nat(titles.length - 1)), {
          maxLength: 4,
        }),
        { minLength: titles.length, maxLength: titles.length },
      ),
    }),
  );

/** Two titles that read alike, so that only one has the plain id. */
const alike = {
  titles: ['AA', 'yg', 'YG', 'The door'],
  texts: ['Rain.', 'Rain.', 'Rain.', 'Rain.'],
  links: [[], [['Go', 0]], [['Go', 0]], []] satisfies [string, number][][],
};

/** A link whose words are the name of where it leads: Twee writes them once. */
const sameWords = {
  titles: ['The door', 'Go'],
  texts: ['', ''],
  links: [[['Go', 1]], []] satisfies [string, number][][],
};

const named = (title: string) => title.replaceAll('->', '→').replaceAll('|', '/');

describe('Twee that we write and read again', () => {
  it('keeps every passage and every link', () => {
    fc.assert(
      fc.property(stories, ({ titles, texts, links }) => {
        const source = titles
          .map(
            (title, at) =>
              `:: ${named(title)}\n${texts[at] ?? ''}\n${(links[at] ?? []).map(([label, to]) => `[[${label}->${named(titles[to] ?? '')}]]`).join('\n')}\n`,
          )
          .join('\n');
        const once = only(again(source));
        const twice = only(again(once));
        expect(twice.replace(/^:: Story[^]*?\n\n:: /, ':: ').replace(/"ifid": ".*"/, '')).toBe(
          once.replace(/^:: Story[^]*?\n\n:: /, ':: ').replace(/"ifid": ".*"/, ''),
        );
        for (const [at, title] of titles.entries()) {
          const passage =
            once.split(/^:: /m).find((each) => each.startsWith(`${named(title).replace(/\s*#$/, '')}\n`)) ?? '';
          expect({ title, found: passage !== '' }).toEqual({ title, found: true });
          for (const [label, to] of links[at] ?? []) {
            const target = named(titles[to] ?? '').replace(/\s*#$/, '');
            expect(passage).toContain(label === target ? `[[${target}]]` : `[[${label}->${target}`);
          }
        }
      }),
      { numRuns: 60, examples: [[alike], [sameWords]] },
    );
  });

  it.each(samples.filter(([name]) => name !== 'events.csv'))('keeps the ways of %s', (name, bytes) => {
    const first = compiledDraft(drafted(name, bytes).files);
    const second = again(only(first));
    expect(waysIn(second)).toEqual(waysIn(first));
    expect(second.endings.map(({ title }) => title).sort()).toEqual(first.endings.map(({ title }) => title).sort());
  });

  it('says nothing of a real case but words and ways: no other role’s scene, no condition', () => {
    const case_ = threeDesks();
    for (const { id } of case_.roles) {
      const text = exportTwee(case_, id);
      const titles = [...text.matchAll(/^:: (.+)$/gm)].map(([, title]) => title);
      for (const scene of case_.scenes) expect(titles.includes(scene.title)).toBe(scene.role === id);
      const targets = [...text.matchAll(/\[\[(?:[^\]]*->)?([^\]]+)\]\]/g)].map(([, to]) => to);
      expect(targets.filter((to) => !titles.includes(to))).toEqual([]);
      expect(text).not.toMatch(/\{fact|\{when|^- /m);
      expect(drafted('role.twee', text).files.length).toBeGreaterThan(
        case_.scenes.filter((scene) => scene.role === id).length,
      );
    }
  });
});

describe('an events list that we write', () => {
  it('has every inject once, in the order of their times, and reads back with the same words', () => {
    const case_ = threeDesks();
    const done = drafted('events.csv', exportEvents(case_));
    const { injects, tickMinutes } = compiledDraft(done.files);
    const inTime = [...case_.injects].sort((a, b) => (a.alone ?? 0) - (b.alone ?? 0));
    expect(injects.map(({ title }) => title)).toEqual(inTime.map(({ title }) => title));
    expect(injects.map(({ expects }) => expects)).toEqual(inTime.map(({ expects }) => expects));
    expect(injects.map(({ alone }) => (alone ?? NaN) * tickMinutes)).toEqual(
      inTime.map(({ alone }) => (alone ?? NaN) * case_.tickMinutes),
    );
  });

  it('runs nothing in a spreadsheet', () => {
    const files = drafted('events.csv', 'Number,Time,To,Subject,Message\n1,09:00,A,=1+1,"=HYPERLINK(""x"")"\n').files;
    const text = exportEvents(compiledDraft(files)).toString('utf8');
    expect(text).not.toMatch(/(?:^|[,"\n])[=+@-]/m);
    expect(saidIn(drafted('events.csv', text)).join('\n')).toContain('"=1+1"');
  });
});

describe('walks as JSON lines', () => {
  it('lead again to the endings that they name', () => {
    const lines = exportWalks(sound)
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { walk: string; ending: string; seed: string; contentHash: string; inputs: Input[] },
      );
    expect(lines.map(({ walk }) => walk)).toEqual(expect.arrayContaining(['to-answered', 'to-unanswered']));
    for (const { ending, seed, inputs, contentHash } of lines) {
      expect(contentHash).toBe(sound.contentHash);
      expect(
        fold(
          sound,
          seed,
          inputs.map((input, at) => ({ seq: at + 1, input })),
        ).ending,
      ).toBe(ending);
    }
  });
});

describe('the facilitator’s pack', () => {
  it('prints, and holds every fact, inject and ending', async () => {
    const case_ = threeDesks();
    const pack = facilitatorPack(case_, { t: wordsIn('en'), paper: 'A4', day: '2031-03-01' });
    const whole = JSON.stringify(pack);
    for (const { text } of case_.facts) expect(whole).toContain(JSON.stringify(text).slice(1, -1));
    for (const { title } of [...case_.injects, ...case_.endings])
      expect(whole).toContain(JSON.stringify(title).slice(1, -1));
    const { pdf, pages } = await printPdf(pack);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages).toBeGreaterThan(4);
  });
});

describe('the commands', () => {
  let folder = '';
  let out = '';
  let said = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'exchange-'));
    [out, said] = ['', ''];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it('write a draft with its report, and take no folder that holds something', async () => {
    const file = join(folder, 'office.twee');
    writeFileSync(file, twee);
    const to = join(folder, 'draft');
    expect(await main(['scenario', 'import', file, '--out', to])).toBe(0);
    expect(out).toMatch(/titian check refuses it/);
    expect(readdirSync(to).sort()).toEqual(['endings.md', 'exercise.md', 'import-report.txt', 'scenes']);
    expect(readFileSync(join(to, 'import-report.txt'), 'utf8')).toMatch(/dropped +line 10 +A macro/);
    expect(
      compileCase([{ path: 'exercise.md', text: readFileSync(join(to, 'exercise.md'), 'utf8') }]).findings.map(
        ({ code }) => code,
      ),
    ).toContain('todo-left');
    expect(await main(['scenario', 'import', file, '--out', to])).toBe(2);
    expect(said).toMatch(/is not empty/);
  });

  it('say why a file is refused, and write nothing', async () => {
    const file = join(folder, 'old.tws');
    writeFileSync(file, 'x');
    expect(await main(['scenario', 'import', file, '--out', join(folder, 'draft')])).toBe(1);
    expect(said).toMatch(/Python pickle/);
    expect(existsSync(join(folder, 'draft'))).toBe(false);
    expect(await main(['scenario', 'import', file, '--json'])).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ refused: { code: 'pickle' } });
  });

  it('understand only what they know', async () => {
    for (const args of [
      [],
      ['nothing.twee'],
      ['--what'],
      [join(folder), '--format', 'doc'],
      ['a', 'b'],
      ['a', '--out'],
    ])
      expect({ args, code: await main(['scenario', 'import', ...args]) }).toEqual({ args, code: 2 });
    for (const args of [
      [],
      ['three-desks'],
      ['no-such-case', '--twee'],
      ['three-desks', '--twee', '--walks'],
      ['three-desks', '--pack', '--paper', 'A3'],
    ])
      expect({ args, code: await main(['scenario', 'export', ...args]) }).toEqual({ args, code: 2 });
  });

  it('export a case to the place that is named', async () => {
    expect(await main(['scenario', 'export', 'three-desks', '--twee', '--out', join(folder, 'twee')])).toBe(0);
    expect(readdirSync(join(folder, 'twee')).sort()).toEqual([
      'linden-house.twee',
      'lorvane-police.twee',
      'pellara-border.twee',
    ]);
    expect(await main(['scenario', 'export', 'three-desks', '--events', '--out', join(folder, 'e.csv')])).toBe(0);
    expect(readFileSync(join(folder, 'e.csv'), 'utf8')).toMatch(
      /^\ufeffNumber,Time,From,Faction,To,Team,Method,Subject,Message,Expected Action,Tab\r\n/,
    );
  });
});

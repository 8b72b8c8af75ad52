import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCase } from '../../../src/scenario/compile';
import { limits } from '../../../src/scenario/exchange/limits';
import { reportText } from '../../../src/scenario/exchange/report';
import { verify } from '../../../src/scenario/verify/verify';
import { compiledDraft, drafted, finished, saidIn, waysIn } from './drafts';
import { events, h5p, h5pDialect, ink, samples, twee, twineHtml, twineJson, yarn } from './samples';

const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

describe('a draft', () => {
  it.each(samples)('of %s is refused by the check for its marks alone, and sound without them', (name, bytes) => {
    const { files, report } = drafted(name, bytes);
    const { compiled, findings } = compileCase(files);
    expect(compiled).toBeDefined();
    expect([...new Set(findings.map(({ code }) => code))]).toEqual(['todo-left']);
    expect(compiledDraft(files).roles.length).toBeGreaterThan(0);
    expect(report.lines.length).toBe(report.counts.kept + report.counts.approximated + report.counts.dropped);
  });

  it('says in every scene and ending where it comes from, and asks to read it', () => {
    for (const { path, text } of drafted('office.twee', twee).files.filter(({ path }) => path.startsWith('scenes/')))
      expect({ path, marked: /<!-- TODO: Read this scene\. It was ".+", line \d+\. -->/.test(text) }).toEqual({
        path,
        marked: true,
      });
  });

  it('gives the same passage the same id when others are put before it', () => {
    const before = drafted('a.twee', twee).files;
    const after = drafted(
      'a.twee',
      twee.replace(':: The list', ':: Something new\nNew.\n[[The list]]\n\n:: The list'),
    ).files;
    for (const path of paths(before)) expect(paths(after)).toContain(path);
  });

  it('keeps ids apart that read alike, and gives one to titles in any script', () => {
    const text =
      ':: Start\n[[The door!]]\n[[The door?]]\n[[ประตู]]\n[[wait]]\n[[CON]]\n\n:: The door!\n[[Start]]\n:: The door?\n[[Start]]\n:: ประตู\n[[Start]]\n:: wait\n[[Start]]\n:: CON\n[[Start]]\n';
    const { files } = drafted('doors.twee', text);
    const ids = paths(files).filter((path) => path.startsWith('scenes/'));
    expect(new Set(ids).size).toBe(6);
    for (const id of ids) expect(id).toMatch(/^scenes\/[a-z][a-z0-9-]*\.md$/);
    expect(ids).not.toContain('scenes/wait.md');
    expect(ids).not.toContain('scenes/con.md');
    expect(compiledDraft(files).scenes.map(({ title }) => title)).toContain('ประตู');
  });

  it('shows a stranger’s text as it was written, with no sign of it as markup or rule', () => {
    const lines = [
      '# no heading',
      '- no: rule',
      '{when: knows x} no condition',
      '{fact: van} no fact',
      '<!-- no remark',
      '> no quote',
      '1. no list',
      '| no | table |',
      '**no bold** [no](http://link)',
      '--- TODO-like --- end',
    ];
    const { files } = drafted(
      'signs.twee',
      `:: Start\n${lines.join('\n\n').replace('<!--', '&lt;!--')}\n[[End]]\n:: End\nTwo\n`,
    );
    const { compiled, findings } = compileCase(finished(files));
    expect(findings).toEqual([]);
    const texts = compiled?.scenes[0]?.body[0]?.content.map((block) =>
      block.type === 'paragraph'
        ? block.children.map((node) => ('text' in node ? node.text : `<${node.type}>`)).join('')
        : `<${block.type}>`,
    );
    expect(texts?.slice(0, 9)).toEqual(lines.slice(0, 9).map((line) => line.replace('<!', '< !')));
  });

  it('of a story without circles is proven without a dead end, a stuck stand-in or an unreachable thing', () => {
    const text =
      ':: Start\n[[A]]\n[[B]]\n:: A\n[[B]]\n[[C]]\n[[D]]\n:: B\n[[C]]\n[[D]]\n:: C\nOne end.\n:: D\nAnother.\n';
    const { proven, findings, endings } = verify(compiledDraft(drafted('plain.twee', text).files));
    expect({ proven, findings }).toEqual({ proven: true, findings: [] });
    expect(endings.map(({ id, walks }) => [id, walks])).toEqual([
      ['c', 3],
      ['d', 3],
    ]);
  });

  it('of a story that runs in circles never leaves a role without a choice', () => {
    const text = ':: Start\n[[A]]\n[[B]]\n:: A\n[[Start]]\n[[B]]\n:: B\n[[A]]\n:: Far\nNobody comes here.\n';
    const { findings } = verify(compiledDraft(drafted('circle.twee', text).files));
    expect(findings.map(({ code }) => code).filter((code) => /dead-end|stuck/.test(code))).toEqual([]);
  });
});

describe('Twee', () => {
  const done = drafted('office.twee', twee);

  it('keeps passages, links of all four kinds, and the passage that begins', () => {
    const case_ = compiledDraft(done.files);
    expect(case_.title).toBe('The ferry office');
    expect(waysIn(case_)).toEqual({
      'The counter': ['Ask for the list > The list', 'Leave > (end)', 'Wait > The counter'],
      'The list': ['Copy it > (end)', 'Come back later > The office at night'],
      'The office at night': ['Go in > (end)'],
    });
    expect(case_.scenes.find(({ opens }) => opens)?.title).toBe('The counter');
    expect(case_.endings.map(({ title }) => title)).toEqual(['The copy', 'Leave', 'The end']);
  });

  it('reports macros, scripts, broken links and tags at their lines, and runs nothing', () => {
    expect(saidIn(done)).toEqual(
      expect.arrayContaining([
        'dropped line 10 A macro: <<set $asked to true>>',
        'approximated line 13 A condition is left out, and what depends on it always shows: <<if $brave>>',
        'approximated line 17 A macro that was a link: "Copy it".',
        'approximated line 28 "Go in" leads to "The cellar", which is not there. It ends the case instead.',
        `dropped line 30 A script passage; it was not run: window.alert('never run');`,
      ]),
    );
    expect(done.files.map(({ text }) => text).join('')).not.toContain('window.alert');
  });

  it('reads a passage that has the name of another, and says that links lead to the first', () => {
    const twice = drafted('a.twee', ':: Start\n[[X]]\n:: X\nOne\n:: X\nTwo\n');
    expect(saidIn(twice).join('\n')).toContain('A second passage called "X". Links lead to the first');
  });
});

describe('Twine 2', () => {
  it('is read from its page: Harlowe’s hooks keep their words, its macros are reported', () => {
    const done = drafted('office.html', twineHtml);
    const case_ = compiledDraft(done.files);
    expect(waysIn(case_)).toEqual({
      'The list': ['Back > The counter', 'Copy it > (end)'],
      'The counter': ['nothing > (end)', 'Ask for the list > The list'],
    });
    expect(case_.scenes.find(({ opens }) => opens)?.title).toBe('The counter');
    expect(JSON.stringify(case_.scenes)).toContain('A clerk (she is tired) looks up. She smiles.');
    expect(done.files.map(({ text }) => text).join('')).not.toContain('alert');
  });

  it('is read from JSON, also where links stand only in a list', () => {
    const case_ = compiledDraft(drafted('office.json', twineJson).files);
    expect(waysIn(case_)).toEqual({ 'The counter': ['Ask > The list'], 'The list': ['Copy > (end)'] });
  });
});

describe('H5P Branching Scenario', () => {
  it('keeps questions, alternatives and feedback; a feedback before an end is the end’s text', () => {
    const case_ = compiledDraft(drafted('office.h5p', h5p()).files);
    expect(waysIn(case_)).toEqual({
      Welcome: ['Go on > The counter'],
      'The counter': ['Ask for the list > A list of forty names', 'Leave > (end)', 'Wait > The counter'],
      'A list of forty names': ['Go on > You have a copy.'],
      'You have a copy.': ['Go on > (end)'],
    });
    expect(case_.endings.map(({ title }) => title)).toEqual(['Outside', 'The day is over']);
    expect(JSON.stringify(case_.scenes)).not.toContain('alert');
  });

  it('takes a link to the first node for what it is (0 is a place, not nothing)', () => {
    const case_ = compiledDraft(drafted('office.h5p', h5p()).files);
    expect(waysIn(case_)['The counter']).toContain('Wait > The counter');
  });

  it('reads dialects in which nodes have names, and says which link leads nowhere', () => {
    const done = drafted('content.json', h5pDialect);
    expect(waysIn(compiledDraft(done.files))).toEqual({
      'The counter': ['Ask > Forty names.', 'Go > (end)'],
      'Forty names.': ['Go on > (end)'],
    });
    expect(saidIn(done).join('\n')).toMatch(/dialect of H5P[^]*"Go" leads to ""nowhere""/);
  });
});

describe('Yarn and ink', () => {
  it('cut a node of Yarn where its options come together again', () => {
    expect(waysIn(compiledDraft(drafted('office.yarn', yarn).files))).toEqual({
      Start: ['Ask for the list > Ask for the list', 'Leave > (end)'],
      'Ask for the list': ['Copy it > (end)', 'Read it > Start (line 17)'],
      'Start (line 17)': ['Done: if $asked > (end)', 'Done: else > (end)'],
    });
  });

  it('weave ink: choices, nested choices, gathers and diverts', () => {
    expect(waysIn(compiledDraft(drafted('office.ink', ink).files))).toEqual({
      start: ['Go on > counter'],
      counter: ['Ask for the list. > Ask for the list.', 'Leave > (end)'],
      'Ask for the list.': ['Copy it > (end)', 'Read it > Ask for the list. (line 10)'],
      'Ask for the list. (line 10)': ['Go on > counter (line 12)'],
      'counter (line 12)': ['Go on > (end)'],
    });
  });

  it('report logic, commands and functions with their lines', () => {
    expect(saidIn(drafted('office.ink', ink)).join('\n')).toMatch(
      /dropped line 1 Logic[^]*approximated line 9 Always offered[^]*dropped line 19 A function/,
    );
    expect(saidIn(drafted('office.yarn', yarn)).join('\n')).toMatch(
      /dropped line 6 A command[^]*approximated line 14 Always offered[^]*approximated line 18 A condition became a choice/,
    );
  });
});

describe('an events list', () => {
  it('becomes injects for the roles that receive them, with times for a run played alone', () => {
    const { injects, roles, tickMinutes } = compiledDraft(drafted('events.csv', events).files);
    expect(roles.map(({ name }) => name)).toEqual(['Police desk', 'Border desk']);
    expect(
      injects.map((inject) => [
        inject.title,
        inject.for,
        inject.alone === null ? null : inject.alone * tickMinutes,
        inject.expects,
      ]),
    ).toEqual([
      ['A reporter calls', ['police-desk'], 0, 'No detail is confirmed'],
      ['An order', ['police-desk', 'border-desk'], 45, 'The order is put on paper'],
      ['A letter', ['police-desk', 'border-desk'], null, null],
    ]);
  });

  it.each([
    ['2031-03-04 10:30', 90, '2031-03-04 09:00'],
    ['Day 2 09:15', 1455, 'Day 1 09:00'],
    ['H+2:30', 150, 'H+0'],
    ['+90', 90, '+0'],
    ['23:30', 870, '09:00'],
    ['01:00', 960, '09:00'],
    ['1d 4h 30m', 1710, '0h'],
  ])('reads the time %s as %i minutes after %s', (time, minutes, first) => {
    const list = `Number,Time,To,Message\n1,${first},A,x\n2,${time},A,y\n`;
    const { injects, tickMinutes } = compiledDraft(drafted('l.csv', list).files);
    expect((injects[1]?.alone ?? NaN) * tickMinutes).toBe(minutes);
  });
});

describe('the page on exchange', () => {
  it('names each limit as it is', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'exchange.md'), 'utf8');
    const told = [...page.matchAll(/\| `(\w+)` \| ([\d,]+) \|/g)].map(([, name, number]) => [
      name,
      Number(number?.replaceAll(',', '')),
    ]);
    expect(Object.fromEntries(told)).toEqual({ ...limits });
  });

  it('is answered by a report of one line for each thing', () => {
    const text = reportText(drafted('office.twee', twee).report);
    expect(text.split('\n').at(-1)).toMatch(/^\d+ kept, \d+ approximated, \d+ dropped\.$/);
  });
});

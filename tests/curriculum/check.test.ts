import { join } from 'node:path';
import fc from 'fast-check';
import { checkFolder } from '../../src/curriculum';
import { check } from '../../src/curriculum/check';
import { nearest } from '../../src/curriculum/nearest';
import { root } from '../../src/root';
import { runTitian } from '../support/program';
import { filesOf, fixtures, smallFiles } from './small';

describe('the shipped curriculum', () => {
  const { compiled, findings } = checkFolder(join(root, 'curriculum'));

  it('has no finding', () => {
    expect(findings).toEqual([]);
  });

  it('fits two days: every core module is in the agenda, within 540 net minutes', () => {
    expect(compiled?.agenda.days).toHaveLength(2);
    expect(compiled?.agenda.netMinutes).toBeLessThanOrEqual(540);
    const planned = new Set(compiled?.agenda.days.flatMap((day) => day.items.map((item) => item.ref)));
    const core = compiled?.guide.modules.filter((module) => module.core).map((module) => module.id) ?? [];
    expect(core.filter((id) => !planned.has(id))).toEqual([]);
    expect(core.length).toBeGreaterThan(5);
  });
});

describe('titian check', () => {
  it('prints what it found as JSON, with the file as it is typed here, and ends with 1', () => {
    const { code, out } = runTitian(['check', '--json', join(fixtures, 'file-unknown')]);
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { code: string; file: string; line: number }[] };
    expect(findings.map((each) => each.code)).toContain('file-unknown');
    expect(findings.find((each) => each.code === 'file-unknown')?.file).toBe(
      'tests/fixtures/curriculum/file-unknown/glosary.md',
    );
  });

  it('ends with 2 where there is no such folder', () => {
    expect(runTitian(['check', join(fixtures, 'nowhere')]).code).toBe(2);
  });
});

describe('the check', () => {
  const piece = fc.constantFrom(
    ...['::: say {#a}\n', ':::: activity {#b minutes=5}\n', ':::\n', '::::\n', '::: figure {#c alt="x"}\n', '## T {#d}\n'],
    ...['```svg\n', '```\n', '<svg viewBox="0 0 1 1"></svg>\n', '{#e}\n', ' {#f}', '[x](#d)', '[x]{source=z}', '---\n'],
    ...['- [x] a {#a}\n', '  > b\n', 'id: x\n', '&a *a *a\n', 'days: [*a]\n', '# T\n', '### T\n', '{#', '}', '"', '\u0000'],
  );
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 });
  const path = fc.constantFrom(
    ...['modules/10-first/module.md', 'modules/10-first/20-more.md', 'agenda.md', 'glossary.md'],
    ...['assessment/first.md', 'curriculum.md'],
  );

  it('reads whatever stands in a file, and answers with findings on lines that exist', () => {
    fc.assert(
      fc.property(path, fc.boolean(), text, (where, whole, pieces) => {
        const base = filesOf('base');
        const before = whole ? '' : (base.find((file) => file.path === where)?.text ?? '');
        const broken = before + pieces.join('');
        const files = [...base.filter((file) => file.path !== where), { path: where, text: broken }];
        const lines = broken.split(/\r\n?|\n/).length;
        for (const finding of check(files, ['small-case']).findings) {
          expect(finding.message).not.toBe('');
          if (finding.file === where) expect(finding.line).toBeLessThanOrEqual(lines);
          expect(finding.line).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names the kind that a mistyped one most likely meant', () => {
    const [finding] = check(
      smallFiles('modules/10-first/module.md', '::: say {', '::: sya {'),
      ['small-case'],
    ).findings;
    expect(finding?.message).toContain('Did you mean "say"?');
    expect(nearest('watchfor', ['ask', 'watch-for'])).toBe('watch-for');
    expect(nearest('banana', ['ask', 'watch-for'])).toBeUndefined();
  });

  it('allows three long sentences in a hundred, and reports those beyond', () => {
    const long = 'We write a sentence that goes on and on with many small words until it has thirty words in it and so it is long enough for the count here.';
    const short = Array.from({ length: 60 }, () => 'We write short sentences here.').join(' ');
    const codes = (words: string) =>
      check(smallFiles('modules/10-first/module.md', 'Welcome.', words), ['small-case']).findings.map(({ code }) => code);
    expect(codes(`${short} ${long}`)).toEqual([]);
    expect(codes(`${short} ${long} ${long} ${long} ${long}`)).toEqual(['sentence-too-long']);
  });
});

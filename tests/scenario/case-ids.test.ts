import { join } from 'node:path';
import fc from 'fast-check';
import { compileCase } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import { withCaseIds } from '../../src/scenario/missing-ids';
import { readCaseFolder } from '../../src/scenario/files';
import { root } from '../../src/root';
import { soundFiles } from './fixtures';
import { randomCase } from './random-case';

function laidOver(files: readonly SourceFile[]): SourceFile[] {
  const done = new Map(withCaseIds(files).map(({ path, text }) => [path, text]));
  return files.map(({ path, text }) => ({ path, text: done.get(path) ?? text }));
}

/** Takes the ids of some headings and of some scenes away. */
function stripped(files: readonly SourceFile[], takes: (at: number) => boolean): SourceFile[] {
  let at = 0;
  const next = (): boolean => takes((at += 1));
  return files.map(({ path, text }) => ({
    path,
    text: text
      .replace(/^(#{2,3} )[a-z][a-z0-9-]*: /gm, (whole, marks: string) => (next() ? marks : whole))
      .replace(/^id: .*\n/m, (whole) => (path.startsWith('scenes/') && next() ? '' : whole)),
  }));
}

describe('the formatter of cases', () => {
  it('leaves a case that has all its ids as it is, byte for byte', () => {
    expect(withCaseIds(soundFiles)).toEqual([]);
    fc.assert(
      fc.property(randomCase, (files) => {
        expect(withCaseIds(files)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('does the same twice as once, adds nothing but ids, and leaves nothing without one', () => {
    fc.assert(
      fc.property(
        randomCase,
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        fc.constantFrom('\n', '\r\n'),
        (files, which, end) => {
          const bare = stripped(files, (at) => which[at % which.length] ?? false).map(({ path, text }) => ({
            path,
            text: text.replaceAll('\n', end),
          }));
          const once = laidOver(bare);
          expect(laidOver(once)).toEqual(once);
          const codes = compileCase(once).findings.map(({ code }) => code);
          expect(
            codes.filter((code) => ['heading-without-id', 'scene-without-id', 'id-duplicate'].includes(code)),
          ).toEqual([]);
          for (const { path, added, text } of withCaseIds(bare)) {
            let left = text;
            for (const { id } of added) left = left.replace(new RegExp(`^id: ${id}\r?\n|(?<=^#+ )${id}: `, 'm'), '');
            expect({ path, left }).toEqual({ path, left: bare.find((each) => each.path === path)?.text });
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('gives a written case the same rules before and after', () => {
    const shipped = readCaseFolder(join(root, 'curriculum', 'scenario', 'three-desks'));
    expect(withCaseIds(shipped)).toEqual([]);
    const again = compileCase(laidOver(soundFiles)).compiled;
    expect(again).toEqual(compileCase(soundFiles).compiled);
  });

  it('makes ids of the first words, of the file or of a number, and never one that is taken', () => {
    const scene =
      '---\nrole: north\nphase: ask\n---\n# Ask\n\n## Call South, now\n- then: wait\n\n## โทรหาเพื่อน\n- then: wait\n\n## اتصل\n- then: wait\n\n## Stand-in\n';
    const files = [
      { path: 'exercise.md', text: '# A case\n\n## Roles\n\n### North desk\n- agency: police\n' },
      { path: 'scenes/north-ask.md', text: scene },
      { path: 'scenes/other.md', text: '---\nid: call-south-now\n---\n\n## call-south-now: Taken\n' },
      { path: 'checks.md', text: '- breach: flag noise because the tip got out\n' },
    ];
    const [exercise, first, checks] = withCaseIds(files);
    expect(exercise?.text).toContain('### north-desk: North desk');
    expect(first?.text).toBe(
      scene
        .replace('role:', 'id: north-ask\nrole:')
        .replace('Call', 'call-south-now-2: Call')
        .replace('## โ', '## choice-2: โ')
        .replace('## ا', '## choice-3: ا'),
    );
    expect(first?.added.map(({ line }) => line)).toEqual([2, 8, 11, 14]);
    expect(checks?.text).toBe('- breach the-tip-got-out: flag noise because the tip got out\n');
  });
});

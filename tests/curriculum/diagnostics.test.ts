import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../src/curriculum/check';
import { codes } from '../../src/curriculum/codes';
import type { SourceFile } from '../../src/curriculum/source';
import { root } from '../../src/root';
import { fixtures, filesOf } from './small';

interface Expected {
  readonly file: string;
  readonly line: number;
  readonly without?: readonly string[];
  readonly lengthen?: { readonly file: string; readonly by: number };
}

/** The small curriculum with one fault: a fixture holds only the files that differ. */
function broken(code: string): { files: SourceFile[]; expected: Expected } {
  const expected = JSON.parse(readFileSync(join(fixtures, code, 'finding.json'), 'utf8')) as Expected;
  const files = new Map([...filesOf('base'), ...filesOf(code)].map((file) => [file.path, file.text]));
  for (const path of expected.without ?? []) files.delete(path);
  if (expected.lengthen) files.set(expected.lengthen.file, 'x'.repeat(expected.lengthen.by));
  return { files: [...files].map(([path, text]) => ({ path, text })), expected };
}

describe('what the check can find', () => {
  it('finds nothing in the small curriculum that the faults are planted in', () => {
    expect(check(filesOf('base'), ['small-case']).findings).toEqual([]);
  });

  it.each(codes)('finds %s, and nothing else, where it was planted', (code) => {
    expect(existsSync(join(fixtures, code, 'finding.json'))).toBe(true);
    const { files, expected } = broken(code);
    const { findings } = check(files, ['small-case']);
    const places = findings.map(({ code: found, file, line }) => ({ code: found, file, line }));
    expect(places).toEqual([{ code, file: expected.file, line: expected.line }]);
    expect(findings[0]?.message).toMatch(/^\S.{15,}[.?]$/s);
  });

  it('has no fixture for a code that does not exist', () => {
    const known = new Set<string>([...codes, 'base']);
    expect(readdirSync(fixtures).filter((name) => !known.has(name))).toEqual([]);
  });

  it('explains every code on its page of documentation, with the reason, an example and the way out', () => {
    const page = readFileSync(join(root, 'docs', 'diagnostics.md'), 'utf8');
    const sections = new Map(page.split(/^## /m).slice(1).map((text) => [text.split('\n')[0] ?? '', text]));
    expect([...sections.keys()].sort()).toEqual([...codes].sort());
    for (const [, text] of sections) {
      expect(text).toContain('```');
      expect(text).toContain('**Why.**');
      expect(text).toContain('**Fix.**');
    }
  });
});

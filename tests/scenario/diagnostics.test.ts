import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCase } from '../../src/scenario/compile';
import { fold } from '../../src/scenario/step';
import { verify } from '../../src/scenario/verify/verify';
import type { Fault } from '../../src/scenario/verify/walk';
import { brokenCodes, brokenFiles, compiledFrom, markedPlace, soundFiles } from './fixtures';

/** What compiling finds, and if it finds nothing, what exploring finds. */
function faultsOf(code: string): readonly Fault[] {
  const { compiled, findings } = compileCase(brokenFiles(code));
  if (findings.length > 0 || !compiled) return findings.map((finding) => ({ ...finding, walk: null }));
  return verify(compiled).findings;
}

describe('the checks of a case', () => {
  it('find nothing in a sound case, and prove it', () => {
    const verified = verify(compiledFrom(soundFiles));
    expect(verified.findings).toEqual([]);
    expect(verified.proven).toBe(true);
    expect(verified.endings.map(({ id, walks }) => [id, walks > 1])).toEqual([
      ['answered', true],
      ['unanswered', true],
    ]);
  });

  it.each(brokenCodes())('find %s where it stands', (code) => {
    const found = faultsOf(code).filter((fault) => fault.code === code);
    expect(found.map(({ file, line }) => ({ file, line }))).toContainEqual(markedPlace(code));
    for (const { message } of found) expect(message.length).toBeGreaterThan(20);
  });

  it.each([
    'dead-end',
    'stand-in-stuck',
    'fact-not-known',
    'tells-unknown',
    'never-violated',
    'must-pass-bypassed',
    'too-many-decisions',
  ])('show %s by a walk that can be replayed', (code) => {
    const compiled = compiledFrom(brokenFiles(code));
    const fault = verify(compiled).findings.find((each) => each.code === code);
    if (!fault?.walk) throw new Error('There is no walk.');
    const log = fault.walk.inputs.map((input, index) => ({ seq: index + 1, input }));
    expect(() => fold(compiled, fault.walk?.seed ?? '', log)).not.toThrow();
  });

  it('each have a section in the documentation', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'docs', 'diagnostics-scenario.md'), 'utf8');
    const missing = [...brokenCodes(), 'not-proven'].filter((code) => !text.includes(`\`${code}\``));
    expect(missing).toEqual([]);
  });

  it('say "not proven", and never "passed", where a case is too large to explore', () => {
    const verified = verify(compiledFrom(soundFiles), 3);
    expect(verified.proven).toBe(false);
    expect(verified.findings.map(({ code }) => code)).toContain('not-proven');
  });
});

import { fold } from '../../src/scenario/step';
import { verify } from '../../src/scenario/verify/verify';
import { shippedCases } from './fixtures';

describe.each(shippedCases())('the shipped case $name', ({ case: case_ }) => {
  const verified = verify(case_);

  it('is proven, and nothing is wrong in any course of it', () => {
    expect(
      verified.findings.map(({ file, line, code, message }) => `${file}:${String(line)} ${code} ${message}`),
    ).toEqual([]);
    expect(verified.proven).toBe(true);
  });

  it('comes to every ending by at least two courses, one of which is shown and can be replayed', () => {
    for (const { id, walks, walk } of verified.endings) {
      expect({ id, manyWays: walks >= 2 }).toEqual({ id, manyWays: true });
      const log = walk?.inputs.map((input, index) => ({ seq: index + 1, input })) ?? [];
      expect(fold(case_, walk?.seed ?? '', log).ending).toBe(id);
    }
  });

  it('has the size that a first complete case needs', () => {
    expect(case_.roles.length).toBeGreaterThanOrEqual(3);
    expect(case_.phases.length).toBeGreaterThanOrEqual(2);
    expect(case_.scenes.length).toBeGreaterThanOrEqual(25);
    expect(case_.facts.length).toBeGreaterThanOrEqual(12);
    expect(new Set(case_.endings.map((ending) => ending.quality)).size).toBeGreaterThanOrEqual(3);
  });
});

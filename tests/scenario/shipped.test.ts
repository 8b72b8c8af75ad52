import { fold } from '../../src/scenario/step';
import { verify } from '../../src/scenario/verify/verify';
import { shippedCases } from './fixtures';

const shipped = shippedCases();

describe.each(shipped)('the shipped case $name', ({ case: case_ }) => {
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

  it('shows each role a way into every phase in which it does not wait on purpose', () => {
    for (const phase of case_.phases)
      for (const role of case_.roles.filter(({ id }) => !phase.waits.includes(id)))
        expect({
          role: role.id,
          phase: phase.id,
          scenes: case_.scenes.some((scene) => scene.role === role.id && scene.phase === phase.id),
        }).toEqual({ role: role.id, phase: phase.id, scenes: true });
  });

  it('gives every choice something to read at once, and a reason for what it is worth', () => {
    const silent = case_.scenes.flatMap((scene) => scene.choices).filter((choice) => choice.feedback.length === 0);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

const sizes = (name: string) => {
  const found = shipped.find((each) => each.name === name);
  if (!found) throw new Error(`${name} is not shipped.`);
  const { roles, phases, scenes, facts, injects, endings } = found.case;
  return {
    roles: roles.length,
    phases: phases.length,
    scenes: scenes.length,
    facts: facts.length,
    injects: injects.length,
    qualities: new Set(endings.map((ending) => ending.quality)).size,
  };
};

describe('the cases that are shipped', () => {
  it('have one for two groups of three desks, one for four desks that meet again, and one for a room with six tables', () => {
    const three = sizes('three-desks');
    expect(three.roles).toBeGreaterThanOrEqual(3);
    expect(three.scenes).toBeGreaterThanOrEqual(25);
    expect(three.facts).toBeGreaterThanOrEqual(12);
    expect(three.qualities).toBeGreaterThanOrEqual(3);

    const sea = sizes('long-swell');
    expect(sea.roles).toBe(4);
    expect(sea.phases).toBe(3);
    expect(sea.scenes).toBeGreaterThanOrEqual(25);
    expect(sea.facts).toBeGreaterThanOrEqual(18);
    expect(sea.injects).toBe(6);
    expect(sea.qualities).toBe(5);

    const six = sizes('night-ferry');
    expect(six.roles).toBeGreaterThanOrEqual(5);
    expect(six.phases).toBeGreaterThanOrEqual(4);
    expect(six.scenes).toBeGreaterThanOrEqual(60);
    expect(six.facts).toBeGreaterThanOrEqual(40);
    expect(six.injects).toBeGreaterThanOrEqual(12);
    expect(six.qualities).toBe(5);
  });
});

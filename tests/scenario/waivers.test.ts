import { compileCase } from '../../src/scenario/compile';
import { stateCap, verify } from '../../src/scenario/verify/verify';
import { brokenFiles, compiledFrom, shippedCases, varied } from './fixtures';

const checked = (code: string, line: string) => [
  ...brokenFiles(code).filter(({ path }) => path !== 'checks.md'),
  { path: 'checks.md', text: `${brokenFiles(code).find(({ path }) => path === 'checks.md')?.text ?? ''}\n${line}\n` },
];

describe('a waiver', () => {
  it('lets one finding about one thing stand, shows it with the reason, and leaves all others', () => {
    const before = verify(compiledFrom(brokenFiles('dead-end')));
    const found = before.findings.find(({ code }) => code === 'dead-end');
    const [, scene = ''] = /scene "([^"]+)"/.exec(found?.message ?? '') ?? [];
    const after = verify(
      compiledFrom(checked('dead-end', `- waive dead-end: ${scene} because a facilitator stands there`)),
    );
    expect(after.waived).toEqual([{ ...found, because: 'a facilitator stands there' }]);
    expect(after.findings).toEqual(before.findings.filter(({ code }) => code !== 'dead-end'));
    const other = verify(compiledFrom(checked('dead-end', '- waive dead-end: elsewhere because of nothing')));
    expect(other.waived).toEqual([]);
    expect(other.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['dead-end', 'waiver-unused']));
  });

  it('needs a reason', () => {
    const { findings } = compileCase(varied(['checks.md', null, '- waive dead-end: north-ask\n']));
    expect(findings.map(({ code }) => code)).toEqual(['reason-missing']);
  });

  it('for a case that is too large names the case, and does not call it proven', () => {
    const case_ = compiledFrom(
      varied(['checks.md', null, '- waive not-proven: two-desks because it is played only with a facilitator\n']),
    );
    const cut = verify(case_, 3);
    expect(cut).toMatchObject({ proven: false, findings: [] });
    expect(cut.waived.map(({ code }) => code)).toEqual(['not-proven']);
    expect(verify(case_, stateCap).findings.map(({ code }) => code)).toEqual(['waiver-unused']);
  });

  it('stands in no shipped case', () => {
    for (const { name, case: case_ } of shippedCases())
      expect({ name, waivers: case_.checks.filter(({ check }) => check === 'waiver') }).toEqual({ name, waivers: [] });
  });
});

import { join } from 'node:path';
import { root } from '../../src/root';
import { compileCase } from '../../src/scenario/compile';
import { readCaseFolder } from '../../src/scenario/files';
import { rulesOf, strengthOf, without } from '../../src/scenario/strength';
import { compiledFrom, soundFiles, varied } from './fixtures';
import { coveringWalks, Players } from '../../src/scenario/verify/players';
import { outcomeOf, playRecorded, sayOutcome, type RecordedWalk } from '../../src/scenario/verify/recorded';
import { sayWalk } from '../../src/scenario/verify/walk';
import { verify } from '../../src/scenario/verify/verify';

const sound = compiledFrom(soundFiles);

/** The sound case with recorded walks that together take every choice. */
function recorded(): ReturnType<typeof varied> {
  const lines = coveringWalks(sound, 40).flatMap(({ walk, end }, index) => [
    `- walk cover-${String(index + 1)}: ${sayWalk(walk)} > ${end.ending ?? ''}`,
    ...sayOutcome(sound, outcomeOf(sound, walk)),
  ]);
  const checks = soundFiles.find(({ path }) => path === 'checks.md')?.text ?? '';
  return varied(['checks.md', null, `${checks.trimEnd()}\n${lines.join('\n')}\n`]);
}

describe('the strength of a case’s checks', () => {
  const files = recorded();

  it('is at least 95 in 100 for the smallest shipped case, and its figures add up', () => {
    const { noticed, total, by, unnoticed } = strengthOf(
      readCaseFolder(join(root, 'curriculum', 'scenario', 'cold-pier')),
    );
    expect(unnoticed.map(({ file, line, text }) => `${file}:${String(line)} ${text}`)).toHaveLength(total - noticed);
    expect(Object.values(by).reduce((sum, each) => sum + each, 0)).toBe(noticed);
    expect(total).toBeGreaterThan(40);
    expect(noticed / total).toBeGreaterThanOrEqual(0.95);
  });

  it('lists a rule line that nothing needs, with its place, and not the same line where something does', () => {
    const path = 'scenes/north-ask.md';
    const before = files.find((file) => file.path === path)?.text ?? '';
    const score = before
      .split('\n')
      .findIndex((line) => /^- .*(accuracy|relevance|timeliness|partnership|accountability) [+-]\d/.test(line));
    const planted = before.split('\n');
    planted.splice(score, 0, '- learns: plate');
    const varieties = files.map((file) => (file.path === path ? { path, text: planted.join('\n') } : file));
    const { unnoticed } = strengthOf(varieties, undefined, (rule) => rule.file === path);
    expect(unnoticed).toContainEqual(expect.objectContaining({ file: path, line: score + 1, text: 'learns: plate' }));
  });

  it('leaves out one line and no other, and keeps the numbers of the rest', () => {
    for (const rule of rulesOf(files)) {
      const left = without(files, rule);
      for (const [index, file] of left.entries()) {
        const old = files[index]?.text.split('\n') ?? [];
        const now = file.text.split('\n');
        expect(now).toHaveLength(old.length);
        const gone = old.flatMap((line, at) => (line === now[at] ? [] : [at + 1]));
        if (file.path === rule.file) expect([Math.min(...gone), Math.max(...gone)]).toEqual([rule.line, rule.ends]);
        else expect(gone).toEqual([]);
      }
    }
  });

  it('refuses a case that has findings or a walk that fails: then nothing can be told', () => {
    expect(() => strengthOf(varied(['endings.md', null, '']))).toThrow('has findings');
    const lines = files.map((file) => ({ ...file, text: file.text.replace(/scores: .*$/m, 'scores: accuracy -40') }));
    expect(() => strengthOf(lines)).toThrow('walk fails');
  });
});

describe('a recorded walk', () => {
  const walkIn = (record: string): RecordedWalk => {
    const [walk] = coveringWalks(sound, 20);
    if (!walk) throw new Error('Nobody played.');
    const text = `- walk one: ${sayWalk(walk.walk)} > ${walk.end.ending ?? ''}\n${record}\n`;
    const { compiled, findings } = compileCase(varied(['checks.md', null, text]));
    expect(findings).toEqual([]);
    const found = compiled?.checks.find((check): check is RecordedWalk => check.check === 'walk');
    if (!found) throw new Error('No walk was read.');
    return found;
  };
  const [first] = coveringWalks(sound, 20);
  const outcome = sayOutcome(sound, outcomeOf(sound, first?.walk ?? { seed: '', inputs: [] })).join('\n');

  it('says where it scores, costs or ends otherwise than when it was recorded', () => {
    expect(playRecorded(sound, walkIn(outcome)).fault).toBeNull();
    expect(playRecorded(sound, walkIn('  - scores: accuracy +33')).fault).toMatch(/^scores [a-z]+ /);
    expect(playRecorded(sound, walkIn('  - costs: north 9d')).fault).toMatch(/^costs north .*, not 9d\.$/);
    expect(playRecorded(sound, walkIn('  - holds: before 0h')).fault).toMatch(/^ends where this does not hold/);
  });

  it('is a finding of the case when it does', () => {
    const text = `- walk one: ${sayWalk(first?.walk ?? { seed: '', inputs: [] })}\n  - scores: accuracy +33\n`;
    const { findings } = verify(compiledFrom(varied(['checks.md', null, text])));
    expect(findings.map(({ code }) => code)).toContain('walk-fails');
  });
});

describe('seeded players', () => {
  it('play the same runs from the same seed, and steered ones come by every choice', () => {
    const inputs = (seed: string) => {
      const players = new Players(sound, seed, false);
      return [players.play(), players.play()].map(({ walk }) => walk.inputs);
    };
    expect(inputs('a')).toEqual(inputs('a'));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => JSON.stringify(inputs(seed)))).size).toBeGreaterThan(1);
    const taken = new Set(
      coveringWalks(sound, 40).flatMap(({ walk }) =>
        walk.inputs.flatMap((input) => (input.type === 'decide' ? [input.choice] : [])),
      ),
    );
    const all = sound.scenes.flatMap(({ choices }) => choices.map(({ id }) => id));
    expect(all.filter((id) => !taken.has(id))).toEqual([]);
  });
});

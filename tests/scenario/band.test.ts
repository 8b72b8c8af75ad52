import { compileCase } from '../../src/scenario/compile';
import type { Input } from '../../src/scenario/state';
import { barrierInput, start } from '../../src/scenario/step';
import { verify } from '../../src/scenario/verify/verify';
import { view } from '../../src/scenario/view';
import { compiledFrom, soundFiles, varied } from './fixtures';
import { accepted } from './played';

type Change = readonly [string, string | null, string];

const slow: Change = [
  'endings.md',
  '## answered',
  '## slow: Everybody was slow\n- if: not band timeliness at least fair\n- quality: poor\n\nIt is late.\n\n## answered',
];
const dawdles = (scores: string): Change => ['scenes/south-ask.md', '- then: wait', `${scores}\n- then: wait`];
const late = dawdles('- timeliness -2 because a day is lost');

/** North and South each take this choice in the first phase; afterwards the stand-ins' part is done by nobody. */
function ended(changes: readonly Change[], north: string, later = 'silence'): string | null {
  const case_ = compiledFrom(varied(...changes));
  const decide = (role: string, scene: string, choice: string): Input => ({
    type: 'decide',
    role,
    scene,
    choice,
    ...(choice === 'ask-owner' ? { form: { purpose: 'find' } } : {}),
  });
  let state = start(case_, 'seed');
  const take = (input: Input): void => {
    state = accepted(case_, state, input);
  };
  take(decide('north', 'north-ask', north));
  take(decide('south', 'south-ask', 'read-on'));
  take(barrierInput(case_, state));
  take(decide('south', 'south-act', later));
  take(barrierInput(case_, state));
  take(decide('north', 'north-act', 'give-up'));
  take(barrierInput(case_, state));
  return state.ending;
}

const findings = (...changes: readonly Change[]) =>
  compileCase(varied(...changes)).findings.map(({ code, message }) => `${code} ${message}`);

describe('A condition that reads how well the desks have done', () => {
  it('holds by what all of them have scored under this principle, and by nothing else', () => {
    expect(ended([slow, late], 'stay')).toBe('slow');
    expect(ended([slow, late], 'ask-owner')).toBe('slow');
    expect(ended([slow], 'stay')).toBe('unanswered');
    expect(ended([slow, dawdles('- accuracy -2 because it was never read')], 'stay')).toBe('unanswered');
  });

  it('counts no further than its lowest and highest step, so that one good turn can still be read', () => {
    const six = dawdles(Array.from({ length: 3 }, () => '- timeliness -2 because a day is lost').join('\n'));
    const turn: Change = [
      'scenes/south-act.md',
      '## silence: Say nothing',
      '## silence: Say nothing\n- timeliness +2 because it was said at once\n- timeliness +1 because it was short',
    ];
    expect(ended([slow, six], 'ask-owner')).toBe('slow');
    expect(ended([slow, six, turn], 'ask-owner')).toBe('unanswered');
  });

  it('is proven like every other: both endings are reached, and the walk to each comes there', () => {
    const { endings, findings: found } = verify(compiledFrom(varied(slow, late)));
    expect(found.map(({ code }) => code)).toEqual(['ending-unreachable', 'ending-unreachable']);
    expect(endings.filter(({ walks }) => walks > 0).map(({ id }) => id)).toEqual(['slow']);
    const early: Change = ['scenes/south-ask.md', '## Stand-in', '## look: Look at once\n- then: wait\n\n## Stand-in'];
    const both = verify(compiledFrom(varied(slow, late, early)));
    expect(both.findings).toEqual([]);
    expect(both.endings.every(({ walks }) => walks > 0)).toBe(true);
  });

  it('may decide what follows, and never what a desk is offered or shows', () => {
    expect(findings(['scenes/north-act.md', '- if: knows owner', '- if: band timeliness at least fair'])).toEqual([
      expect.stringMatching(/^perspective-leak .*"band timeliness at least fair"/),
    ]);
    const case_ = compiledFrom(varied(slow, late));
    expect(view(case_, start(case_, 'seed'), 'north').board).toEqual([]);
  });

  it('says what can be written, where it cannot be read', () => {
    for (const wrong of ['band speed at least fair', 'band timeliness at least weak', 'band timeliness fair'])
      expect(findings(['endings.md', 'answered ask-owner', wrong])).toEqual([
        expect.stringMatching(/^condition-unreadable .*band PRINCIPLE at least fair/),
      ]);
  });

  it('leaves a case as it was that reads none', () => {
    expect(compiledFrom(soundFiles).counters).toEqual([]);
    expect(compiledFrom(varied(slow, late)).counters.map(({ id }) => id)).toEqual(['band:timeliness']);
  });
});

import { compareCases } from '../../src/scenario/comparison';
import { review } from '../../src/scenario/review';
import { verify } from '../../src/scenario/verify/verify';
import { compiledFrom, soundFiles, varied } from './fixtures';

const codesOf = (files: Parameters<typeof compiledFrom>[0]) =>
  review(compiledFrom(files), 200).warnings.map(({ code }) => code);

describe('the review of a correct case', () => {
  it('names two choices after which everything is the same, and only those', () => {
    const alike = varied([
      'scenes/north-ask.md',
      '## stay: Do nothing',
      '## wait-more: Do a little\n- timeliness -1 because a day is lost\n- then: wait\n\n## stay: Do nothing',
    ]);
    const pairs = (files: typeof soundFiles) =>
      review(compiledFrom(files), 50).warnings.flatMap(({ code, message }) =>
        code === 'choices-alike' ? (/"([^"]+)" and "([^"]+)"/.exec(message)?.slice(1) ?? []) : [],
      );
    expect(pairs(alike)).toEqual(['stop', 'give-up', 'wait-more', 'stay']);
    // What an ending reads of a choice is a consequence of it.
    expect(pairs(varied(['endings.md', 'answered ask-owner', 'answered ask-owner and not chose give-up']))).toEqual([]);
  });

  it('names a label that looks like the right one by its length, and a scene nobody reads to its end', () => {
    const long =
      'Write to South through the agreed contact, with the grade, the purpose, what may be done with it, and what you do not know';
    const [label] = review(compiledFrom(varied(['scenes/north-ask.md', 'Ask South', long])), 20).warnings.filter(
      ({ code }) => code === 'label-long',
    );
    expect(label).toMatchObject({ file: 'scenes/north-ask.md', line: 11 });
    expect(codesOf(varied(['scenes/north-ask.md', 'Somebody must ask.', 'Somebody must ask. '.repeat(80)]))).toContain(
      'scene-long',
    );
  });

  it('names a desk with too little to decide, one that waits too long, and one-sided scores', () => {
    expect(codesOf(soundFiles)).toContain('decisions-few');
    const waits = varied([
      'exercise.md',
      '### act: Acting\n- lasts: 4h\n- waits: south',
      '### act: Acting\n- lasts: 4h\n- waits: south\n\n### rest: Resting\n- lasts: 1h\n- waits: north, south',
    ]);
    expect(
      review(compiledFrom(waits), 20)
        .warnings.filter(({ code }) => code === 'idle-long')
        .map(({ message }) => message),
    ).toEqual([expect.stringContaining('south waits')]);
    const sides = varied(
      [
        'scenes/north-ask.md',
        '- when purpose is find',
        '- timeliness +2 because of it\n- timeliness +1 because of that\n- when purpose is find',
      ],
      ['scenes/north-act.md', '- then: wait', '- timeliness +2 because it is stopped\n- then: wait'],
    );
    expect(codesOf(sides)).toContain('scores-one-sided');
  });

  it('names an ending and a fact that hardly any run comes to', () => {
    const files = varied(
      [
        'endings.md',
        '## unanswered',
        '## lost: Lost\n- if: not answered ask-owner and not asked ask-owner and has south paper\n- quality: worst\n\nLost.\n\n## unanswered',
      ],
      ['documents.md', null, '## paper: A paper\n- carries: plate\n\nWords.\n'],
    );
    const { warnings, endings, facts } = review(
      compiledFrom(
        [...files].map((file) =>
          file.path === 'scenes/south-ask.md'
            ? {
                ...file,
                text: file.text.replace(
                  '- then: wait',
                  '- chance: luck 1 in 900\n- when drew luck: takes: paper\n- then: wait',
                ),
              }
            : file,
        ),
      ),
      300,
    );
    expect(warnings.map(({ code }) => code)).toContain('ending-rare');
    expect(endings.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(facts.every(({ share }) => share < 1)).toBe(true);
  });

  it('says the same again for the same seed', () => {
    const case_ = compiledFrom(soundFiles);
    expect(review(case_, 60)).toEqual(review(case_, 60));
  });
});

describe('the comparison of two versions of a case', () => {
  const before = compiledFrom(soundFiles);
  const compared = (files: typeof soundFiles) => {
    const after = compiledFrom(files);
    return compareCases(before, after, { before: verify(before), after: verify(after) });
  };

  it('finds nothing between a case and itself', () => {
    const { courses, ranges, sameRules, sameWords, unchanged } = compared(soundFiles);
    expect([courses, ranges, sameRules, sameWords]).toEqual([[], [], true, true]);
    expect(unchanged).toBeGreaterThan(1);
  });

  it('tells words from rules: another word changes what a course reads, and nothing else', () => {
    const { courses, ranges, sameRules, sameWords } = compared(
      varied(['scenes/south-act.md', 'Tell North', 'Answer North']),
    );
    expect([ranges, sameRules, sameWords]).toEqual([[], true, false]);
    expect(new Set(courses.map(({ is }) => is))).toEqual(new Set(['other-words']));
  });

  it('shows other scores, other endings and other ranges, with the course that shows them', () => {
    const scores = compared(varied(['scenes/north-ask.md', 'relevance +1', 'relevance +2']));
    expect([scores.sameRules, scores.sameWords]).toEqual([false, true]);
    expect(scores.courses.map(({ is }) => is)).toContain('other-scores');
    expect(scores.ranges.map(({ ending }) => ending)).toEqual(['answered', 'unanswered']);
    const endings = compared(
      varied(['endings.md', '- if: answered ask-owner', '- if: answered ask-owner and chose give-up']),
    );
    const [moved] = endings.courses.filter(({ is }) => is === 'other-ending');
    expect(moved?.because).toBe('it came to answered, and comes to unanswered');
    expect(moved?.walk).toContain('stop');
  });
});

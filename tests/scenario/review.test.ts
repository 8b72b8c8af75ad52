import { compareCases } from '../../src/scenario/comparison';
import { review } from '../../src/scenario/review';
import { verify } from '../../src/scenario/verify/verify';
import { compiledFrom, shippedCases, soundFiles, varied } from './fixtures';

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

  it('names a choice that nothing speaks for and one that nothing speaks against, unless it pays later', () => {
    const third = (lines: string): (typeof soundFiles)[number][] =>
      varied([
        'scenes/north-ask.md',
        '## stay: Do nothing',
        `## third: Do it\n${lines}\n- then: wait\n\n## stay: Do nothing`,
      ]);
    const named = (files: typeof soundFiles) =>
      review(compiledFrom(files), 20).warnings.flatMap(({ code, message }) =>
        code === 'choice-dominated' || code === 'choice-free-win'
          ? [`${code} ${/"([^"]*)" (?:is|costs)/.exec(message)?.[1] ?? ''}`]
          : [],
      );
    expect(named(soundFiles)).toEqual([]);
    expect(named(third('- timeliness -2 because a day is lost'))).toEqual(['choice-dominated third']);
    expect(named(third('- timeliness -2 because a day is lost\n- accuracy +1 because it was looked at'))).toEqual([]);
    const later = third('- timeliness -2 because a day is lost').map((file) =>
      file.path === 'endings.md'
        ? { ...file, text: file.text.replace('answered ask-owner', 'answered ask-owner or chose third') }
        : file,
    );
    expect(named(later)).toEqual([]);
    const won = varied(
      [
        'scenes/south-act.md',
        '## silence: Say nothing',
        '## look: Look away\n- costs: 1h\n- then: wait\n\n## silence: Say nothing',
      ],
      ['scenes/north-act.md', '## give-up: Give up', '## give-up: Give up\n- timeliness -1 because it was given up'],
    );
    expect(named(won)).toEqual(['choice-free-win stop', 'choice-dominated look']);
  });

  it('names a text that is hard to read in a second language, and not the same in short sentences', () => {
    const hard =
      'Notwithstanding considerable uncertainty regarding jurisdictional responsibilities, international cooperation mechanisms established between participating administrations necessarily presuppose contemporaneous documentation of exceptional circumstances, institutional authorisations and subsequent communications undertaken collectively.';
    const easy = 'Somebody must ask. The van is near. Nobody knows who owns it. '.repeat(4);
    const long = `${hard} ${hard.toLowerCase()}`;
    expect(codesOf(varied(['scenes/north-ask.md', 'Somebody must ask.', long]))).toContain('text-hard');
    expect(codesOf(varied(['scenes/north-ask.md', 'Somebody must ask.', easy]))).not.toContain('text-hard');
  });

  it('shows a warning that the author expects apart, with the reason, and says when there is none of its kind', () => {
    const files = (line: string) => varied(['checks.md', null, `${line}\n`]);
    const before = review(compiledFrom(soundFiles), 50);
    const few = before.warnings.filter(({ code }) => code === 'choices-alike');
    const after = review(compiledFrom(files('- expect choices-alike: give-up because the van is gone')), 50);
    expect(after.expected).toEqual(few.map((each) => ({ ...each, walk: null, because: 'the van is gone' })));
    expect(after.warnings).toEqual(before.warnings.filter(({ code }) => code !== 'choices-alike'));
    const none = review(compiledFrom(files('- expect scene-long: north-act because it is a letter')), 50);
    expect(none.warnings.map(({ code }) => code)).toContain('waiver-unused');
    expect(verify(compiledFrom(files('- expect ending-rare: answered because it is'))).findings).toEqual([]);
  });

  it('warns in a shipped case of nothing that its authors do not expect', () => {
    for (const { name, case: case_ } of shippedCases())
      expect({ name, warnings: review(case_, 500).warnings }).toEqual({ name, warnings: [] });
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

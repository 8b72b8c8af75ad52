import fc from 'fast-check';
import { hashOf, type Json } from '../../src/canonical';
import { type Case, dimensions } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import { compareCases } from '../../src/scenario/comparison';
import { whyItStays } from '../../src/scenario/migration';
import { score, sumOf } from '../../src/scenario/score';
import { Diverged, fold, start } from '../../src/scenario/step';
import { attainable, bestFrom } from '../../src/scenario/verify/attainable';
import { Players } from '../../src/scenario/verify/players';
import { stateCap, verify } from '../../src/scenario/verify/verify';
import { quietHarbour } from './play-case';
import { randomCase } from './random-case';

/** The harbour names a fact that nothing uses; that is no matter here. */
function compiledFrom(files: readonly SourceFile[]): Case {
  const { compiled } = compileCase(files);
  if (!compiled) throw new Error('The case does not compile.');
  return compiled;
}

const harbour = compiledFrom(quietHarbour);
const edited = (path: string, from: string, to: string): SourceFile[] =>
  quietHarbour.map((file) => {
    if (file.path === path && !file.text.includes(from)) throw new Error(`${path} does not hold "${from}".`);
    return file.path === path ? { path, text: file.text.replace(from, to) } : { ...file };
  });
const desk = 'scenes/harbour-1-desk.md';
const numbered = (inputs: readonly Parameters<typeof whyItStays>[2]['inputs'][number][]) =>
  inputs.map((input, index) => ({ seq: index + 1, input }));

describe('faults that other systems have had, and this one has not', () => {
  it('inkle/ink#195, #545: inserting a choice above all others moves no open run, in the old version or the new', () => {
    const after = compiledFrom(
      edited(
        desk,
        '## read-log:',
        '## look-out: Look out of the window\n- costs: 30m\n\n> Feedback: Rain.\n\n## read-log:',
      ),
    );
    const players = new Players(harbour, 'open', false);
    for (let run = 0; run < 30; run += 1) {
      const { walk } = players.play();
      for (let taken = 0; taken <= walk.inputs.length; taken += 1) {
        const log = numbered(walk.inputs.slice(0, taken));
        const [old, now] = [fold(harbour, walk.seed, log), fold(after, walk.seed, log)];
        for (const { id } of harbour.roles) expect(now.desks[id]?.at).toBe(old.desks[id]?.at);
        expect(hashOf(now as unknown as Json)).toBe(hashOf(old as unknown as Json));
      }
      expect(whyItStays(harbour, after, walk)).toBeNull();
    }
  });

  it('a run whose case was edited underneath is never approximated: it stays with its version, and the reason is said', () => {
    const { walk } = new Players(harbour, 'open', true).play();
    const asked = { seed: walk.seed, inputs: walk.inputs };
    const condition = compiledFrom(
      edited(
        desk,
        '## note-only: Make a note and wait\n',
        '## note-only: Make a note and wait\n- if: knows van-crossings\n',
      ),
    );
    const first = walk.inputs.some((input) => input.type === 'decide' && input.choice === 'note-only');
    const second = compiledFrom(
      edited('scenes/border-1-desk.md', '- takes: lane-log', '- learns: van-owner\n- takes: lane-log'),
    );
    expect(whyItStays(harbour, second, asked)).toBeNull();
    const third = compiledFrom(
      edited('scenes/border-1-desk.md', '- takes: lane-log', '- learns: no-return\n- takes: lane-log'),
    );
    expect(whyItStays(harbour, third, asked)).toMatch(/would stand differently$/);
    if (first) expect(whyItStays(harbour, condition, asked)).toContain('choice-not-offered');
  });

  it('klembot/twinejs#397: a renamed choice is found by its former name; one that is gone is reported, not skipped', () => {
    const renamed = compiledFrom(
      edited(
        desk,
        '## note-only: Make a note and wait\n',
        '## note-and-wait: Make a note and wait\n- was: note-only\n',
      ),
    );
    const gone = compileCase(
      edited(desk, '## note-only: Make a note and wait', '## other: Make another note and wait'),
    ).compiled;
    const inputs = [
      { type: 'decide', role: 'harbour', scene: 'harbour-desk', choice: 'note-only' },
      { type: 'decide', role: 'border', scene: 'border-desk', choice: 'open-register' },
      { type: 'end-round' },
    ] as const;
    const run = { seed: 'x', inputs };
    expect(whyItStays(harbour, renamed, run)).toBeNull();
    if (!gone) throw new Error('The case does not compile.');
    expect(whyItStays(harbour, gone, run)).toBe('the new version refuses "note-only" (choice-unknown)');
    expect(() => fold(gone, 'x', numbered(inputs))).toThrow(Diverged);
    const proofs = { before: verify(harbour), after: verify(gone) };
    const { courses } = compareCases(harbour, gone, proofs);
    expect(courses).toContainEqual(
      expect.objectContaining({ is: 'removed', because: '"note-only" is refused (choice-unknown)' }),
    );
    expect(courses).toContainEqual(
      expect.objectContaining({ is: 'new', because: '"other" is refused (choice-unknown)' }),
    );
  });

  it('h5p/h5p-branching-scenario: a short bad course is measured against what could be had, not against what it visited', () => {
    const best = attainable(harbour, stateCap);
    const most = best && bestFrom(harbour, best, start(harbour, 'x'));
    if (!most) throw new Error('The case is not proven.');
    const players = new Players(harbour, 'short', false);
    const runs = Array.from({ length: 200 }, () => players.play());
    const shortest = Math.min(...runs.map(({ walk }) => walk.inputs.length));
    for (const { walk } of runs) {
      const got = sumOf(score(harbour, walk.seed, numbered(walk.inputs)));
      for (const dimension of dimensions) expect(got[dimension]).toBeLessThanOrEqual(most[dimension]);
      const isBad = dimensions.some((dimension) => got[dimension] < 0);
      if (isBad && walk.inputs.length <= shortest + 1)
        expect(dimensions.every((dimension) => got[dimension] >= most[dimension])).toBe(false);
    }
    expect(
      runs.some(({ walk, scores }) => walk.inputs.length <= shortest + 1 && scores.some(({ points }) => points < 0)),
    ).toBe(true);
  });

  it('h5p, ink, Twine: nothing is known by its position: other orders of scenes, choices and facts change no rule and no run', () => {
    fc.assert(
      fc.property(randomCase, fc.integer({ min: 1, max: 1000 }), (files, salt) => {
        const before = compileCase(files).compiled;
        const after = compileCase(files.map((file, index) => shuffled(file, index * 7 + salt))).compiled;
        if (!before || !after) throw new Error('The case does not compile.');
        expect(after.logicHash).toBe(before.logicHash);
        expect(after.contentHash).not.toBe(before.contentHash);
        const players = new Players(before, 'order', false);
        for (let run = 0; run < 3; run += 1) {
          const { walk, end, scores } = players.play();
          const log = numbered(walk.inputs);
          expect(hashOf(fold(after, walk.seed, log) as unknown as Json)).toBe(hashOf(end as unknown as Json));
          expect(score(after, walk.seed, log)).toEqual(
            scores.map((line) => expect.objectContaining({ rule: line.rule, seq: line.seq }) as unknown),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** Another file name for a scene, its choices from the last to the first; facts from the last to the first. */
function shuffled({ path, text }: SourceFile, salt: number): SourceFile {
  if (path === 'facts.md') return { path, text: parts(text).reverse().join('\n') };
  if (!path.startsWith('scenes/')) return { path, text };
  const [head = '', ...sections] = parts(text);
  return {
    path: `scenes/${String((salt * 31) % 97)}-${path.slice(7)}`,
    text: [head, ...sections.reverse()].join('\n'),
  };
}

function parts(text: string): string[] {
  return text.split(/^(?=## )/m).map((part) => `${part.trimEnd()}\n`);
}

import fc from 'fast-check';
import { hashOf, type Json } from '../../src/canonical';
import type { Case } from '../../src/scenario/case';
import type { SourceFile } from '../../src/scenario/compile/source';
import { compareCases } from '../../src/scenario/comparison';
import { type OpenRun, migrate } from '../../src/scenario/migration';
import { score } from '../../src/scenario/score';
import { Diverged, fold } from '../../src/scenario/step';
import { Players } from '../../src/scenario/verify/players';
import { verify } from '../../src/scenario/verify/verify';
import { compiledFrom, desk, edited, firstRound, harbour, numbered } from './harbour';
import { quietHarbour } from './play-case';
import { randomCase } from './random-case';

const staysIn = (before: Case, after: Case, run: OpenRun) => {
  const answer = migrate(before, after, run);
  return 'stays' in answer ? answer.stays : null;
};

describe('faults that other systems have had when a text was edited under an open run, and this one has not', () => {
  it('inkle/ink#195, inkle/ink#545, inkle/inky#253, inkle/ink-unity-integration#166: a choice put in above all others moves no open run, in the old version or the new', () => {
    const after = compiledFrom(
      edited([
        desk,
        '## read-log:',
        '## look-out: Look out of the window\n- costs: 30m\n\n> Feedback: Rain.\n\n## read-log:',
      ]),
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
      expect(staysIn(harbour, after, walk)).toBeNull();
    }
  });

  it('inkle/ink#310: facts, marks, counters, scenes and events that are only new keep no open run from going on', () => {
    const more = quietHarbour.map(({ path, text }): SourceFile => {
      if (path === 'facts.md')
        return { path, text: `${text}## ferry: The ferry leaves at nine.\n- starts with: lantern confirmed\n` };
      if (path === 'exercise.md')
        return { path, text: `${text}\n## Flags\n\n### fog: Fog\n\n## Counters\n\n### calls: Calls\n- most: 3\n` };
      if (path === 'injects.md')
        return {
          path,
          text: `${text}\n## fog-horn: The horn\n- for: border\n- may fire: action\n- sets: fog\n\nIt sounds.\n`,
        };
      return path === 'scenes/lantern-1.md'
        ? {
            path,
            text: text.replace(
              '## ask-name',
              '## ring: Ring the harbour\n- adds: calls 1\n- then: wait\n\n## ask-name',
            ),
          }
        : { path, text };
    });
    const after = compiledFrom(more);
    const players = new Players(harbour, 'more', false);
    for (let run = 0; run < 20; run += 1) expect(staysIn(harbour, after, players.play().walk)).toBeNull();
  });

  it('JBenda/inkcpp#112: a run whose case was edited underneath is never approximated: it stays with its version, and the reason is said', () => {
    const { walk } = new Players(harbour, 'open', true).play();
    const lane = 'scenes/border-1-desk.md';
    const known = compiledFrom(edited([lane, '- takes: lane-log', '- learns: van-owner\n- takes: lane-log']));
    expect(staysIn(harbour, known, walk)).toBeNull();
    const other = compiledFrom(edited([lane, '- takes: lane-log', '- learns: no-return\n- takes: lane-log']));
    expect(staysIn(harbour, other, walk)).toMatchObject({
      because: 'differs',
      path: ['world', 'know', 'border', 'no-return'],
    });
  });

  it('oppia/oppia-android#4696: past answers are replayed on the new version, and one that leads elsewhere keeps the run where it is', () => {
    const elsewhere = compiledFrom(
      edited([
        desk,
        '- timeliness -1 because the van is moving while you wait\n- then: next round harbour-answer',
        '- timeliness -1 because the van is moving while you wait\n- then: wait',
      ]),
    );
    expect(staysIn(harbour, elsewhere, { seed: 'x', inputs: firstRound })).toMatchObject({
      because: 'differs',
      path: ['desks', 'harbour', 'at'],
      line: 3,
    });
    // The same answers lead to the same places where only what was not taken leads elsewhere.
    const untaken = compiledFrom(edited([desk, '- then: next round harbour-answer', '- then: wait']));
    expect(staysIn(harbour, untaken, { seed: 'x', inputs: firstRound })).toBeNull();
  });

  it('klembot/twinejs#397: a renamed choice is found by its former name; one that is gone is reported, not skipped', () => {
    const renamed = compiledFrom(
      edited([
        desk,
        '## note-only: Make a note and wait\n',
        '## note-and-wait: Make a note and wait\n- was: note-only\n',
      ]),
    );
    const gone = compiledFrom(
      edited([desk, '## note-only: Make a note and wait', '## other: Make another note and wait']),
    );
    const run = { seed: 'x', inputs: firstRound };
    expect(staysIn(harbour, renamed, run)).toBeNull();
    expect(staysIn(harbour, gone, run)).toMatchObject({ because: 'gone', kind: 'choice', id: 'note-only', line: 1 });
    expect(() => fold(gone, 'x', numbered(firstRound))).toThrow(Diverged);
    const proofs = { before: verify(harbour), after: verify(gone) };
    const { courses } = compareCases(harbour, gone, proofs);
    expect(courses).toContainEqual(
      expect.objectContaining({ is: 'removed', because: '"note-only" is refused (choice-unknown)' }),
    );
    expect(courses).toContainEqual(
      expect.objectContaining({ is: 'new', because: '"other" is refused (choice-unknown)' }),
    );
  });

  it('h5p/h5p-branching-scenario, inkle/ink#545, klembot/twinejs#397: nothing is known by its position: other orders of scenes, choices and facts change no rule and no run', () => {
    fc.assert(
      fc.property(randomCase, fc.integer({ min: 1, max: 1000 }), (files, salt) => {
        const before = compiledFrom(files);
        const after = compiledFrom(files.map((file, index) => shuffled(file, index * 7 + salt)));
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

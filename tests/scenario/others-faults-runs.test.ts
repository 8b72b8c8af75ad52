import fc from 'fast-check';
import { dimensions } from '../../src/scenario/case';
import { logLines } from '../../src/scenario/log-lines';
import { type RunEvent, standing } from '../../src/scenario/run';
import { score, sumOf } from '../../src/scenario/score';
import type { Input } from '../../src/scenario/state';
import { fold, start } from '../../src/scenario/step';
import { attainable, bestFrom } from '../../src/scenario/verify/attainable';
import { Players } from '../../src/scenario/verify/players';
import { stateCap, verify } from '../../src/scenario/verify/verify';
import { compiledFrom, edited, firstRound, harbour, numbered } from './harbour';
import { readPlainly } from './plain-reading';
import { playedBy } from './played';
import { randomCase } from './random-case';

/** Every line as it is kept, with nobody and no time of day in it. */
const keptLines = (inputs: readonly RunEvent['input'][]): RunEvent[] =>
  inputs.map((input, index) => ({
    ...{ seq: index + 1, actor: 'team', role: input.type === 'decide' ? input.role : null, input, inputId: null },
    ...{ at: new Date(0), stateHash: '', caseHash: harbour.contentHash, engineVersion: harbour.engineVersion },
  }));

describe('faults that other systems have had when a run was played and scored, and this one has not', () => {
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

  it('h5p/h5p-branching-scenario: going on after a loop takes no score away, wherever the scored scene stands', () => {
    fc.assert(
      fc.property(randomCase, fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }), (files, numbers) => {
        const case_ = compiledFrom(files);
        const log = numbered(playedBy(case_, numbers).inputs);
        const all = score(case_, 'seed', log);
        for (let taken = 0; taken <= log.length; taken += 1) {
          const until = score(case_, 'seed', log.slice(0, taken));
          expect(all.slice(0, until.length)).toEqual(until);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('h5p/h5p-branching-scenario#15: what was taken back scores nothing and is nowhere, and the log still says that it was', () => {
    const [first, ...rest] = firstRound;
    if (!first) throw new Error('There is a first input.');
    const asked: Input = { type: 'decide', role: 'harbour', scene: 'harbour-desk', choice: 'read-log' };
    const log = keptLines([asked, first, { type: 'undo', to: 0 }, asked, first, ...rest]);
    const kept = standing(log);
    expect(kept.map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
    const twice = score(harbour, 'x', kept).filter(({ owner }) => owner === 'note-only');
    expect(twice.map(({ points }) => points)).toEqual([-1]);
  });

  it('open-craft/branching-xblock: an ending is no award by itself: each has its own range of points', () => {
    const { endings } = verify(harbour);
    const ranges = endings.map((ending) => JSON.stringify(ending.score));
    expect(endings.length).toBeGreaterThan(1);
    expect(new Set(ranges).size).toBe(endings.length);
  });

  it('h5p/h5p-branching-scenario#77: what comes of a decision depends on all that was decided before, not on the last answer', () => {
    const ended = new Map<string, Set<string | null>>();
    const players = new Players(harbour, 'history', false);
    for (let run = 0; run < 200; run += 1) {
      const { walk, end } = players.play();
      const last = walk.inputs.findLast((input) => input.type === 'decide' && input.role === 'harbour');
      const choice = last?.type === 'decide' ? last.choice : '';
      ended.set(choice, (ended.get(choice) ?? new Set()).add(end.ending));
    }
    expect(ended.get('stop-van')).toEqual(new Set(['van-stopped', 'van-gone']));
    expect(ended.get('let-go')).toEqual(new Set(['van-gone']));
  });

  it('otacke/h5pxapikatchu#18, inkle/ink#144: every choice at every junction is recorded, and a session is replayed from its lines alone', () => {
    const players = new Players(harbour, 'lines', false);
    for (let run = 0; run < 30; run += 1) {
      const { walk, end } = players.play();
      const { id: caseId, contentHash: caseHash, engineVersion } = harbour;
      const lines = logLines(
        { id: 'run', caseId, caseHash, engineVersion, seed: walk.seed },
        keptLines(walk.inputs),
        [],
      );
      const { decisions, ending } = readPlainly(harbour, lines);
      expect(ending).toBe(end.ending);
      expect(decisions.map(({ role, choice }) => ({ role, choice }))).toEqual(
        walk.inputs.flatMap((input) => (input.type === 'decide' ? [{ role: input.role, choice: input.choice }] : [])),
      );
    }
  });

  it('inkle/inky#257, inkle/inky#89: players who press anything come by every choice, the same way again for the same seed', () => {
    const run = () => {
      const players = new Players(harbour, 'bash', true);
      return Array.from({ length: 40 }, () => players.play().walk);
    };
    const walks = run();
    expect(run()).toEqual(walks);
    const taken = new Set(
      walks.flatMap(({ inputs }) => inputs.map((each) => (each.type === 'decide' ? each.choice : ''))),
    );
    for (const { choices } of harbour.scenes) for (const { id } of choices) expect(taken).toContain(id);
  });

  it('OpenAEV-Platform/openaev#202: what an event brings depends on what was done before it', () => {
    const after = compiledFrom(
      edited([
        'injects.md',
        '- alone: 0h\n',
        '- alone: 0h\n- when knows harbour van-owner: tells: lantern van-plate reported\n',
      ]),
    );
    const told = (choice: string, form: object) => {
      const asks = { type: 'decide', role: 'harbour', scene: 'harbour-desk', choice, ...form } as Input;
      const [, opens, ends] = firstRound as readonly [Input, Input, Input];
      const round: Input[] = [
        { type: 'decide', role: 'harbour', scene: 'harbour-answer', choice: 'wait-first' },
        choice === 'ask-border'
          ? {
              type: 'decide',
              role: 'border',
              scene: 'border-answer',
              choice: 'reply-van',
              form: { gives: ['van-owner'] },
            }
          : { type: 'decide', role: 'border', scene: 'border-answer', choice: 'say-nothing' },
        { type: 'end-phase' },
      ];
      const action: Input[] = [
        { type: 'fire-inject', inject: 'press-call' },
        { type: 'decide', role: 'harbour', scene: 'harbour-action', choice: 'let-go' },
        { type: 'decide', role: 'border', scene: 'border-action', choice: 'open-lane' },
        { type: 'decide', role: 'lantern', scene: 'lantern-room', choice: 'offer-tea' },
        { type: 'end-phase' },
      ];
      return fold(after, 'x', numbered([asks, opens, ends, ...round, ...action])).world;
    };
    const form = {
      form: {
        ...{ channel: 'call', asks: ['van-owner'], gives: ['van-plate'], purpose: 'find-van', record: 'yes' },
        'grade.van-plate': 'C3',
      },
    };
    expect(told('note-only', {}).fired).toEqual(['press-call']);
    expect(told('note-only', {}).know['lantern']?.['van-plate']).toBeUndefined();
    expect(told('ask-border', form).know['lantern']?.['van-plate']?.from).toBe('press-call');
  });
});

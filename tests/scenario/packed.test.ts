import fc from 'fast-check';
import { type Case, dimensions } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { decide, seededDraw } from '../../src/scenario/decide';
import { offersTo } from '../../src/scenario/offers';
import { Barrier } from '../../src/scenario/packed/barrier';
import { Moment } from '../../src/scenario/packed/moment';
import { normaliser, type Normalise } from '../../src/scenario/packed/normal';
import { apply, pack, patchOf } from '../../src/scenario/packed/pack';
import { Layout } from '../../src/scenario/packed/words';
import { scoredBarrier } from '../../src/scenario/score';
import type { State } from '../../src/scenario/state';
import { barrierInput, isLastRound, start, step, whyNotFired } from '../../src/scenario/step';
import { combinationsOf, openForms } from '../../src/scenario/verify/forms';
import { horizonOf, listsOf } from '../../src/scenario/verify/lists';
import { liveness } from '../../src/scenario/verify/live';
import { randomCase } from './random-case';

const playable = randomCase
  .map((files) => compileCase(files).compiled)
  .filter((each): each is Case => each !== undefined);

/** Both engines for one case, and the normal forms under which they are compared. */
class Engines {
  private readonly live;
  private readonly layout;
  private readonly barrier;
  private readonly normals = new Map<number, Normalise>();
  private readonly moments = new Map<number, Moment>();

  constructor(private readonly case_: Case) {
    this.live = liveness(case_);
    this.layout = new Layout(case_, this.live);
    this.barrier = new Barrier(this.layout);
  }

  /** What the packed engine makes of a round that plain desks have finished, from the state in which it began. */
  packed(began: State, done: State): { words: number[]; ending: string | null; points: number[] } {
    const { case_, layout } = this;
    const phase = case_.phases.findIndex(({ id }) => id === began.phase);
    const last = isLastRound(case_, began);
    const moment = this.moment(phase + (last ? 0.5 : 0));
    const words = pack(layout, began);
    layout.openRound(words, last);
    for (const role of case_.roles) apply(layout, words, patchOf(layout, done, role.id, last, moment));
    for (const inject of done.queued) words[layout.word(`queued ${inject}`)] = 1;
    const { ending, points } = this.barrier.pass(words, last);
    const id = case_.endings[ending]?.id ?? null;
    this.normal(id === null ? (words[layout.phase] ?? 0) : case_.phases.length)(words);
    return { words: [...words], ending: id, points: [...points] };
  }

  plain(before: State, after: State): { words: number[]; ending: string | null; points: number[] } {
    const { case_, layout } = this;
    const words = pack(layout, after);
    this.normal(after.ending === null ? (words[layout.phase] ?? 0) : case_.phases.length)(words);
    const lines = scoredBarrier(case_, before, after);
    const points = dimensions.map((dimension) =>
      lines.reduce((sum, line) => sum + (line.dimension === dimension ? line.points : 0), 0),
    );
    return { words: [...words], ending: after.ending, points };
  }

  private normal(threshold: number): Normalise {
    const known = this.normals.get(threshold) ?? normaliser(this.layout, this.moment(threshold), horizonOf(this.case_));
    this.normals.set(threshold, known);
    return known;
  }

  private moment(threshold: number): Moment {
    const known = this.moments.get(threshold) ?? new Moment(this.layout, listsOf(this.case_, this.live, threshold));
    this.moments.set(threshold, known);
    return known;
  }
}

/** Lets every role decide as the numbers say until it waits. */
function desksPlayed(case_: Case, began: State, dice: (sides: number) => number): State {
  let state = began;
  for (const role of case_.roles)
    while (state.desks[role.id]?.at !== null) {
      const offers = offersTo(case_, state, role.id);
      const choice = offers[dice(offers.length)];
      if (!choice) throw new Error('Nothing is offered.');
      const forms = openForms(choice, combinationsOf(case_, choice), { case: case_, state, role: role.id });
      const values = forms[dice(forms.length)]?.values ?? {};
      state = decide(case_, state, role.id, choice, values, seededDraw(state.seed, role.id, choice.id));
    }
  return state;
}

describe('the packed engine', () => {
  it('comes at every barrier to the world, the ending and the points that the plain one comes to', () => {
    let barriers = 0;
    fc.assert(
      fc.property(playable, fc.array(fc.nat(9999), { minLength: 97, maxLength: 97 }), (case_, numbers) => {
        const engines = new Engines(case_);
        let next = 0;
        const dice = (sides: number): number => {
          next += 1;
          return (numbers[next % numbers.length] ?? 0) % Math.max(1, sides);
        };
        let state = start(case_, `seed-${String(dice(100))}`);
        while (state.ending === null) {
          const began = state;
          let done = desksPlayed(case_, began, dice);
          for (const { id } of case_.injects)
            if (whyNotFired(case_, done, id) === null && dice(2) === 0)
              done = { ...done, queued: [...done.queued, id].sort() };
          const passed = step(case_, done, barrierInput(case_, done));
          if ('refused' in passed) throw new Error(passed.refused);
          state = passed.accepted;
          expect(engines.packed(began, done)).toEqual(engines.plain(done, state));
          barriers += 1;
        }
      }),
      { numRuns: 250 },
    );
    expect(barriers).toBeGreaterThan(500);
  });
});

import fc from 'fast-check';
import type { Case } from '../../src/scenario/case';
import { dimensions } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { score, sumOf } from '../../src/scenario/score';
import { closingInputs } from '../../src/scenario/stand-ins';
import type { Input } from '../../src/scenario/state';
import { start, step } from '../../src/scenario/step';
import { attainable, bestFrom } from '../../src/scenario/verify/attainable';
import { verify } from '../../src/scenario/verify/verify';
import { smallCase } from './random-case';

const playable = smallCase
  .map((files) => compileCase(files).compiled)
  .filter((each): each is Case => each !== undefined);

describe('the best that can still be had', () => {
  it('is at the start the best of all endings, and never rises by playing', () => {
    fc.assert(
      fc.property(playable, (case_) => {
        const from = attainable(case_, 1_000_000);
        if (!from) throw new Error('The case is not proven.');
        const { endings } = verify(case_);
        const begun = bestFrom(case_, from, start(case_, 'seed'));
        for (const dimension of dimensions) {
          const reached = endings.filter(({ walks }) => walks > 0).map(({ score: range }) => range[dimension].max);
          expect(begun?.[dimension]).toBe(Math.max(...reached));
        }
        let state = start(case_, 'seed');
        const inputs: Input[] = [];
        let before = begun;
        while (state.ending === null) {
          for (const { input } of closingInputs(case_, state, true)) {
            const next = step(case_, state, input);
            if ('accepted' in next) state = next.accepted;
            inputs.push(input);
          }
          const got = sumOf(
            score(
              case_,
              'seed',
              inputs.map((input, index) => ({ seq: index + 1, input })),
            ),
          );
          const left = state.ending === null ? bestFrom(case_, from, state) : sumOf([]);
          for (const dimension of dimensions) {
            const total = (left?.[dimension] ?? Number.NaN) + got[dimension];
            expect(total).toBeLessThanOrEqual(before?.[dimension] ?? 0);
            if (before) before = { ...before, [dimension]: total };
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

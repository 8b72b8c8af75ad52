import fc from 'fast-check';
import { type Case, dimensions, type Scores } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { score, sumOf } from '../../src/scenario/score';
import { start } from '../../src/scenario/step';
import { attainable, bestFrom } from '../../src/scenario/verify/attainable';
import { type Loss, losses } from '../../src/scenario/verify/losses';
import { verify } from '../../src/scenario/verify/verify';
import { shippedCases } from './fixtures';
import { logOf, playedBy } from './played';
import { randomCase, smallCase } from './random-case';

const compiled = (files: typeof smallCase): fc.Arbitrary<Case> =>
  files.map((each) => compileCase(each).compiled).filter((each): each is Case => each !== undefined);
const choices = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 });
const parts = ['decision', 'chance', 'inject'] as const;

function lost(all: readonly Loss[], dimension: keyof Scores): number {
  return all.reduce((sum, loss) => sum + parts.reduce((part, each) => part + loss[each][dimension], 0), 0);
}

/** What was obtained is the best there was, without what was lost on the way. */
function expectBalance(case_: Case, numbers: readonly number[]): void {
  const from = attainable(case_, 1_000_000);
  if (!from) throw new Error('The case is not proven.');
  const { inputs, state } = playedBy(case_, numbers);
  expect(state.ending).not.toBeNull();
  const found = losses(case_, from, 'seed', inputs);
  if (!found) throw new Error('The values belong to another case.');
  const obtained = sumOf(score(case_, 'seed', logOf(inputs)));
  for (const dimension of dimensions) {
    expect(found.best[dimension] - lost(found.losses, dimension)).toBe(obtained[dimension]);
    for (const loss of found.losses) for (const part of parts) expect(loss[part][dimension]).toBeGreaterThanOrEqual(0);
  }
}

describe('the best that can still be had', () => {
  it('is at the start the best of all endings', () => {
    fc.assert(
      fc.property(compiled(smallCase), (case_) => {
        const from = attainable(case_, 1_000_000);
        if (!from) throw new Error('The case is not proven.');
        const best = bestFrom(case_, from, start(case_, 'seed'));
        for (const dimension of dimensions) {
          const reached = verify(case_).endings.filter(({ walks }) => walks > 0);
          expect(best?.[dimension]).toBe(Math.max(...reached.map(({ score: range }) => range[dimension].max)));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is lost by inputs only, and what was obtained is the best at the start without all losses', () => {
    fc.assert(fc.property(compiled(randomCase), choices, expectBalance), { numRuns: 25 });
  });

  it('accounts for every point of a shipped case', () => {
    for (const { case: case_ } of shippedCases().filter(({ name }) => name === 'three-desks'))
      expectBalance(
        case_,
        Array.from({ length: 60 }, (_, index) => (index * 7919) % 10_007),
      );
  });
});

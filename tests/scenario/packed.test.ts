import fc from 'fast-check';
import type { Case } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { playOnBoth } from './both-engines';
import { randomCase } from './random-case';

const playable = randomCase
  .map((files) => compileCase(files).compiled)
  .filter((each): each is Case => each !== undefined);

describe('the packed engine', () => {
  it('offers, scores and comes to what the plain one does: at every decision and at every barrier', () => {
    let barriers = 0;
    fc.assert(
      fc.property(playable, fc.array(fc.nat(9999), { minLength: 97, maxLength: 97 }), (case_, numbers) => {
        barriers += playOnBoth(case_, numbers);
      }),
      { numRuns: 200 },
    );
    expect(barriers).toBeGreaterThan(400);
  });
});

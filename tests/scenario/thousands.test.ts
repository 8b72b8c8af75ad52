import fc from 'fast-check';
import type { Case } from '../../src/scenario/case';
import { compileUnhashed } from '../../src/scenario/compile';
import { start } from '../../src/scenario/step';
import { Engine } from '../../src/scenario/verify/engine';
import { explore } from '../../src/scenario/verify/explore';
import { Watcher } from '../../src/scenario/verify/observe';
import { endingsOf } from '../../src/scenario/verify/verify';
import { expectSame, playOnBoth } from './both-engines';
import { tryEverything } from './naive';
import { tinyCase } from './random-case';

/** Nothing here asks for their hashes. */
const playable = tinyCase.map((files): Case => {
  const { body } = compileUnhashed(files);
  if (!body) throw new Error('A tiny case does not compile.');
  return { ...body, contentHash: '', textHash: '', logicHash: '' };
});
const numbers = fc.array(fc.nat(9999), { minLength: 31, maxLength: 31 });

/** More courses than most tiny cases have. */
const most = 150;

/** How many of so many tiny cases were tried whole; each is also played once on both engines, step by step. */
function tried(runs: number, seed?: number): number {
  let whole = 0;
  const settings = { numRuns: runs, ...(seed === undefined ? {} : { seed }) };
  fc.assert(
    fc.property(playable, numbers, (case_, course) => {
      const engine = new Engine(case_);
      playOnBoth(case_, course, engine);
      const all = tryEverything(case_, start(case_, 'seed'), most);
      if (!all) return;
      whole += 1;
      const watcher = new Watcher(case_);
      const explored = explore(case_, 100_000, watcher, false, engine);
      expectSame([...watcher.choices].sort(), [...all.choices].sort());
      expectSame([...watcher.injects].sort(), [...all.injects].sort());
      const ranges = endingsOf(case_, explored).flatMap(({ id, walks, score }) =>
        walks > 0 ? [[id, Object.values(score).map(({ min, max }) => [min, max])]] : [],
      );
      const expected = [...all.endings].map(([id, { least, most: greatest }]) => [
        id,
        least.map((value, index) => [value, greatest[index]]),
      ]);
      expectSame(Object.fromEntries(ranges), Object.fromEntries(expected));
    }),
    settings,
  );
  return whole;
}

describe('The packed engine and a reader who tries every course by the plain rules', () => {
  it('agree on offers, states, endings, choices, events and exact scores of eight hundred cases, the same every time', () => {
    expect(tried(800, 2031)).toBeGreaterThan(650);
  });

  it('agree on twelve hundred others, drawn anew', () => {
    expect(tried(1200)).toBeGreaterThan(850);
  });
});

const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that take longest, the longest first. A long one that begins last keeps one worker busy alone. */
const longest = [
  'kill',
  'walk',
  'authorization',
  'web/every-page',
  'start',
  'year/year',
  'scenario/thousands',
  'scenario/shipped',
  'live/room',
  'scenario/kernel',
  'live/pages',
  'debrief/pages',
  'debrief/meanwhile',
  'marking/raters',
  'print/other-book',
  'print/exact',
  'room/screens',
  'scenario/play-secrets',
  'curriculum/hostile',
].map((name) => join('tests', `${name}.test.ts`));

/** By the times of the last run, as always; in a run that has none to go by, these files first, then by size. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => test.duration !== undefined)) return sorted;
    const place = ({ path }) => {
      const at = longest.findIndex((name) => path.endsWith(name));
      return at < 0 ? longest.length : at;
    };
    return sorted.sort((a, b) => place(a) - place(b));
  }
};

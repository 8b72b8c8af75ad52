import fc from 'fast-check';
import { besidesOf } from '../../src/debrief/beside';
import { debrief, dimensions, referenceOf } from '../../src/scenario';
import { shippedCases } from '../scenario/fixtures';
import { playedBy } from '../scenario/played';
import { quietHarbour } from '../scenario/play-case';
import { playAtRandom } from '../scenario/play-robot';
import { compiledCase, decide, playground, request } from '../scenario/play-site';

const numbers = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 });

describe.each(shippedCases())('A run of $name beside the careful course', ({ case: exercise }) => {
  const careful = referenceOf(exercise)?.told;
  if (!careful) throw new Error('The case has no careful course.');
  const points = (of: typeof careful, dimension: string) =>
    of.scores
      .filter((line) => line.of !== 'ending' && line.dimension === dimension && line.role !== null)
      .reduce((sum, line) => sum + line.points, 0);

  it('holds every decision of both once, and its differences add up to what the seats scored apart', () => {
    fc.assert(
      fc.property(numbers, (chosen) => {
        const { inputs } = playedBy(exercise, chosen);
        const log = inputs.map((input, at) => ({ seq: at + 1, actor: 'team' as const, input }));
        const told = debrief(exercise, 'seed', log);
        const besides = besidesOf(exercise, told, careful);
        const seqs = (which: 'here' | 'there') =>
          besides.flatMap((each) => each[which]?.seq ?? []).sort((a, b) => a - b);
        expect(seqs('here')).toEqual(told.decisions.map(({ seq }) => seq));
        expect(seqs('there')).toEqual(careful.decisions.map(({ seq }) => seq));
        for (const dimension of dimensions) {
          const apart = besides.flatMap(({ difference }) => difference.filter((each) => each.dimension === dimension));
          expect(apart.reduce((sum, each) => sum + each.points, 0)).toBe(
            points(told, dimension) - points(careful, dimension),
          );
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is the same everywhere for the careful course itself', () => {
    const besides = besidesOf(exercise, careful, careful);
    expect(besides.filter(({ standing }) => standing !== 'same')).toEqual([]);
    expect(besides.flatMap(({ difference }) => difference)).toEqual([]);
  });
});

describe('The page beside the careful course', () => {
  // A walk that says nothing is the course of the stand-ins: they ask by liaison officer.
  const walk = { path: 'checks.md', text: '- walk careful: end round > van-stopped\n' };
  const exercise = compiledCase([...quietHarbour, walk]);
  const ground = playground(() => exercise);

  it('says of each seat what was the same, different or not taken; reasons stand before numbers, and no name anywhere', async () => {
    const browser = await ground.player('สมหญิง');
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    await playAtRandom(browser, run, 'beside', () => undefined);
    await browser.get(`${run}/debrief/careful-course`);
    const seats = browser.page.querySelectorAll('.beside-seat').map((each) => each.getAttribute('data-seat'));
    expect(new Set(seats)).toEqual(new Set(exercise.roles.map(({ id }) => id)));
    const row = browser.page.querySelector('[data-seat=harbour] .beside-row');
    expect(row?.getAttribute('data-standing')).toBe('otherwise');
    const numbers = browser.page.querySelectorAll('.beside-row').map((each) => each.innerHTML);
    for (const html of numbers.filter((each) => each.includes('class="lost"') && each.includes('class="whys"')))
      expect(html.lastIndexOf('class="whys"')).toBeLessThan(html.indexOf('class="lost"'));
    expect(browser.page.querySelector('main')?.text).not.toContain('สมหญิง');

    await browser.get(`${run}/log.jsonl`);
    const lines = browser.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ line }) => line === 'beside');
    expect(lines.find(({ role, standing }) => role === 'harbour' && standing === 'otherwise')).toMatchObject({
      chose: 'ask-border',
      careful: 'ask-border',
    });
  });
});

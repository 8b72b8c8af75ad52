import { dimensions, score, sumOf } from '../../src/scenario';
import { quietHarbour } from './play-case';
import { playAtRandom } from './play-robot';
import { compiledCase, decide, playground, request } from './play-site';

const exercise = compiledCase(quietHarbour);

describe('The debrief', () => {
  const ground = playground(() => exercise);

  it('says how it ended and why, and what each seat knew, when and from whom', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', { ...request, 'f-channel': 'call', 'f-record': 'no' });
    await decide(browser, run, 'wait-first');
    await decide(browser, run, 'stop-van');
    await browser.get(`${run}/debrief`);

    expect(browser.page.querySelector('.ending')?.text).toContain('The van is stopped, canary-ending-good.');
    expect(browser.page.querySelector('.ending .reasons')?.text).toContain(
      'Arvelia Criminal Police, Harbour Desk knows',
    );
    const row = browser.page.querySelectorAll('.matrix tbody tr').find((each) => each.text.includes('crossed twice'));
    const cells = row?.querySelectorAll('td').map((cell) => cell.text.replace(/\s+/g, ' ').trim()) ?? [];
    expect(cells[0]).toMatch(/^confirmed, .*from Tessara Border Agency$/);
    expect(cells[1]).toMatch(/known from the start$/);
    expect(cells[2]).toBe('never knew');
    expect(browser.words).toContain('Nothing shows who asked.');
    expect(browser.page.querySelector('#requests')?.text).toContain('Answered in part');
    expect(browser.words).toContain('We look for the people in the van.');
    expect(browser.words).toContain('Your door is unmarked: canary-magpie.');
    expect(browser.page.querySelectorAll('#again a').map((link) => link.getAttribute('href'))).toContain(
      `/workshops/${ground.workshop().id}/case/quiet-harbour?seat=lantern`,
    );
  });

  it('shows exactly what its raw log amounts to, however the run was played', async () => {
    const browser = await ground.player();
    for (const seat of ['harbour', 'border', 'lantern']) {
      const run = await ground.sitDown(browser, seat);
      await playAtRandom(browser, run, `debrief ${seat}`, () => undefined);
      await browser.get(`${run}/debrief`);
      const { inputs, state } = await ground.replay(run);
      const lines = score(exercise, state.seed, inputs);
      const rows = browser.page.querySelectorAll('#principles tbody tr');
      expect(rows.map((row) => row.getAttribute('data-dimension'))).toEqual([...dimensions]);
      for (const row of rows) {
        const dimension = row.getAttribute('data-dimension') as (typeof dimensions)[number];
        const numbers = row.querySelectorAll('td').map((cell) => Number(cell.text.replace('−', '-')));
        const own = lines.filter(({ role }) => role === seat);
        const [gained, lost, obtained, best, room] = numbers;
        expect([obtained, room]).toEqual([sumOf(own)[dimension], sumOf(lines)[dimension]]);
        expect(best).toBeGreaterThanOrEqual(obtained ?? NaN);
        expect((gained ?? 0) + (lost ?? 0)).toBe(obtained);
      }
      const told = browser.page.querySelectorAll('.decision');
      expect(told).toHaveLength(inputs.filter(({ input }) => input.type === 'decide').length);
      const reasons = browser.page.querySelectorAll('.decision .reason');
      expect(reasons).toHaveLength(lines.filter(({ role }) => role !== null).length);
      const ending = exercise.endings.find(({ id }) => id === state.ending);
      expect(browser.page.querySelector('.ending h2')?.text).toBe(ending?.title);
    }
  });

  it('never adds the five principles into one number', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'lantern');
    await playAtRandom(browser, run, 'no sum', () => undefined);
    await browser.get(`${run}/debrief`);
    expect(browser.page.querySelectorAll('#principles tbody tr')).toHaveLength(5);
    expect(browser.page.querySelector('#principles tfoot')).toBeNull();
    expect(browser.words).not.toMatch(/total|rank|percent|%/i);
  });
});

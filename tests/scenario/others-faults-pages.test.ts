import { quietHarbour } from './play-case';
import { desk, edited } from './harbour';
import { compiledCase, decide, playground, publishCase, request } from './play-site';

/** Faults of the pages of other systems, asked of ours by HTTP. */
describe('faults that other systems have had on the page of a run, and this one has not', () => {
  const exercise = compiledCase(quietHarbour);
  const play = playground(() => exercise);

  it('h5p/h5p-branching-scenario#16: nobody gets past a decision that is not complete, nor into the debrief before the end', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await browser.send(`${run}/decisions`, { choice: 'ask-border' });
    expect(browser.location).toContain('?choice=ask-border');
    await browser.follow();
    await browser.send(`${run}/decisions`, { 'f-reason': 'We look for the people in the van.' }, 422);
    expect(browser.page.querySelector('textarea')?.text).toContain('We look for the people in the van.');
    await browser.get(`${run}/debrief`, 409);
    expect((await play.replay(run)).inputs).toEqual([]);
  });

  it('h5p/h5p-branching-scenario#78, h5p/h5p-branching-scenario#98, h5p/h5p-branching-scenario#119, h5p/h5p-branching-scenario#121: what followed is read first and can take the focus, under one heading for each part', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'read-log');
    expect(browser.location).toBe(`${run}#now`);
    await browser.follow();
    const { page } = browser;
    const followed = page.querySelector('#now');
    expect(followed?.getAttribute('tabindex')).toBe('-1');
    expect(followed?.text).toContain('The log says nothing new.');
    expect(page.querySelector(`#${followed?.getAttribute('aria-labelledby') ?? ''}`)?.tagName).toBe('H2');
    // In the order of the page: what followed, what came in, the scene, and its choices as one group with a name.
    const places = ['id="now"', 'id="in"', 'id="scene"', 'name="choice"'].map((mark) => browser.text.indexOf(mark));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    const group = page.querySelector('#scene fieldset');
    expect(group?.querySelector('legend')?.text.trim()).not.toBe('');
    for (const choice of group?.querySelectorAll('input[type=radio]') ?? [])
      expect(page.querySelector(`label[for="${choice.getAttribute('id') ?? ''}"]`)?.text.trim()).not.toBe('');
  });

  it('h5p/h5p-branching-scenario#13, h5p/h5p-branching-scenario#49: every point and every word of feedback is in the report of the run', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', { ...request, 'f-channel': 'liaison' });
    await decide(browser, run, 'wait-first');
    await decide(browser, run, 'let-go');
    await browser.get(`${run}/debrief`);
    for (const said of [
      'the agreed contact can route it',
      'the grade says what you could not check',
      'nobody is protected',
    ])
      expect(browser.words.toLowerCase()).toContain(said);
  });

  it('inkle/inky#253: a run is opened again from anywhere while its text is being edited, and never breaks', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'note-only');
    const { state } = await play.replay(run);
    const newer = compiledCase(edited([desk, '## read-log:', '## look-out: Look out\n- costs: 30m\n\n## read-log:']));
    await publishCase(play.db(), newer, play.site().clock.now);
    const again = await play.site().as(await play.personOf(run));
    await again.get(run);
    expect(again.page.querySelectorAll('#scene input[type=radio]').map((each) => each.getAttribute('value'))).toEqual([
      'tell-lantern',
      'wait-first',
    ]);
    expect((await play.replay(run)).state).toEqual(state);
  });
});

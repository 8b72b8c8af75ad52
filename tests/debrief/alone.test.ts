import { readPlainly } from '../scenario/plain-reading';
import { quietHarbour } from '../scenario/play-case';
import { playAtRandom } from '../scenario/play-robot';
import { compiledCase, decide, playground, request } from '../scenario/play-site';

const exercise = compiledCase(quietHarbour);

describe('The debrief of a run that one person played', () => {
  const ground = playground(() => exercise);

  it('gives its lines only after the end, since they hold what the other seats decided', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await browser.get(`${run}/log.jsonl`, 409);
    for (const page of ['knowledge', 'turning-points', 'sheet.pdf']) await browser.get(`${run}/debrief/${page}`, 409);
    await playAtRandom(browser, run, 'lines', () => undefined);
    await browser.get(`${run}/log.jsonl`);
    const plain = readPlainly(exercise, browser.text);
    expect(plain.ending).toBe((await ground.replay(run)).state.ending);
    const other = await ground.player('Daw Khin');
    await other.get(`${run}/log.jsonl`, 404);
    await other.get(`${run}/debrief/knowledge`, 404);
  });

  it('keeps in its lines what was taken back, and leaves out a text that was removed', async () => {
    const browser = await ground.player('สมหญิง');
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'read-log');
    await browser.get(run);
    await browser.send(`${run}/retractions`);
    await decide(browser, run, 'ask-border', { ...request, 'f-reason': 'Two people may be in the van.' });
    await playAtRandom(browser, run, 'taken back', () => undefined);
    await browser.get(`${run}/log.jsonl`);
    expect(browser.text).toContain('"type":"undo"');
    expect(browser.text).toContain('Two people may be in the van.');
    expect(browser.text).not.toContain('สมหญิง');
    const plain = readPlainly(exercise, browser.text);
    expect(plain.ending).toBe(exercise.endings.find(({ id }) => id === plain.ending)?.id);
    expect(plain.decisions[0]?.choice).toBe('ask-border');

    const { id: person } = await ground.personOf(run);
    await ground
      .db()('run_texts')
      .where({ person_id: person })
      .update({ body: null, erased_at: ground.site().clock.now });
    await browser.get(`${run}/log.jsonl`);
    expect(browser.text).not.toContain('may be in the van');
    expect(readPlainly(exercise, browser.text).points).toEqual(plain.points);
  });

  it('leads from its first page to every other, and to the one thing that its reader will do', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'border');
    await playAtRandom(browser, run, 'links', () => undefined);
    await browser.get(`${run}/debrief`);
    const links = browser.page.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '');
    const own = links.filter((href) => href.startsWith(`${run}/`));
    expect(own).toEqual(expect.arrayContaining([`${run}/debrief/knowledge`, `${run}/debrief/turning-points`]));
    for (const href of own) await browser.agent.get(href).set('Accept', 'text/html').expect(200);
    await browser.get(`${run}/debrief/turning-points`);
    expect(browser.page.querySelector(`a[href="/workshops/${ground.workshop().id}/commitment"]`)).not.toBeNull();
  });
});

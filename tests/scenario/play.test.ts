import { hasFinishedCase } from '../../src/scenario';
import { finishCase } from '../support/finish-case';
import { siteOn } from '../support/site';
import { quietHarbour } from './play-case';
import { compiledCase, decide, playground, request } from './play-site';

const exercise = compiledCase(quietHarbour);

describe('A person who plays the case alone', () => {
  const ground = playground(() => exercise);

  it('reads the content note before anything else of the case, and may turn back', async () => {
    const browser = await ground.player();
    await browser.get(`/workshops/${ground.workshop().id}/case`);
    expect(browser.words).toContain('Somebody in this case is afraid.');
    expect(browser.words).toContain('not yet reviewed by a victim-support specialist');
    expect(browser.words).not.toContain('A fictional case about a van');
    expect(browser.page.querySelector(`main a[href="/workshops/${ground.workshop().id}"]`)).not.toBeNull();
  });

  it('chooses among seats that are described without their briefings', async () => {
    const browser = await ground.player();
    await browser.get(`/workshops/${ground.workshop().id}/case/quiet-harbour`);
    expect(browser.words).toContain('Lantern House');
    expect(browser.words).toContain('keeps the register of crossings');
    expect(browser.text).not.toContain('canary');
  });

  it('comes to an ending by always taking the first choice', async () => {
    const browser = await ground.player();
    await finishCase(browser, ground.workshop().id);
    expect(browser.words).toContain('The case has ended');
    await browser.get(`/workshops/${ground.workshop().id}/case`);
    expect(browser.words).toContain('Finished');
  });

  it('sends a request as a form, and finds the answer, the mark and the source on the desk in the next round', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    await browser.follow();
    expect(browser.words).toContain('You decided: Ask Tessara about the van');
    expect(browser.words).toContain('The officer on the other side writes it down.');
    expect(browser.words).toContain('A reporter asks about the colour of the van.');
    expect(browser.page.querySelector('#out')?.text).toContain('When did the van cross?');
    expect(browser.page.querySelector('#out')?.text).toContain('Waiting for an answer');

    await decide(browser, run, 'wait-first');
    await browser.follow();
    const held = browser.page.querySelector('#holds')?.text ?? '';
    expect(held).toContain('The van crossed twice in February');
    expect(held).toContain('from Tessara Border Agency');
    expect(held).toContain('Ask the owner first');
    expect(browser.page.querySelector('#out')?.text).toContain('Answered in part');
    expect(browser.page.querySelector('#in .message-in')?.text).toContain('Reply');
  });

  it('is told what is missing in a form, and finds what was typed', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const missing = ['f-purpose', 'f-asks', 'f-grade.van-plate-information'];
    const incomplete = Object.fromEntries(Object.entries(request).filter(([name]) => !missing.includes(name)));
    await decide(browser, run, 'ask-border', incomplete, 422);
    expect(browser.words).toContain('Choose one possibility.');
    expect(browser.words).toContain('Choose at least one.');
    expect(browser.words).toContain('Grade both: the source, and the information.');
    expect(browser.page.querySelector('textarea')?.text).toBe('We look for the people in the van.');
    expect(browser.page.querySelector('input[value=call]')?.hasAttribute('checked')).toBe(true);
    expect((await ground.replay(run)).inputs).toEqual([]);
  });

  it('is warned of a real number or a real case, keeps the text to change it, and nothing is written', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const reason = 'Like our case last March; ring +66 2 123 4567.';
    await decide(browser, run, 'ask-border', { ...request, 'f-reason': reason }, 422);
    expect(browser.words).toContain('This looks like a telephone number.');
    expect(browser.page.querySelector('.error q')?.text).toBe('+66 2 123 4567');
    expect(browser.page.querySelector('textarea')?.text).toBe(reason);
    expect(
      await ground
        .db()('run_texts')
        .where({ run_id: run.slice(6) }),
    ).toEqual([]);
  });

  it('writes free text beside the log, never into it, and can remove it without a trace of the words', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    await browser.follow();
    expect(browser.words).toContain('We look for the people in the van.');
    const before = await ground.replay(run);
    expect(JSON.stringify(before.inputs)).not.toContain('We look for');

    await browser.send(`${run}/erasures`);
    await browser.follow();
    expect(browser.text).not.toContain('We look for the people in the van.');
    expect(browser.words).toContain('A text was removed here.');
    expect(await ground.replay(run)).toEqual(before);
  });

  it('takes back what nobody has seen yet; the log keeps both, and the run stands as before', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    expect(browser.text).not.toContain('/retractions');
    await decide(browser, run, 'read-log');
    await browser.follow();
    expect(browser.words).toContain('The log says nothing new.');
    expect(browser.words).not.toContain('The round has ended.');
    expect(browser.words).toContain('08:30');

    await browser.send(`${run}/retractions`);
    await browser.follow();
    expect(browser.words).toContain('08:00');
    expect(browser.page.querySelector('input[value=read-log]')).not.toBeNull();
    const rows = await ground
      .db()('run_events')
      .where({ run_id: run.slice(6) })
      .orderBy('seq')
      .select('input');
    expect(rows.map(({ input }: { input: { type: string } }) => input.type)).toEqual(['decide', 'undo']);

    await decide(browser, run, 'note-only');
    await browser.follow();
    // Now the round is over, and the others have seen later things.
    expect(browser.text).not.toContain('/retractions');
  });

  it('plays on after a restart, from another device, where the run stood', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'note-only');
    await browser.follow();
    const seen = browser.words;

    const restarted = siteOn(ground.db());
    const other = await restarted.as(await ground.personOf(run));
    await other.get(run);
    expect(other.words).toBe(seen);
    await decide(other, run, 'wait-first');
    await other.follow();
    expect(other.words).toContain('The van comes');
    await browser.get(run);
    expect(browser.words).toBe(other.words);
  });

  it('keeps several runs, from several seats', async () => {
    const browser = await ground.player();
    await ground.sitDown(browser, 'harbour');
    await ground.sitDown(browser, 'border');
    await browser.get(`/workshops/${ground.workshop().id}/case`);
    expect(browser.words).toContain('Go on as Arvelia Criminal Police, Harbour Desk');
    expect(browser.words).toContain('Go on as Tessara Border Agency');
  });

  it('stands on the way through the workshop as done after an ending, and only then', async () => {
    const browser = await ground.player();
    const workshop = ground.workshop();
    const run = await ground.sitDown(browser, 'lantern');
    const person = await ground.personOf(run);
    expect(await hasFinishedCase(ground.db(), person, workshop)).toBe(false);
    const step = () => browser.page.querySelectorAll('.way li').find((each) => each.text.includes('fictional case'));
    await browser.get(`/workshops/${workshop.id}`);
    expect(step()?.text).toContain('You have begun.');

    await decide(browser, run, 'offer-tea');
    expect(await hasFinishedCase(ground.db(), person, workshop)).toBe(true);
    await browser.get(`/workshops/${workshop.id}`);
    expect(step()?.text).toContain('Finished.');
  });

  it('keeps the run when two records of one person become one', async () => {
    const browser = await ground.player('Walk-in');
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    const other = await ground.player('Account');
    const theirs = await ground.personOf(await ground.sitDown(other, 'border'));
    await ground
      .db()('runs')
      .where({ id: run.slice(6) })
      .update({ person_id: theirs.id });
    await other.get(run);
    expect(other.words).toContain('We look for the people in the van.');
    await browser.get(run, 404);
  });
});

import { Writable } from 'node:stream';
import pino from 'pino';
import { newId } from '../../src/ids';
import { type Browser, Site, MovableClock, depsFor } from '../support/site';
import { quietHarbour } from './play-case';
import { compiledCase, decide, playground } from './play-site';

const exercise = compiledCase(quietHarbour);

describe('Every decision is taken once', () => {
  const ground = playground(() => exercise);

  const eventsOf = (run: string) =>
    ground
      .db()('run_events')
      .where({ run_id: run.slice('/runs/'.length) })
      .orderBy('seq')
      .select();

  /** What the form on this page would send, to be sent more than once. */
  function formOn(browser: Browser, action: string): Record<string, string> {
    const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
    const hidden = form?.querySelectorAll('input[type=hidden]') ?? [];
    return Object.fromEntries(
      hidden.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    );
  }

  it('when the button is pressed twice, or ten times at once', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const body = { ...formOn(browser, `${run}/decisions`), choice: 'note-only' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => browser.agent.post(`${run}/decisions`).type('form').send(body)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 303));
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
    const events = await eventsOf(run);
    expect(events.filter(({ actor }: { actor: string }) => actor === 'team')).toHaveLength(1);
    expect(events.map(({ seq }: { seq: number }) => seq)).toEqual(events.map((_, index) => index + 1));
  });

  it('when the network loses the answer and the phone sends the form again much later', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const body = { ...formOn(browser, `${run}/decisions`), choice: 'read-log' };
    await browser.agent.post(`${run}/decisions`).type('form').send(body).expect(303);
    await decide(browser, run, 'note-only');
    const before = await eventsOf(run);
    await browser.agent.post(`${run}/decisions`).type('form').send(body).expect(303);
    expect(await eventsOf(run)).toEqual(before);
  });

  it('when two devices decide different things from the same page: the first counts, the second is told', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const shown = formOn(browser, `${run}/decisions`);
    await browser.send(`${run}/decisions`, { choice: 'read-log' });
    const late = await browser.agent
      .post(`${run}/decisions`)
      .type('form')
      .send({ ...shown, input: newId(), choice: 'note-only' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('What you just sent was not taken.');
    expect(await eventsOf(run)).toHaveLength(1);

    const both = await Promise.all(
      ['note-only', 'ask-border'].map((choice) =>
        browser.agent
          .post(`${run}/decisions`)
          .type('form')
          .send({
            ...shown,
            seq: '1',
            input: newId(),
            choice,
            filled: 'yes',
            'f-channel': 'call',
            'f-asks': 'van-owner',
          }),
      ),
    );
    const taken = (await eventsOf(run)).filter(({ actor }: { actor: string }) => actor === 'team');
    expect(taken).toHaveLength(2);
    expect(both.map(({ status }) => status)).toContain(303);
  });

  it('gives back the text that was typed for something that is no longer there', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const shown = formOn(browser, `${run}/decisions`);
    await browser.send(`${run}/decisions`, { choice: 'note-only' });
    const late = await browser.agent
      .post(`${run}/decisions`)
      .type('form')
      .send({
        ...shown,
        choice: 'ask-border',
        filled: 'yes',
        input: newId(),
        'f-reason': 'Ten careful minutes of typing.',
      });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Ten careful minutes of typing.');
  });

  it('refuses a choice that is not on this desk, whatever is sent', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    for (const choice of ['offer-tea', 'stop-van', 'nothing-like-it', '__proto__']) {
      const shown = formOn(browser, `${run}/decisions`);
      const answer = await browser.agent
        .post(`${run}/decisions`)
        .type('form')
        .send({ ...shown, input: newId(), choice });
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('Choose one of the possibilities below.');
      expect(answer.text).not.toContain('canary-kitchen');
    }
    expect(await eventsOf(run)).toEqual([]);
  });

  it('begins one run when the start form is sent twice', async () => {
    const browser = await ground.player();
    const seats = `/workshops/${ground.workshop().id}/case/quiet-harbour`;
    await browser.get(seats);
    const body = { ...formOn(browser, `${seats}/runs`), role: 'harbour' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.agent.post(`${seats}/runs`).type('form').send(body).expect(303)),
    );
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
  });

  it('writes each line of the log once and never changes it', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'read-log');
    const id = run.slice('/runs/'.length);
    await expect(ground.db()('run_events').where({ run_id: id }).update({ input: '{}' })).rejects.toThrow(
      'never changed',
    );
    await expect(ground.db()('case_versions').update({ case_id: 'other' })).rejects.toThrow('never changed');
  });

  it('notices when a run no longer replays to the states it once had', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await decide(browser, run, 'read-log');
    const id = run.slice('/runs/'.length);
    await ground.db().raw('alter table run_events disable trigger run_events_never_change');
    await ground.db()('run_events').where({ run_id: id }).update({ state_hash: 'another' });
    await ground.db().raw('alter table run_events enable trigger run_events_never_change');

    let logged = '';
    const log = pino(
      new Writable({
        write(line: Buffer, _encoding, done) {
          logged += line.toString();
          done();
        },
      }),
    );
    const clock = new MovableClock();
    const restarted = new Site({ ...depsFor(ground.db(), clock), log }, clock);
    const again = await restarted.as(await ground.personOf(run));
    await again.get(run);
    expect(logged).toContain(id);
    expect(logged).toContain('diverged');
  });
});

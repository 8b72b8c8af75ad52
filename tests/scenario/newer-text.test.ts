import type { Db } from '../../src/db';
import { hashOf, type Json } from '../../src/canonical';
import { newId } from '../../src/ids';
import { type Case, debrief, fold, logLinesOf, positionOf } from '../../src/scenario';
import { siteOn } from '../support/site';
import { formOn } from '../live/live-room';
import type { SourceFile } from '../../src/scenario/compile/source';
import { desk, edited, renamed } from './harbour';
import { quietHarbour } from './play-case';
import { compiledCase, decide, playground, publishCase, request } from './play-site';
import { readPlainly } from './plain-reading';

const exercise = compiledCase(quietHarbour);
const reworded = compiledCase(
  edited(
    [desk, 'The night clerk rings', 'The morning clerk rings'],
    ['scenes/harbour-2-answer.md', 'The desk is quiet.', 'Nobody speaks at the desk.'],
  ),
);
const offer = 'There is a newer text of this case';
const play = playground(() => exercise);
const publish = (newer: Case) => publishCase(play.db(), newer, play.site().clock.now);

interface Line {
  readonly seq: number;
  readonly actor: string;
  readonly input: { readonly type: string; readonly from?: string; readonly to?: string };
  readonly caseHash: string;
  readonly stateHash: string;
}
const linesOf = (run: string): Promise<Line[]> =>
  play
    .db()('run_events')
    .where({ run_id: run.replace('/runs/', '') })
    .orderBy('seq')
    .select<Line[]>('seq', 'actor', 'input', { caseHash: 'case_hash', stateHash: 'state_hash' });

/** The run as it stands in the database, folded anew by a process that has seen nothing of it. */
async function reopened(db: Db, run: string) {
  const row = await db('runs')
    .where({ id: run.replace('/runs/', '') })
    .first<{ id: string; personId: string; caseHash: string; engineVersion: string; seed: string; role: string }>({
      ...{ id: 'id', personId: 'person_id', caseHash: 'case_hash', engineVersion: 'engine_version' },
      ...{ seed: 'seed', role: 'role' },
    });
  const reports: string[] = [];
  const position = await positionOf({ db, snapshots: new Map(), report: (message) => reports.push(message) }, row);
  return { row, position, reports };
}

describe('A newer text of the case, for somebody who plays it alone', () => {
  it('is offered and never pressed upon them: publishing moves no run (h5p/moodle-mod_hvp#413)', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    expect(browser.words).not.toContain(offer);
    await publish(reworded);
    await browser.get(run);
    expect(browser.words).toContain('The night clerk rings');
    expect(browser.words).not.toContain('The morning clerk rings');
    expect(browser.words).toContain(offer);
    expect(browser.words).toContain('Only words have changed.');
    expect(await linesOf(run)).toEqual([]);
    const other = await play.player();
    await play.sitDown(other, 'harbour');
    // The workshop keeps its publication as well: who begins now begins with the others' text.
    expect(other.words).toContain('The night clerk rings');
  });

  it('is taken between two rounds and by their own act, once however often it is sent, and is a line of the log', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await publish(reworded);
    await decide(browser, run, 'read-log');
    await browser.get(run);
    expect(browser.words).toContain('You can take it at the end of this round');
    expect(browser.text).not.toContain(`${run}/texts`);
    const _csrf = browser.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const forged = { _csrf, input: newId(), seq: '1', version: reworded.contentHash };
    await browser.agent.post(`${run}/texts`).type('form').send(forged).expect(409);
    expect((await linesOf(run)).map(({ input }) => input.type)).toEqual(['decide']);

    await decide(browser, run, 'note-only');
    await browser.get(run);
    const body = formOn(browser, `${run}/texts`);
    const before = (await reopened(play.db(), run)).position;
    const answers = await Promise.all([1, 2, 3].map(() => browser.agent.post(`${run}/texts`).type('form').send(body)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    // Another text than the page offered is not taken.
    await browser.agent
      .post(`${run}/texts`)
      .type('form')
      .send({ ...body, input: newId() })
      .expect(409);
    const moves = (await linesOf(run)).filter(({ input }) => input.type === 'migrate');
    expect(moves).toEqual([
      expect.objectContaining({
        actor: 'team',
        caseHash: reworded.contentHash,
        input: {
          type: 'migrate',
          from: exercise.contentHash,
          to: reworded.contentHash,
          fromEngine: exercise.engineVersion,
          toEngine: reworded.engineVersion,
        },
      }),
    ]);
    await browser.get(run);
    expect(browser.words).toContain('Nobody speaks at the desk.');
    expect(browser.words).not.toContain(offer);
    const after = await reopened(play.db(), run);
    expect(after.reports).toEqual([]);
    expect(after.position.state).toEqual(before.state);
    expect(after.row.caseHash).toBe(reworded.contentHash);
    // What was decided before is not taken back any more: the newer text begins at the barrier.
    expect(browser.text).not.toContain('/retractions');
  });

  it('leaves the log as it was taken: each line folds under its own version, and the whole under the newer', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    await publish(reworded);
    await browser.get(run);
    const stale = formOn(browser, `${run}/decisions`);
    await browser.send(`${run}/texts`);
    // A page that was drawn from the text before decides nothing.
    await browser.agent
      .post(`${run}/decisions`)
      .type('form')
      .send({ ...stale, choice: 'wait-first' })
      .expect(409);

    const restarted = siteOn(play.db());
    const again = await restarted.as(await play.personOf(run));
    await again.get(run);
    expect(again.words).toContain('Nobody speaks at the desk.');
    await decide(again, run, 'wait-first');
    await decide(again, run, 'stop-van');
    const lines = await linesOf(run);
    const { row, position, reports } = await reopened(play.db(), run);
    expect(reports).toEqual([]);
    expect(position.state.ending).toBe('van-stopped');
    for (const version of [exercise, reworded]) {
      const taken = lines.filter(({ input }) => input.type !== 'migrate') as unknown as Parameters<
        typeof fold
      >[2][number][];
      const own = lines.filter(({ caseHash, input }) => caseHash === version.contentHash && input.type !== 'migrate');
      expect(own).not.toEqual([]);
      for (const { seq, stateHash } of own) {
        const state = fold(
          version,
          row.seed,
          taken.filter((line) => line.seq <= seq),
        );
        expect(hashOf(state as unknown as Json)).toBe(stateHash);
      }
    }

    const text = await logLinesOf(play.db(), row.id);
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ line: 'run', caseHash: exercise.contentHash });
    const plain = readPlainly([exercise, reworded], text);
    const told = debrief(reworded, row.seed, position.standing);
    expect(plain.ending).toBe(told.ending?.id);
    expect(plain.decisions.map(({ choice, at }) => ({ choice, at }))).toEqual(
      told.decisions.map(({ choice, at }) => ({ choice: choice.id, at: at.tick })),
    );
    expect(() => readPlainly([exercise], text)).toThrow('no known version');
    await again.get(`${run}/debrief`);
    expect(again.words).toContain('The van is stopped');
  });

  it('may call a seat, a scene, a choice and a fact otherwise: who sat there sits there still', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'ask-border', request);
    const ids = ['harbour', 'harbour-answer', 'ask-border', 'van-crossings', 'border'];
    const newer = compiledCase(ids.reduce<readonly SourceFile[]>(renamed, quietHarbour));
    await publish(newer);
    await browser.get(run);
    await browser.send(`${run}/texts`);
    await browser.get(run);
    await decide(browser, run, 'wait-first');
    await decide(browser, run, 'stop-van');
    const { row, position, reports } = await reopened(play.db(), run);
    expect(reports).toEqual([]);
    expect(row.role).toBe('harbour2');
    expect(position.state.ending).toBe('van-stopped');
    expect(position.standing[0]).toMatchObject({
      role: 'harbour2',
      input: { choice: 'ask-border2', role: 'harbour2' },
    });
    // The log itself says what was said at the time.
    expect((await linesOf(run))[0]).toMatchObject({ input: { choice: 'ask-border', role: 'harbour' } });
    const plain = readPlainly([exercise, newer], await logLinesOf(play.db(), row.id));
    const told = debrief(newer, row.seed, position.standing);
    expect(plain.ending).toBe('van-stopped');
    expect(plain.decisions.map(({ choice }) => choice)).toEqual(told.decisions.map(({ choice }) => choice.id));
    await browser.get(`${run}/debrief`);
    expect(browser.words).toContain('Ask Tessara about the van');
  });

  it('is refused, with the reason, when a choice that they took is gone; of other desks it says nothing', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'note-only');
    const gone = compiledCase(edited([desk, '## note-only: Make', '## wait-here: Make']));
    await publish(gone);
    await browser.get(run);
    expect(browser.words).toContain(
      'Your run stays with its text. Mon 3 March at 08:00: Arvelia Criminal Police, Harbour Desk chose “Make a note and wait” (note-only). The newer text has no such choice.',
    );
    const _csrf = browser.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const seq = String((await linesOf(run)).length);
    const forged = { _csrf, input: newId(), seq, version: gone.contentHash };
    await browser.agent.post(`${run}/texts`).type('form').send(forged).expect(409);
    expect((await linesOf(run)).filter(({ input }) => input.type === 'migrate')).toEqual([]);
    expect((await reopened(play.db(), run)).row.caseHash).toBe(exercise.contentHash);

    await publish(
      compiledCase(edited(['scenes/border-1-desk.md', '- takes: lane-log', '- learns: no-return\n- takes: lane-log'])),
    );
    await browser.get(run);
    expect(browser.words).toContain('What happened in this run would not stand in the newer text as it stands now.');
    for (const word of ['canary-woman', 'canary-otter', 'canary-log', 'no-return', 'open-register'])
      expect(browser.text).not.toContain(word);
  });

  it('is not offered where nothing differs for those who play: a recorded walk, a check, a line that moved', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    const bound = { check: 'bound' as const, decisions: 24, place: { file: 'checks.md', line: 1 } };
    await publish({ ...exercise, checks: [...exercise.checks, bound], contentHash: 'c'.repeat(64) });
    await browser.get(run);
    expect(browser.words).not.toContain(offer);
    await publish({ ...exercise, title: 'Quiet Harbour, again', contentHash: 'd'.repeat(64) });
    await browser.get(run);
    expect(browser.words).toContain(offer);
  });

  it('is not offered once the case has ended', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'lantern');
    await decide(browser, run, 'offer-tea');
    await publish(reworded);
    await browser.get(run);
    expect(browser.words).not.toContain(offer);
  });
});

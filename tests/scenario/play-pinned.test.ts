import { newId } from '../../src/ids';
import { openLogLines } from '../../src/scenario';
import { judgeOpenRuns } from '../../src/scenario/open-runs';
import { quietHarbour } from './play-case';
import { compiledCase, decide, playground, publishCase } from './play-site';

describe('a run whose case is edited while it is open (inkle/ink#195, inkle/ink#545)', () => {
  const exercise = compiledCase(quietHarbour);
  const play = playground(() => exercise);

  it('is among the open runs that a command prints, and can be asked about there, until it ends', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'lantern');
    const open = async () => judgeOpenRuns(await openLogLines(play.db(), exercise.id), exercise, exercise);
    expect(await open()).toEqual([{ run: run.replace('/runs/', ''), migrates: true }]);
    expect(await openLogLines(play.db(), 'another-case')).toBe('');
    await decide(browser, run, 'offer-tea');
    expect(await open()).toEqual([]);
  });

  it('is refused, if it was played by rules that are no longer here, by their name, and not folded by others (JBenda/inkcpp#112)', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    const hash = `${newId()}-ancient`;
    const ancient = { ...exercise, engineVersion: '0.9', contentHash: hash };
    await play
      .db()('case_versions')
      .insert({ hash, case_id: exercise.id, compiled: ancient, kept_since: play.site().clock.now, origin: 'TEST' });
    await play
      .db()('runs')
      .where({ id: run.replace('/runs/', '') })
      .update({ case_hash: hash, engine_version: '0.9' });
    await browser.get(run, 409);
    expect(browser.text).toContain('This run was played with version 0.9 of the rules');
  });

  it('stays in its scene, with its choices and its words, though the workshop has a newer version by now', async () => {
    const browser = await play.player();
    const run = await play.sitDown(browser, 'harbour');
    await decide(browser, run, 'read-log');
    const before = await play.replay(run);
    await browser.get(run);
    const [scene, choices] = [
      browser.page.querySelector('#scene')?.text,
      browser.page.querySelectorAll('#scene input[type=radio]').length,
    ];
    const edited = quietHarbour.map(({ path, text }) => ({
      path,
      text:
        path === 'scenes/harbour-1-desk.md'
          ? text
              .replace('## read-log:', '## look-out: Look out\n- costs: 30m\n\n## read-log:')
              .replace('The night clerk rings', 'The morning clerk rings')
          : text,
    }));
    await publishCase(play.db(), compiledCase(edited), play.site().clock.now);
    const { id } = await play
      .db()('publications')
      .whereNot({ id: play.workshop().publicationId })
      .first<{ id: string }>('id');
    await play.db()('workshops').where({ id: play.workshop().id }).update({ publication_id: id });
    await browser.get(run);
    expect(browser.page.querySelector('#scene')?.text).toBe(scene);
    expect(browser.page.querySelectorAll('#scene input[type=radio]')).toHaveLength(choices);
    await decide(browser, run, 'note-only');
    const after = await play.replay(run);
    expect(after.inputs.slice(0, before.inputs.length)).toEqual(before.inputs);
    expect(after.state.world.chose).toContain('note-only');
  });
});

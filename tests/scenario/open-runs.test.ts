import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../src/scenario/compile/source';
import { logLines } from '../../src/scenario/log-lines';
import { NoRunLine, judgeOpenRuns, sayOpenRun } from '../../src/scenario/open-runs';
import type { Migrated, RunEvent, Undo } from '../../src/scenario/run';
import type { Input } from '../../src/scenario/state';
import { runTitian } from '../support/program';
import { compiledFrom, soundFiles, varied } from './fixtures';

const before = compiledFrom(soundFiles);
const scene = 'scenes/north-ask.md';
const stay: Input = { type: 'decide', role: 'north', scene: 'north-ask', choice: 'stay' };
const ask: Input = {
  type: 'decide',
  role: 'north',
  scene: 'north-ask',
  choice: 'ask-owner',
  form: { purpose: 'find' },
};

/** The lines of one open run, as the command prints them. */
function linesOf(run: string, inputs: readonly (Input | Undo | Migrated)[], caseHash = before.contentHash): string {
  const { id: caseId, engineVersion } = before;
  const log = inputs.map((input, index): RunEvent => ({
    ...{ seq: index + 1, actor: 'team', role: null, input, inputId: null },
    ...{ at: new Date(0), stateHash: '', caseHash, engineVersion },
  }));
  return logLines({ id: run, caseId, caseHash, engineVersion, seed: run }, log, []);
}

describe('What a new version of a case means for the runs that are open', () => {
  const gone = compiledFrom(
    varied([scene, '## stay: Do nothing', '## sit: Do nothing'], [scene, '- stand-in: stay', '- stand-in: sit']),
  );

  it('is said of each: it migrates, or it stays pinned, because of which input, which id, and when in the story', () => {
    const [asked, stayed, back] = judgeOpenRuns(
      linesOf('one', [ask]) + linesOf('two', [stay]) + linesOf('three', [stay, { type: 'undo', to: 0 }, ask]),
      before,
      gone,
    );
    expect(asked).toEqual({ run: 'one', migrates: true });
    expect(stayed).toMatchObject({ run: 'two', migrates: false, because: 'gone', input: 1 });
    expect(stayed && sayOpenRun(stayed)).toMatch(
      /^run two: stays pinned because: .+ \d\d:\d\d: .+ chose “Do nothing” \(stay\)\. The newer text has no such choice\. \(input 1\)$/,
    );
    // What was taken back keeps nobody.
    expect(back).toEqual({ run: 'three', migrates: true });
  });

  it('is not said of runs of another version; a run that went on once is read under the version it went on with', () => {
    const former = 'f'.repeat(64);
    const move: Migrated = { type: 'migrate', from: former, to: before.contentHash, fromEngine: '1', toEngine: '1' };
    const answers = judgeOpenRuns(linesOf('old', [ask], former) + linesOf('moved', [ask, move], former), before, gone);
    expect(answers).toMatchObject([
      { run: 'old', migrates: false, because: 'other-version' },
      { run: 'moved', migrates: true },
    ]);
  });

  it('is not guessed from a list that holds something else', () => {
    expect(() => judgeOpenRuns('{"line":"input"}', before, gone)).toThrow(NoRunLine);
    expect(() => judgeOpenRuns(`${linesOf('one', [ask])}run two`, before, gone)).toThrow('Line 3 of the runs');
  });

  it('is printed by the command', () => {
    const folder = mkdtempSync(join(tmpdir(), 'titian-open-runs-'));
    try {
      const write = (name: string, files: readonly SourceFile[]) => {
        for (const { path, text } of files) {
          mkdirSync(dirname(join(folder, name, path)), { recursive: true });
          writeFileSync(join(folder, name, path), text);
        }
        return join(folder, name);
      };
      const list = join(folder, 'runs.jsonl');
      writeFileSync(list, linesOf('one', [ask]) + linesOf('two', [stay]));
      const versions = [
        write('old', soundFiles),
        write('new', varied([scene, '## stay: Do', '## sit: Do'], [scene, 'stand-in: stay', 'stand-in: sit'])),
      ];
      const { code, out } = runTitian(['scenario', 'compare', ...versions, '--runs', list]);
      expect(out).toContain('run one: migrates\n');
      expect(out).toMatch(/run two: stays pinned because: .*\(stay\)/);
      expect(code).toBe(1);
      writeFileSync(list, 'no lines of a run');
      const wrong = runTitian(['scenario', 'compare', ...versions, '--runs', list]);
      expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('Line 1 of the runs')]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

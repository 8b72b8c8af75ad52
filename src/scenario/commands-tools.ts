import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from '../command';
import { fail, foldersIn, option, print, shown } from './command-line';
import type { Case } from './case';
import { compileCase } from './compile';
import { compareCases } from './comparison';
import { readCaseFolder } from './files';
import { NoRunLine, judgeOpenRuns, sayOpenRun } from './open-runs';
import { review } from './review';
import { strengthOf } from './strength';
import { verify } from './verify/verify';

/** What helps to judge a case, beside proving it. Nothing here writes a file. */
export const scenarioTools: readonly Command[] = [
  {
    name: 'scenario strength',
    summary: 'Leave out each rule of a case once, and say which nobody misses.',
    help: `Usage: titian scenario strength [--case ID] [--json] [DIR]

Leaves out every rule line of a case once (effects, conditions, forms, scores, ways, stand-ins, injects; not those of
checks.md) and asks whether something notices: a finding, a recorded walk that goes otherwise, another set of endings or
range of scores. Lists the lines that nothing misses: they are not needed, or no check looks there. A small case takes
seconds, a large one minutes.

  --case   only this case
  --json   print {"cases":[{"id","noticed","total","share","by","unnoticed":[{"file","line","owner","text"}]}]}

Exit code: 0 at least 95 in 100 lines are missed, 1 fewer, 2 there is no such case or it has findings.`,
    run: (args) => Promise.resolve(runStrength(args)),
  },
  {
    name: 'scenario review',
    summary: 'Say what is worth a second look in a correct case.',
    help: `Usage: titian scenario review [--runs N] [--json] [DIR]

Warnings, never faults: choices with the same consequences, choices that nothing speaks for or against, long scenes and
labels, texts that are hard to read, one-sided scores, desks with few decisions or long waiting, endings and facts that
seeded players hardly ever come to (500 runs, or N). A warning that checks.md expects, with a reason, is shown with it and
not counted.

Exit code: 0, 2 there is no case or it has findings.`,
    run: (args) => Promise.resolve(runReview(args)),
  },
  {
    name: 'scenario compare',
    summary: 'Say what a new version of a case changes for those who play it.',
    help: `Usage: titian scenario compare OLD NEW [--runs FILE] [--json]

OLD and NEW are folders of one case. Plays the recorded walks and covering runs of each version in the other: which
courses are new, gone, or now read, score or end otherwise; and which ranges of scores differ.

  --runs   open runs, as "titian scenario log --open" prints them; says for each whether it migrates to NEW (at a barrier, when
           somebody takes it there), or stays pinned, and because of what. Nothing is moved.

Exit code: 0 nothing changed, 1 something did, 2 not two cases.`,
    run: (args) => Promise.resolve(runCompare(args)),
  },
];

const needed = 0.95;

function soundCase(folder: string): Case | undefined {
  const { compiled, findings } = compileCase(readCaseFolder(folder));
  return findings.length === 0 ? compiled : undefined;
}

function runStrength(args: readonly string[]): number {
  const wanted = option(args, '--case');
  const folders = foldersIn(args).filter((folder) => wanted === undefined || basename(folder) === wanted);
  if (folders.length === 0) return fail('There is no such case.');
  const cases = [];
  for (const folder of folders) {
    try {
      const { unnoticed, noticed, total, by } = strengthOf(readCaseFolder(folder), progressOn(basename(folder)));
      const lines = unnoticed.map(({ file, line, owner, text }) => ({ file: shown(folder, file), line, owner, text }));
      cases.push({
        id: basename(folder),
        noticed,
        total,
        share: total === 0 ? 1 : noticed / total,
        by,
        unnoticed: lines,
      });
    } catch (error) {
      if (error instanceof RangeError) return fail(`${basename(folder)}: ${error.message}`);
      throw error;
    }
  }
  const lines = cases.flatMap(({ id, noticed, total, share, unnoticed }) => [
    `${id}: ${String(noticed)} of ${String(total)} rule lines are missed when they are left out (${(share * 100).toFixed(1)} %)`,
    ...unnoticed.map(({ file, line, owner, text }) => `  ${file}:${String(line)}  ${owner}\n      ${text}`),
  ]);
  print(args, { cases }, lines);
  return cases.every(({ share }) => share >= needed) ? 0 : 1;
}

/** One line on the error output, for people who wait. */
function progressOn(name: string): (done: number, total: number) => void {
  let next = performance.now() + 2000;
  return (done, total) => {
    if (performance.now() < next || !process.stderr.isTTY) return;
    next = performance.now() + 500;
    process.stderr.write(`\r\x1b[K${done < total ? `${name}: ${String(done)} of ${String(total)} rule lines …` : ''}`);
  };
}

function runReview(args: readonly string[]): number {
  const folders = foldersIn(args);
  if (folders.length === 0) return fail('There is no case there.');
  const runs = Number(option(args, '--runs') ?? 500);
  if (!Number.isInteger(runs) || runs < 1) return fail('--runs is a whole number.');
  const cases = [];
  for (const folder of folders) {
    const case_ = soundCase(folder);
    if (!case_)
      return fail(`${basename(folder)} has findings. Run: npm run -s titian -- scenario verify ${shown(folder, '')}`);
    const { warnings, expected, ...rest } = review(case_, runs);
    cases.push({
      id: case_.id,
      ...rest,
      warnings: warnings.map((each) => ({ ...each, file: shown(folder, each.file) })),
      expected: expected.map((each) => ({ ...each, file: shown(folder, each.file) })),
    });
  }
  const lines = cases.flatMap(({ id, warnings, expected, endings }) => [
    `${id}: ${warnings.length === 1 ? '1 warning' : `${String(warnings.length)} warnings`}, ${String(runs)} runs`,
    ...endings.map((ending) => `  ${ending.id}: ${(ending.share * 100).toFixed(1)} %`),
    ...warnings.map(({ file, line, code, message }) => `${file}:${String(line)}  ${code}\n    ${message}`),
    ...expected.map(({ file, line, code, because }) => `${file}:${String(line)}  ${code}, expected because ${because}`),
  ]);
  print(args, { cases }, lines);
  return 0;
}

function runCompare(args: readonly string[]): number {
  const list = option(args, '--runs');
  const folders = args.filter((each) => !each.startsWith('-') && each !== list);
  const [before, after] = folders.map((folder) =>
    existsSync(join(folder, 'exercise.md')) ? soundCase(folder) : undefined,
  );
  if (!before || !after || folders.length !== 2) return fail('Give two folders, each of one case without findings.');
  const runs = list === undefined ? [] : openRunsIn(list, before, after);
  if (typeof runs === 'string') return fail(runs);
  const compared = compareCases(before, after, { before: verify(before), after: verify(after) });
  const { courses, unchanged, ranges, sameRules, sameWords } = compared;
  print(args, { ...compared, runs }, [
    `Rules ${sameRules ? 'as before' : 'changed'}, words ${sameWords ? 'as before' : 'changed'}; ${String(unchanged)} courses are as before.`,
    ...courses.map(({ name, is, because, walk }) => `${is}: ${name}: ${because}\n    Walk: ${walk}`),
    ...ranges.map(
      (each) =>
        `scores of ${each.ending}\n    before: ${each.before ?? 'not reached'}\n    now:    ${each.after ?? 'not reached'}`,
    ),
    ...runs.map(sayOpenRun),
  ]);
  return sameRules && sameWords && courses.length === 0 && ranges.length === 0 ? 0 : 1;
}

/** What is to be said of each run of the list, or why it cannot be read. */
function openRunsIn(list: string, before: Case, after: Case): ReturnType<typeof judgeOpenRuns> | string {
  if (!existsSync(list)) return `There is no file ${list}.`;
  try {
    return judgeOpenRuns(readFileSync(list, 'utf8'), before, after);
  } catch (error) {
    if (error instanceof NoRunLine) return error.message;
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Command } from '../command';
import { root } from '../root';
import type { Case } from './case';
import { compileCase } from './compile';
import { caseFoldersIn, readCaseFolder } from './files';
import { type Verified, verify } from './verify/verify';
import { type Fault, sayWalk } from './verify/walk';

export const scenarioCommands: readonly Command[] = [
  {
    name: 'scenario verify',
    summary: 'Play every course of the cases and say what is wrong.',
    help: `Usage: titian scenario verify [--json] [DIR]

Compiles the cases in DIR (by default curriculum/scenario; DIR may also be the folder of one case) and explores every
course of each: what can never be reached, where a role gets stuck, what a text gives away, which endings there are and
what they can score. Every finding comes with the nearest walk that shows it. docs/diagnostics-scenario.md explains
every code.

  --json   print {"scenarios":[{"id","proven","states","transitions","endings":[{"id","score","walks"}],"findings"}]}

Exit code: 0 every case is proven and without findings, 1 otherwise, 2 there is no case.`,
    run: (args) => runVerify(args),
  },
  {
    name: 'scenario walk',
    summary: 'Print a shortest walk to each ending of a case.',
    help: `Usage: titian scenario walk CASE

CASE is the name of a folder in curriculum/scenario, or a path. Prints for each ending how many courses lead there and
one of the shortest, as it may stand in checks.md.

Exit code: 0 done, 2 there is no such case.`,
    run: (args) => runWalk(args),
  },
];

const shipped = join(root, 'curriculum', 'scenario');

interface Report extends Verified {
  readonly folder: string;
}

function runVerify(args: readonly string[]): Promise<number> {
  const folder = args.find((each) => !each.startsWith('-')) ?? shipped;
  const folders = caseFoldersIn(folder);
  if (folders.length === 0) {
    process.stderr.write(`There is no case in ${folder}.\n`);
    return Promise.resolve(2);
  }
  const reports = folders.map(verifyFolder);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ scenarios: reports.map(asJson) })}\n`);
  else process.stdout.write(`${reports.map(asText).join('\n\n')}\n`);
  return Promise.resolve(reports.every((report) => report.proven && report.findings.length === 0) ? 0 : 1);
}

/** Compiles and verifies one case's folder. What does not compile without findings is not explored, hence not proven. */
export function verifyFolder(folder: string): Report {
  const { compiled, findings } = compileCase(readCaseFolder(folder));
  const broken: readonly Fault[] = findings.map((finding) => ({ ...finding, walk: null }));
  if (!compiled || broken.length > 0)
    return {
      folder,
      id: compiled?.id ?? basename(folder),
      proven: false,
      states: 0,
      transitions: 0,
      endings: [],
      findings: broken,
    };
  return { folder, ...verify(compiled) };
}

function asJson({ folder, findings, ...report }: Report): object {
  const shown = findings.map((finding) => ({ ...finding, file: shownPath(folder, finding.file) }));
  return { ...report, findings: shown };
}

function shownPath(folder: string, file: string): string {
  return relative(process.cwd(), join(folder, file)).replaceAll('\\', '/');
}

function asText(report: Report): string {
  const { folder, id, proven, states, transitions, endings, findings } = report;
  const head = `${id}: ${proven ? 'proven' : 'NOT PROVEN'}, ${String(states)} states, ${String(transitions)} transitions`;
  const ends = endings.map(({ id: ending, walks, score }) => {
    const ranges = Object.entries(score).map(
      ([dimension, { min, max }]) => `${dimension} ${String(min)}..${String(max)}`,
    );
    return `  ${ending}: ${walks < 1e6 ? String(walks) : walks.toExponential(1)} walks; ${ranges.join(', ')}`;
  });
  const faults = findings.map(({ file, line, code, message, walk }) => {
    const shown = `${shownPath(folder, file)}:${String(line)}  ${code}\n    ${message}`;
    return walk ? `${shown}\n    Walk: ${sayWalk(walk)}` : shown;
  });
  return [head, ...ends, ...faults].join('\n');
}

function runWalk(args: readonly string[]): Promise<number> {
  const name = args.find((each) => !each.startsWith('-')) ?? '';
  const folder = existsSync(join(name, 'exercise.md')) ? name : join(shipped, name);
  if (name === '' || !existsSync(join(folder, 'exercise.md'))) {
    process.stderr.write(
      `There is no case "${name}". Cases: ${caseFoldersIn(shipped)
        .map((each) => basename(each))
        .join(', ')}.\n`,
    );
    return Promise.resolve(2);
  }
  const { compiled } = compileCase(readCaseFolder(folder));
  if (compiled) process.stdout.write(`${walksOf(compiled)}\n`);
  return Promise.resolve(compiled ? 0 : 2);
}

function walksOf(case_: Case): string {
  return verify(case_)
    .endings.map(({ id, walks, walk }) => {
      const way = walk ? `- walk to-${id}: ${sayWalk(walk)} > ${id}` : 'No course leads there.';
      return `${id} (${walks < 1e6 ? String(walks) : walks.toExponential(1)} walks)\n${way}`;
    })
    .join('\n\n');
}

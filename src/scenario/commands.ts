import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Command } from '../command';
import { root } from '../root';
import type { Case } from './case';
import { scenarioTools } from './commands-tools';
import { scenarioWords } from './commands-words';
import { compileCase } from './compile';
import { caseFoldersIn, readCaseFolder } from './files';
import type { Progress } from './verify/observe';
import { coveringWalks } from './verify/players';
import { outcomeOf, sayOutcome } from './verify/recorded';
import { stateCap, type Verified, verify } from './verify/verify';
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

  --json   print {"scenarios":[{"id","proven","states","transitions","endings":[{"id","score","walks"}],"findings","waived"}]}

Exit code: 0 every case is proven and without findings (what a case waives is shown, and is none), 1 otherwise, 2 there is no case.`,
    run: (args) => runVerify(args),
  },
  {
    name: 'scenario walk',
    summary: 'Print a shortest walk to each ending of a case.',
    help: `Usage: titian scenario walk [--cover] CASE

CASE is the name of a folder in curriculum/scenario, or a path. Prints for each ending how many courses lead there and
one of the shortest, as it may stand in checks.md.

  --cover   print instead a few walks that together take every choice and earn every score line, with what they come to
            (scores, costs, and what the people at the centre live), to be recorded in checks.md

Exit code: 0 done, 2 there is no such case.`,
    run: (args) => runWalk(args),
  },
  ...scenarioTools,
  ...scenarioWords,
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
  const said = progressLine();
  const reports = folders.map((each) => verifyFolder(each, said.on(basename(each))));
  said.clear();
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ scenarios: reports.map(asJson) })}\n`);
  else process.stdout.write(`${reports.map(asText).join('\n\n')}\n`);
  return Promise.resolve(reports.every(isSound) ? 0 : 1);
}

/** Proven, or let stand unproven for a written reason; and without findings. */
function isSound({ proven, findings, waived }: Report): boolean {
  return findings.length === 0 && (proven || waived.some(({ code }) => code === 'not-proven'));
}

/** Says after two seconds, and then now and then, how far it has come: for people, on the error output, in one line. */
function progressLine(): { on: (name: string) => Progress; clear: () => void } {
  let next = performance.now() + 2000;
  let shown = false;
  const { isTTY } = process.stderr;
  return {
    on: (name) => (states, phase) => {
      const now = performance.now();
      if (now < next) return;
      next = now + (isTTY ? 250 : 5000);
      shown = true;
      const line = `${name}: ${states.toLocaleString('en')} states, in phase ${String(phase + 1)} …`;
      process.stderr.write(isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    },
    clear: () => {
      if (shown && isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

/** Compiles and verifies one case's folder. What does not compile without findings is not explored, hence not proven. */
export function verifyFolder(folder: string, progress?: Progress): Report {
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
      waived: [],
    };
  return { folder, ...verify(compiled, stateCap, progress) };
}

function asJson({ folder, findings, waived, ...report }: Report): object {
  const shown = <T extends Fault>(faults: readonly T[]): T[] =>
    faults.map((fault) => ({ ...fault, file: shownPath(folder, fault.file) }));
  return { ...report, findings: shown(findings), waived: shown(waived) };
}

function shownPath(folder: string, file: string): string {
  return relative(process.cwd(), join(folder, file)).replaceAll('\\', '/');
}

function asText(report: Report): string {
  const { folder, id, proven, states, transitions, endings, findings, waived } = report;
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
  const lets = waived.map(
    ({ file, line, code, because }) => `${shownPath(folder, file)}:${String(line)}  ${code}, waived because ${because}`,
  );
  return [head, ...ends, ...faults, ...lets].join('\n');
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
  if (compiled) process.stdout.write(`${args.includes('--cover') ? coverOf(compiled) : walksOf(compiled)}\n`);
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

/** Seeded players come by every choice of a large case within so many runs. */
const coverTries = 200;

function coverOf(case_: Case): string {
  return coveringWalks(case_, coverTries)
    .map(({ walk, end }, index) => {
      const line = `- walk cover-${String(index + 1)}: ${sayWalk(walk)} > ${end.ending ?? ''}`;
      return [line, ...sayOutcome(case_, outcomeOf(case_, walk))].join('\n');
    })
    .join('\n');
}

import { join } from 'node:path';
import { compileCase } from '../src/scenario/compile';
import { caseFoldersIn, readCaseFolder } from '../src/scenario/files';
import { closingInputs } from '../src/scenario/stand-ins';
import type { Input } from '../src/scenario/state';
import { fold, start, step } from '../src/scenario/step';
import { verify } from '../src/scenario/verify/verify';
import type { Case } from '../src/scenario/case';
import { root } from '../src/root';
import { largeCase } from './load/large-case';

/** Runs are replayed until so many inputs have been folded. */
const foldedInputs = 100_000;

/**
 * How fast cases are proven and runs are replayed. For the shipped cases and for three generated ones (4 roles, 6 phases,
 * 3 options, 20 facts; `wide`: 5 roles, 8 phases, 4 options, whose facts are read in the next phase only; `million`: 4
 * roles, 6 phases, 4 options, which have over a million states): states, transitions, and the seconds of processor time
 * they take, which other load on the machine does not change. `foldInputsPerSecond` replays a hundred thousand inputs in
 * whole runs; `megabytes` is the greatest resident size of the process.
 */
export async function run(): Promise<Record<string, number>> {
  await Promise.resolve();
  const shipped = caseFoldersIn(join(root, 'curriculum', 'scenario')).map((folder) =>
    compiledOf(readCaseFolder(folder)),
  );
  const figures = [
    measured('shipped', shipped),
    measured('generated', [compiledOf(largeCase(4, 6, 3, 20))]),
    measured('wide', [compiledOf(largeCase(5, 8, 4, 40, true))]),
    measured('million', [compiledOf(largeCase(4, 6, 4, 20))]),
  ];
  const sum = (key: 'states' | 'transitions' | 'seconds'): number =>
    figures.reduce((total, figure) => total + figure[key], 0);
  return {
    transitionsPerSecond: Math.round(sum('transitions') / sum('seconds')),
    states: sum('states'),
    transitions: sum('transitions'),
    seconds: rounded(sum('seconds')),
    ...Object.fromEntries(
      figures.flatMap(({ name, states, transitions, seconds }) => [
        [`${name}States`, states],
        [`${name}Transitions`, transitions],
        [`${name}Seconds`, rounded(seconds)],
      ]),
    ),
    foldInputsPerSecond: shipped[0] ? foldSpeed(shipped[0]) : 0,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

interface Figure {
  readonly name: string;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
}

function measured(name: string, cases: readonly Case[]): Figure {
  const began = process.cpuUsage();
  const proofs = cases.map((case_) => verify(case_));
  const seconds = secondsSince(began);
  const unproven = proofs.find(({ proven }) => !proven);
  if (unproven) throw new Error(`The case ${unproven.id} is not proven.`);
  return {
    name,
    states: proofs.reduce((sum, { states }) => sum + states, 0),
    transitions: proofs.reduce((sum, { transitions }) => sum + transitions, 0),
    seconds,
  };
}

/** Replays a run that the stand-ins play, as often as it takes. */
function foldSpeed(case_: Case): number {
  const inputs: Input[] = [];
  for (let state = start(case_, 'bench'); state.ending === null;)
    for (const { input } of closingInputs(case_, state, true)) {
      const next = step(case_, state, input);
      if ('refused' in next) throw new Error(next.refused);
      state = next.accepted;
      inputs.push(input);
    }
  const log = inputs.map((input, index) => ({ seq: index + 1, input }));
  const times = Math.ceil(foldedInputs / log.length);
  const began = process.cpuUsage();
  for (let time = 0; time < times; time += 1) fold(case_, 'bench', log);
  return Math.round((times * log.length) / secondsSince(began));
}

function compiledOf(files: { path: string; text: string }[]): Case {
  const { compiled } = compileCase(files);
  if (!compiled) throw new Error('A case does not compile. Run: npm run -s titian -- scenario verify');
  return compiled;
}

function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

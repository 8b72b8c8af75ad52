import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkCases } from '../src/cases';
import { checkFolder, readFiles } from '../src/curriculum/files';
import { root } from '../src/root';

const rounds = 9;
const starts = 5;

/**
 * How long `titian check` takes on the whole shipped curriculum: books, tests, agenda, overlays and cases. `commandSeconds`
 * is what an author waits for, from the shell and back; `nodeSeconds` is a process of the same program that does nothing,
 * and `ratioToNode` the one by the other, which is what machines and days can be compared by. `firstSeconds` is the check
 * alone in a process that has just begun; `seconds`, the median of the others, is what the preview takes when a file is
 * saved.
 */
export async function run(): Promise<Record<string, number>> {
  const folder = join(root, 'curriculum');
  const seconds: number[] = [];
  let findings = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    findings = checkFolder(folder).findings.length + (await checkCases(folder)).length;
    seconds.push((performance.now() - before) / 1000);
  }
  const [first = 0, ...warm] = seconds;
  warm.sort((a, b) => a - b);
  const command = processSeconds([join(root, 'bin', 'titian.mjs'), 'check']);
  const node = processSeconds(['-e', '0']);
  const files = readFiles(folder);
  const words = files.reduce(
    (sum, { text }) => sum + (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? []).length,
    0,
  );
  return {
    commandSeconds: rounded(command),
    nodeSeconds: rounded(node),
    ratioToNode: Math.round((command / node) * 10) / 10,
    firstSeconds: rounded(first),
    seconds: rounded(warm[Math.floor(warm.length / 2)]),
    slowestSeconds: rounded(warm.at(-1)),
    files: files.length,
    words,
    findings,
    rounds,
  };
}

/** From starting a process to its end: the shortest of some, since other work on the machine only ever adds. */
function processSeconds(args: readonly string[]): number {
  const taken = Array.from({ length: starts }, () => {
    const before = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return (performance.now() - before) / 1000;
  });
  return Math.min(...taken);
}

function rounded(value = 0): number {
  return Math.round(value * 1000) / 1000;
}

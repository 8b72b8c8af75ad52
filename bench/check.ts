import { join } from 'node:path';
import { checkFolder } from '../src/curriculum';
import { readFiles } from '../src/curriculum/files';
import { checkCases } from '../src/publish';
import { root } from '../src/root';

const rounds = 9;

/**
 * How long `titian check` works on the whole shipped curriculum, reading its files included: books, tests, agenda,
 * overlays and cases. The first round is a new process's, which is what an author waits for; the median of the others
 * is what the preview takes when a file is saved.
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
  const files = readFiles(folder);
  const words = files.reduce(
    (sum, { text }) => sum + (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? []).length,
    0,
  );
  return {
    firstSeconds: rounded(first),
    seconds: rounded(warm[Math.floor(warm.length / 2)]),
    slowestSeconds: rounded(warm.at(-1)),
    files: files.length,
    words,
    findings,
    rounds,
  };
}

function rounded(value = 0): number {
  return Math.round(value * 1000) / 1000;
}

import { wordsIn } from '../words';
import type { Case } from './case';
import { migrate } from './migration';
import { inNamesOf } from './names';
import type { Migrated, Undo } from './run';
import type { Input } from './state';
import { sayStays } from './stays-words';

/** One run of a list, and whether it would go on with a newer version of its case. */
export type OpenRunAnswer = { readonly run: string } & (
  | { readonly migrates: true }
  /** `input`: its place among the inputs that stand, from 1; 0 where it is none of them. */
  | { readonly migrates: false; readonly because: string; readonly input: number; readonly why: string }
);

/** The list holds something that is no line of a run. */
export class NoRunLine extends Error {
  constructor(readonly line: number) {
    super(`Line ${String(line)} of the runs is not a line that "titian scenario log" prints.`);
  }
}

interface Read {
  readonly run: string;
  readonly seed: string;
  caseHash: string;
  inputs: readonly { readonly seq: number; readonly input: Input }[];
}

/**
 * Says for each run of a list, as `titian scenario log` prints runs one after the other, whether it would go on with the
 * newer version. Nothing is moved. Throws NoRunLine.
 */
export function judgeOpenRuns(list: string, before: Case, after: Case): readonly OpenRunAnswer[] {
  const words = wordsIn('en');
  return readRuns(list).map(({ run, seed, caseHash, inputs }): OpenRunAnswer => {
    if (caseHash !== before.contentHash) {
      const why = `It is pinned to ${caseHash.slice(0, 12)}; OLD is ${before.contentHash.slice(0, 12)}.`;
      return { run, migrates: false, because: 'other-version', input: 0, why };
    }
    // What was taken under names of a version before OLD is read under those of OLD.
    const answer = migrate(before, after, { seed, inputs: inputs.map(({ input }) => inNamesOf(before, input)) });
    if ('moves' in answer) return { run, migrates: true };
    const { because, line } = answer.stays;
    return { run, migrates: false, because, input: line, why: sayStays(answer.stays, before, words) };
  });
}

/** A person's line for one answer. */
export function sayOpenRun(answer: OpenRunAnswer): string {
  if (answer.migrates) return `run ${answer.run}: migrates`;
  const at = answer.input > 0 ? ` (input ${String(answer.input)})` : '';
  return `run ${answer.run}: stays pinned because: ${answer.why}${at}`;
}

function readRuns(list: string): readonly Read[] {
  const runs: Read[] = [];
  for (const [index, text] of list.split('\n').entries()) {
    if (text.trim() === '') continue;
    const line = lineIn(text, index + 1);
    const open = runs.at(-1);
    if (line['line'] === 'run') {
      const { run, seed, caseHash } = line as Record<'run' | 'seed' | 'caseHash', unknown>;
      runs.push({ run: String(run), seed: String(seed), caseHash: String(caseHash), inputs: [] });
    } else if (!open) throw new NoRunLine(index + 1);
    // What was written, and marks, are lines too, and lead to no state.
    else if (line['line'] === 'input') take(open, line as unknown as Taken);
  }
  return runs;
}

interface Taken {
  readonly seq: number;
  readonly input: Input | Undo | Migrated;
}

function take(run: Read, { seq, input }: Taken): void {
  if (input.type === 'migrate') run.caseHash = input.to;
  else if (input.type === 'undo') run.inputs = run.inputs.filter((each) => each.seq <= input.to);
  else run.inputs = [...run.inputs, { seq, input }];
}

function lineIn(text: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'line' in value) return { ...value };
  } catch {
    // Said below, as of everything that is no such line.
  }
  throw new NoRunLine(number);
}

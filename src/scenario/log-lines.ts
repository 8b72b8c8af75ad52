import type { PlayedRun, RunEvent, RunText } from './run';

/** What a run's log is given away with: of which case, under which rules, from which seed its chances fell. */
export type LoggedRun = Pick<PlayedRun, 'id' | 'caseHash' | 'engineVersion' | 'seed'> & { readonly caseId: string };

/**
 * A run as JSON lines: first the run, then each line of its log in order (what was taken back included), then, apart,
 * what was written in own words and is not removed. Nobody's name, id or device is in it, and no time of day; what the
 * story says of its own time follows from the inputs.
 */
export function logLines(run: LoggedRun, log: readonly RunEvent[], texts: readonly RunText[]): string {
  const { id, caseId, caseHash, engineVersion, seed } = run;
  const lines: readonly object[] = [
    { line: 'run', run: id, case: caseId, caseHash, engineVersion, seed },
    ...log.map(({ seq, actor, role, input, stateHash }) => ({ line: 'input', seq, actor, role, input, stateHash })),
    ...texts.flatMap(({ seq, field, body }) => (body === null ? [] : [{ line: 'text', seq, field, body }])),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

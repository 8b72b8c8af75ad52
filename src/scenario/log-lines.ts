import type { PlayedRun, RunEvent, RunText } from './run';

/** What a run's log is given away with: of which case, under which rules, from which seed its chances fell. */
export type LoggedRun = Pick<PlayedRun, 'id' | 'caseHash' | 'engineVersion' | 'seed'> & { readonly caseId: string };

/**
 * A run as JSON lines: first the run, then each line of its log in order (what was taken back included), then, apart,
 * what was written in own words and is not removed. The first line names the version of the case that the run began with; a line
 * `migrate` says with which it went on, and from there on that one counts for the whole log. Nobody's name, id or device is in it, and no time of day; what the
 * story says of its own time follows from the inputs.
 */
export function logLines(run: LoggedRun, log: readonly RunEvent[], texts: readonly RunText[]): string {
  const { id, caseId, seed } = run;
  const { caseHash, engineVersion } = begunWith(run, log);
  const lines: readonly object[] = [
    { line: 'run', run: id, case: caseId, caseHash, engineVersion, seed },
    ...log.map(({ seq, actor, role, input, stateHash }) => ({ line: 'input', seq, actor, role, input, stateHash })),
    ...texts.flatMap(({ seq, field, body }) => (body === null ? [] : [{ line: 'text', seq, field, body }])),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The version of the case, and of the rules, under which the first line was folded. */
function begunWith(run: LoggedRun, log: readonly RunEvent[]): Pick<LoggedRun, 'caseHash' | 'engineVersion'> {
  const [first] = log;
  if (first?.input.type !== 'migrate') return first ?? run;
  return { caseHash: first.input.from, engineVersion: first.input.fromEngine };
}

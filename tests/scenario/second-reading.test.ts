import { basename, join } from 'node:path';
import fc from 'fast-check';
import type { Case } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { caseFoldersIn, readCaseFolder } from '../../src/scenario/files';
import { debrief } from '../../src/scenario/debrief';
import { linesOf } from '../../src/scenario/person-line';
import { logLines } from '../../src/scenario/log-lines';
import { recordedWalks } from '../../src/scenario/reference';
import type { LogEntry } from '../../src/scenario/state';
import { root } from '../../src/root';
import { logOf, playedBy } from './played';
import { readPlainly } from './plain-reading';
import { randomCase } from './random-case';

/** Both readings of one run say the same of everything that a debrief says. */
function expectAgreement(case_: Case, seed: string, log: readonly Pick<LogEntry, 'seq' | 'input'>[]): void {
  const told = debrief(
    case_,
    seed,
    log.map((entry) => ({ ...entry, actor: 'team' as const })),
  );
  const events = log.map(({ seq, input }) => ({
    seq,
    input,
    actor: 'team' as const,
    role: input.type === 'decide' ? input.role : null,
    inputId: null,
    at: new Date(0),
    stateHash: '',
    caseHash: case_.contentHash,
    engineVersion: case_.engineVersion,
  }));
  const run = { id: 'run', caseId: case_.id, caseHash: case_.contentHash, engineVersion: case_.engineVersion, seed };
  const plain = readPlainly(case_, logLines(run, events, []));

  expect(plain.ending).toBe(told.ending?.id ?? null);
  expect(plain.endedAt).toBe(told.endedAt.tick);
  expect(plain.decisions).toEqual(
    told.decisions.map(({ seq, role, choice, at, doneAt }) => ({
      seq,
      role,
      choice: choice.id,
      at: at.tick,
      doneAt: doneAt.tick,
    })),
  );
  const knew = told.knowledge.flatMap(({ id, known }) =>
    known.map(({ role, level, at, from }) => ({ fact: id, role, level, at: at.tick, from })),
  );
  const line = ({ fact, role, level, at }: { fact: string; role: string; level: string; at: number }) =>
    `${fact} ${role} ${level} ${String(at)}`;
  expect(plain.knew.map(line).sort()).toEqual(knew.map(line).sort());
  for (const each of knew) expect(plain.knew.find((one) => line(one) === line(each))?.from).toContain(each.from);
  const broke = ({ seq, id, role }: { seq: number; id: string; role: string | null }) =>
    `${String(seq)} ${id} ${role ?? '-'}`;
  expect(plain.breaches.map(broke).sort()).toEqual(told.breaches.map(broke).sort());
  const scored = (each: { seq: number; role: string | null; dimension: string; points: number; reason: string }) =>
    `${String(each.seq)} ${each.role ?? '-'} ${each.dimension} ${String(each.points)} ${each.reason}`;
  expect(plain.points.map(scored).sort()).toEqual(told.scores.map(scored).sort());
  expect(plain.events).toEqual(told.events.map(({ seq, kind, id, at }) => ({ seq, kind, id, at: at.tick })));
  expect(plain.lived).toEqual(
    linesOf(case_, seed, log).map(({ person, entry, at }) => ({ person, entry: entry.id, at })),
  );
  const sent = (each: { id: string; status: string; sentAt: number; closedAt: number | null }) =>
    `${each.id} ${each.status} ${String(each.sentAt)} ${String(each.closedAt)}`;
  expect(plain.messages.map(sent).sort()).toEqual(
    told.messages
      .map(({ id, status, sentAt, closedAt }) =>
        sent({ id, status, sentAt: sentAt.tick, closedAt: closedAt?.tick ?? null }),
      )
      .sort(),
  );
}

/** Those without findings: that none has any is asked elsewhere. */
const shipped = caseFoldersIn(join(root, 'curriculum', 'scenario')).flatMap((folder) => {
  const { compiled, findings } = compileCase(readCaseFolder(folder));
  return compiled && findings.length === 0 ? [{ name: basename(folder), case: compiled }] : [];
});

const choices = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 });

describe('A second reading of the rules, from the lines of the log alone,', () => {
  it.each(shipped)('agrees with the debrief on every recorded walk of $name', ({ case: case_ }) => {
    const walks = recordedWalks(case_);
    expect(walks.length).toBeGreaterThan(0);
    for (const walk of walks) expectAgreement(case_, 'reference', walk);
  });

  it.each(shipped)('agrees with it on runs of $name that are played by chance', ({ case: case_ }) => {
    fc.assert(
      fc.property(choices, (numbers) => {
        expectAgreement(case_, 'seed', logOf(playedBy(case_, numbers).inputs));
      }),
      { numRuns: 12 },
    );
  });

  it('agrees with it on cases that are drawn at random', () => {
    const compiled = randomCase.map((files) => compileCase(files).compiled).filter((each) => each !== undefined);
    fc.assert(
      fc.property(compiled, choices, (case_, numbers) => {
        expectAgreement(case_, 'seed', logOf(playedBy(case_, numbers).inputs));
      }),
      { numRuns: 40 },
    );
  });
});

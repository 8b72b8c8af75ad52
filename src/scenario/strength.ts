import type { Finding } from '../command';
import type { Case, Place } from './case';
import { compileUnhashed, logicHashOf } from './compile';
import { readSource, type RuleLine, type SourceFile } from './compile/source';
import { playRecorded, type RecordedWalk } from './verify/recorded';
import { stateCap, type Verified, verify } from './verify/verify';

/** A rule line of a case, with every line of the file that belongs to it. */
export interface RuleOfCase extends Place {
  readonly text: string;
  /** The last line that belongs to it; nested lines of a form belong to the form's line as well. */
  readonly ends: number;
  /** The choice, inject, ending … or scene in which it stands. */
  readonly owner: string;
}

export type NoticedBy = 'diagnostic' | 'walk' | 'finding' | 'scores';

/** What follows from leaving out each rule line of a case once, alone. */
export interface Strength {
  readonly noticed: number;
  readonly total: number;
  readonly by: Readonly<Record<NoticedBy, number>>;
  readonly unnoticed: readonly RuleOfCase[];
  /** Lines that say what holds without them, so that there is nothing to notice; they are not counted. */
  readonly saysNothing: readonly RuleOfCase[];
}

/**
 * Leaves out every rule line once and asks whether anything notices: the compiler, a recorded walk, a finding of the
 * exploration, or another set of endings or range of scores. The cheapest is asked first, and nobody after the first
 * that notices. Throws where the case as it stands has findings: then a finding more says nothing.
 */
export function strengthOf(
  files: readonly SourceFile[],
  progress: (done: number, total: number) => void = () => undefined,
  isAsked: (rule: RuleOfCase) => boolean = () => true,
): Strength {
  const { compiled, findings } = compiledFor(files);
  if (!compiled || findings.length > 0) throw new RangeError('The case has findings. Verify it first.');
  let proof: string | undefined;
  const proofOf = (): string => (proof ??= sayProof(verify(compiled, stateCap)));
  if (compiled.checks.some((check) => check.check === 'walk' && playRecorded(compiled, check).fault !== null))
    throw new RangeError('A recorded walk fails. Verify the case first.');
  const shown = shownOnly(compiled);
  const rules = rulesOf(files).filter(
    (rule) => !shown.has(`${rule.text.split(':')[0] ?? ''} ${rule.owner}`) && isAsked(rule),
  );
  const by: Record<NoticedBy, number> = { diagnostic: 0, walk: 0, finding: 0, scores: 0 };
  const unnoticed: RuleOfCase[] = [];
  const saysNothing: RuleOfCase[] = [];
  for (const [index, rule] of rules.entries()) {
    const noticed = noticedBy(compiled, without(files, rule), rule, proofOf);
    if (noticed === 'says-nothing') saysNothing.push(rule);
    else if (noticed === null) unnoticed.push(rule);
    else by[noticed] += 1;
    progress(index + 1, rules.length);
  }
  const total = rules.length - saysNothing.length;
  return { noticed: total - unnoticed.length, total, by, unnoticed, saysNothing };
}

function compiledFor(files: readonly SourceFile[]): { compiled?: Case; findings: readonly Finding[] } {
  const { body, findings } = compileUnhashed(files);
  return body ? { compiled: { ...body, contentHash: '', textHash: '', logicHash: '' }, findings } : { findings };
}

function noticedBy(
  case_: Case,
  files: readonly SourceFile[],
  rule: RuleOfCase,
  proof: () => string,
): NoticedBy | 'says-nothing' | null {
  const { compiled, findings } = compiledFor(files);
  if (!compiled || findings.length > 0) return 'diagnostic';
  const takes = (walk: RecordedWalk): boolean =>
    walk.steps.some((each) => 'choose' in each && each.choose === rule.owner);
  const walks = compiled.checks.filter((check): check is RecordedWalk => check.check === 'walk');
  for (const walk of [...walks.filter(takes), ...walks.filter((each) => !takes(each))])
    if (playRecorded(compiled, walk).fault !== null) return 'walk';
  if (logicHashOf(compiled) === logicHashOf(case_)) return 'says-nothing';
  const verified = verify(compiled, stateCap);
  if (!verified.proven || verified.findings.length > 0) return 'finding';
  return sayProof(verified) === proof() ? null : 'scores';
}

/** What an exploration says of the endings: which are reached, and what can be scored in each. */
function sayProof({ endings }: Verified): string {
  return JSON.stringify(endings.map(({ id, score, walks }) => [id, score, walks > 0]));
}

/**
 * No rules: words for people (among them what is only shown beside a message or a fact), former names, and which roles
 * a channel joins, which is itself a check of what is written.
 */
const words =
  /^(?:agency|country|powers|expects|if stuck|was|public|asked as|recorded|supersedes|between)\s*:|:\s*free text\b/;

/** Grades that no form asks about and marks that bind nobody are words on a desk, and no rules. */
function shownOnly({ facts, handling, scenes }: Case): ReadonlySet<string> {
  const graded = new Set(
    scenes.flatMap(({ choices }) => choices.flatMap(({ form }) => form?.fields.map(({ name }) => name) ?? [])),
  );
  const binds = new Set(handling.filter(({ rule }) => rule !== 'none').map(({ id }) => id));
  return new Set(
    facts.flatMap(({ id, handling: mark }) => [
      ...(graded.has(`grade.${id}`) ? [] : [`grade ${id}`]),
      ...(mark !== null && binds.has(mark) ? [] : [`handling ${id}`]),
    ]),
  );
}

/** Every rule line of a case but those of `checks.md`, in the order of the files. */
export function rulesOf(files: readonly SourceFile[]): RuleOfCase[] {
  return files.flatMap((file) => {
    if (file.path === 'checks.md' || file.path.startsWith('i18n/') || !file.path.endsWith('.md')) return [];
    const source = readSource(file);
    const lines = file.text.split(/\r\n|\r|\n/);
    const place = (rule: RuleLine, owner: string): RuleOfCase[] => {
      const nested = rule.nested.flatMap((each) => place(each, owner));
      if (words.test(rule.text)) return nested;
      const ends = Math.max(lastLine(lines, rule.line), ...nested.map((each) => each.ends));
      return [{ file: file.path, line: rule.line, ends, owner, text: rule.text }, ...nested];
    };
    const scene = source.front['id']?.text ?? '';
    const opens = source.front['opens'];
    const opening = opens
      ? [{ file: file.path, line: opens.line, ends: opens.line, owner: scene, text: `opens: ${opens.text}` }]
      : [];
    return [
      ...opening,
      ...source.sections.flatMap(({ heading, rules }) =>
        rules.flatMap((rule) => place(rule, /^[^\s:—]+/.exec(heading)?.[0] ?? scene)),
      ),
    ];
  });
}

/** The last line on which a rule line goes on. */
function lastLine(lines: readonly string[], from: number): number {
  let line = from;
  while (/^ {2,}[^\s-]/.test(lines[line] ?? '')) line += 1;
  return line;
}

/** The files without one rule line; all other lines keep their numbers. */
export function without(files: readonly SourceFile[], rule: Place & { readonly ends: number }): SourceFile[] {
  return files.map((file) => {
    if (file.path !== rule.file) return file;
    const lines = file.text.split(/\r\n|\r|\n/);
    lines.splice(rule.line - 1, rule.ends - rule.line + 1, ...Array<string>(rule.ends - rule.line + 1).fill(''));
    return { ...file, text: lines.join('\n') };
  });
}

import {
  type Check,
  type Condition,
  dimensions,
  type FormValues,
  type Id,
  type Place,
  type WalkRecord,
  type WalkStep,
} from '../case';
import { type Context, listOf, nearest, readDuration, report, resolve, splitOutside } from './context';
import { nobody, readCondition } from './condition';
import { at, readScore, scoreRule } from './rules';
import { readValues } from './scenes';
import type { RuleLine, SourceDocument } from './source';

const checkWords = [
  'never',
  'never by system or stand-in',
  'breach',
  'can reach',
  'must pass',
  'every run ends within',
  'walk',
  'waive',
  'expect',
];

export function readChecks(context: Context, source: SourceDocument | undefined): Check[] {
  return source?.sections.flatMap((section) => section.rules.flatMap((line) => readCheck(context, line))) ?? [];
}

function readCheck(context: Context, line: RuleLine): Check[] {
  const match = /^([^:]*?)\s*:\s*(.*)$/.exec(line.text);
  const [, head = '', rest = ''] = match ?? [];
  const place = at(line);
  if (head === 'never' || head === 'never by system or stand-in' || head === 'never by system') {
    const condition = readCondition(context, rest, line, nobody);
    return condition ? [{ check: 'never', by: head === 'never' ? 'anyone' : 'system', if: condition, place }] : [];
  }
  if (head === 'breach' || head.startsWith('breach ')) return readBreach(context, head, rest, line, place);
  if (head === 'can reach') return readCanReach(context, rest, line, place);
  if (head === 'must pass') return readMustPass(context, rest, line, place);
  if (head === 'every run ends within') return readBound(context, rest, line, place);
  if (head.startsWith('walk ')) return readWalk(context, head.slice(5).trim(), rest, line, place);
  const lets = /^(waive|expect) (.*)$/.exec(head);
  if (lets) return readWaiver(context, lets[1] === 'waive' ? 'waiver' : 'expected', lets[2] ?? '', rest, line);
  const near = nearest(head, checkWords);
  const hint = near === null ? `Checks are: ${checkWords.join(', ')}.` : `Did you mean "${near}"?`;
  report(context, 'keyword-unknown', line, `"${head === '' ? line.text : head}" is not a check. ${hint}`);
  return [];
}

function readBreach(context: Context, head: string, rest: string, line: RuleLine, place: Place): Check[] {
  const [id, ...points] = head.split(/\s+/).slice(1);
  const [text = '', ...because] = rest.split(/\s+because\s+/);
  const reason = because.join(' because ').trim();
  if (id === undefined)
    report(
      context,
      'field-missing',
      line,
      'Give the breach a name: "- breach early-return: CONDITION because REASON".',
    );
  if (reason === '') report(context, 'reason-missing', line, 'Say why it is a breach: "... because REASON".');
  const condition = readCondition(context, text, line, nobody);
  const found =
    points.length > 0 ? readScore(context, id ?? '', `${points.join(' ')} because ${reason}`, null, line) : null;
  const score = found && scoreRule(id ?? '', condition, found.dimension, found.points, found.reason, line);
  return condition ? [{ check: 'breach', id: id ?? '', if: condition, reason, score, place }] : [];
}

function readCanReach(context: Context, rest: string, line: RuleLine, place: Place): Check[] {
  const match = /^(?:ending\s+)?(\S+)(?:\s+before\s+(\S+))?$/.exec(rest);
  if (!match) return unreadable(context, line, 'can reach: ENDING, or can reach: ENDING before 2d');
  const ending = resolve(context, 'ending', match[1] ?? '', line);
  const before = match[2] === undefined ? null : readDuration(context, match[2], line);
  return [{ check: 'can-reach', ending, before, place }];
}

function readMustPass(context: Context, rest: string, line: RuleLine, place: Place): Check[] {
  const match = /^(.+?)\s+before\s+(phase|ending)\s+(\S+)$/.exec(rest);
  if (!match) return unreadable(context, line, 'must pass: CHOICE or CHOICE before phase PHASE');
  const choices = (match[1] ?? '').split(/\s+or\s+/).map((choice) => resolve(context, 'choice', choice, line));
  const target = match[3] ?? '';
  const before =
    match[2] === 'phase'
      ? { phase: resolve(context, 'phase', target, line) }
      : { ending: resolve(context, 'ending', target, line) };
  return [{ check: 'must-pass', choices, before, place }];
}

function readBound(context: Context, rest: string, line: RuleLine, place: Place): Check[] {
  const match = /^(\d+)\s+decisions(?:\s+per\s+role)?$/.exec(rest);
  if (!match) return unreadable(context, line, 'every run ends within: 24 decisions per role');
  return [{ check: 'bound', decisions: Number(match[1]), place }];
}

function readWalk(context: Context, id: Id, rest: string, line: RuleLine, place: Place): Check[] {
  const steps: WalkStep[] = [];
  let ending: Id | null = null;
  const parts = splitOutside(rest, '>').map((part) => part.trim());
  for (const [index, part] of parts.entries()) {
    const fire = /^fire\s+(\S+)$/.exec(part);
    const end = /^end\s+(round|phase)$/.exec(part);
    const named = part.replace(/^ending\s+/, '');
    if (end) steps.push({ end: end[1] === 'round' ? 'round' : 'phase' });
    else if (fire) steps.push({ fire: resolve(context, 'inject', fire[1] ?? '', line) });
    else if (index === parts.length - 1 && (part !== named || context.names.ending.has(named)))
      ending = resolve(context, 'ending', named, line);
    else steps.push(readStep(context, part, line));
  }
  const record = readRecord(context, line);
  return [{ check: 'walk', id, steps, ending, ...(record ? { record } : {}), place }];
}

/** The lines under a walk: what it scored, what it cost, what held where it ended, and what the persons lived. */
function readRecord(context: Context, walk: RuleLine): WalkRecord | null {
  if (walk.nested.length === 0) return null;
  const scores = Object.fromEntries(dimensions.map((each) => [each, 0])) as Record<(typeof dimensions)[number], number>;
  const costs: Record<Id, number> = {};
  const holds: Condition[] = [];
  let lives: readonly Id[] | null = null;
  let hasScores = false;
  let alone = false;
  for (const line of walk.nested) {
    const [, word, rest = ''] = /^(scores|costs|holds|lives|alone)\s*:\s*(.*)$/.exec(line.text) ?? [];
    if (word === 'holds') {
      const condition = readCondition(context, rest, line, nobody);
      if (condition) holds.push(condition);
    } else if (word === 'alone' && rest === 'yes') alone = true;
    else if (word === 'lives') lives = listOf(rest).map((entry) => resolve(context, 'entry', entry, line));
    else if (word === undefined || word === 'alone')
      unreadable(context, line, 'scores: accuracy +2, ... or costs: ROLE 3h, ... or holds: CONDITION');
    else
      for (const part of listOf(rest)) {
        const [name = '', amount = ''] = part.split(/\s+/);
        const dimension = dimensions.find((each) => each === name);
        if (word === 'costs') costs[resolve(context, 'role', name, line)] = readDuration(context, amount, line) ?? 0;
        else if (dimension && /^[+-]?\d+$/.test(amount)) scores[dimension] = Number(amount);
        else unreadable(context, line, `scores: ${dimensions.join(' +1, ')} +1`);
      }
    if (word === 'scores') hasScores = true;
  }
  return {
    ...(alone ? { alone } : {}),
    ...(hasScores ? { scores } : {}),
    ...(Object.keys(costs).length > 0 ? { costs } : {}),
    ...(lives ? { lives } : {}),
    ...(holds.length > 0 ? { holds } : {}),
  };
}

/** `waive CODE: ID because REASON` for a finding, `expect CODE: ID because REASON` for a warning. */
function readWaiver(
  context: Context,
  check: 'waiver' | 'expected',
  code: string,
  rest: string,
  line: RuleLine,
): Check[] {
  const match = /^(\S+)(?:\s+because\s+(.*))?$/.exec(rest);
  if (!match) return unreadable(context, line, `${check === 'waiver' ? 'waive' : 'expect'} CODE: ID because REASON`);
  const reason = match[2]?.trim() ?? '';
  if (reason === '') report(context, 'reason-missing', line, `Say why "${code}" may stand: "... because REASON".`);
  return [{ check, code, of: match[1] ?? '', reason, place: at(line) }];
}

function readStep(context: Context, part: string, line: RuleLine): { choose: Id; form: FormValues } {
  const match = /^([^\s(]+)\s*(?:\((.*)\))?$/.exec(part);
  return { choose: resolve(context, 'choice', match?.[1] ?? part, line), form: readValues(match?.[2] ?? '') };
}

function unreadable(context: Context, line: RuleLine, expected: string): [] {
  report(context, 'line-unreadable', line, `"${line.text}" cannot be read. Write "- ${expected}".`);
  return [];
}

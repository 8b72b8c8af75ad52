import { hashOf, type Json } from '../../canonical';
import {
  type Condition,
  type Dimension,
  dimensions,
  type Effect,
  type FactAtLevel,
  type Id,
  type Place,
  type ScoreRule,
} from '../case';
import { type Context, listOf, nearest, readDuration, report, resolve } from './context';
import { readCondition, type Scope } from './condition';
import type { RuleLine } from './source';

/** A rule line taken apart: `when CONDITION: word: rest`. */
export interface Rule extends Place {
  readonly when: Condition | null;
  readonly word: string;
  readonly rest: string;
  readonly line: number;
  readonly nested: readonly RuleLine[];
}

/** Takes `when …:` off a line and finds its keyword; null, with a finding, if there is none. */
export function readRule(context: Context, line: RuleLine, scope: Scope, words: readonly string[]): Rule | null {
  const conditional = /^when\s+([^:]+):\s*(.*)$/.exec(line.text);
  const when = conditional ? readCondition(context, conditional[1] ?? '', line, scope) : null;
  const text = conditional?.[2] ?? line.text;
  if (isScore(text)) return { file: line.file, line: line.line, when, word: 'score', rest: text, nested: line.nested };
  const match = /^([a-z][a-z -]*?)\s*:\s*(.*)$/.exec(text);
  const word = match?.[1] ?? (words.includes(text.trim()) ? text.trim() : null);
  if (word !== null && words.includes(word))
    return { file: line.file, line: line.line, when, word, rest: match?.[2] ?? '', nested: line.nested };
  const first = word ?? text.split(/[\s:]/)[0] ?? '';
  const near = nearest(first, [...words, ...dimensions, 'when']);
  report(
    context,
    'keyword-unknown',
    line,
    `"${first}" is not a word that can begin a rule line here.${near === null ? ` Known here: ${words.join(', ')}.` : ` Did you mean "${near}"?`}`,
  );
  return null;
}

function isScore(text: string): boolean {
  return dimensions.some((dimension) => text.startsWith(`${dimension} `)) || /^[a-z]+ [+-]\d/.test(text);
}

/** `accuracy -2 because REASON`; the rule's id follows from its owner and its logic, not from its place or wording. */
export function readScore(
  context: Context,
  owner: Id,
  text: string,
  when: Condition | null,
  place: Place,
): ScoreRule | null {
  const match = /^([a-z]+)\s+([+-]?\d+)\s*(?:because\s+(.*))?$/.exec(text.trim());
  const dimension = dimensions.find((each) => each === match?.[1]);
  if (!match || !dimension) {
    const near = nearest(match?.[1] ?? text.split(' ')[0] ?? '', dimensions);
    report(
      context,
      'score-unreadable',
      place,
      `"${text}" is not a score line. Write for example "accuracy -2 because REASON"; the dimensions are ${dimensions.join(', ')}.${near === null ? '' : ` Did you mean "${near}"?`}`,
    );
    return null;
  }
  const points = Number(match[2]);
  if (points === 0 || Math.abs(points) > 2)
    report(context, 'points-out-of-range', place, `${match[2] ?? ''} points: a score line gives +1, +2, -1 or -2.`);
  const reason = match[3]?.trim() ?? '';
  if (reason === '')
    report(
      context,
      'reason-missing',
      place,
      `Say why: "${dimension} ${match[2] ?? ''} because ...". A score without a reason teaches nothing.`,
    );
  return scoreRule(owner, when, dimension, points, reason, place);
}

export function scoreRule(
  owner: Id,
  when: Condition | null,
  dimension: Dimension,
  points: number,
  reason: string,
  place: Place,
): ScoreRule {
  const digest = hashOf({ when: when as unknown as Json, dimension, points }).slice(0, 8);
  return { id: `${owner}.${dimension}-${digest}`, when, dimension, points, reason, place: at(place) };
}

export function readDurationRule(context: Context, rule: Rule | undefined): number {
  return rule === undefined ? 0 : (readDuration(context, rule.rest, rule) ?? 0);
}

export function at(place: Place): Place {
  return { file: place.file, line: place.line };
}

/** Words of effect lines; `fires` are those of injects, which name the role they act upon. */
export const effectWords = [
  'learns',
  'takes',
  'tells',
  'hands',
  'sets',
  'clears',
  'adds',
  'consents',
  'permits',
  'withdraws',
  'chance',
] as const;

/** One effect line, or several effects where it lists several facts. Empty, with a finding, if it cannot be read. */
export function readEffects(context: Context, rule: Rule, actor: Id | null): Effect[] {
  const { when, rest } = rule;
  switch (rule.word) {
    case 'learns':
      return onRole(context, rule, actor).flatMap(({ role, words }) =>
        readFact(context, words, rule, 'highest').map((each) => ({ when, do: 'learns' as const, role, ...each })),
      );
    case 'takes':
      return onRole(context, rule, actor).map(({ role, words }) => ({
        when,
        do: 'takes' as const,
        role,
        document: resolve(context, 'document', words.join(' '), rule),
      }));
    case 'tells':
      return passed(context, rule).flatMap(({ to, words, channel }) =>
        readFact(context, words, rule, 'highest').map((each) => ({ when, do: 'tells' as const, to, channel, ...each })),
      );
    case 'hands':
      return passed(context, rule).map(({ to, words, channel }) => ({
        when,
        do: 'hands' as const,
        to,
        channel,
        document: resolve(context, 'document', words.join(' '), rule),
      }));
    case 'sets':
    case 'clears':
      return listOf(rest).map((flag) => {
        context.names.flag.add(flag);
        return { when, do: 'sets' as const, flag, value: rule.word === 'sets' };
      });
    case 'adds':
      return added(context, rule);
    case 'consents':
    case 'permits':
    case 'withdraws':
      return agreed(context, rule);
    case 'chance':
      return drawn(context, rule);
    default:
      return [];
  }
}

/** `FACT` or `FACT LEVEL`. */
export function readFact(
  context: Context,
  words: readonly string[],
  place: Place,
  otherwise: 'highest' | 'known',
): FactAtLevel[] {
  const [fact, level, ...more] = words;
  if (fact === undefined || more.length > 0) return unreadable(context, place, 'FACT or FACT LEVEL', words.join(' '));
  resolve(context, 'fact', fact, place);
  const levels = context.levels.get(fact) ?? [];
  if (level === undefined) return [{ fact, level: otherwise === 'highest' ? Math.max(1, levels.length) : 0 }];
  const index = levels.indexOf(level);
  if (index < 0 && levels.length > 0)
    report(context, 'level-unknown', place, `"${fact}" has no level "${level}". Its levels are ${levels.join(', ')}.`);
  return [{ fact, level: index + 1 }];
}

function unreadable(context: Context, place: Place, expected: string, found: string): [] {
  report(context, 'line-unreadable', place, `Expected ${expected}, found "${found}".`);
  return [];
}

function onRole(context: Context, rule: Rule, actor: Id | null): { role: Id | null; words: string[] }[] {
  return listOf(rule.rest).flatMap((part): { role: Id | null; words: string[] }[] => {
    const words = part.split(/\s+/);
    if (actor !== null) return [{ role: null, words }];
    const [role, ...rest] = words;
    if (role === undefined || rest.length === 0) return unreadable(context, rule, 'ROLE and what it gets', part);
    return [{ role: resolve(context, 'role', role, rule), words: rest }];
  });
}

function passed(context: Context, rule: Rule): { to: Id; words: string[]; channel: Id | null }[] {
  const match = /^(\S+)\s+(.*?)(?:\s+by\s+(\S+))?$/.exec(rule.rest);
  if (!match) return unreadable(context, rule, 'ROLE and what is passed on', rule.rest);
  const to = resolve(context, 'role', match[1] ?? '', rule);
  const channel = match[3] === undefined ? null : resolve(context, 'channel', match[3], rule);
  return listOf(match[2] ?? '').map((part) => ({ to, words: part.split(/\s+/), channel }));
}

function added(context: Context, rule: Rule): Effect[] {
  const match = /^(\S+)\s+([+-]?\d+)$/.exec(rule.rest);
  if (!match) return unreadable(context, rule, 'COUNTER NUMBER', rule.rest);
  const counter = resolve(context, 'counter', match[1] ?? '', rule);
  return [{ when: rule.when, do: 'adds', counter, by: Number(match[2]) }];
}

function agreed(context: Context, rule: Rule): Effect[] {
  const match = /^(\S+)\s+to\s+(\S+)(?:\s+for\s+(\S+))?$/.exec(rule.rest);
  if (!match) return unreadable(context, rule, 'FACT to ROLE, or FACT to ROLE for PURPOSE', rule.rest);
  const fact = resolve(context, 'fact', match[1] ?? '', rule);
  const to = resolve(context, 'role', match[2] ?? '', rule);
  const purpose = match[3] ?? null;
  const make = (kind: 'consent' | 'permission', value: boolean): Effect => ({
    when: rule.when,
    do: 'agrees',
    record: { kind, fact, to, purpose },
    value,
  });
  if (rule.word === 'consents') return [make('consent', true)];
  if (rule.word === 'permits') return [make('permission', true)];
  return [make('consent', false), make('permission', false)];
}

function drawn(context: Context, rule: Rule): Effect[] {
  const match = /^(\S+)\s+(\d+)\s+in\s+(\d+)$/.exec(rule.rest);
  const wins = Number(match?.[2]);
  const of = Number(match?.[3]);
  if (!match || !(wins > 0 && wins < of)) return unreadable(context, rule, 'NAME 1 in 3', rule.rest);
  return [{ when: null, do: 'draws', chance: match[1] ?? '', wins, of }];
}

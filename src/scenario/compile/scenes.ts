import type { Content } from '../../prose';
import type { Block, Choice, Condition, Form, FormValues, Id, Scene, StandIn, Then } from '../case';
import { type Context, listOf, report, resolve } from './context';
import { nobody, readCondition, type Scope } from './condition';
import { readForm } from './form';
import { at, effectWords, readDurationRule, readEffects, readRule, readScore, type Rule } from './rules';
import { readHeading, type RuleLine, type Section, type SourceDocument, type SourceLine } from './source';
import { chunksOf, readText } from './text';

const choiceWords = ['if', 'costs', 'form', 'then', 'was', ...effectWords] as const;

/** Reads one file of `scenes/`. The names of the whole case are already declared in the context. */
export function readScene(context: Context, source: SourceDocument): Scene | null {
  const id = source.front['id']?.text;
  if (id === undefined || id === '') return null;
  const top = source.sections.find((section) => section.level <= 1);
  const place = { file: source.path, line: source.front['id']?.line ?? 1 };
  const front = (name: string): { text: string; place: typeof place } => {
    const line = source.front[name];
    if (line) return { text: line.text, place: { file: source.path, line: line.line } };
    report(
      context,
      'field-missing',
      place,
      `The scene "${id}" does not say its ${name}. Add "${name}: ..." between the --- lines.`,
    );
    return { text: '', place };
  };
  const roleLine = front('role');
  const role = roleLine.text === '' ? '' : resolve(context, 'role', roleLine.text, roleLine.place);
  const phaseLine = front('phase');
  const phase =
    phaseLine.text === '' || phaseLine.text === 'any'
      ? 'any'
      : resolve(context, 'phase', phaseLine.text, phaseLine.place);
  const scope: Scope = { ...nobody, role };
  const opens = readOpens(context, source, scope);
  const choices: Choice[] = [];
  const standIns: StandIn[] = [];
  for (const section of source.sections.filter((each) => each.level >= 2)) {
    if (/^stand-?in$/i.test(section.heading))
      standIns.push(...section.rules.flatMap((line) => readStandIn(context, line, scope)));
    else choices.push(...readChoice(context, section, id, scope));
  }
  const body = readBlocks(context, top?.text ?? [], source.path, scope);
  return { id, title: titleOf(top, id), role, phase, opens, body, choices, standIns, place };
}

function titleOf(top: Section | undefined, id: Id): string {
  return top === undefined || top.heading === '' ? id : (readHeading(top.heading)?.title ?? top.heading);
}

/** `opens: yes` is the condition that always holds. */
function readOpens(context: Context, source: SourceDocument, scope: Scope): Condition | null {
  const line = source.front['opens'];
  if (!line || line.text === 'no') return null;
  if (line.text === 'yes') return { is: 'all', of: [] };
  return readCondition(context, line.text, { file: source.path, line: line.line }, scope);
}

function readChoice(context: Context, section: Section, scene: Id, sceneScope: Scope): Choice[] {
  const heading = readHeading(section.heading);
  if (!heading) return [];
  const { id } = heading;
  const fields = new Set<string>();
  for (const line of section.rules)
    if (line.text.startsWith('form:'))
      for (const each of line.nested) for (const name of fieldNames(each)) fields.add(name);
  const chances = new Set<string>();
  for (const line of section.rules) {
    const chance = /^chance:\s*(\S+)/.exec(line.text)?.[1];
    if (chance !== undefined) chances.add(chance);
  }
  const scope: Scope = { role: sceneScope.role, fields, chances };
  const rules = section.rules.flatMap((line) => readRule(context, line, scope, choiceWords) ?? []);
  const { feedback, debrief } = readQuotes(context, section, sceneScope);
  const find = (word: string): Rule | undefined => rules.find((rule) => rule.word === word);
  const condition = find('if');
  const form = find('form');
  const readOfForm: Form | null = form
    ? readForm(context, form, id, find('tells') !== undefined || find('hands') !== undefined)
    : null;
  return [
    {
      id,
      label: heading.title,
      if: condition ? readCondition(context, condition.rest, condition, sceneScope) : null,
      costs: readDurationRule(context, find('costs')),
      form: readOfForm,
      effects: rules.flatMap((rule) => readEffects(context, rule, scope.role)),
      scores: rules.flatMap((rule) =>
        rule.word === 'score' ? (readScore(context, id, rule.rest, rule.when, rule) ?? []) : [],
      ),
      then: readThens(context, rules, scene, section),
      feedback,
      debrief,
      place: at(section),
    },
  ];
}

function fieldNames(line: RuleLine): string[] {
  const match = /^([a-z][a-z-]*)\s*(?:"[^"]*")?\s*:\s*(.*)$/.exec(line.text);
  if (!match) return [];
  return match[1] === 'grade' ? listOf(match[2] ?? '').map((fact) => `grade.${fact}`) : [match[1] ?? ''];
}

function readThens(context: Context, rules: readonly Rule[], scene: Id, section: Section): Then[] {
  const thens = rules.filter((rule) => rule.word === 'then').map((rule) => readThen(context, rule));
  if (thens.length === 0) return [{ when: null, go: 'scene', scene }];
  if (thens.at(-1)?.when !== null)
    report(context, 'then-default-missing', section, 'The last "then" line of a choice must have no condition.');
  const early = thens.findIndex((each) => each.when === null);
  if (early < thens.length - 1)
    report(
      context,
      'line-never-read',
      section,
      'A "then" line without a condition stands before another, which is never read.',
    );
  return thens;
}

function readThen(context: Context, rule: Rule): Then {
  const { when, rest } = rule;
  if (rest === 'wait' || rest === 'back') return { when, go: rest, scene: null };
  const later = /^next round\s+(\S+)$/.exec(rest);
  const scene = resolve(context, 'scene', later?.[1] ?? rest, rule);
  return { when, go: later ? 'next-round' : 'scene', scene };
}

function readStandIn(context: Context, line: RuleLine, scope: Scope): StandIn[] {
  const match = /^stand-in:\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*(?:when\s+(.*))?$/.exec(line.text);
  if (!match) {
    report(
      context,
      'line-unreadable',
      line,
      `"${line.text}" is not a stand-in line. Write "- stand-in: choice(field=value) when CONDITION".`,
    );
    return [];
  }
  const choice = resolve(context, 'choice', match[1] ?? '', line);
  const when = match[3] === undefined ? null : readCondition(context, match[3], line, scope);
  return [{ when, choice, form: readValues(match[2] ?? ''), place: at(line) }];
}

/** `channel=liaison, asks=a+b`. Whether the values exist is checked when the references are. */
export function readValues(text: string): FormValues {
  const pairs = listOf(text).map((pair): [string, string | readonly string[]] => {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    return [name, value.includes('+') ? value.split('+').map((part) => part.trim()) : value];
  });
  return Object.fromEntries(pairs);
}

/** Text in which a paragraph may begin with `{when: CONDITION}`; what has no condition stays together. */
export function readBlocks(context: Context, lines: readonly SourceLine[], file: string, scope: Scope): Block[] {
  const groups: { when: Condition | null; lines: SourceLine[] }[] = [];
  for (const chunk of chunksOf(lines)) {
    const match = /^\s*\{when:\s*([^}]+)\}\s*(.*)$/.exec(chunk.lines[0] ?? '');
    const texts = match ? [match[2] ?? '', ...chunk.lines.slice(1)] : chunk.lines;
    const numbered = texts.map((text, index) => ({ text, line: chunk.line + index }));
    const last = groups.at(-1);
    if (match) {
      const when = readCondition(context, match[1] ?? '', { file, line: chunk.line }, scope);
      groups.push({ when, lines: numbered[0]?.text === '' ? numbered.slice(1) : numbered });
    } else if (last?.when === null) last.lines.push({ text: '', line: chunk.line - 1 }, ...numbered);
    else groups.push({ when: null, lines: numbered });
  }
  return groups.map((group) => ({ when: group.when, content: readText(context, group.lines, file) }));
}

function readQuotes(
  context: Context,
  section: Section,
  scope: Scope,
): { feedback: Block[]; debrief: readonly Content[] } {
  const parts = { feedback: [] as SourceLine[], debrief: [] as SourceLine[] };
  let part = null as keyof typeof parts | null;
  for (const chunk of chunksOf(section.text)) {
    const place = { file: section.file, line: chunk.line };
    if (!chunk.lines.every((line) => /^\s*>/.test(line))) {
      report(
        context,
        'text-unexpected',
        place,
        'Text under a choice begins with "> Feedback:" or "> Debrief:". Put other text into the scene.',
      );
      continue;
    }
    if (part) parts[part].push({ text: '', line: chunk.line - 1 });
    for (const [index, quoted] of chunk.lines.entries()) {
      const text = quoted.replace(/^\s*> ?/, '');
      const match = /^(feedback|debrief):\s*(.*)$/i.exec(text);
      if (match) part = match[1]?.toLowerCase() === 'feedback' ? 'feedback' : 'debrief';
      if (part) parts[part].push({ text: match?.[2] ?? text, line: chunk.line + index });
    }
    if (part === null)
      report(context, 'text-unexpected', place, 'A quote under a choice begins with "> Feedback:" or "> Debrief:".');
  }
  return {
    feedback: readBlocks(context, parts.feedback, section.file, scope),
    debrief: readText(context, parts.debrief, section.file),
  };
}

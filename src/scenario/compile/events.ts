import { type Condition, type Ending, type Inject, qualities } from '../case';
import { type Context, listOf, nearest, readDuration, report, resolve } from './context';
import { nobody, readCondition } from './condition';
import { at, effectWords, readEffects, readRule, readScore, type Rule } from './rules';
import { readHeading, type Section, type SourceDocument } from './source';
import { readText } from './text';

const injectWords = ['for', 'may fire', 'fires at', 'alone', 'expects', 'if stuck', 'opens', 'was', ...effectWords];
const endingWords = ['if', 'at once', 'quality', 'was'];

export function readInjects(context: Context, source: SourceDocument | undefined): Inject[] {
  return headed(source).map((section) => readInject(context, section));
}

export function readEndings(context: Context, source: SourceDocument | undefined): Ending[] {
  const endings = headed(source).map((section) => readEnding(context, section));
  const place = { file: source?.path ?? 'endings.md', line: 1 };
  const default_ = endings.findIndex((ending) => ending.if === null);
  if (default_ < 0)
    report(
      context,
      'ending-default-missing',
      endings.at(-1)?.place ?? place,
      'The last ending must have no "if" line, so that every run has an ending. Add one.',
    );
  else if (default_ < endings.length - 1)
    report(
      context,
      'line-never-read',
      endings[default_ + 1]?.place ?? place,
      `The ending "${endings[default_]?.id ?? ''}" has no "if", so this one can never come. Put it earlier.`,
    );
  return endings;
}

function headed(source: SourceDocument | undefined): Section[] {
  return source?.sections.filter((section) => section.level >= 2 && readHeading(section.heading)) ?? [];
}

function readInject(context: Context, section: Section): Inject {
  const { id, title } = readHeading(section.heading) ?? { id: '', title: '' };
  const rules = section.rules.flatMap((line) => readRule(context, line, nobody, injectWords) ?? []);
  const find = (word: string): Rule | undefined => rules.find((rule) => rule.word === word);
  const time = (word: string): number | null => {
    const rule = find(word);
    return rule ? readDuration(context, rule.rest, rule) : null;
  };
  const audience = find('for');
  const phases = find('may fire');
  const firesAt = time('fires at');
  if (!phases && firesAt === null)
    report(context, 'field-missing', section, `Nothing fires "${id}". Add "- may fire: PHASE" or "- fires at: 20h".`);
  if (!audience) report(context, 'field-missing', section, `Say which roles read "${id}": "- for: ROLE, ROLE".`);
  return {
    id,
    title,
    for: audience ? listOf(audience.rest).map((role) => resolve(context, 'role', role, audience)) : [],
    mayFire: phases ? listOf(phases.rest).map((phase) => resolve(context, 'phase', phase, phases)) : [],
    firesAt,
    alone: time('alone'),
    text: readText(context, section.text, section.file),
    expects: find('expects')?.rest ?? null,
    ifStuck: find('if stuck')?.rest ?? null,
    effects: rules.flatMap((rule) =>
      rule.word === 'opens' ? readOpens(context, rule) : readEffects(context, rule, null),
    ),
    scores: rules.flatMap((rule) =>
      rule.word === 'score' ? (readScore(context, id, rule.rest, rule.when, rule) ?? []) : [],
    ),
    place: at(section),
  };
}

function readOpens(context: Context, rule: Rule): Inject['effects'][number][] {
  const [role, scene, ...more] = rule.rest.split(/\s+/);
  if (role === undefined || scene === undefined || more.length > 0) {
    report(context, 'line-unreadable', rule, `Write "- opens: ROLE SCENE", not "${rule.rest}".`);
    return [];
  }
  return [
    {
      when: rule.when,
      do: 'opens',
      role: resolve(context, 'role', role, rule),
      scene: resolve(context, 'scene', scene, rule),
    },
  ];
}

function readEnding(context: Context, section: Section): Ending {
  const { id, title } = readHeading(section.heading) ?? { id: '', title: '' };
  const rules = section.rules.flatMap((line) => readRule(context, line, nobody, endingWords) ?? []);
  const find = (word: string): Rule | undefined => rules.find((rule) => rule.word === word);
  const condition = find('if');
  const quality = find('quality');
  const known = qualities.find((each) => each === quality?.rest);
  if (!known) {
    const near = nearest(quality?.rest ?? '', qualities);
    const hint = near === null ? '' : ` Did you mean "${near}"?`;
    report(
      context,
      'quality-unknown',
      quality ?? section,
      `The ending "${id}" needs "- quality: ${qualities.join(' | ')}".${hint}`,
    );
  }
  return {
    id,
    title,
    if: condition ? whole(readCondition(context, condition.rest, condition, nobody)) : null,
    atOnce: find('at once') !== undefined,
    quality: known ?? 'mixed',
    text: readText(context, section.text, section.file),
    scores: rules.flatMap((rule) =>
      rule.word === 'score' ? (readScore(context, id, rule.rest, rule.when, rule) ?? []) : [],
    ),
    place: at(section),
  };
}

/** An unreadable condition never holds, so that the ending is not taken for the default. */
function whole(condition: Condition | null): Condition {
  return condition ?? { is: 'any', of: [] };
}

import type { Channel, Counter, Flag, Handling, Phase, Place, Role } from '../case';
import { type Context, listOf, nearest, readDuration, report, resolve } from './context';
import { at, readScore } from './rules';
import { readHeading, type RuleLine, type Section, type SourceDocument } from './source';
import { readText } from './text';

/** Things that a file declares under `##` or `###` headings, with the rule lines each may have. */
export interface Thing {
  readonly id: string;
  readonly title: string;
  readonly section: Section;
  /** The text of the first line with this word, and where it stands. */
  line(word: string): { readonly text: string; readonly place: Place } | null;
}

/** Reads a heading with plain `- word: value` lines; other words are reported. */
export function readThing(context: Context, section: Section, words: readonly string[]): Thing | null {
  const heading = readHeading(section.heading);
  if (!heading) return null;
  const found = new Map<string, { text: string; place: Place }>();
  for (const rule of section.rules) {
    const { word, rest } = wordOf(rule);
    if (words.includes(word)) {
      if (!found.has(word)) found.set(word, { text: rest, place: at(rule) });
    } else unknownWord(context, rule, word, words);
  }
  return { ...heading, section, line: (word) => found.get(word) ?? null };
}

export function wordOf(rule: RuleLine): { word: string; rest: string } {
  const match = /^([a-z][a-z -]*?)\s*:\s*(.*)$/.exec(rule.text);
  return match ? { word: match[1] ?? '', rest: match[2] ?? '' } : { word: rule.text.trim(), rest: '' };
}

export function unknownWord(context: Context, place: Place, word: string, words: readonly string[]): void {
  const near = nearest(word, words);
  const hint = near === null ? `Known here: ${words.join(', ')}.` : `Did you mean "${near}"?`;
  report(context, 'keyword-unknown', place, `"${word}" is not a word that can begin a rule line here. ${hint}`);
}

/** The `###` sections under the `##` heading of that name. */
export function sectionsUnder(source: SourceDocument, name: string): Section[] {
  const start = source.sections.findIndex((each) => each.level === 2 && each.heading.toLowerCase() === name);
  if (start < 0) return [];
  const rest = source.sections.slice(start + 1);
  const end = rest.findIndex((each) => each.level <= 2);
  return end < 0 ? rest : rest.slice(0, end);
}

export interface Setting {
  readonly roles: readonly Role[];
  readonly phases: readonly Phase[];
  readonly channels: readonly Channel[];
  readonly handling: readonly Handling[];
  readonly flags: readonly Flag[];
  readonly counters: readonly Counter[];
}

/** Reads roles, phases, channels, marks, flags and counters of `exercise.md`; their names are already declared. */
export function readSetting(context: Context, source: SourceDocument): Setting {
  const things = (name: string, words: readonly string[]): Thing[] =>
    sectionsUnder(source, name).flatMap((section) => readThing(context, section, words) ?? []);
  return {
    roles: things('roles', ['agency', 'country', 'powers', 'was']).map((thing) => readRole(context, thing)),
    phases: things('phases', ['lasts', 'rounds', 'waits', 'was']).map((thing) => readPhase(context, thing)),
    channels: things('channels', ['latency', 'recorded', 'between', 'was']).map((thing) => readChannel(context, thing)),
    handling: things('handling', ['rule', 'breach', 'was']).map((thing) => readHandling(context, thing)),
    flags: things('flags', ['public', 'was']).map((thing) => ({
      id: thing.id,
      name: thing.title,
      public: thing.line('public')?.text === 'yes',
    })),
    counters: things('counters', ['most', 'public', 'was']).map((thing) => readCounter(context, thing)),
  };
}

function required(context: Context, thing: Thing, word: string): string {
  const line = thing.line(word);
  if (line === null)
    report(
      context,
      'field-missing',
      thing.section,
      `"${thing.id}" does not say its ${word}. Add a line "- ${word}: ...".`,
    );
  return line?.text ?? '';
}

function readRole(context: Context, thing: Thing): Role {
  return {
    id: thing.id,
    name: thing.title,
    agency: required(context, thing, 'agency'),
    country: required(context, thing, 'country'),
    powers: listOf(thing.line('powers')?.text ?? ''),
    briefing: readText(context, thing.section.text, thing.section.file),
    place: at(thing.section),
  };
}

function readPhase(context: Context, thing: Thing): Phase {
  const lasts = thing.line('lasts');
  const rounds = Number(thing.line('rounds')?.text ?? 1);
  if (!Number.isInteger(rounds) || rounds < 1)
    report(
      context,
      'line-unreadable',
      thing.line('rounds')?.place ?? thing.section,
      'A phase has one or more rounds: "- rounds: 2".',
    );
  required(context, thing, 'lasts');
  const waits = thing.line('waits');
  return {
    id: thing.id,
    title: thing.title,
    lasts: lasts ? (readDuration(context, lasts.text, lasts.place) ?? 0) : 0,
    rounds: Number.isInteger(rounds) && rounds > 0 ? rounds : 1,
    waits: waits ? listOf(waits.text).map((role) => resolve(context, 'role', role, waits.place)) : [],
    text: readText(context, thing.section.text, thing.section.file),
    place: at(thing.section),
  };
}

function readChannel(context: Context, thing: Thing): Channel {
  const latency = thing.line('latency');
  const recorded = thing.line('recorded');
  const between = thing.line('between');
  required(context, thing, 'latency');
  const known = (['yes', 'no', 'optional'] as const).find((each) => each === (recorded?.text ?? 'yes'));
  if (!known && recorded)
    report(
      context,
      'line-unreadable',
      recorded.place,
      `"${recorded.text}": a channel is recorded yes, no or optional.`,
    );
  const pairs = between
    ? listOf(between.text).flatMap((pair): (readonly [string, string])[] => {
        const [one, two, ...more] = pair.split(/\s+and\s+/);
        if (one !== undefined && two !== undefined && more.length === 0)
          return [[resolve(context, 'role', one, between.place), resolve(context, 'role', two, between.place)]];
        report(
          context,
          'line-unreadable',
          between.place,
          `"${pair}" is not a pair. Write "ROLE and ROLE, ROLE and ROLE".`,
        );
        return [];
      })
    : [];
  return {
    id: thing.id,
    name: thing.title,
    latency: latency ? (readDuration(context, latency.text, latency.place) ?? 0) : 0,
    recorded: known ?? 'yes',
    between: pairs,
    place: at(thing.section),
  };
}

function readHandling(context: Context, thing: Thing): Handling {
  const line = thing.line('rule');
  const rule = (['none', 'originator', 'consent'] as const).find((each) => each === required(context, thing, 'rule'));
  if (!rule && line)
    report(
      context,
      'line-unreadable',
      line.place,
      `"${line.text}": the rule of a mark is none, originator or consent.`,
    );
  const breach = thing.line('breach');
  return {
    id: thing.id,
    name: thing.title,
    rule: rule ?? 'none',
    breach: breach ? readScore(context, thing.id, breach.text, null, breach.place) : null,
    place: at(thing.section),
  };
}

function readCounter(context: Context, thing: Thing): Counter {
  const most = Number(required(context, thing, 'most'));
  if (!Number.isInteger(most) || most < 1)
    report(context, 'line-unreadable', thing.section, `The counter "${thing.id}" needs a greatest value: "- most: 3".`);
  return { id: thing.id, name: thing.title, most: most > 0 ? most : 1, public: thing.line('public')?.text === 'yes' };
}

import type { Place } from '../case';
import { type Context, declare, type Kind, report } from './context';
import { sectionsUnder } from './exercise';
import { levelsOf } from './facts';
import { readHeading, type Section, type SourceDocument } from './source';

const groups: readonly (readonly [string, Kind])[] = [
  ['roles', 'role'],
  ['phases', 'phase'],
  ['channels', 'channel'],
  ['handling', 'handling'],
  ['flags', 'flag'],
  ['counters', 'counter'],
];

const wholeFiles: Readonly<Record<string, Kind>> = {
  'facts.md': 'fact',
  'documents.md': 'document',
  'injects.md': 'inject',
  'endings.md': 'ending',
};

/** First pass: notes every name of the case, so that any line may refer to any thing, wherever it stands. */
export function declareNames(context: Context, sources: readonly SourceDocument[]): void {
  for (const source of sources) {
    const kind = wholeFiles[source.path];
    if (source.path === 'exercise.md') declareSetting(context, source);
    else if (source.path.startsWith('scenes/')) declareScene(context, source);
    else if (kind) for (const section of source.sections) declareSection(context, kind, section, 2);
    else if (source.path === 'checks.md') declareBreaches(context, source);
    else if (source.path === 'person.md')
      for (const section of source.sections)
        declareSection(context, section.level <= 1 ? 'person' : 'entry', section, section.level <= 1 ? 1 : 2);
    else
      report(
        context,
        'file-unexpected',
        { file: source.path, line: 1 },
        'This file is not part of a case. Scenes belong into the folder scenes/.',
      );
  }
}

function declareBreaches(context: Context, source: SourceDocument): void {
  for (const line of source.sections.flatMap((section) => section.rules)) {
    const id = /^breach\s+([^\s:]+)/.exec(line.text)?.[1];
    if (id !== undefined) declare(context, 'breach', id, line);
  }
}

function declareSetting(context: Context, source: SourceDocument): void {
  for (const [heading, kind] of groups)
    for (const section of sectionsUnder(source, heading)) declareSection(context, kind, section, 3);
  const known = ['content note', ...groups.map(([heading]) => heading)];
  for (const section of source.sections)
    if (section.level === 2 && !known.includes(section.heading.toLowerCase()))
      report(
        context,
        'heading-unknown',
        section,
        `exercise.md has no part "${section.heading}". Its parts are ${known.join(', ')}.`,
      );
}

function declareSection(context: Context, kind: Kind, section: Section, level: number): string | null {
  if (section.level < level) return null;
  const heading = readHeading(section.heading);
  if (!heading) {
    report(
      context,
      'heading-without-id',
      section,
      `The heading "${section.heading}" has no id. Write "${'#'.repeat(level)} some-id: ${section.heading}".`,
    );
    return null;
  }
  declare(context, kind, heading.id, section);
  for (const line of section.rules)
    if (line.text.startsWith('was:')) declareAlias(context, line.text.slice(4), heading.id, line);
  for (const line of section.rules) declareFlags(context, line.text);
  if (kind === 'fact') context.levels.set(heading.id, levelsOf(section));
  return heading.id;
}

function declareAlias(context: Context, text: string, id: string, place: Place): void {
  for (const old of text.replace(/[[\]]/g, '').split(',')) {
    const name = old.trim();
    if (context.aliases.has(name)) report(context, 'id-duplicate', place, `"was: ${name}" is said twice.`);
    context.aliases.set(name, id);
  }
}

function declareScene(context: Context, source: SourceDocument): void {
  const line = source.front['id'];
  if (!line || line.text === '') {
    report(
      context,
      'scene-without-id',
      { file: source.path, line: 1 },
      'A scene begins with --- lines that say its id, role and phase. Add "id: ...".',
    );
    return;
  }
  declare(context, 'scene', line.text, { file: source.path, line: line.line });
  const was = source.front['was'];
  if (was) declareAlias(context, was.text, line.text, { file: source.path, line: was.line });
  const role = source.front['role']?.text ?? '';
  for (const section of source.sections) {
    if (section.level < 2 || /^stand-?in$/i.test(section.heading)) continue;
    const choice = declareSection(context, 'choice', section, 2);
    if (choice === null) continue;
    context.choiceRole.set(choice, role);
    if (section.rules.some((rule) => /^form:\s*request\b/.test(rule.text))) context.requests.set(choice, { role });
  }
}

/** A flag exists as soon as something sets it. */
function declareFlags(context: Context, text: string): void {
  const match = /(?:^|:\s*)(?:sets|clears):\s*(.*)$/.exec(text);
  for (const flag of match?.[1]?.split(',') ?? []) context.names.flag.add(flag.trim());
}

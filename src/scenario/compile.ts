import { hashOf, type Json } from '../canonical';
import type { Finding } from '../command';
import { withBands } from './band';
import type { Case, Id } from './case';
import { findRulesAfterText } from './compile/after-text';
import { readChecks } from './compile/checks';
import { type Context, newContext, readDuration, report } from './compile/context';
import { declareNames } from './compile/declare';
import { readEndings, readInjects } from './compile/events';
import { readSetting } from './compile/exercise';
import { readDocuments, readFacts } from './compile/facts';
import { checkGraph } from './compile/graph';
import { checkReferences } from './compile/references';
import { readScene } from './compile/scenes';
import { checkPersons, readPersons } from './compile/person';
import { readSource, type SourceDocument, type SourceFile } from './compile/source';
import { readText } from './compile/text';
import { findTodos } from './compile/todo';
import { findUnfitWords } from './compile/unfit-words';
import { textKeys } from './compile/words';
import { isAlways } from './opening';
import { nominalTick } from './person-line';

/** Changes when the same log could lead to another state. Old runs name the version they were played with. */
export const engineVersion = '1';

export interface Compiled {
  /** Absent if the findings leave nothing that could be played. */
  readonly compiled?: Case;
  readonly findings: readonly Finding[];
}

/** A case without its hashes, for what compiles it a thousand times and never stores it. */
export type Unhashed = Omit<Case, 'contentHash' | 'textHash' | 'logicHash'>;

/**
 * Compiles the files of one case; paths are relative to its folder. Pure: the same files give the same case and hashes.
 * A case with findings must not be published; it is still compiled as far as possible, for the preview.
 */
export function compileCase(files: readonly SourceFile[]): Compiled {
  const { body, findings } = compileUnhashed(files);
  return body ? { compiled: { ...body, ...hashesOf(body) }, findings } : { findings };
}

/** The same without hashes. Translations are not read here: they change no rule. */
export function compileUnhashed(files: readonly SourceFile[]): {
  readonly body?: Unhashed;
  readonly findings: readonly Finding[];
} {
  const sources = files
    .filter((file) => file.path.endsWith('.md') && !file.path.startsWith('i18n/'))
    .map(readSource)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const context = newContext();
  const exercise = sources.find((source) => source.path === 'exercise.md');
  if (!exercise) {
    report(
      context,
      'exercise-missing',
      { file: 'exercise.md', line: 1 },
      'A case begins with a file exercise.md. Write one.',
    );
    return { findings: context.findings };
  }
  readTick(context, exercise);
  declareNames(context, sources);
  for (const source of sources) findRulesAfterText(context, source);
  for (const source of sources) findUnfitWords(context, source);
  const body = withBands(assemble(context, exercise, sources), context.bands);
  const compiled: Case = { ...body, contentHash: '', textHash: '', logicHash: '' };
  checkReferences(context, compiled);
  checkPersons(context, compiled.persons ?? [], (time) => nominalTick(compiled, time));
  if (context.findings.length === 0) context.findings.push(...checkGraph(compiled));
  context.findings.push(...findTodos(files.filter((file) => file.path.endsWith('.md'))));
  const findings = [...context.findings].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
  return { body, findings };
}

function readTick(context: Context, exercise: SourceDocument): void {
  const tick = exercise.front['tick'];
  context.tickMinutes = 1;
  if (tick)
    context.tickMinutes = Math.max(1, readDuration(context, tick.text, { file: exercise.path, line: tick.line }) ?? 60);
  else context.tickMinutes = 60;
}

function assemble(context: Context, exercise: SourceDocument, sources: readonly SourceDocument[]): Unhashed {
  const file = (name: string): SourceDocument | undefined => sources.find((source) => source.path === name);
  const top = exercise.sections.find((section) => section.level <= 1);
  const note = exercise.sections.find(
    (section) => section.level === 2 && section.heading.toLowerCase() === 'content note',
  );
  const place = { file: exercise.path, line: 1 };
  const front = (name: string): string => exercise.front[name]?.text ?? '';
  for (const name of ['id', 'language', 'starts'])
    if (front(name) === '')
      report(
        context,
        'field-missing',
        place,
        `exercise.md does not say its ${name}. Add "${name}: ..." between the --- lines.`,
      );
  if (front('starts') !== '' && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(front('starts')))
    report(
      context,
      'start-unreadable',
      { file: exercise.path, line: exercise.front['starts']?.line ?? 1 },
      'Write the start as 2031-03-03T08:00.',
    );
  if (!note || note.text.length === 0)
    report(
      context,
      'content-note-missing',
      place,
      'Say before anything else what may distress: add "## Content note" with a text.',
    );
  const reviewer = front('reviewed by');
  const scenes = sources.filter((source) => source.path.startsWith('scenes/'));
  const person = file('person.md');
  return {
    engineVersion,
    id: front('id'),
    title: top?.heading ?? front('id'),
    language: front('language'),
    startsAt: front('starts'),
    tickMinutes: context.tickMinutes,
    introduction: readText(context, top?.text ?? [], exercise.path),
    contentNote: readText(context, note?.text ?? [], exercise.path),
    reviewedBy: reviewer === '' || reviewer === 'none' ? null : reviewer,
    ...readSetting(context, exercise),
    facts: readFacts(context, file('facts.md')),
    documents: readDocuments(context, file('documents.md')),
    scenes: scenes.flatMap((source) => readScene(context, source) ?? []),
    injects: readInjects(context, file('injects.md')),
    endings: readEndings(context, file('endings.md')),
    ...(person ? { persons: readPersons(context, person) } : {}),
    checks: readChecks(context, file('checks.md')),
    aliases: Object.fromEntries(context.aliases),
  };
}

/** Places are left out: moving a line changes no hash. */
function hashesOf(body: Unhashed): Pick<Case, 'contentHash' | 'textHash' | 'logicHash'> {
  const whole = project(body, (key) => key !== 'place');
  const logicHash = logicHashOf(body);
  return { contentHash: hashOf(whole), logicHash, textHash: hashOf({ whole, without: logicHash }) };
}

/**
 * The hash of the rules alone, equal in every language. Things that are known by their id and not by their position
 * count in the order of their ids: putting scenes, choices or facts in another order changes no rule.
 */
export function logicHashOf(body: Unhashed): string {
  const byId = <T extends { readonly id: Id }>(list: readonly T[]): readonly T[] =>
    [...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const conditional = body.scenes.filter(({ opens }) => opens && !isAlways(opens));
  const sorted = {
    ...body,
    ...{ channels: byId(body.channels), handling: byId(body.handling), flags: byId(body.flags) },
    ...{ counters: byId(body.counters), facts: byId(body.facts), documents: byId(body.documents) },
    scenes: byId(body.scenes).map((scene) => ({ ...scene, choices: byId(scene.choices) })),
    // A field's name is no word for people: a log is read by it.
    fields: Object.fromEntries(
      body.scenes.flatMap(({ choices }) =>
        choices.map(({ id, form }) => [id, (form?.fields ?? []).map(({ name }) => name)]),
      ),
    ),
    // Which of a role's openings is tried first is a rule, though the files' names say it.
    openings: Object.fromEntries(
      conditional.map(({ role, phase }) => [
        `${role} ${phase}`,
        conditional.filter((each) => each.role === role && each.phase === phase).map(({ id }) => id),
      ]),
    ),
  };
  return hashOf(project(sorted, (key) => !textKeys.has(key) && key !== 'place'));
}

function project(value: unknown, keep: (key: string) => boolean): Json {
  if (Array.isArray(value)) return value.map((each) => project(each, keep));
  if (typeof value !== 'object' || value === null) return value as Json;
  const members = Object.entries(value).filter(([key]) => keep(key));
  return Object.fromEntries(members.map(([key, member]) => [key, project(member, keep)]));
}

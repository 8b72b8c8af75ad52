import type { CaseDocument, Fact } from '../case';
import { type Context, listOf, report, resolve } from './context';
import { readThing, type Thing } from './exercise';
import { at, readFact } from './rules';
import type { Section, SourceDocument } from './source';
import { readText } from './text';

export function readFacts(context: Context, source: SourceDocument | undefined): Fact[] {
  const words = ['asked as', 'levels', 'starts with', 'grade', 'handling', 'originator', 'supersedes', 'was'];
  return things(context, source, words).map((thing) => readOne(context, thing));
}

export function levelsOf(section: Section): string[] {
  const line = section.rules.find((rule) => rule.text.startsWith('levels:'));
  return line ? listOf(line.text.slice('levels:'.length)) : ['reported', 'confirmed'];
}

export function readDocuments(context: Context, source: SourceDocument | undefined): CaseDocument[] {
  return things(context, source, ['carries', 'starts with', 'was']).map((thing) => {
    const carries = thing.line('carries');
    const starts = thing.line('starts with');
    return {
      id: thing.id,
      title: thing.title,
      body: readText(context, thing.section.text, thing.section.file),
      carries: carries
        ? listOf(carries.text).flatMap((part) => readFact(context, part.split(/\s+/), carries.place, 'highest'))
        : [],
      starts: starts ? listOf(starts.text).map((role) => resolve(context, 'role', role, starts.place)) : [],
      place: at(thing.section),
    };
  });
}

function things(context: Context, source: SourceDocument | undefined, words: readonly string[]): Thing[] {
  const sections = source?.sections.filter((section) => section.level >= 2) ?? [];
  return sections.flatMap((section) => readThing(context, section, words) ?? []);
}

function readOne(context: Context, thing: Thing): Fact {
  const starts = readStarts(context, thing);
  const grade = thing.line('grade');
  if (grade && !/^[ABCX][1-4]$/.test(grade.text))
    report(
      context,
      'grade-unknown',
      grade.place,
      `"${grade.text}" is not a grade. Write the source (A, B, C or X) and the information (1 to 4): C3.`,
    );
  const handling = thing.line('handling');
  const originator = thing.line('originator');
  const supersedes = thing.line('supersedes');
  return {
    id: thing.id,
    text: [thing.title, ...thing.section.text.map((line) => line.text.trim())].filter((part) => part !== '').join(' '),
    question: thing.line('asked as')?.text ?? null,
    levels: context.levels.get(thing.id) ?? [],
    starts,
    grade: grade?.text ?? null,
    handling: handling ? resolve(context, 'handling', handling.text, handling.place) : null,
    originator: originator ? resolve(context, 'role', originator.text, originator.place) : (starts[0]?.role ?? null),
    supersedes: supersedes ? resolve(context, 'fact', supersedes.text, supersedes.place) : null,
    place: at(thing.section),
  };
}

function readStarts(context: Context, thing: Thing): Fact['starts'][number][] {
  const line = thing.line('starts with');
  if (!line) return [];
  return listOf(line.text).flatMap((part) => {
    const [role = '', ...level] = part.split(/\s+/);
    const known = readFact(context, [thing.id, ...level], line.place, 'highest')[0];
    return known ? [{ role: resolve(context, 'role', role, line.place), level: known.level }] : [];
  });
}

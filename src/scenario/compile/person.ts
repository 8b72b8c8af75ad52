import { type Condition, type Id, type Person, type PersonEntry, personKinds, type StoryTime } from '../case';
import { nobody, readCondition } from './condition';
import { type Context, readDuration, report, resolve } from './context';
import { readThing, type Thing } from './exercise';
import { at } from './rules';
import { readHeading, type Section, type SourceDocument } from './source';
import { factsIn, readText } from './text';

const words = ['kind', 'at', 'if', 'instead of', 'after', 'was'];

/** Reads `person.md`: each person under `#`, and under it their line, entry by entry under `##`. */
export function readPersons(context: Context, source: SourceDocument): Person[] {
  const persons: { person: Omit<Person, 'entries'>; entries: PersonEntry[] }[] = [];
  for (const section of source.sections) {
    const heading = readHeading(section.heading);
    if (!heading) continue;
    if (section.level <= 1) {
      for (const line of section.rules.filter(({ text }) => !text.startsWith('was:')))
        report(context, 'keyword-unknown', line, `"${line.text}": a person has a text, and no rule lines but "was".`);
      const text = readText(context, section.text, section.file);
      persons.push({ person: { id: heading.id, name: heading.title, text, place: at(section) }, entries: [] });
      continue;
    }
    const entry = readEntry(context, section);
    const last = persons.at(-1);
    if (last && entry) last.entries.push(entry);
    else if (entry)
      report(
        context,
        'heading-without-id',
        section,
        'Nobody is named yet. Begin person.md with "# some-id: Name", and put the entries under it.',
      );
  }
  return persons.map(({ person, entries }) => ({ ...person, entries }));
}

function readEntry(context: Context, section: Section): PersonEntry | null {
  const thing = readThing(context, section, words);
  if (!thing) return null;
  const text = readText(context, section.text, section.file);
  if (text.length === 0)
    report(
      context,
      'field-missing',
      section,
      `"${thing.id}" says nothing. Write what the person lives, below its lines.`,
    );
  for (const fact of factsIn(text))
    report(
      context,
      'person-names-fact',
      section,
      `"${thing.id}" names the fact "${fact}". Facts belong to desks: say it in the words in which the person lives it.`,
    );
  const instead = thing.line('instead of');
  const after = thing.line('after');
  const condition = thing.line('if');
  return {
    id: thing.id,
    title: thing.title,
    kind: readKind(context, thing),
    at: instead ? noTime(context, thing) : readTime(context, thing),
    if: condition ? whole(readCondition(context, condition.text, condition.place, nobody)) : null,
    insteadOf: instead ? resolve(context, 'entry', instead.text, instead.place) : null,
    after: after ? resolve(context, 'entry', after.text, after.place) : null,
    text,
    place: at(section),
  };
}

function readKind(context: Context, thing: Thing): PersonEntry['kind'] {
  const line = thing.line('kind');
  const kind = personKinds.find((each) => each === line?.text);
  if (kind) return kind;
  const known = personKinds.join(', ');
  if (line)
    report(context, 'line-unreadable', line.place, `"${line.text}" is not a kind of entry. Kinds are ${known}.`);
  else
    report(context, 'field-missing', thing.section, `"${thing.id}" does not say its kind. Add "- kind: …": ${known}.`);
  return 'waits';
}

/** What stands in the place of another entry happens when that one would. */
function noTime(context: Context, thing: Thing): null {
  const line = thing.line('at');
  if (line)
    report(
      context,
      'field-misplaced',
      line.place,
      `"${thing.id}" has the time of the entry it stands for. Take "at" out.`,
    );
  return null;
}

/** `1d4h` from the start of the case, `PHASE`, `PHASE 4h`, `end of PHASE`, `end of PHASE 30d`. */
function readTime(context: Context, thing: Thing): StoryTime | null {
  const line = thing.line('at');
  if (!line) {
    const how = 'Add "- at: 1d4h", "- at: PHASE 4h" or "- at: end of PHASE", or "- instead of: ENTRY".';
    report(context, 'field-missing', thing.section, `"${thing.id}" does not say when it happens. ${how}`);
    return null;
  }
  const [, end, phase, plus] = /^(end of )?(?!\d)([^\s]+)(?:\s+(\S+))?$/.exec(line.text) ?? [];
  if (phase === undefined)
    return { phase: null, edge: 'begin', plus: readDuration(context, line.text, line.place) ?? 0 };
  return {
    phase: resolve(context, 'phase', phase, line.place),
    edge: end === undefined ? 'begin' : 'end',
    plus: plus === undefined ? 0 : (readDuration(context, plus, line.place) ?? 0),
  };
}

/** A condition that cannot be read must not be taken for one that always holds. */
function whole(condition: Condition | null): Condition {
  return condition ?? { is: 'any', of: [] };
}

/** What the persons' lines say together: references inside one line, an order that is the order of time, a will. */
export function checkPersons(context: Context, persons: readonly Person[], nominal: (time: StoryTime) => number): void {
  for (const person of persons) {
    checkOrder(context, person, nominal);
    for (const [index, entry] of person.entries.entries()) checkRelations(context, person, entry, index);
    if (!person.entries.some(({ kind }) => kind === 'decides' || kind === 'asks'))
      report(
        context,
        'person-without-will',
        person.place,
        `Everything only happens to "${person.id}". Show what they ask or decide: an entry of the kind asks or decides.`,
      );
  }
}

function checkOrder(context: Context, { entries }: Person, nominal: (time: StoryTime) => number): void {
  let before: { id: Id; tick: number } | null = null;
  for (const { id, at: time, place } of entries) {
    if (!time) continue;
    const tick = nominal(time);
    if (before && tick <= before.tick)
      report(
        context,
        'entry-out-of-order',
        place,
        `"${id}" is not later than "${before.id}", which stands above it. A person lives one thing after the other: put them in order, or say "instead of".`,
      );
    before = { id, tick };
  }
}

function checkRelations(context: Context, person: Person, entry: PersonEntry, index: number): void {
  const earlier = person.entries.slice(0, index);
  const base = entry.insteadOf === null ? undefined : earlier.find(({ id }) => id === entry.insteadOf);
  if (entry.insteadOf !== null && base?.insteadOf !== null)
    report(
      context,
      'entry-elsewhere',
      entry.place,
      `"${entry.id}" stands for "${entry.insteadOf}", which must be an entry of the same person above it, with a time of its own.`,
    );
  if (entry.insteadOf !== null && entry.if === null && entry.after === null)
    report(
      context,
      'line-never-read',
      entry.place,
      `"${entry.id}" always takes the place of "${entry.insteadOf}". Give it "- if: …".`,
    );
  if (entry.after !== null && !earlier.some(({ id }) => id === entry.after))
    report(
      context,
      'entry-elsewhere',
      entry.place,
      `"${entry.id}" comes after "${entry.after}", which must be an entry of the same person above it.`,
    );
}

import { cleanText } from '../prose/characters';
import { cutBody } from './cut';
import { deriveId, idsIn, plainId } from './derived-ids';
import { cutEntries } from './entries';
import { fencedKinds } from './curriculum';
import { fieldLine } from './item-fields';
import { optionLine } from './items';
import { braces, longestFile, type Raw, type SourceFile } from './source';

/** An id that a file lacks, and where it is written. */
export interface MissingId {
  readonly id: string;
  /** From 1. */
  readonly line: number;
  /** At the end of that line, on a line of its own after it, or first between the braces of that line. */
  readonly at: 'end' | 'after' | 'braces';
}

/** One file with the ids that it lacked. `text` is `before` with these ids and nothing else. */
export interface Formatted {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly added: readonly MissingId[];
}

/**
 * Gives an id to everything that lacks one in the modules, preface, glossary and tests of a curriculum, and keeps every
 * other byte. Files that change are answered, in the order given. What cannot be given an id with certainty (a file
 * with a broken fence, say) is left as it is, for `check` to report. Ids in front matter are their author's.
 */
export function withIds(files: readonly SourceFile[]): Formatted[] {
  const taken = idsIn(files);
  return files.flatMap((file) => {
    const added = missingIn(file, files, taken);
    if (added.length === 0) return [];
    const text = insert(file.text, added);
    return meaning(file.path, file.text) === meaning(file.path, text) ? [{ path: file.path, before: file.text, text, added }] : [];
  });
}

type Kind = 'blocks' | 'terms' | 'criteria' | 'questions';

function kindOf(path: string): Kind | undefined {
  if (path === 'curriculum.md' || /^modules\/[^/]+\/[^/]+\.md$/.test(path)) return 'blocks';
  if (path === 'glossary.md') return 'terms';
  if (path === 'rubric.md') return 'criteria';
  return /^assessment\/[^/]+\.md$/.test(path) ? 'questions' : undefined;
}

function missingIn(file: SourceFile, files: readonly SourceFile[], taken: Set<string>): MissingId[] {
  if (file.text.length > longestFile || file.path.endsWith('README.md')) return [];
  const { text, firstLine } = bodyOf(file.path, file.text);
  switch (kindOf(file.path)) {
    case 'blocks':
      return inBlocks(cutBody(text, firstLine).raws, startOf(file.path, files), taken);
    case 'terms':
    case 'criteria': {
      const start = file.path === 'rubric.md' ? 'rubric' : 'term';
      return cutEntries(text, firstLine).entries.flatMap(({ title, attributes, line }) =>
        attributes.id === undefined ? [{ id: plainId(taken, start, title), line, at: place(attributes.values) }] : [],
      );
    }
    case 'questions':
      return inQuestions(text, firstLine, taken);
    case undefined:
      return [];
  }
}

/**
 * A file's body, cleaned as the compiler cleans it: line for line the same. A file whose front matter is missing or not
 * closed has none: nobody could say where its text begins.
 */
function bodyOf(path: string, whole: string): { text: string; firstLine: number } {
  const { text } = cleanText(whole, 1);
  if (path !== 'curriculum.md' && !path.endsWith('/module.md')) return { text, firstLine: 1 };
  const front = text.startsWith('---') ? /^---[ \t]*\n[\s\S]*?^---[ \t]*(?:\n|$)/m.exec(text) : null;
  if (front?.index !== 0) return { text: '', firstLine: 1 };
  return { text: text.slice(front[0].length), firstLine: front[0].split('\n').length };
}

/** What the ids of a file begin with: its module's id. */
function startOf(path: string, files: readonly SourceFile[]): string {
  if (path === 'curriculum.md') return 'preface';
  const folder = path.slice(0, path.lastIndexOf('/'));
  const module = files.find((file) => file.path === `${folder}/module.md`)?.text ?? '';
  const [, id] = /^id:[ \t]*["']?([a-z][a-z0-9-]*)/m.exec(module.slice(0, 4000)) ?? [];
  return id ?? folder.replace(/^.*\//, '').replace(/^\d+-/, '');
}

function inBlocks(raws: readonly Raw[], start: string, taken: Set<string>, within = false): MissingId[] {
  return raws.flatMap((raw): MissingId[] => {
    if (raw.type === 'text') {
      if (within || raw.id !== undefined) return [];
      return [{ id: deriveId(taken, start, raw.text), line: raw.ends, at: standsAlone(raw.text) ? 'after' : 'end' }];
    }
    if (raw.type === 'heading') {
      if (raw.attributes.id !== undefined || raw.title === '') return [];
      return [{ id: deriveId(taken, start, raw.title), line: raw.line, at: place(raw.attributes.values) }];
    }
    if (!fencedKinds.some((kind) => kind === raw.kind)) return [];
    const { id, values } = raw.attributes;
    const words = values.get('title') ?? values.get('caption') ?? '';
    const own = id ?? deriveId(taken, `${start}-${raw.kind}`, words || firstWords(raw.children));
    // A note inside an activity is the activity's: its id begins with the activity's.
    const inner = inBlocks(raw.children, id === undefined || id === '' ? start : id, taken, true);
    return id === undefined ? [{ id: own, line: raw.line, at: place(values) }, ...inner] : inner;
  });
}

/** After a table, a drawing or a place to write, an id stands on a line of its own. */
function standsAlone(text: string): boolean {
  const last = text.slice(text.lastIndexOf('\n') + 1).trim();
  return /^\||^`{3}|^~{3}|\{field(?:=\d+)?\}$|^#{1,6}\s/.test(last) || last.length > 5000;
}

function firstWords(raws: readonly Raw[]): string {
  for (const raw of raws) if (raw.type === 'text') return raw.text;
  return '';
}

function place(values: ReadonlyMap<string, string>): 'braces' | 'end' {
  return values.size > 0 ? 'braces' : 'end';
}

function inQuestions(text: string, firstLine: number, taken: Set<string>): MissingId[] {
  return cutEntries(text, firstLine).entries.flatMap((entry) => {
    const { id, values } = entry.attributes;
    const pair = values.get('pair');
    const form = values.get('form');
    const own: MissingId[] =
      id === undefined && pair !== undefined && form !== undefined
        ? [{ id: plainId(taken, pair, form), line: entry.line, at: 'braces' }]
        : [];
    const fields = values.get('type') === 'request' ? inFields(entry.lines) : [];
    return [...own, ...fields, ...inOptions(entry.lines, values.get('type'))];
  });
}

/** Fields of a request are called by their words; an id is new in its question, and need not be in others. */
function inFields(lines: readonly { readonly text: string; readonly line: number }[]): MissingId[] {
  const heads = lines.flatMap(({ text, line }) => {
    const heading = fieldLine.exec(text)?.[1];
    return heading === undefined ? [] : [{ heading, line, inner: braces.exec(heading) }];
  });
  const taken = new Set(heads.flatMap(({ inner }) => /#([^\s{}]+)/.exec(inner?.[2] ?? '')?.[1] ?? []));
  return heads.flatMap(({ heading, line, inner }): MissingId[] =>
    inner?.[2]?.includes('#') ? [] : [{ id: plainId(taken, 'field', inner?.[1] ?? heading), line, at: inner ? 'braces' : 'end' }],
  );
}

/** Options are called a, b, c: after the last letter that stands there. True and false are called that. */
function inOptions(lines: readonly { readonly text: string; readonly line: number }[], type: string | undefined): MissingId[] {
  const options = lines.flatMap(({ text, line }, index) => {
    const words = optionLine.exec(text)?.[2];
    const goesOn = /^\s+[^\s>]/.test(lines[index + 1]?.text ?? '');
    return words === undefined || goesOn ? [] : [{ line, words, id: /\{#([^\s{}]+)\}$/.exec(words.trim())?.[1] }];
  });
  let letter = Math.max(96, ...options.map(({ id }) => (id?.length === 1 ? id.charCodeAt(0) : 0)));
  return options.flatMap(({ id, words, line }): MissingId[] => {
    if (id !== undefined) return [];
    const plain = words.trim().toLowerCase();
    if (type === 'true-false') return plain === 'true' || plain === 'false' ? [{ id: plain, line, at: 'end' }] : [];
    letter += 1;
    return letter > 122 ? [] : [{ id: String.fromCharCode(letter), line, at: 'end' }];
  });
}

/** The text with each id in its place; every other character, line ends too, stays as it was. */
function insert(text: string, added: readonly MissingId[]): string {
  const pieces = text.split(/(\r\n?|\n)/);
  const end = pieces[1] ?? '\n';
  for (const { id, line, at } of added) {
    const index = (line - 1) * 2;
    const words = pieces[index] ?? '';
    if (at === 'end') pieces[index] = `${words} {#${id}}`;
    else if (at === 'after') pieces[index] = `${words}${end}{#${id}}`;
    else {
      const brace = words.trimStart().startsWith(':') ? words.indexOf('{') : words.lastIndexOf('{');
      pieces[index] = `${words.slice(0, brace + 1)}#${id} ${words.slice(brace + 1)}`;
    }
  }
  return pieces.join('');
}

/** Everything that a file says but ids and lines: the same before and after, or the file is left alone. */
function meaning(path: string, whole: string): string {
  const { text, firstLine } = bodyOf(path, whole);
  const read = kindOf(path) === 'blocks' ? cutBody(text, firstLine) : cutEntries(text, firstLine);
  return JSON.stringify(read, (key, value: unknown) => {
    if (key === 'id' || key === 'line' || key === 'ends') return undefined;
    if (key === 'text' && typeof value === 'string') return value.replace(/(^[-*] \[[ xX]\].*?)[ \t]*\{#[a-z]+\}[ \t]*$/, '$1').replace(/^(###[ \t].*?)[ \t]*\{(?:#[a-z0-9-]+)? ?(.*)\}[ \t]*$/, (_, words: string, rest: string) => (rest === '' ? words : `${words} {${rest}}`)).trimEnd();
    return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
  });
}

import { newContext, type Kind } from './compile/context';
import { declareNames } from './compile/declare';
import { readHeading, readSource, type Section, type SourceDocument, type SourceFile } from './compile/source';
import { sectionsUnder } from './compile/exercise';

/** One file with the ids that it lacked; `text` is the file with these ids and nothing else. */
export interface Formatted {
  readonly path: string;
  readonly text: string;
  /** Lines count from 1, in the formatted text. */
  readonly added: readonly { readonly id: string; readonly line: number }[];
}

/**
 * Gives an id to every scene, choice, fact, document, inject, ending, part of the setting, breach and walk of a case
 * that has none, and keeps every other byte. Files that change are answered. An id once written is never touched: what
 * is wrong with it is for `check` to say.
 */
export function withCaseIds(files: readonly SourceFile[]): Formatted[] {
  const own = files.filter(({ path }) => path.endsWith('.md') && !path.startsWith('i18n/'));
  const sources = own.map(readSource);
  const context = newContext();
  declareNames(context, sources);
  const taken = (kind: Kind): Set<string> => context.names[kind];
  for (const old of context.aliases.keys()) for (const names of Object.values(context.names)) names.add(old);
  return own.flatMap((file, index) => {
    const source = sources[index];
    return source ? formatted(file, missingIn(source, taken)) : [];
  });
}

/** An id, and where it goes in: in a line of its own before this one, or after so much of it. */
interface Missing {
  readonly id: string;
  readonly line: number;
  readonly put: 'line' | RegExp;
  readonly written: string;
}

function missingIn(source: SourceDocument, taken: (kind: Kind) => Set<string>): Missing[] {
  const { path } = source;
  const headings = (sections: readonly Section[], kind: Kind): Missing[] =>
    sections.flatMap(({ heading, line }) => {
      if (heading === '' || readHeading(heading) || /^[^\s]+\s*:/.test(heading)) return [];
      const id = newId(taken(kind), kind, heading);
      return [{ id, line, put: /^#{1,6}\s+/, written: `${id}: ` }];
    });
  const deep = source.sections.filter(({ level }) => level >= 2);
  switch (path) {
    case 'exercise.md':
      return settingParts.flatMap(([name, kind]) => headings(sectionsUnder(source, name), kind));
    case 'facts.md':
      return headings(deep, 'fact');
    case 'documents.md':
      return headings(deep, 'document');
    case 'injects.md':
      return headings(deep, 'inject');
    case 'endings.md':
      return headings(deep, 'ending');
    case 'person.md':
      return [
        ...headings(
          source.sections.filter(({ level }) => level <= 1),
          'person',
        ),
        ...headings(deep, 'entry'),
      ];
    case 'checks.md':
      return source.sections.flatMap(({ rules }) => rules).flatMap(({ text, line }) => nameless(text, line, taken));
    default:
      if (!path.startsWith('scenes/')) return [];
      return [
        ...sceneId(source, taken('scene')),
        ...headings(
          deep.filter(({ heading }) => !/^stand-?in$/i.test(heading)),
          'choice',
        ),
      ];
  }
}

const settingParts: readonly (readonly [string, Kind])[] = [
  ['roles', 'role'],
  ['phases', 'phase'],
  ['channels', 'channel'],
  ['handling', 'handling'],
  ['flags', 'flag'],
  ['counters', 'counter'],
];

/** A scene without front matter lacks more than an id: its role and phase nobody can guess. */
function sceneId({ path, front }: SourceDocument, taken: Set<string>): Missing[] {
  const [first] = Object.values(front);
  if (front['id'] || !first) return [];
  const id = newId(taken, 'scene', path.replace(/^.*\/|\.md$/g, ''));
  const line = Math.min(...Object.values(front).map((each) => each.line));
  return [{ id, line, put: 'line', written: `id: ${id}` }];
}

function nameless(text: string, line: number, taken: (kind: Kind) => Set<string>): Missing[] {
  const [word] = /^(?:breach|walk)(?=\s*:)/.exec(text) ?? [];
  if (word === undefined) return [];
  const id = newId(taken('breach'), word, text.split(/\s+because\s+/)[1] ?? '');
  return [{ id, line, put: /^\s*- +(?:breach|walk)/, written: ` ${id}` }];
}

/** The first telling words of a title; where its script gives none, or they are taken, a number follows. */
function newId(taken: Set<string>, kind: string, title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/\{[^}]*\}/g, ' ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const start = words.slice(0, 4).join('-');
  const base = /^[a-z]/.test(start) ? start : [kind, start].filter((part) => part !== '').join('-');
  let id = base;
  for (let number = 2; taken.has(id) || id === kind; number += 1) id = `${base}-${String(number)}`;
  taken.add(id);
  return id;
}

function formatted({ path, text }: SourceFile, missing: readonly Missing[]): Formatted[] {
  if (missing.length === 0) return [];
  const pieces = text.split(/(\r\n|\r|\n)/);
  const end = pieces[1] ?? '\n';
  const added = [];
  let before = 0;
  for (const { id, line, put, written } of missing) {
    const index = (line - 1) * 2;
    const old = pieces[index] ?? '';
    if (put === 'line') {
      pieces[index] = `${written}${end}${old}`;
      before += 1;
      added.push({ id, line });
      continue;
    }
    const start = put.exec(old)?.[0];
    if (start === undefined) continue;
    pieces[index] = `${start}${written}${old.slice(start.length)}`;
    added.push({ id, line: line + before });
  }
  return added.length > 0 ? [{ path, text: pieces.join(''), added }] : [];
}

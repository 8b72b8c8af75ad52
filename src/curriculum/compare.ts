import type { Block, CompiledEdition, Glossary, Module, Target } from './curriculum';
import { allBlocks } from './modules';
import { plainBlock, plainContent } from './plain';

/** One edition of a publication, with its glossary: all that a reader of that edition may know of it. */
export interface Readable {
  readonly book: CompiledEdition;
  readonly glossary: Glossary;
}

/** What is different at one id. `before` and `now` are the words without the blocks inside; empty where it is not there. */
export interface Change {
  readonly id: string;
  readonly how: 'added' | 'removed' | 'changed' | 'moved';
  readonly kind: Target['kind'];
  readonly number?: string;
  readonly title?: string;
  readonly before: string;
  readonly now: string;
  /** Where its minutes are others. */
  readonly minutes?: { readonly before: number; readonly now: number };
}

/** The changes on one page of the book, in reading order; of a page that came or went as a whole, only that. */
export interface PageChanges {
  /** A module's id, `preface` or `glossary`. */
  readonly page: string;
  readonly number?: number;
  readonly title?: string;
  readonly changes: readonly Change[];
}

interface Unit {
  readonly id: string;
  readonly page: string;
  readonly kind: Target['kind'];
  readonly number?: string;
  readonly title?: string;
  readonly words: string;
  readonly minutes: number;
  /** Everything by which this reader could tell two versions apart; where it stands is not in it. */
  readonly mark: string;
}

/**
 * What became another between two publications, as the readers of one edition could notice it: by ids and hashes, never
 * by position. Made of two compiled editions alone, so that for a Handbook nothing of the Guide is loaded.
 */
export function compareEditions(before: Readable, now: Readable): PageChanges[] {
  const [old, young] = [unitsOf(before), unitsOf(now)];
  const known = new Map(old.map((unit) => [unit.id, unit]));
  const here = new Map(young.map((unit) => [unit.id, unit]));
  const came = new Set(young.filter(({ kind, id }) => kind === 'module' && !known.has(id)).map(({ id }) => id));
  const went = new Set(old.filter(({ kind, id }) => kind === 'module' && !here.has(id)).map(({ id }) => id));
  const changes = [
    ...young.flatMap((unit) => ({ page: unit.page, change: changeOf(known.get(unit.id), unit, came) })),
    ...old.flatMap((unit) => (here.has(unit.id) ? [] : { page: unit.page, change: goneOf(unit, went) })),
  ];
  const modules = [...now.book.modules, ...before.book.modules.filter(({ id }) => !here.has(id))];
  const pages: Omit<PageChanges, 'changes'>[] = [
    { page: 'preface' },
    ...modules.map(({ id, number, title }) => ({ page: id, number, title })),
    { page: 'glossary' },
  ];
  return pages
    .map((page) => {
      const own = changes.flatMap((each) => (each.page === page.page && each.change ? [each.change] : []));
      return { ...page, changes: own };
    })
    .filter((page) => page.changes.length > 0);
}

function changeOf(before: Unit | undefined, unit: Unit, came: ReadonlySet<string>): Change | undefined {
  if (!before) {
    if (unit.kind !== 'module' && came.has(unit.page)) return undefined;
    return { ...nameOf(unit), how: 'added', before: '', now: unit.words };
  }
  const moved = before.page !== unit.page;
  if (before.mark === unit.mark && !moved) return undefined;
  const minutes = before.minutes === unit.minutes ? {} : { minutes: { before: before.minutes, now: unit.minutes } };
  const how = before.mark === unit.mark ? 'moved' : 'changed';
  return { ...nameOf(unit), how, before: before.words, now: unit.words, ...minutes };
}

function goneOf(unit: Unit, went: ReadonlySet<string>): Change | undefined {
  if (unit.kind !== 'module' && went.has(unit.page)) return undefined;
  return { ...nameOf(unit), how: 'removed', before: unit.words, now: '' };
}

function nameOf({ id, kind, number, title }: Unit): Pick<Change, 'id' | 'kind' | 'number' | 'title'> {
  return { id, kind, ...(number === undefined ? {} : { number }), ...(title === undefined ? {} : { title }) };
}

function unitsOf({ book, glossary }: Readable): Unit[] {
  const terms = glossary.terms.map((term): Unit => {
    const equivalents = term.equivalents.map(({ text }) => text).join(' · ');
    const words = [term.term, plainContent(term.definition), equivalents].filter((each) => each !== '').join('\n');
    return { id: term.id, page: 'glossary', kind: 'term', title: term.term, words, minutes: 0, mark: term.textHash };
  });
  return [...blocksIn(book.preface, 'preface'), ...book.modules.flatMap(unitsOfModule), ...terms];
}

function unitsOfModule(module: Module): Unit[] {
  const { id, number, title, aim, materials, objectives, minutes, minimum, core, status, textHash } = module;
  const lines = [title, aim, ...objectives.map(({ text }) => `– ${text}`), ...materials.map((each) => `– ${each}`)];
  const mark = [textHash, minutes, minimum, core, status].join(' ');
  return [
    { id, page: id, kind: 'module', number: String(number), title, words: lines.join('\n'), minutes, mark },
    ...blocksIn(module.opening, id),
    ...module.sections.flatMap((section): Unit[] => {
      const { minutes: input = 0 } = section;
      const own = { id: section.id, page: id, kind: 'section', number: section.number, title: section.title } as const;
      const unit: Unit = { ...own, words: section.title, minutes: input, mark: [section.textHash, input].join(' ') };
      return [unit, ...blocksIn(section.blocks, id)];
    }),
  ];
}

function blocksIn(blocks: readonly Block[], page: string): Unit[] {
  // What a workshop's facilitators wrote is no change of the programme's.
  const programmes = allBlocks(blocks).filter(({ kind }) => kind !== 'local-note' && kind !== 'guide-note');
  return programmes.map((block): Unit => {
    const { id, kind, number, title, activity, textHash, local } = block;
    // Not the block's logic hash: it holds the minimum, which only the Guide's readers know.
    const mark = [textHash, kind, activity?.minutes, activity?.minimum, activity?.objectives.join(), local].join(' ');
    const named = { ...(number === undefined ? {} : { number }), ...(title === undefined ? {} : { title }) };
    return { id, page, kind, ...named, words: plainBlock(block), minutes: activity?.minutes ?? 0, mark };
  });
}

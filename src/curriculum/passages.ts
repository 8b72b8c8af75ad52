import type { Db } from '../db/db';
import { plainText, type Content } from '../prose';
import type { Words } from '../words';
import type { Block, CompiledEdition, Edition, Glossary, GlossaryTerm, Module, Target } from './curriculum';
import { allBlocks } from './modules';
import { labelOf } from './naming';
import { getPart } from './queries';

/** Something in a book that a reader can be led to: a block, or the heading of a module or section, with its words. */
export interface Passage {
  readonly id: string;
  readonly kind: Target['kind'];
  /** The page it stands on: a module's id, `preface` or `glossary`. */
  readonly page: string;
  readonly module?: Pick<Module, 'number' | 'title'>;
  readonly section?: { readonly number: string; readonly title: string };
  readonly number?: string;
  readonly title?: string;
  /** Its own words, without those of the blocks inside it. May be empty. */
  readonly text: string;
}

const listed = new Map<string, Promise<ReadonlyMap<string, Passage>>>();
const mostListed = 20;

/**
 * Every passage of a book of a text (`textIdOf`) in reading order, by id, with the terms of its glossary. Made of this edition's compiled
 * form alone: who asks for a Handbook's passages never loads the Guide. Kept in memory; must not be changed.
 */
export function listPassages(db: Db, textId: string, edition: Edition): Promise<ReadonlyMap<string, Passage>> {
  const key = `${textId} ${edition}`;
  const known = listed.get(key);
  if (known) return known;
  const reading = readPassages(db, textId, edition);
  reading.catch(() => listed.delete(key));
  listed.set(key, reading);
  const [oldest] = listed.keys();
  if (listed.size > mostListed && oldest !== undefined) listed.delete(oldest);
  return reading;
}

async function readPassages(db: Db, textId: string, edition: Edition): Promise<ReadonlyMap<string, Passage>> {
  const book = await getPart<CompiledEdition>(db, textId, edition);
  const glossary = await getPart<Glossary>(db, textId, 'glossary');
  return new Map(passagesOf(book, glossary).map((passage) => [passage.id, passage]));
}

export function passagesOf(book: CompiledEdition, glossary: Glossary): Passage[] {
  return [
    ...ofBlocks(book.preface, { page: 'preface' }),
    ...book.modules.flatMap(ofModule),
    ...glossary.terms.map(ofTerm),
  ];
}

/** Where a passage stands, as a reader says it: "Module 4 · 4.3 Sharing well". */
export function placeInBook({ page, kind, module, section }: Passage, t: Words): string {
  if (!module) return t(page === 'glossary' ? 'book.glossary' : 'book.preface');
  const number = t('reading.moduleOver', { number: module.number });
  if (kind === 'module') return number;
  return `${number} · ${section && kind !== 'section' ? t('book.sectionName', section) : module.title}`;
}

/** What a passage is, before its own title: "Activity 4.2", "Say"; empty for plain text, terms and what has a number. */
export function kindOfPassage({ kind, number }: Passage, t: Words): string {
  if (kind === 'section' || kind === 'module') return number ?? '';
  return kind === 'text' || kind === 'term' || kind === 'heading' || kind === 'objective' ? '' : labelOf(kind, number, t);
}

type Place = Pick<Passage, 'page' | 'module' | 'section'>;

function ofModule({ id, number, title, aim, objectives, opening, sections }: Module): Passage[] {
  const place: Place = { page: id, module: { number, title } };
  const overview = [aim, ...objectives.map(({ text }) => text)].join(' ');
  return [
    { id, kind: 'module', ...place, number: String(number), title, text: overview },
    ...ofBlocks(opening, place),
    ...sections.flatMap((section): Passage[] => {
      const within: Place = { ...place, section: { number: section.number, title: section.title } };
      const heading = { id: section.id, kind: 'section' as const, ...within };
      return [
        { ...heading, number: section.number, title: section.title, text: '' },
        ...ofBlocks(section.blocks, within),
      ];
    }),
  ];
}

function ofBlocks(blocks: readonly Block[], place: Place): Passage[] {
  return allBlocks(blocks).map((block) => {
    const { id, kind, number, title } = block;
    const own = { ...(number === undefined ? {} : { number }), ...(title === undefined ? {} : { title }) };
    return { id, kind, ...place, ...own, text: ownText(block) };
  });
}

function ofTerm({ id, term, definition, equivalents }: GlossaryTerm): Passage {
  const text = [wordsOf(definition), ...equivalents.map((each) => each.text)].join(' · ');
  return { id, kind: 'term', page: 'glossary', title: term, text };
}

function ownText({ activity, body }: Block): string {
  const facts = activity ? [activity.grouping, activity.materials, activity.outcome] : [];
  const content = body.filter((part): part is Content => part.type !== 'block');
  return [wordsOf(content), ...facts].filter((each) => each !== undefined && each !== '').join(' ');
}

/** The words of a text in one line, for searching and for naming a passage by how it begins. */
function wordsOf(content: readonly Content[]): string {
  return content
    .map((each) => {
      switch (each.type) {
        case 'paragraph':
        case 'heading':
          return plainText(each.children);
        case 'list':
          return each.items.map(wordsOf).join(' ');
        case 'table':
          return [each.caption ?? '', ...[each.head, ...each.rows].map((row) => row.map(plainText).join(' '))].join(' ');
        case 'quote':
          return wordsOf(each.children);
        case 'figure':
          return `${each.caption ?? ''} ${each.alt}`;
        case 'field':
          return each.label;
        case 'rule':
          return '';
      }
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

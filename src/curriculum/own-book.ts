import type { Book } from '../print';
import type { Content } from '../prose';
import { bookOf, type BookParts } from './book';
import { words } from './book-blocks';
import type { BookOptions } from './book-imprint';
import type { Block, BodyPart, CompiledEdition } from './curriculum';

/** A reader's own words on a block: a heading in words, and the lines as they were typed. */
export interface OwnWords {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * The Handbook with one reader's notes below the blocks that they are about. It is to be printed for this reader alone and
 * kept nowhere; printing it fails where a note has a character that no font of ours can draw.
 */
export function ownHandbook(
  parts: Omit<BookParts, 'guide'>,
  options: BookOptions,
  notes: ReadonlyMap<string, OwnWords>,
): Book {
  return bookOf(withNotes(parts.handbook, notes), parts, options);
}

function withNotes(book: CompiledEdition, notes: ReadonlyMap<string, OwnWords>): CompiledEdition {
  const after = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) => {
      const whole: Block = { ...block, body: block.body.flatMap((part) => (part.type === 'block' ? inside(part.block) : [part])) };
      const own = notes.get(block.id);
      return own ? [whole, noteBlock(block, own)] : [whole];
    });
  const inside = (block: Block): BodyPart[] => after([block]).map((each) => ({ type: 'block', block: each }));
  return {
    ...book,
    preface: after(book.preface),
    modules: book.modules.map((module) => ({
      ...module,
      opening: after(module.opening),
      sections: module.sections.map((section) => ({ ...section, blocks: after(section.blocks) })),
    })),
  };
}

function noteBlock({ id }: Block, { heading, lines }: OwnWords): Block {
  const paragraphs: Content[] = lines.map((line) => ({ type: 'paragraph', children: words(line) }));
  const head: Content = { type: 'paragraph', children: [{ type: 'strong', children: words(heading) }] };
  const body: Content = { type: 'quote', children: [head, ...paragraphs] };
  return { id: `${id}-note`, kind: 'text', audience: 'handbook', body: [body], textHash: '', logicHash: '' };
}

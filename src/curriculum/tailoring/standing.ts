import { printPdf, Unprintable } from '../../print';
import { parseProse, type Content } from '../../prose';
import type { Words } from '../../words';
import { imprintOf } from '../book-imprint';
import { printBlocks } from '../book-blocks';
import type { Block, CompiledEdition, Module } from '../curriculum';
import { allBlocks, blocksOf } from '../modules';
import { stampOf } from '../overlays/overlay';
import { plainBlock } from '../plain';

/** A block of a workshop's books as a note is written on it. */
export interface BlockAtHand {
  readonly id: string;
  readonly block: Block;
  /** Its own words, line by line. */
  readonly words: string;
  readonly stamp: string;
  /** The page it stands on: a module's id, or `preface`. */
  readonly page: string;
  readonly module?: Pick<Module, 'id' | 'number' | 'title'>;
}

/** Every block on which a note may be written, by id: what the Guide has, and what only the Handbook has. */
export function blocksAtHand(guide: CompiledEdition, handbook: CompiledEdition): ReadonlyMap<string, BlockAtHand> {
  const found = new Map<string, BlockAtHand>();
  const add = (block: Block, page: string, module?: BlockAtHand['module']) => {
    if (found.has(block.id) || block.kind === 'heading') return;
    const own = { id: block.id, block, words: plainBlock(block), stamp: stampOf(block), page };
    found.set(block.id, { ...own, ...(module ? { module } : {}) });
  };
  for (const book of [guide, handbook]) {
    for (const block of allBlocks(book.preface)) add(block, 'preface');
    for (const module of book.modules) for (const block of blocksOf(module)) add(block, module.id, module);
  }
  return found;
}

/** What is wrong with a note, or its content. `lines` are an author's sentences, `targets` ids that lead nowhere. */
export type ReadNote =
  | { readonly ok: true; readonly body: readonly Content[] }
  | { readonly ok: false; readonly lines: readonly string[]; readonly targets: readonly string[] };

/**
 * Reads the Markdown of a note by the rules of an overlay: no raw markup, and references only to what its readers have.
 */
export function readNote(text: string, book: Pick<CompiledEdition, 'targets'>): ReadNote {
  const { content, problems, references } = parseProse(text);
  const targets = references.map(({ target }) => target).filter((target) => !Object.hasOwn(book.targets, target));
  if (problems.length + targets.length > 0) return { ok: false, lines: problems.map(({ message }) => message), targets };
  return { ok: true, body: content };
}

/** The characters of a note that no font of the books can draw; a book with one of them could not be printed at all. */
export async function undrawable(body: readonly Content[], handbook: CompiledEdition, words: Words, day: string): Promise<string[]> {
  const block: Block = { id: 'note', kind: 'local-note', audience: 'both', body, textHash: '', logicHash: '' };
  const options = { paper: 'A4', words, day } as const;
  const blocks = printBlocks([block], { t: words, compiled: handbook });
  const title = words('book.kind.local-note');
  const piece = { kind: 'piece', ...imprintOf(handbook, options), title, running: title, blocks, sections: [] } as const;
  try {
    await printPdf(piece);
    return [];
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    return [...new Set(error.missing.map(({ character }) => character))];
  }
}

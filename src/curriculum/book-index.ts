import type { IndexEntry } from '../print';
import type { Words } from '../words';
import type { CompiledEdition, Glossary } from './curriculum';
import { blocksOf } from './modules';
import { labelOf } from './naming';

/**
 * What a reader of this book may look up: the terms of the glossary and of the definitions, wherever they are met, and
 * each tool and handout by its own name. In the order of the alphabet of the book's language.
 */
export function indexOf(compiled: CompiledEdition, glossary: Glossary, t: Words): IndexEntry[] {
  const terms = new Map<string, IndexEntry>();
  const add = (title: string, forms: readonly string[], id: string) => {
    const known = terms.get(title.toLocaleLowerCase(compiled.language));
    const entry = { title, forms, ids: [...(known?.ids ?? []), id] };
    terms.set(title.toLocaleLowerCase(compiled.language), known ? { ...known, ids: entry.ids } : entry);
  };
  for (const { id, term } of glossary.terms) add(term, formsOf(term), id);
  for (const block of compiled.modules.flatMap(blocksOf)) {
    const { id, kind, number, title = '' } = block;
    if (title === '') continue;
    if (kind === 'definition') add(title, formsOf(title), id);
    if (kind === 'tool' || kind === 'handout') add(`${title} (${labelOf(kind, number, t)})`, [], id);
  }
  const collator = new Intl.Collator(compiled.language);
  return [...terms.values()].sort((a, b) => collator.compare(a.title, b.title));
}

/** "Regional Support Office (RSO)" is met as either. */
function formsOf(term: string): readonly string[] {
  const [, long, short] = /^(.*?)\s*\(([^)]+)\)$/.exec(term) ?? [];
  return long !== undefined && short !== undefined ? [long, short] : [term];
}

import { hashOf, type Json } from '../../canonical';
import type { Content } from '../../prose';
import type { Agenda, CompiledEdition } from '../curriculum';
import { blocksOf } from '../modules';

/** Where a workshop has a module: in the room's time, in the books only (to be read), or in neither. */
export const modulePlaces = ['taught', 'reading', 'out'] as const;
export type ModulePlace = (typeof modulePlaces)[number];

/** Which modules a workshop has, in the order in which it takes them, and how far interpretation stretches speech. */
export interface ModuleChoice {
  readonly modules: readonly { readonly id: string; readonly place: ModulePlace }[];
  readonly interpretation: number;
}

/** A facilitator's own words on one block. `against` is the stamp of the block they were written against. */
export interface LocalNote {
  readonly block: string;
  readonly against: string;
  readonly body: readonly Content[];
}

/** What both readers of a workshop's books may know of its tailoring. */
export interface SharedTailoring {
  readonly choice?: ModuleChoice;
  readonly notes: readonly LocalNote[];
}

/** What only facilitators may know of it. A participant's request never loads it. */
export interface GuideTailoring {
  readonly notes: readonly LocalNote[];
}

/** One workshop's choice and notes, frozen under the hash of what they say. */
export interface Tailoring {
  readonly shared: SharedTailoring;
  readonly guide: GuideTailoring;
}

export function hashOfTailoring({ shared, guide }: Tailoring): string {
  return hashOf(JSON.parse(JSON.stringify({ form: 1, shared, guide })) as Json);
}

/** The choice that the programme itself makes: what its agenda has is taught, the rest stands in the books. */
export function programmesChoice(book: Pick<CompiledEdition, 'modules'>, agenda: Agenda): ModuleChoice {
  const taught = new Set(agenda.days.flatMap(({ items }) => items.flatMap((item) => moduleOf(item, book) ?? [])));
  const modules = book.modules.map(({ id }) => ({ id, place: taught.has(id) ? ('taught' as const) : ('reading' as const) }));
  return { modules, interpretation: agenda.interpretation };
}

/**
 * A choice made on one publication, as it stands on another: modules that are gone fall out, and those that came since
 * stand where the programme has them, after the one before them in its book.
 */
export function choiceOn(book: Pick<CompiledEdition, 'modules'>, agenda: Agenda, choice?: ModuleChoice): ModuleChoice {
  const own = programmesChoice(book, agenda);
  if (!choice) return own;
  const known = new Set(own.modules.map(({ id }) => id));
  const modules = choice.modules.filter(({ id }) => known.has(id));
  for (const [at, each] of own.modules.entries()) {
    if (modules.some(({ id }) => id === each.id)) continue;
    const before = own.modules[at - 1];
    modules.splice(modules.findIndex(({ id }) => id === before?.id) + 1, 0, each);
  }
  return { modules, interpretation: choice.interpretation };
}

/** The module that an item of the agenda belongs to; undefined for what belongs to none. */
export function moduleOf(item: { kind: string; ref?: string }, { modules }: Pick<CompiledEdition, 'modules'>): string | undefined {
  if (item.kind === 'module') return item.ref;
  if (item.kind !== 'activity') return undefined;
  return modules.find((module) => blocksOf(module).some(({ id }) => id === item.ref))?.id;
}

import type { Fact, Piece } from '../print';
import { agendaDay, interpretedDay } from './book-agenda';
import { printBlocks, words } from './book-blocks';
import { imprintOf, type BookOptions } from './book-imprint';
import type { Agenda, Block, CompiledEdition } from './curriculum';
import { blocksOf } from './modules';
import { labelOf } from './naming';

/** A blank tool or a handout, as it is found in a list. `name` is "Tool 7.1". */
export interface BlankPiece {
  readonly id: string;
  readonly kind: 'tool' | 'handout';
  readonly name: string;
  readonly title: string;
  /** The module that uses it: its number and its title. */
  readonly module: string;
}

/** Every blank tool and handout of a Handbook, in the order of the book. */
export function listBlanks(handbook: CompiledEdition, { words: t }: Pick<BookOptions, 'words'>): BlankPiece[] {
  return handbook.modules.flatMap((module) =>
    blocksOf(module).flatMap((block): BlankPiece[] => {
      if (!isBlank(block)) return [];
      const { id, kind, number, title = '' } = block;
      return [{ id, kind, name: labelOf(kind, number, t), title, module: `${module.number} ${module.title}` }];
    }),
  );
}

/** Some of a Handbook's tools and handouts, each on paper of its own; without `ids` all of them. None found: undefined. */
export function blanksOf(handbook: CompiledEdition, options: BookOptions, ids?: readonly string[]): Piece | undefined {
  const { words: t } = options;
  const reader = { t, compiled: handbook, footnotes: { count: 0 } };
  const found = handbook.modules.flatMap(blocksOf).filter((block) => isBlank(block) && (ids?.includes(block.id) ?? true));
  const [first] = found;
  if (!first || !isBlank(first)) return undefined;
  const name = `${labelOf(first.kind, first.number, t)}: ${first.title ?? ''}`;
  return {
    kind: 'piece',
    ...imprintOf(handbook, options),
    title: found.length === 1 ? name : t('papers.blanksTitle', { title: handbook.title }),
    running: handbook.title,
    blocks: printBlocks(found, reader),
    sections: [],
    apart: true,
  };
}

function isBlank(block: Block): block is Block & { readonly kind: 'tool' | 'handout' } {
  return block.kind === 'tool' || block.kind === 'handout';
}

/** What a paper of one workshop says of it: its name, where and when, and each of its days in words. */
export interface Occasion {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly days: readonly string[];
}

/** The agenda with clock times, a table a day; `interpreted` gives spoken parts the time that interpretation takes. */
export function agendaPiece(
  handbook: CompiledEdition,
  agenda: Agenda,
  occasion: Occasion,
  options: BookOptions,
  interpreted = false,
): Piece {
  const { words: t } = options;
  const heading = t(interpreted ? 'papers.agendaInterpreted' : 'papers.agenda');
  return {
    kind: 'piece',
    ...imprintOf(handbook, options),
    title: `${heading}: ${occasion.title}`,
    heading,
    running: occasion.title,
    facts: factsOf(occasion),
    blocks: agendaDays(handbook, agenda, occasion, options, interpreted),
    sections: [],
  };
}

/** The days of the agenda under the days on which this workshop has them. */
export function agendaDays(
  compiled: CompiledEdition,
  { days }: Agenda,
  occasion: Occasion,
  { words: t }: BookOptions,
  interpreted: boolean,
) {
  // On a sheet of its own, a module's name leads nowhere.
  const reader = { t, compiled: { ...compiled, targets: {} } };
  return days.map((day, index) => {
    const date = occasion.days[index];
    const caption = date === undefined ? day.title : `${date}. ${day.title}`;
    return agendaDay(interpreted ? interpretedDay(day) : day, reader, caption);
  });
}

export function factsOf(occasion: Occasion): Fact[] {
  return occasion.facts.map(({ label, value }) => ({ label, value: words(value) }));
}

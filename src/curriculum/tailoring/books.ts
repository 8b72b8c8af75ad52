import { readTextId, type PartKind } from '../publication';
import type { Agenda, Block, BodyPart, CompiledEdition, Module } from '../curriculum';
import { stampOf } from '../overlays/overlay';
import { agendaFor } from './agenda';
import { choiceOn, type GuideTailoring, type LocalNote, type SharedTailoring } from './tailoring';

/** The parts of a publication that a workshop's tailoring makes others of. */
export function isTailored(textId: string, kind: PartKind): kind is 'handbook' | 'guide' | 'agenda' {
  return readTextId(textId).tailoring !== undefined && (kind === 'handbook' || kind === 'guide' || kind === 'agenda');
}

/**
 * A book with a workshop's modules and notes. A Guide gets the facilitators' notes too; a Handbook is made without their
 * being read. Numbers stay the programme's, so that "Activity 4.2" is the same in every room. References to what was
 * left out keep their words and lead nowhere.
 */
export function bookFor(
  book: CompiledEdition,
  agenda: Agenda,
  shared: SharedTailoring,
  guide: GuideTailoring = { notes: [] },
): CompiledEdition {
  const { modules } = choiceOn(book, agenda, shared.choice);
  const inBook = modules.flatMap(({ id, place }) => {
    const module = place === 'out' ? undefined : book.modules.find((each) => each.id === id);
    return module ? [module] : [];
  });
  const kept = new Set(['preface', 'glossary', ...inBook.map(({ id }) => id)]);
  const targets = Object.entries(book.targets).map(([id, target]) => [id, kept.has(target.module) ? target : { ...target, absent: true }]);
  const notes = [...notesOn(shared.notes, 'both'), ...notesOn(guide.notes, 'guide')];
  return {
    ...book,
    tailored: true,
    preface: withNotes(book.preface, notes),
    modules: inBook.map((module) => moduleWith(module, notes)),
    targets: Object.fromEntries(targets) as CompiledEdition['targets'],
  };
}

/** The agenda of a workshop; without a choice of its own, the programme's. */
export function agendaOf(agenda: Agenda, book: CompiledEdition, { choice }: SharedTailoring): Agenda {
  return choice ? agendaFor(agenda, book, choice) : agenda;
}

interface Placed extends LocalNote {
  readonly readers: 'both' | 'guide';
}

function notesOn(notes: readonly LocalNote[], readers: Placed['readers']): Placed[] {
  return notes.map((note) => ({ ...note, readers }));
}

function moduleWith(module: Module, notes: readonly Placed[]): Module {
  return {
    ...module,
    opening: withNotes(module.opening, notes),
    sections: module.sections.map((section) => ({ ...section, blocks: withNotes(section.blocks, notes) })),
  };
}

function withNotes(blocks: readonly Block[], notes: readonly Placed[]): Block[] {
  return blocks.flatMap((block) => {
    const body = block.body.flatMap((part): readonly BodyPart[] => {
      if (part.type !== 'block') return [part];
      return withNotes([part.block], notes).map((each) => ({ type: 'block', block: each }));
    });
    const own = notes.filter((note) => note.block === block.id).map((note) => noteBlock(block, note));
    return [{ ...block, body }, ...own];
  });
}

/** A note whose block has changed since is not shown: its place says so. */
function noteBlock(block: Block, { against, body, readers }: Placed): Block {
  const stale = against !== stampOf(block);
  const kind = readers === 'guide' ? ('guide-note' as const) : ('local-note' as const);
  const audience = readers === 'guide' ? 'guide' : block.audience;
  const local = stale ? ('stale' as const) : ('added' as const);
  return { id: `${block.id}--${kind}`, kind, audience, local, body: stale ? [] : body, textHash: '', logicHash: '' };
}

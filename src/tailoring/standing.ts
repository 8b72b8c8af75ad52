import {
  type Agenda,
  type BlockAtHand,
  type CompiledEdition,
  type WordChange,
  blocksAtHand,
  choiceOn,
  getPart,
  textIdOf,
  wordChanges,
} from '../curriculum';
import type { Db } from '../db/db';
import type { Words } from '../words';
import type { Workshop } from '../workshops';
import { type NoteState, type WrittenNote, stateOf } from './note';
import { findChoice, listLocalNotes } from './queries';

/** The text on which a workshop's notes are written, whole, whatever its facilitators left out. For those who facilitate. */
export interface Standing {
  readonly guide: CompiledEdition;
  readonly handbook: CompiledEdition;
  readonly agenda: Agenda;
  readonly blocks: ReadonlyMap<string, BlockAtHand>;
}

export async function standingOf(
  db: Db,
  { publicationId, overlay }: Pick<Workshop, 'publicationId' | 'overlay'>,
): Promise<Standing> {
  const text = textIdOf(publicationId, overlay);
  const [guide, handbook, agenda] = await Promise.all([
    getPart<CompiledEdition>(db, text, 'guide'),
    getPart<CompiledEdition>(db, text, 'handbook'),
    getPart<Agenda>(db, text, 'agenda'),
  ]);
  return { guide, handbook, agenda, blocks: blocksAtHand(guide, handbook) };
}

/** A note with the block it is on, as that stands now. */
export interface Judged {
  readonly note: WrittenNote;
  readonly state: NoteState;
  readonly now: BlockAtHand | undefined;
}

/** How each of a workshop's notes stands to a text: its own, or one that it might be moved to. */
export async function judgeNotes(db: Db, workshop: Workshop, standing: Standing): Promise<Judged[]> {
  const made = await findChoice(db, workshop);
  const { modules } = choiceOn(standing.handbook, standing.agenda, made?.choice ?? undefined);
  const out = new Set(modules.flatMap(({ id, place }) => (place === 'out' ? [id] : [])));
  return (await listLocalNotes(db, workshop)).map((note) => {
    const now = standing.blocks.get(note.block);
    return { note, now, state: stateOf(note, now, out) };
  });
}

/** What the block said when the note was written, and what it says now. */
export function changesOn({ note, now, state }: Judged, language: string): readonly WordChange[] {
  if (state !== 'stale' && state !== 'gone') return [];
  return wordChanges(note.againstWords, now?.words ?? '', language);
}

/** How a block is called in a list: where it stands, what it is, and its title. */
export function nameOfBlock({ block, module }: BlockAtHand, t: Words): string {
  const place = module ? t('book.moduleName', module) : t('book.preface');
  const kind = block.kind === 'text' ? '' : [t(`book.kind.${block.kind}`), block.number].filter(Boolean).join(' ');
  return [place, kind, block.title].filter(Boolean).join(' · ');
}

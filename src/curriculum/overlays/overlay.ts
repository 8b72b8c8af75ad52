import { hashOf } from '../../canonical';
import type { Agenda, Audience, Block, CompiledEdition, Glossary, Tailored } from '../curriculum';
import type { Raw } from '../source';

/** What an overlay may do with a block of the programme's text. */
export const patchKinds = ['replace', 'add-after', 'add-into', 'hide'] as const;
export type PatchKind = (typeof patchKinds)[number];

/** One change to one block, as its author wrote it. `against` is the stamp of the block it was made against. */
export interface Patch {
  readonly kind: PatchKind;
  readonly block: string;
  readonly against?: string;
  readonly title?: string;
  readonly children: readonly Raw[];
  readonly file: string;
  readonly line: number;
}

/** A patch whose block has changed since it was made: the programme's text stands in its place. */
export interface StalePatch {
  readonly block: string;
  readonly kind: PatchKind;
  /** Who reads the block: what only the Guide has is shown to facilitators alone. */
  readonly audience: Audience;
  /** The module's id, or `preface`. */
  readonly module: string;
  /** The block's words when the patch was made; absent where they were not kept. */
  readonly was?: string;
  readonly now: string;
  /** The overlay's own words. */
  readonly local: string;
}

/** Where a stale patch stands in the source. */
export type FoundStale = StalePatch & { readonly file: string; readonly line: number };

/** Both books, tailored: made by the same rules as the programme's own. */
export interface CompiledOverlay {
  readonly overlay: Tailored;
  readonly handbook: CompiledEdition;
  readonly guide: CompiledEdition;
  /** The programme's, with the titles of modules that the overlay has put in place. */
  readonly agenda: Agenda;
  readonly glossary: Glossary;
  readonly patches: number;
  readonly stale: readonly FoundStale[];
}

/**
 * What a patch was made against: a block's own words, its kind and its readers. Minutes are left out, since a patch
 * never changes time; readers are in, since words written for facilitators must not follow a block to participants.
 */
export function stampOf({ textHash, kind, audience }: Block): string {
  return hashOf({ textHash, kind, audience }).slice(0, 16);
}

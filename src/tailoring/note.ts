/** Who reads a local note: everybody who reads its block, or facilitators only. */
export const readers = ['both', 'guide'] as const;
export type Readers = (typeof readers)[number];

export const longestNote = 4000;

/** What a facilitator wrote on one block of their workshop's books, as Markdown, with the block as it was then. */
export interface WrittenNote {
  readonly id: string;
  readonly block: string;
  readonly readers: Readers;
  readonly body: string;
  /** The stamp of the block that it was written against, and the block's words at that time. */
  readonly against: string;
  readonly againstWords: string;
  readonly writtenAt: Date;
  readonly writtenBy: string | null;
}

/**
 * How a note stands to the text as it is now: shown; `stale` where its block has changed; `out` where the module was left
 * out; `gone` where the text has the block no more.
 */
export type NoteState = 'shown' | 'stale' | 'out' | 'gone';

export function stateOf(
  note: Pick<WrittenNote, 'against'>,
  now: { readonly stamp: string; readonly page: string } | undefined,
  leftOut: ReadonlySet<string>,
): NoteState {
  if (!now) return 'gone';
  if (now.stamp !== note.against) return 'stale';
  return leftOut.has(now.page) ? 'out' : 'shown';
}

/** Notes that somebody has to read again. */
export function isDue(state: NoteState): boolean {
  return state === 'stale' || state === 'gone';
}

/** The readers a note on a block may have: what only the Guide has, participants do not read. */
export function readersOf(audience: 'both' | 'handbook' | 'guide'): readonly Readers[] {
  if (audience === 'guide') return ['guide'];
  return audience === 'handbook' ? ['both'] : readers;
}

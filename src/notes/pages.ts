import { page } from '../web/page';
import type { Mark, marks } from './note';
import type { Quoted } from './passages';

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Quoted words of the book are in `language` (BCP 47). */
export interface InBook {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

export const notePage = page<
  Entered &
    InBook & {
      action: string;
      back: string;
      edition: string;
      quoted: Quoted | undefined;
      marks: typeof marks;
      kept: boolean;
    }
>('notes/note');

export interface NoteLine {
  readonly block: string;
  readonly quoted: Quoted | undefined;
  readonly body: string;
  readonly mark: Mark | null;
  /** When it was last changed, in words. */
  readonly changed: string;
  /** The passage in the book, where it still stands. */
  readonly href: string | undefined;
}

export interface HighlightLine {
  readonly place: string;
  /** The marked words; undefined where they are of a book that this reader may not open any more. */
  readonly exact: string | undefined;
  readonly href: string | undefined;
  readonly remove: string;
}

export const notesPage = page<
  InBook & {
    notesPath: string;
    handbook: string;
    lines: readonly NoteLine[];
    orphans: readonly NoteLine[];
    highlights: readonly HighlightLine[];
    lost: readonly HighlightLine[];
  }
>('notes/list');

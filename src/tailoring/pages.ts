import type { ModulePlace, WordChange } from '../curriculum';
import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { NoteState, Readers } from './note';

interface Entered {
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
}

export const modulesPage = page<
  Entered & {
    workshop: Workshop;
    /** BCP 47, of the book. */
    language: string;
    modules: readonly ModuleLine[];
    places: readonly ModulePlace[];
    interpretation: number;
    days: readonly DayLine[];
    falling: readonly FallingModule[];
    saved: boolean;
    own: boolean;
    trail: Trail;
  }
>('tailoring/modules');

export interface ModuleLine {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly core: boolean;
  readonly place: ModulePlace;
  readonly order: number;
}

/** A day with the choice: when it ends, without and with interpretation, and when it must be over. */
export interface DayLine {
  readonly id: string;
  readonly title: string;
  readonly starts: string;
  readonly plain: string;
  readonly interpreted: string;
  readonly mustEnd: string;
  /** Minutes too late with interpretation; none or less: minutes left. */
  readonly over: number;
}

/** A core module that is not taught, with what participants then do not learn in the room. */
export interface FallingModule {
  readonly number: number;
  readonly title: string;
  readonly objectives: readonly {
    readonly id: string;
    readonly text: string;
    readonly said: boolean;
    readonly asked: number;
  }[];
}

export const localNotesPage = page<{
  workshop: Workshop;
  language: string;
  notes: readonly NoteLine[];
  due: number;
  modules: readonly { readonly id: string; readonly name: string }[];
  /** The blocks of the module that was asked for, to write on. */
  chosen: { readonly id: string; readonly name: string; readonly blocks: readonly BlockLine[] } | undefined;
  trail: Trail;
}>('tailoring/notes');

export interface NoteLine {
  readonly href: string;
  /** In its book; undefined where it is shown in none. */
  readonly seen: string | undefined;
  readonly name: string;
  readonly readers: Readers;
  readonly state: NoteState;
  readonly body: string;
  /** Who wrote it when, in one sentence. */
  readonly written: string;
  /** Where it is stale or its block is gone: the programme's text, then and now. */
  readonly changes: readonly WordChange[];
}

export interface BlockLine {
  readonly href: string;
  readonly name: string;
  readonly start: string;
  readonly guideOnly: boolean;
  readonly notes: number;
}

export const localNotePage = page<
  Entered & {
    workshop: Workshop;
    language: string;
    action: string;
    back: string;
    name: string;
    words: string;
    readers: readonly Readers[];
    forms: readonly {
      readonly readers: Readers;
      readonly body: string;
      readonly kept: boolean;
      readonly state: NoteState | undefined;
      readonly changes: readonly WordChange[];
    }[];
    /** What the author of the note has to mend, sentence by sentence. */
    faults: readonly string[];
    /** The readers whose form was sent and refused. */
    refused: Readers | undefined;
    trail: Trail;
  }
>('tailoring/note');

export const newerTextPage = page<{
  workshop: Workshop;
  /** Undefined where the workshop has the current publication. */
  newer: { readonly name: string; readonly id: string } | undefined;
  now: string;
  begun: boolean;
  losesOverlay: boolean;
  stale: readonly { readonly name: string; readonly href: string }[];
  overfull: readonly DayLine[];
  moved: boolean;
  trail: Trail;
}>('tailoring/newer-text');

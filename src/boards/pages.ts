import { type Trail, page } from '../web/page';
import type { Workshop } from '../workshops';
import type { Land } from './land';
import type { MapMark, Merged } from './mark';
import type { Mapping } from './queries';

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  /** The words of a free text that were taken for somebody's data, by field. */
  readonly found: Readonly<Record<string, readonly string[]>>;
}

/** A map with its lists: `svgHtml` is drawn by `drawMap`, and its numbers are those of `marks` or `merged`. */
export interface Board {
  readonly svgHtml: string;
  readonly marks: readonly (MapMark & { readonly number: number })[];
}

export interface MergedBoard {
  readonly svgHtml: string;
  readonly merged: readonly (Merged & { readonly number: number })[];
}

interface Exercise {
  /** What the map shows, for its description in words. */
  readonly land: Land;
  readonly workshop: Workshop;
  readonly mapping: Mapping;
  readonly live: { readonly href: string; readonly stream: string; readonly version: string; readonly now: number };
}

export const mappingsPage = page<
  Entered & {
    workshop: Workshop;
    facilitates: boolean;
    mappings: readonly Mapping[];
    tables: number;
    id: string;
    trail: Trail;
  }
>('boards/list');

export const overviewPage = page<
  Entered &
    Exercise & {
      all: MergedBoard;
      boards: readonly (Board & { readonly table: number })[];
      tables: number;
      input: string;
      gridLines: number;
      saved: boolean;
      trail: Trail;
    }
>('boards/overview');

export const boardPage = page<
  Entered &
    Exercise & {
      /** Undefined for who sits at no table, or takes no part. */
      table: number | undefined;
      board: Board;
      /** What the facilitators show to everybody. */
      shown: Board | MergedBoard | undefined;
      input: string;
      /** The exercise is open, or something typed would else be lost. */
      writes: boolean;
      fault: string | undefined;
      saved: boolean;
      trail: Trail;
    }
>('boards/board');

export const markPage = page<
  Entered & {
    land: Land;
    workshop: Workshop;
    mapping: Mapping;
    mark: MapMark;
    board: Board;
    facilitates: boolean;
    moved: boolean;
    fault: string | undefined;
    trail: Trail;
  }
>('boards/mark');

export const boardsWallPage = page<
  Exercise & {
    svgHtml: string;
    lines: readonly { readonly number: number; readonly words: string; readonly note: string }[];
    more: number;
    counts: readonly { readonly table: number; readonly marks: number }[];
  }
>('boards/wall', 'projector');

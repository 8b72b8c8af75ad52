import { type Trail, page } from '../web/page';
import type { Enrolled, Workshop } from '../workshops';
import type { Sitter } from './queries';

interface Framed {
  readonly workshop: Workshop;
  readonly trail: Trail;
}

export interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const tablesPage = page<
  Framed &
    Entered & {
      wide: true;
      /** 0 before there are tables. */
      version: number;
      count: number;
      people: number;
      tables: readonly { readonly number: number; readonly sitters: readonly Sitter[] }[];
      all: readonly Sitter[];
      /** Pairs of people of one state who share a table. */
      pairs: number;
      /** Who shares no language with anybody at the table. */
      alone: readonly string[];
      /** Who is in the workshop and at no table: interpreters, observers, facilitators. */
      apart: readonly Enrolled[];
      input: string;
      saved: boolean;
      moved: boolean;
    }
>('tables/plan');

export const ownTablePage = page<Framed & { number: number | undefined; apart: boolean; sizes: readonly number[] }>(
  'tables/own',
);

export const tablesWallPage = page<{ workshopTitle: string; sizes: readonly number[] }>('tables/wall', 'projector');
